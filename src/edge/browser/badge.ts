/** The number on the toolbar icon, or a dot. */
import browser from 'webextension-polyfill';

const AMBER = '#b4540a';
const LARGEST = 999;
const DOT = '•';

export async function showBadge(count: number, asDot = false): Promise<void> {
  const number = count > LARGEST ? `${LARGEST}+` : String(count);
  await Promise.all([
    browser.action.setBadgeText({ text: count === 0 ? '' : asDot ? DOT : number }),
    browser.action.setBadgeBackgroundColor({ color: AMBER }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
  ]);
}
