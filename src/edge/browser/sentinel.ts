/**
 * What outlives emptied databases, in storage.local: a few facts about the library, and what it would take to begin it again (the reserve). And the
 * browser's promise not to empty them.
 */
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

const RESERVE = 'reserve';

/** Unread, as it was stored: core/library/reserve.ts reads it. */
export async function loadReserve(): Promise<unknown> {
  return (await browser.storage.local.get(RESERVE))[RESERVE];
}

export async function saveReserve(reserve: object): Promise<void> {
  await browser.storage.local.set({ [RESERVE]: reserve });
}

/** The reader gives the library up. */
export async function forgetReserve(): Promise<void> {
  await browser.storage.local.remove(RESERVE);
}

/** Undefined where the browser does not say. */
export async function roomOf(): Promise<{ readonly usage: number; readonly quota: number } | undefined> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? undefined : { usage, quota };
}

/** Asks the browser never to clear the database by itself. Granted without a question to an extension with unlimitedStorage. */
export async function askToPersist(): Promise<boolean> {
  const storage = navigator.storage as Partial<StorageManager> | undefined; // as: a service worker has no `persist`; its pages do
  return (await storage?.persist?.()) ?? false;
}
