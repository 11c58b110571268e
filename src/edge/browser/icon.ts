/** The toolbar icon of one tab: its beam is filled where the open page is saved. A tab that goes elsewhere has the plain one again by itself. */
import browser from 'webextension-polyfill';

const SIZES = [16, 32, 48] as const;

/** A tab that is gone has no icon. */
export async function showSaved(tabId: number, isSaved: boolean): Promise<void> {
  const name = isSaved ? 'icon-saved' : 'icon';
  const path = Object.fromEntries(SIZES.map((size) => [size, `/icons/${name}-${size}.png`]));
  await browser.action.setIcon({ tabId, path }).catch(() => {});
}
