/** What content scripts tell of their pages while a panel stands beside: heard by the panel itself, which asks for what it wants to know. */
import browser, { type Runtime } from 'webextension-polyfill';
import type { PageNews } from '../../messages/contract';

/** Of any page; who asked for it knows which. The answer is left to the background. */
export function onPageNews(listener: (tabId: number, what: PageNews) => void): void {
  browser.runtime.onMessage.addListener(((message: unknown, { id, tab }: Runtime.MessageSender) => {
    const { name, ask } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; ask?: { what?: unknown } }; // as: checked next
    const what = ask?.what;
    if (id === browser.runtime.id && name === 'pageNews' && tab?.id !== undefined && (what === 'marks' || what === 'selection'))
      listener(tab.id, what);
    return undefined;
  }) as never); // as: the polyfill's type wants a promise always; undefined leaves the message to others
}
