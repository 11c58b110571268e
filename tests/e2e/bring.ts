/** Brings a list of subscriptions to the page "Sources", as a reader does. */
import type { Page } from '../drive/driver';

/** Chooses a file, and gives what the page then says of it. The dialog in which files are chosen is the browser's own. */
export async function bring(page: Page, name: string, text: string): Promise<string> {
  await page.click('.list-steps .button-words');
  return page.on(
    '#opml-file',
    async (field, fileName, content) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], fileName, { type: 'text/x-opml' }));
      (field as HTMLInputElement).files = chosen.files; // as: the id is of the file field
      const began = performance.now();
      field.dispatchEvent(new Event('change', { bubbles: true }));
      const words = () => document.querySelector('.bringing [role=status]')?.textContent?.trim() ?? '';
      while (words() === '' && performance.now() - began < 30_000) await new Promise((done) => setTimeout(done, 5));
      return document.querySelector('.bringing')?.textContent ?? '';
    },
    name,
    text,
  );
}
