/** What earlier versions kept in storage.local, where content scripts reach: read once, taken over into the desk, and removed. */
import browser from 'webextension-polyfill';
import { readTicket } from '../../core/ticket';
import type { Waiting } from '../../messages/incoming';

const SETTINGS = 'settings';
const PREFIX = 'command:';

export type OldStorage = { readonly settings?: unknown; readonly commands: readonly Waiting[] };

export async function loadOldStorage(): Promise<OldStorage> {
  const kept = await browser.storage.local.get(null);
  const commands = Object.entries(kept).flatMap(([key, message]) => {
    const ticket = key.startsWith(PREFIX) ? readTicket(key.slice(PREFIX.length)) : undefined;
    return ticket === undefined ? [] : [{ ticket, message }];
  });
  return { commands, ...(kept[SETTINGS] !== undefined && { settings: kept[SETTINGS] }) };
}

/** Whatever stands there: nothing is ever read from there again. */
export async function dropOldStorage(): Promise<void> {
  const old = Object.keys(await browser.storage.local.get(null)).filter((key) => key === SETTINGS || key.startsWith(PREFIX));
  if (old.length > 0) await browser.storage.local.remove(old);
}

/** Chromium alone can keep content scripts out; elsewhere what stands in storage.local is no more than a copy to fall back on. */
export async function keepContentScriptsOut(): Promise<void> {
  const { local } = globalThis.chrome.storage as { local: { setAccessLevel?: (given: { accessLevel: string }) => Promise<void> } }; // as: absent in Firefox
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
