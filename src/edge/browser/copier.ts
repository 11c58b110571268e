/** Has the open page copied by the copier's script, by a person's act. What comes back is a stranger's: core/copy/taken.ts reads it. */
import browser from 'webextension-polyfill';

/** What the script leaves for these two in its own world, which no page sees. */
type World = { takeCopy?: () => Promise<unknown>; sendPictures?: (key: string, copyBytes: number) => void };

/** A TakenCopy as the page gave it, or `{ refused }`; rejects where the browser lets no extension in. */
export async function takeCopy(tabId: number, file: string): Promise<unknown> {
  await browser.scripting.executeScript({ target: { tabId }, files: [file] });
  const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: () => (globalThis as World).takeCopy?.() }); // as: the file has just written there
  return frame?.result;
}

/** Lets the page send the pictures of the copy that was just taken there, by `keepPicture` and `lostPicture` under `key`, until it has sent so many bytes. Resolves at once. */
export async function sendPictures(tabId: number, key: string, copyBytes: number): Promise<void> {
  const func = (given: string, most: number): void => (globalThis as World).sendPictures?.(given, most); // as: takeCopy's file wrote there
  await browser.scripting.executeScript({ target: { tabId }, func, args: [key, copyBytes] });
}
