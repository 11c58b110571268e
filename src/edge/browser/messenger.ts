/**
 * Sends messages from a page, and lets the content script hear its own. What is said stands in messages/contract.ts; the background hears in switchboard.ts,
 * and our own pages send by own-messenger.ts.
 *
 * Without the polyfill, which would be a sixth of the content script: `chrome` gives promises in both browsers, and a page cannot put an element
 * of its own in its place, as it can with `browser` where that is missing.
 */
import { failed, type Problem, type Result } from '../../core/problem';
import { CARD_PAGE } from '../../core/related/card';
import { newTicket } from '../../core/ticket';
import { answer } from '../../messages/answer';
import type { HandlersOf, Send, ToPage } from '../../messages/contract';
import { readToPage } from '../../messages/incoming';

let given = 0; // two messages of one millisecond keep their order

/** For the content script. A command bears a ticket, so that one that was asked twice is done once; the background posts it when it comes. */
export const send: Send = (async (name: string, ask: object) => {
  given += 1;
  const ticket = newTicket(Date.now(), given, Math.random());
  const reply = await inquire({ name, ask, ticket });
  if (!reply.ok && reply.problem.kind !== 'worker-silent') void inquire({ name: 'heard', ask: { ticket } });
  return reply;
}) as never; // as: `answer` keeps the contract

/** Asks the background; a worker that died with the message in flight is asked once more. */
export const inquire = (message: object): Promise<Result<unknown>> => twice(() => chrome.runtime.sendMessage(message));

/** For the content script. Gives back the way to stop listening. */
export function listenToPage(handlers: HandlersOf<ToPage, void>): () => void {
  const listener = (message: unknown, sender: chrome.runtime.MessageSender, reply: (answer: unknown) => void): true | undefined => {
    const isFromBackground = sender.id === chrome.runtime.id && sender.tab === undefined;
    const answered = isFromBackground ? answer(readToPage, handlers, message, undefined) : undefined;
    void answered?.then(reply);
    return answered && true; // the answer comes later; Chromium takes no promise for it
  };
  chrome.runtime.onMessage.addListener(listener);
  return () => chrome.runtime.onMessage.removeListener(listener);
}

/** True once the extension that this script came from is gone: reloaded, updated, switched off or removed. */
export function isOrphaned(): boolean {
  try {
    return chrome.runtime?.id === undefined;
  } catch {
    return true; // Firefox throws on a dead extension's objects
  }
}

async function twice(ask: () => Promise<unknown>): Promise<Result<unknown>> {
  const silence: Problem = { kind: 'worker-silent' };
  const first = await replyOr(silence, ask);
  return !first.ok && first.problem === silence && !isOrphaned() ? replyOr(silence, ask) : first;
}

/** `silence` where nobody listened, or the channel closed before the answer. */
export async function replyOr(silence: Problem, ask: () => Promise<unknown>): Promise<Result<unknown>> {
  try {
    const reply = await ask();
    return isResult(reply) ? reply : failed(silence);
  } catch {
    return failed(silence);
  }
}

function isResult(reply: unknown): reply is Result<unknown> {
  return typeof reply === 'object' && reply !== null && typeof (reply as { ok?: unknown }).ok === 'boolean'; // as: the field is checked here
}

/** For the card: what the background brings from the page's script, each by a line of its own. Only the background can open one here. */
export function listenAsCard(show: (ask: unknown) => Result<unknown>): void {
  chrome.runtime.onConnect.addListener((line) => {
    const isFromBackground = line.sender?.id === chrome.runtime.id && line.sender.tab === undefined && line.name === 'card';
    if (isFromBackground) line.onMessage.addListener((ask: unknown) => line.postMessage(show(ask)));
    else line.disconnect();
  });
}

/** The card's address, which must not stand in any attribute: Firefox shows those to pages, and the name is the profile's for life. */
export function cardAddress(key: string): string {
  return `${chrome.runtime.getURL(CARD_PAGE)}#${key}`;
}
