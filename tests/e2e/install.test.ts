/** The built extension seen from a page: it gives itself away by no file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROWSER, type Session, serveDemo, startSession } from './person';

let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

test(`${BROWSER}: a page can read no file of the extension`, async () => {
  const page = await session.driver.openPage(serveDemo(session.server, 'recipe.html'));
  const files = ['manifest.json', 'icons/icon-16.png', 'src/contexts/content/main.iife.js', 'src/contexts/popup/popup.html'];
  const readable = await page.eval(async (urls) => {
    const replies = await Promise.allSettled(urls.map((url) => fetch(url)));
    return replies.map(({ status }) => status);
  }, files.map(session.driver.extensionUrl));
  expect(readable).toEqual(files.map(() => 'rejected'));
});
