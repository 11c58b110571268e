/** The open page as the browser has it, read through a person's click. */
import browser from 'webextension-polyfill';
import type { PageNames } from '../../core/library/saved-page';

export type OpenPage = { readonly url: string; readonly contentType: string; readonly html: string };

const MAX_CHARS = 5_000_000; // as much as a fetched page may have
const MAX_ADDRESS_CHARS = 8_192;

/** Undefined where the browser lets no extension in. */
export async function readOpenPage(tabId: number): Promise<OpenPage | undefined> {
  try {
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: pageNow, args: [MAX_CHARS] });
    return readPage(frame?.result);
  } catch {
    return undefined;
  }
}

/** Sent to the page as text: it sees its argument and the page, and nothing else of this file. */
function pageNow(maxChars: number): OpenPage {
  const { documentElement, contentType, URL: url } = document;
  return { url, contentType, html: (documentElement?.outerHTML ?? '').slice(0, maxChars) };
}

function readPage(raw: unknown): OpenPage | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { url, contentType, html } = raw as Record<string, unknown>; // as: every field is checked next
  if (typeof url !== 'string' || typeof contentType !== 'string' || typeof html !== 'string') return undefined;
  return { url, contentType, html };
}

/** What a page calls itself: where it would like to be found, and its title. Undefined where the browser lets no extension in. */
export async function readPageNames(tabId: number): Promise<PageNames | undefined> {
  try {
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: namesNow, args: [MAX_ADDRESS_CHARS] });
    return readNames(frame?.result);
  } catch {
    return undefined;
  }
}

/** Sent to the page as text: it sees its argument and the page, and nothing else of this file. */
function namesNow(maxChars: number): { address: string; canonical: string | undefined; title: string } {
  const link = document.querySelector('head link[rel~="canonical" i][href]');
  return { address: document.URL, canonical: link?.getAttribute('href')?.slice(0, maxChars), title: document.title.slice(0, maxChars) };
}

function readNames(raw: unknown): PageNames | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { address, canonical, title } = raw as Record<string, unknown>; // as: every field is checked next
  if (typeof address !== 'string') return undefined;
  return { address, ...(typeof canonical === 'string' && { canonical }), ...(typeof title === 'string' && title !== '' && { title }) };
}
