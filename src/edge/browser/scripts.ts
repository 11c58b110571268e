/** Puts the content script and the marks' style into pages: by a click, or on every visit of the sites a person granted. */
import browser, { type Scripting } from 'webextension-polyfill';

const REGISTRATION = 'marks';

/** Runs the script on one tab now. Rejects where the browser lets no extension in. */
export async function injectScript(tabId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [file] });
}

/** Where the script runs by itself: on `matches`, but never on `excluded`. */
export type Registration = { readonly file: string; readonly matches: readonly string[]; readonly excluded: readonly string[] };

/** Undefined: it is registered nowhere. The browser keeps it across its restarts. */
export async function registered(): Promise<Registration | undefined> {
  const [script] = await browser.scripting.getRegisteredContentScripts({ ids: [REGISTRATION] });
  return script && { file: script.js?.[0] ?? '', matches: script.matches ?? [], excluded: script.excludeMatches ?? [] };
}

export async function registerScript(wanted: Registration): Promise<void> {
  await browser.scripting.registerContentScripts([
    { ...scriptOf(wanted), runAt: 'document_idle', allFrames: false, persistAcrossSessions: true },
  ]);
}

/** At no moment in between is it registered nowhere. */
export async function updateScript(wanted: Registration): Promise<void> {
  await browser.scripting.updateContentScripts([scriptOf(wanted)]);
}

export async function unregisterScript(): Promise<void> {
  await browser.scripting.unregisterContentScripts({ ids: [REGISTRATION] });
}

function scriptOf({ file, matches, excluded }: Registration): Scripting.RegisteredContentScript {
  return { id: REGISTRATION, js: [file], matches: [...matches], excludeMatches: [...excluded] };
}

/** Whose style it counts as: the reader's important rules beat all that a page can say. */
type Origin = 'AUTHOR' | 'USER';

/** Brought by the browser, not by an element, so that no page rule forbids it and no page script takes it away. */
export async function insertStyle(tabId: number, css: string, origin: Origin): Promise<void> {
  await browser.scripting.insertCSS({ target: { tabId }, css, origin });
}

export async function removeStyle(tabId: number, css: string, origin: Origin): Promise<void> {
  await browser.scripting.removeCSS({ target: { tabId }, css, origin });
}
