/** The reader's settings, in storage.local: small, apart from the database, and told to every page when they change. */
import browser from 'webextension-polyfill';
import { readSettings, type Settings } from '../../core/settings';

const SETTINGS = 'settings';

export async function loadSettings(): Promise<Settings> {
  return readSettings((await browser.storage.local.get(SETTINGS))[SETTINGS]);
}

export async function saveSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ [SETTINGS]: settings });
}

/** Gives back the way to stop listening. */
export function onSettings(listener: (settings: Settings) => void): () => void {
  const changed = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    const change = changes[SETTINGS];
    if (area === 'local' && change) listener(readSettings(change.newValue));
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
