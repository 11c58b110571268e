/** What outlives an emptied database: a few facts in storage.local, and the browser's promise not to empty it. */
import browser from 'webextension-polyfill';

const SENTINEL = 'sentinel';

/** Unread, as it was stored: core/library/sentinel.ts reads it. */
export async function loadSentinel(): Promise<unknown> {
  return (await browser.storage.local.get(SENTINEL))[SENTINEL];
}

export async function saveSentinel(sentinel: object): Promise<void> {
  await browser.storage.local.set({ [SENTINEL]: sentinel });
}

export async function forgetSentinel(): Promise<void> {
  await browser.storage.local.remove(SENTINEL);
}

/** Asks the browser never to clear the database by itself. Granted without a question to an extension with unlimitedStorage. */
export async function askToPersist(): Promise<boolean> {
  const storage = navigator.storage as Partial<StorageManager> | undefined; // as: a service worker has no `persist`; its pages do
  return (await storage?.persist?.()) ?? false;
}
