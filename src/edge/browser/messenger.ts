/** Carries messages between contexts, and lets in only what its sender may ask. What is said stands in messages.ts. */
import browser, { type Runtime } from 'webextension-polyfill';
import { bug, failed, type Problem, type Result } from '../../core/problem';
import {
  ASKED_BY_PAGES,
  answer,
  type HandlersOf,
  type NameOf,
  POSTED,
  readToPage,
  type Send,
  type SendToPage,
  type ToBackground,
  type ToPage,
} from '../../messages';
import { forgetCommand, post } from './outbox';

/** Who asks: a page of ours, or the content script of a tab. */
export type Sender = { readonly isOwnPage: boolean; readonly tabId?: number; readonly host?: string };

/** Asks the background; a worker that died with the message in flight is asked once more. */
export const send: Send = (name, ask) => (POSTED.has(name) ? command({ name, ask }) : inquire({ name, ask })) as never; // as: `answer` keeps the contract

const inquire = (message: object): Promise<Result<unknown>> => twice(() => browser.runtime.sendMessage(message));

/** Posted first, so that it is done even if this page is gone before the worker is awake. What is told to have failed is not done later. */
async function command(message: object): Promise<Result<unknown>> {
  const ticket = await post(message).catch(() => undefined); // no room, or an extension that is gone: the message may still come through
  if (ticket === undefined) return inquire(message);
  const reply = await inquire({ ...message, ticket });
  if (!reply.ok && !isOrphaned()) await forgetCommand(ticket);
  return reply;
}

/** Asks the content script of a tab; `page-gone` where none listens. */
export const sendToPage: SendToPage = (tabId, name, ask) =>
  once(() => browser.tabs.sendMessage(tabId, { name, ask }, { frameId: 0 }), { kind: 'page-gone' }) as never; // as: likewise

/** Must be called in the background's first tick: a message that wakes a worker looks for its listener at once. */
export function listenInBackground(hear: (message: unknown, from: Sender) => Promise<Result<unknown>> | undefined): void {
  browser.runtime.onMessage.addListener(((message: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    const isOwnPage = sender.url?.startsWith(browser.runtime.getURL('')) ?? false;
    const from = readSender(sender, isOwnPage);
    if (!isOwnPage && (!isAskedByPages(message) || sender.frameId !== 0)) return Promise.resolve(bug('a page may not ask this'));
    return hear(message, from);
  }) as never); // as: the polyfill's type wants a promise always; undefined leaves the message to others
}

function readSender({ tab, url }: Runtime.MessageSender, isOwnPage: boolean): Sender {
  const host = url === undefined ? undefined : URL.parse(url)?.hostname;
  return { isOwnPage, ...(tab?.id !== undefined && { tabId: tab.id }), ...(host !== undefined && { host }) };
}

/** For the content script. Gives back the way to stop listening. */
export function listenToPage(handlers: HandlersOf<ToPage, void>): () => void {
  const listener = ((message: unknown, sender: Runtime.MessageSender) =>
    sender.id === browser.runtime.id && sender.tab === undefined ? answer(readToPage, handlers, message, undefined) : undefined) as never; // as: see above
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

/** True once the extension that this script came from is gone: reloaded, updated, switched off or removed. */
export function isOrphaned(): boolean {
  try {
    return browser.runtime.id === undefined;
  } catch {
    return true; // Firefox throws on a dead extension's objects
  }
}

function isAskedByPages(message: unknown): boolean {
  const name = typeof message === 'object' && message !== null ? (message as { name?: unknown }).name : undefined; // as: compared to known names only
  return ASKED_BY_PAGES.has(name as NameOf<ToBackground>); // as: a set lookup takes anything
}

async function twice(ask: () => Promise<unknown>): Promise<Result<unknown>> {
  const silence: Problem = { kind: 'worker-silent' };
  const first = await once(ask, silence);
  return !first.ok && first.problem === silence && !isOrphaned() ? once(ask, silence) : first;
}

async function once(ask: () => Promise<unknown>, silence: Problem): Promise<Result<unknown>> {
  try {
    const reply = await ask();
    return isResult(reply) ? reply : failed(silence);
  } catch {
    return failed(silence); // nobody listened, or the channel closed before the answer
  }
}

function isResult(reply: unknown): reply is Result<unknown> {
  return typeof reply === 'object' && reply !== null && typeof (reply as { ok?: unknown }).ok === 'boolean'; // as: the field is checked here
}
