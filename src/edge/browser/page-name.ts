/** The name under which our things stand on one document: the same as long as the document lives, also after an update, and known to nobody else. */
import browser from 'webextension-polyfill';
import type { PageName } from '../dom/mark-style';

const KEY = 'pageSecret';
const SECRET_BYTES = 16;
const NAME_CHARS = 12;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** `bornAt`: when the document began, as it says itself, in ms with fractions. */
export async function pageNameOf(bornAt: number): Promise<PageName> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${await secret()} ${bornAt}`));
  const letters = Array.from(new Uint8Array(digest).slice(0, NAME_CHARS), (byte) => LETTERS.charAt(byte % LETTERS.length));
  return letters.join('') as PageName; // as: made here
}

/** Never leaves the browser. Two documents that ask for the first at once may get different ones: then one of them keeps what was left on it. */
async function secret(): Promise<string> {
  const { [KEY]: kept } = await browser.storage.local.get(KEY);
  if (typeof kept === 'string') return kept;
  const made = Array.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  await browser.storage.local.set({ [KEY]: made });
  return made;
}
