/** The browser's tabs: the open one, and new ones. A tab's address is known only where a permission or a click allows it. */
import browser, { type Tabs } from 'webextension-polyfill';

/** `isAsleep`: frozen or discarded, so that it answers nothing until it is woken. */
export type Tab = {
  readonly id: number;
  readonly url?: string;
  readonly title?: string; // known where the address is
  readonly isPrivate: boolean;
  readonly isAsleep: boolean;
};

export async function activeTab(): Promise<Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab && readTab(tab);
}

export async function thisWindow(): Promise<number | undefined> {
  return (await browser.windows.getCurrent()).id;
}

/** Undefined when the tab is closed. */
export async function tabById(id: number): Promise<Tab | undefined> {
  return browser.tabs.get(id).then(readTab, () => undefined);
}

/** Every tab whose page is loaded, in every window. */
export async function loadedTabs(): Promise<Tab[]> {
  const tabs = await browser.tabs.query({ discarded: false });
  return tabs.map(readTab).filter((tab): tab is Tab => tab !== undefined);
}

export async function openTab(url: string, { active }: { active: boolean }): Promise<void> {
  await browser.tabs.create({ url, active });
}

/** For a page of ours that stands in one. Firefox lets no page close its own window. */
export async function closeThisTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

const NOTE = 'src/contexts/note/note.html';
const NOTE_SIZE = { width: 420, height: 340 };

/** A small window of ours, in which one writes a note on what is highlighted on a page. */
export async function openNote(highlight: string): Promise<void> {
  const url = browser.runtime.getURL(`${NOTE}?highlight=${encodeURIComponent(highlight)}`);
  await browser.windows.create({ url, type: 'popup', ...NOTE_SIZE });
}

const ABOUT = 'src/contexts/about/about.html';
const ABOUT_SIZE = { width: 460, height: 520 };

/** A small window of ours, in which it is said what relates to words that were chosen on a page. */
export async function openAbout(): Promise<void> {
  await browser.windows.create({ url: browser.runtime.getURL(ABOUT), type: 'popup', ...ABOUT_SIZE });
}

/** In the tab in front. */
export async function goTo(url: string): Promise<void> {
  await browser.tabs.update({ url });
}

/** Over the tab in front, as a click on the icon does. Rejects where the browser wants that click itself. */
export async function showPopup(): Promise<void> {
  await browser.action.openPopup();
}

export function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage();
}

/** Another tab came to the front of a window, or the page in one has loaded. */
export function onTabInFront(listener: (hasLoaded: boolean) => void): void {
  browser.tabs.onActivated.addListener(() => listener(false));
  browser.tabs.onUpdated.addListener((_id, { status }, { active }) => {
    if (active && status === 'complete') listener(true);
  });
}

/** In the first tick. Another tab is in front. */
export function onTabActivated(listener: (id: number) => void): void {
  browser.tabs.onActivated.addListener(({ tabId }) => {
    listener(tabId);
  });
}

/** In the first tick. */
export function onTabClosed(listener: (id: number) => void): void {
  browser.tabs.onRemoved.addListener((id) => {
    listener(id);
  });
}

function readTab({ id, url, title, incognito, discarded = false, ...more }: Tabs.Tab): Tab | undefined {
  const { frozen = false } = more as { frozen?: boolean }; // as: Chromium alone knows it, from 132 on
  if (id === undefined) return undefined;
  const known = { ...(url !== undefined && { url }), ...(url !== undefined && title && { title }) };
  return { id, ...known, isPrivate: incognito, isAsleep: discarded || frozen };
}
