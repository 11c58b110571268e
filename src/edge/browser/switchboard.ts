/** The background's end of every message: lets in only what its sender may ask, and asks the content script of a tab. */
import browser, { type Runtime } from 'webextension-polyfill';
import type { Result } from '../../core/problem';
import { mayAsk, OURS, REFUSED, type Sender, type SendToPage } from '../../messages';
import { replyOr } from './messenger';

/** Asks the content script of a tab; `page-gone` where none listens. */
export const sendToPage: SendToPage = (tabId, name, ask) =>
  replyOr({ kind: 'page-gone' }, () => browser.tabs.sendMessage(tabId, { name, ask }, { frameId: 0 })) as never; // as: `answer` keeps the contract

/** Must be called in the background's first tick: a message that wakes a worker looks for its listener at once. */
export function listenInBackground(hear: (message: unknown, from: Sender) => Promise<Result<unknown>> | undefined): void {
  browser.runtime.onMessage.addListener(((message: unknown, sender: Runtime.MessageSender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    const from = readSender(sender);
    const isInside = from.who === 'own' || sender.frameId === 0; // nothing of ours runs in the frames of a page
    if (!isInside || !mayAsk(message, from)) return Promise.resolve(REFUSED);
    return hear(message, from);
  }) as never); // as: the polyfill's type wants a promise always; undefined leaves the message to others
}

/** A page that has moved on by script stands, for Chromium, where it was loaded; its tab says where it is. */
function readSender({ tab, url }: Runtime.MessageSender): Sender {
  if (url?.startsWith(browser.runtime.getURL(''))) return tab?.id === undefined ? OURS : { ...OURS, tabId: tab.id };
  const urls = [url, tab?.url].filter((each) => each !== undefined);
  return { who: 'page', urls, ...(tab?.id !== undefined && { tabId: tab.id }) };
}
