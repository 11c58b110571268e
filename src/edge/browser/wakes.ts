/** What wakes the background besides messages: installation, the browser's start, shortcuts, the context menu. All in the first tick. */
import browser from 'webextension-polyfill';
import { openPanel } from './panel';

const OPEN_PANEL = 'open-panel';

export function onArrival(arrived: () => void): void {
  browser.runtime.onInstalled.addListener(() => {
    arrived();
  });
  browser.runtime.onStartup.addListener(() => {
    arrived();
  });
}

/** A shortcut is a click: it grants activeTab on the open page. */
export function onShortcut(pressed: (name: string, tabId: number) => void): void {
  browser.commands.onCommand.addListener((name, tab) => {
    if (name === OPEN_PANEL) return void openPanel(tab?.id, tab?.windowId).catch(() => {}); // at once: a moment later it is no act of a person's any more
    if (tab?.id !== undefined) pressed(name, tab.id);
    else void browser.tabs.query({ active: true, currentWindow: true }).then(([open]) => open?.id !== undefined && pressed(name, open.id));
  });
}

/** What a person can choose from the menu of a page or a link. */
export type Chosen =
  | { readonly item: 'relate' | 'highlight' | 'save-page'; readonly tabId: number }
  | { readonly item: 'save-link'; readonly url: string; readonly words?: string } // words: of the link, where the browser says them
  | { readonly item: 'follow-site' | 'follow-link'; readonly url: string };

export function onMenu(chosen: (choice: Chosen) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId: item, pageUrl, linkUrl, linkText }, tab) => {
    if ((item === 'relate' || item === 'highlight' || item === 'save-page') && tab?.id !== undefined) chosen({ item, tabId: tab.id });
    if (item === 'save-link' && linkUrl !== undefined) chosen({ item, url: linkUrl, ...(linkText !== undefined && { words: linkText }) });
    const url = item === 'follow-site' ? pageUrl : linkUrl;
    if ((item === 'follow-site' || item === 'follow-link') && url !== undefined) chosen({ item, url });
  });
}

const WEB = ['http://*/*', 'https://*/*'];

/** Once per installation or update; the browser keeps menus of a service worker, so they are made anew instead of added twice. */
export async function makeMenu(titles: Readonly<Record<Chosen['item'], string>>): Promise<void> {
  await browser.contextMenus.removeAll();
  const item = (id: Chosen['item']) => ({ id, title: titles[id] });
  browser.contextMenus.create({ ...item('highlight'), contexts: ['selection'], documentUrlPatterns: WEB });
  browser.contextMenus.create({ ...item('save-page'), contexts: ['page', 'selection'], documentUrlPatterns: WEB });
  browser.contextMenus.create({ ...item('save-link'), contexts: ['link'], targetUrlPatterns: WEB });
  browser.contextMenus.create({ ...item('relate'), contexts: ['page', 'selection'], documentUrlPatterns: WEB });
  browser.contextMenus.create({ ...item('follow-site'), contexts: ['page'], documentUrlPatterns: WEB });
  browser.contextMenus.create({ ...item('follow-link'), contexts: ['link'], targetUrlPatterns: WEB });
}

export function packagedAddress(path: string): string {
  return browser.runtime.getURL(path);
}

export function versionOfSidelight(): string {
  return browser.runtime.getManifest().version;
}
