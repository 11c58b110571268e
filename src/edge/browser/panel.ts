/** The panel beside the page: Chromium's side panel, Firefox's sidebar. Opened by a person's act alone, and in that act: browsers allow it at no other time. */
import browser from 'webextension-polyfill';

type SidePanel = { readonly open: (where: { tabId: number } | { windowId: number }) => Promise<void> };

const sidePanel = (): SidePanel | undefined => (globalThis as { chrome?: { sidePanel?: SidePanel } }).chrome?.sidePanel; // as: Firefox has none

const isFirefox = (): boolean => (browser as { sidebarAction?: unknown }).sidebarAction !== undefined; // as: it alone has one

/** Called straight from an act of a person's. Rejects where the browser wants the act itself, and where there is no panel. Chromium gives its permission without a question. */
export async function openPanel(tabId: number | undefined, windowId: number | undefined): Promise<void> {
  if (isFirefox()) return browser.sidebarAction.open();
  if (sidePanel() === undefined) await chrome.permissions.request({ permissions: ['sidePanel'] });
  const chromiums = sidePanel();
  if (chromiums === undefined) throw new Error('this browser has no side panel');
  if (windowId !== undefined) return chromiums.open({ windowId });
  if (tabId !== undefined) return chromiums.open({ tabId });
}
