/** What the panel is handed: messages, and which page stands beside it. Types only. */
import type { PageNews, Send } from '../../messages/contract';

export type OpenPage = { readonly id: number; readonly title?: string };

export type Needs = {
  readonly send: Send;
  readonly openPage: () => Promise<OpenPage | undefined>; // in this window
  readonly onOtherPage: (listener: () => void) => void; // another tab came to the front, or this one went on
  readonly onNews: (listener: (tabId: number, what: PageNews) => void) => void; // of a page that is watched
  readonly onLeave: (listener: () => void) => void; // the panel closes
  readonly now: () => number; // ms since 1970, UTC
};
