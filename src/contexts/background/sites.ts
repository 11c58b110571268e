/** Where the content script runs: where a person wants marks and the browser allows it, never on the off list, and gone at once when taken back. */
import { isOff, patternsOf, withSite } from '../../core/settings';
import { hasOrigins, removeOrigins } from '../../edge/browser/permissions';
import { injectScript, registerScript } from '../../edge/browser/scripts';
import { loadSettings, saveSettings } from '../../edge/browser/settings';
import { sendToPage } from '../../edge/browser/switchboard';
import { loadedTabs, type Tab } from '../../edge/browser/tabs';
import contentScript from '../content/main.iife?script';

let lastSync: Promise<void> = Promise.resolve();

/** Makes the registration what permissions and off list say. Calls run one after the other: two at once would register twice. */
export function syncRegistration(): Promise<void> {
  lastSync = lastSync.catch(() => undefined).then(register); // a failed turn is reported to its own caller and must not stop the next
  return lastSync;
}

async function register(): Promise<void> {
  const [origins, { offHosts }] = await Promise.all([markedOrigins(), loadSettings()]);
  await registerScript(contentScript, origins, patternsOf(offHosts));
}

/** A site that may be fetched is not for that a site to be marked: the reader wants the one or the other, or both. */
async function markedOrigins(): Promise<string[]> {
  const { markOrigins } = await loadSettings();
  const granted = await Promise.all(markOrigins.map((origin) => hasOrigins([origin])));
  return markOrigins.filter((_origin, at) => granted[at]);
}

/** Marks by themselves on these sites from now on. The browser may still be asking; once it grants, `enterGranted` follows. */
export async function wantMarks(origins: readonly string[]): Promise<void> {
  const settings = await loadSettings();
  await saveSettings({ ...settings, markOrigins: [...new Set([...settings.markOrigins, ...origins])].sort() });
  await Promise.all([syncRegistration(), enterGranted()]);
}

/** No marks by themselves there any more, and none on the pages that are open. The permission is the caller's to keep or give back. */
export async function unwantMarks(origins: readonly string[]): Promise<void> {
  const covered = (await loadedTabs()).filter((tab) => isCovered(tab, origins));
  const settings = await loadSettings();
  await saveSettings({ ...settings, markOrigins: settings.markOrigins.filter((origin) => !origins.includes(origin)) });
  await Promise.all([leave(covered), syncRegistration()]);
}

/** A question to which no answer came, in a popup that was closed: at the next start it counts as a no. */
export async function forgetUngranted(): Promise<void> {
  const [granted, settings] = await Promise.all([markedOrigins(), loadSettings()]);
  if (granted.length < settings.markOrigins.length) await saveSettings({ ...settings, markOrigins: granted });
}

/** Runs the script on a tab now; false where the browser lets no extension in. */
export function enter(tabId: number): Promise<boolean> {
  return injectScript(tabId, contentScript).then(
    () => true,
    () => false,
  );
}

/** A registered script starts at the next visit; the pages already open are entered now. After an update their scripts are orphaned. */
export async function enterGranted(): Promise<void> {
  const [origins, { offHosts }] = await Promise.all([markedOrigins(), loadSettings()]);
  const tabs = (await loadedTabs()).filter((tab) => isCovered(tab, origins) && !isOff(hostOf(tab) ?? '', offHosts));
  await Promise.all(tabs.map(({ id }) => enter(id)));
}

/** Takes everything off the pages of these tabs. Tabs without our script do not answer, and need not. */
export async function leave(tabs: readonly Tab[]): Promise<void> {
  await Promise.all(tabs.map(({ id }) => sendToPage(id, 'leave', {})));
}

export async function takeBack(origins: readonly string[]): Promise<void> {
  await unwantMarks(origins); // first: without the permission addresses are hidden
  await removeOrigins(origins);
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
