/** The open page as the browser has it, read through a person's click. */
import browser from 'webextension-polyfill';

export type OpenPage = { readonly url: string; readonly contentType: string; readonly html: string };

const MAX_CHARS = 5_000_000; // as much as a fetched page may have

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
