/** The background's end of every message: lets in only what its sender may ask, and asks the content script of a tab. */
import browser, { type Runtime } from 'webextension-polyfill';
import { bug, type Result } from '../../core/problem';
import { ASKED_BY_PAGES, type NameOf, type SendToPage, type ToBackground } from '../../messages';
import { replyOr } from './messenger';

/** Who asks: a page of ours, or the content script of a tab. */
export type Sender = { readonly isOwnPage: boolean; readonly tabId?: number; readonly host?: string };

/** Asks the content script of a tab; `page-gone` where none listens. */
export const sendToPage: SendToPage = (tabId, name, ask) =>
  replyOr({ kind: 'page-gone' }, () => browser.tabs.sendMessage(tabId, { name, ask }, { frameId: 0 })) as never; // as: `answer` keeps the contract

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

function isAskedByPages(message: unknown): boolean {
  const name = typeof message === 'object' && message !== null ? (message as { name?: unknown }).name : undefined; // as: compared to known names only
  return ASKED_BY_PAGES.has(name as NameOf<ToBackground>); // as: a set lookup takes anything
}
