/** The background's end of every message: lets in only what its sender may ask, and asks the content script of a tab. */
import browser, { type Runtime } from 'webextension-polyfill';
import type { Problem, Result } from '../../core/problem';
import { CARD_PAGE, type CardContent, type CardKey } from '../../core/related/card';
import type { SendToPage } from '../../messages/contract';
import { mayAsk, REFUSED } from '../../messages/incoming';
import { OURS, type Sender } from '../../messages/sender';
import { replyOr } from './messenger';

/** Asks the content script of a tab; `page-gone` where none listens. */
export const sendToPage: SendToPage = (tabId, name, ask) =>
  replyOr({ kind: 'page-gone' }, () => browser.tabs.sendMessage(tabId, { name, ask }, { frameId: 0 })) as never; // as: `answer` keeps the contract

/** Must be called in the background's first tick: a message that wakes a worker looks for its listener at once. */
export function listenInBackground(hear: (message: unknown, from: Sender) => Promise<Result<unknown>> | undefined): void {
  browser.runtime.onMessage.addListener(((message: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    const from = readSender(sender);
    const isInside = from.who !== 'page' || sender.frameId === 0; // of ours only the card runs in the frames of a page
    if (!isInside || !mayAsk(message, from)) return Promise.resolve(REFUSED);
    return hear(message, from);
  }) as never); // as: the polyfill's type wants a promise always; undefined leaves the message to others
}

/**
 * Shows a mark in the card of a tab. By a line of its own and not as a message, which every card in every tab would be sent: what is listened to
 * is one frame's.
 */
export function showInCard(
  tabId: number,
  frameId: number,
  ask: { key: CardKey; content: CardContent },
): Promise<Result<{ height: number }>> {
  const gone: Problem = { kind: 'page-gone' };
  const asked = new Promise<unknown>((resolve, reject) => {
    const line = browser.tabs.connect(tabId, { frameId, name: 'card' });
    line.onMessage.addListener((reply: unknown) => {
      resolve(reply);
      line.disconnect();
    });
    line.onDisconnect.addListener(() => reject(gone));
    line.postMessage(ask);
  });
  return replyOr(gone, () => asked) as never; // as: the card answers with its height
}

/**
 * A page that has moved on by script stands, for Chromium, where it was loaded; its tab says where it is. The card has our own address but stands
 * in a stranger's page, so it is known by its path wherever it stands.
 */
function readSender({ tab, url, frameId }: Runtime.MessageSender): Sender {
  const inTab = tab?.id === undefined ? {} : { tabId: tab.id };
  if (url?.startsWith(browser.runtime.getURL(''))) {
    const isCard = URL.parse(url)?.pathname === `/${CARD_PAGE}`;
    return isCard ? { who: 'card', urls: [], ...inTab, ...(frameId !== undefined && { frameId }) } : { ...OURS, ...inTab };
  }
  const urls = [url, tab?.url].filter((each) => each !== undefined);
  return { who: 'page', urls, ...inTab };
}
