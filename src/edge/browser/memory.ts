/** What the background remembers from one worker to the next while the browser runs, in storage.session, where no content script reaches. */
import browser from 'webextension-polyfill';

/** Undefined where nothing was remembered. */
export async function recall(name: string): Promise<unknown> {
  return (await browser.storage.session.get(name))[name];
}

export async function remember(name: string, value: object): Promise<void> {
  await browser.storage.session.set({ [name]: value });
}

export async function forgetMemory(name: string): Promise<void> {
  await browser.storage.session.remove(name);
}
