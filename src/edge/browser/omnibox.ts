/** The address bar: what is typed behind our keyword, and what is chosen there. In the first tick. Both browsers have it, and want their lines differently. */
import browser from 'webextension-polyfill';
import { described, type Line } from '../../core/library/address-line';

/** Where the reader wants to see it: in the tab in front, or in one of its own, in front or behind. */
export type Where = 'here' | 'front' | 'behind';

export function onTyped(linesFor: (typed: string) => Promise<readonly Line[]>, first: (typed: string) => string): void {
  browser.omnibox.onInputChanged.addListener((typed, suggest) => {
    browser.omnibox.setDefaultSuggestion({ description: described([{ text: first(typed), isLit: false }], '', readsMarkup()) });
    void linesFor(typed).then((lines) =>
      suggest(lines.map(({ content, title, about }) => ({ content, description: described(title, about, readsMarkup()) }))),
    );
  });
}

export function onChosen(chosen: (text: string, where: Where) => void): void {
  browser.omnibox.onInputEntered.addListener((text, disposition) =>
    chosen(text, disposition === 'currentTab' ? 'here' : disposition === 'newBackgroundTab' ? 'behind' : 'front'),
  );
}

/** Chromium reads a line as XML and shows none that is not; Firefox shows every sign as it stands, an entity as well. */
const readsMarkup = (): boolean => !('getBrowserInfo' in browser.runtime);
