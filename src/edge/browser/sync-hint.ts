/** The one thing that is in storage.sync, by its reader's wish: where the library is kept (core/sync/hint.ts). Goes wherever the browser's own account goes. */
import browser from 'webextension-polyfill';
import { hintOf, readHint, type SyncHint } from '../../core/sync/hint';

const KEY = 'library';

/** Undefined too where a browser has no such storage, or has it turned off. */
export async function loadHint(): Promise<SyncHint | undefined> {
  try {
    return readHint((await browser.storage.sync.get(KEY))[KEY]);
  } catch {
    return undefined;
  }
}

/** Undefined takes it away. */
export async function saveHint(hint: SyncHint | undefined): Promise<void> {
  if (hint === undefined) await browser.storage.sync.remove(KEY);
  else await browser.storage.sync.set({ [KEY]: hintOf(hint) });
}
