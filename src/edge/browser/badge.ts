/** The number on the toolbar icon. */
import browser from 'webextension-polyfill';

const AMBER = '#b4540a';
const LARGEST = 999;

export async function showBadge(count: number): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text: count === 0 ? '' : count > LARGEST ? `${LARGEST}+` : String(count) }),
    browser.action.setBadgeBackgroundColor({ color: AMBER }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
  ]);
}
