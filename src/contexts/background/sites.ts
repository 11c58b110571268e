/** Where the content script runs: on the sites a person granted, never on the off list, and gone at once when a grant is taken back. */
import { isOff, patternsOf, withSite } from '../../core/settings';
import { sendToPage } from '../../edge/browser/messenger';
import { grantedOrigins, removeOrigins } from '../../edge/browser/permissions';
import { injectScript, registerScript } from '../../edge/browser/scripts';
import { loadSettings, saveSettings } from '../../edge/browser/settings';
import { loadedTabs, type Tab } from '../../edge/browser/tabs';
import contentScript from '../content/main.iife?script';

let lastSync: Promise<void> = Promise.resolve();

/** Makes the registration what permissions and off list say. Calls run one after the other: two at once would register twice. */
export function syncRegistration(): Promise<void> {
  lastSync = lastSync.catch(() => undefined).then(register); // a failed turn is reported to its own caller and must not stop the next
  return lastSync;
}

async function register(): Promise<void> {
  const [origins, { offHosts }] = await Promise.all([grantedOrigins(), loadSettings()]);
  await registerScript(contentScript, origins, patternsOf(offHosts));
}

/** Runs the script on a tab now; false where the browser lets no extension in. */
export function enter(tabId: number): Promise<boolean> {
  return injectScript(tabId, contentScript).then(
    () => true,
    () => false,
  );
}

/** A registered script starts at the next visit; the pages already open are entered now. */
export async function enterOpenPages(origins: readonly string[]): Promise<void> {
  const { offHosts } = await loadSettings();
  const tabs = (await loadedTabs()).filter((tab) => isCovered(tab, origins) && !isOff(hostOf(tab) ?? '', offHosts));
  await Promise.all(tabs.map(({ id }) => enter(id)));
}

/** After an installation or update: the scripts of before are gone or orphaned. */
export async function enterGranted(): Promise<void> {
  await enterOpenPages(await grantedOrigins());
}

/** Takes everything off the pages of these tabs. Tabs without our script do not answer, and need not. */
export async function leave(tabs: readonly Tab[]): Promise<void> {
  await Promise.all(tabs.map(({ id }) => sendToPage(id, 'leave', {})));
}

export async function takeBack(origins: readonly string[]): Promise<void> {
  const covered = (await loadedTabs()).filter((tab) => isCovered(tab, origins)); // asked first: without the permission addresses are hidden
  await removeOrigins(origins);
  await Promise.all([leave(covered), syncRegistration()]);
}

/** A permission taken away in the browser's own pages. The pages it covered are those whose address is hidden now. */
export async function leaveHidden(): Promise<void> {
  const hidden = (await loadedTabs()).filter(({ url }) => url === undefined);
  await Promise.all([leave(hidden), syncRegistration()]);
}

export async function setSite(host: string, off: boolean): Promise<void> {
  const settings = await loadSettings();
  await saveSettings({ ...settings, offHosts: withSite(settings.offHosts, host, off) });
  const tabs = off ? (await loadedTabs()).filter((tab) => isOff(hostOf(tab) ?? '', [host])) : [];
  await Promise.all([leave(tabs), syncRegistration()]);
}

export function hostOf({ url }: { readonly url?: string }): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname;
}

/** Only patterns that Sidelight itself asks for: a scheme, a host or `*`, every path. */
function isCovered(tab: Tab, origins: readonly string[]): boolean {
  const url = tab.url === undefined ? null : URL.parse(tab.url);
  return url !== null && origins.some((origin) => origin === `${url.protocol}//*/*` || origin === `${url.protocol}//${url.hostname}/*`);
}
