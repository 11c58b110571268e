/** What the panel is handed: messages, and which page stands beside it. Types only. */
import type { PageNews, Send } from '../../messages/contract';

export type OpenPage = { readonly id: number; readonly title?: string };

export type Needs = {
  readonly send: Send;
  readonly openPage: () => Promise<OpenPage | undefined>; // in this window
  readonly onOtherPage: (listener: (hasLoaded: boolean) => void) => void; // a tab came to the front, or the page in front has loaded
  readonly onNews: (listener: (tabId: number, what: PageNews) => void) => void; // of a page that is watched
  readonly onLeave: (listener: () => void) => void; // the panel closes
  readonly now: () => number; // ms since 1970, UTC
};
