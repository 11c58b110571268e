/** What wakes the background besides messages: installation, the browser's start, shortcuts, the context menu. All in the first tick. */
import browser from 'webextension-polyfill';

const MENU = 'relate';

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
    if (tab?.id !== undefined) pressed(name, tab.id);
    else void browser.tabs.query({ active: true, currentWindow: true }).then(([open]) => open?.id !== undefined && pressed(name, open.id));
  });
}

export function onMenu(chosen: (tabId: number) => void): void {
  browser.contextMenus.onClicked.addListener((_info, tab) => {
    if (tab?.id !== undefined) chosen(tab.id);
  });
}

/** Once per installation or update; the browser keeps menus of a service worker, so they are made anew instead of added twice. */
export async function makeMenu(title: string): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: MENU, title, contexts: ['page', 'selection'], documentUrlPatterns: ['http://*/*', 'https://*/*'] });
}

export function packagedAddress(path: string): string {
  return browser.runtime.getURL(path);
}

export function versionOfSidelight(): string {
  return browser.runtime.getManifest().version;
}
