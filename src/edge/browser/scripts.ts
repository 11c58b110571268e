/** Puts the content script and the marks' style into pages: by a click, or on every visit of the sites a person granted. */
import browser, { type Scripting } from 'webextension-polyfill';

const REGISTRATION = 'marks';

/** Runs the script on one tab now. Rejects where the browser lets no extension in. */
export async function injectScript(tabId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [file] });
}

/** From now on the script runs on `matches` but never on `excluded`; no matches, no script. Stays across restarts of the browser. */
export async function registerScript(file: string, matches: readonly string[], excluded: readonly string[]): Promise<void> {
  const wanted: Scripting.RegisteredContentScript = {
    id: REGISTRATION,
    js: [file],
    matches: [...matches],
    excludeMatches: [...excluded],
    runAt: 'document_idle',
    allFrames: false,
    persistAcrossSessions: true,
  };
  const isRegistered = (await browser.scripting.getRegisteredContentScripts({ ids: [REGISTRATION] })).length > 0;
  if (isRegistered) await browser.scripting.unregisterContentScripts({ ids: [REGISTRATION] });
  if (matches.length > 0) await browser.scripting.registerContentScripts([wanted]);
}

/** Whose style it counts as: the reader's important rules beat all that a page can say. */
export type Origin = 'AUTHOR' | 'USER';

/** Brought by the browser, not by an element, so that no page rule forbids it and no page script takes it away. */
export async function insertStyle(tabId: number, css: string, origin: Origin): Promise<void> {
  await browser.scripting.insertCSS({ target: { tabId }, css, origin });
}

export async function removeStyle(tabId: number, css: string, origin: Origin): Promise<void> {
  await browser.scripting.removeCSS({ target: { tabId }, css, origin });
}
