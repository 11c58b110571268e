/** The built extension in another language: one more file of words is all that it takes, from the manifest to the direction of every page. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Screen } from '../drive/driver';
import { builtAt } from '../drive/under-test';
import { CONTENT_SCRIPT, SHOWING_SCRIPT } from '../tools/build.mjs';
import { PSEUDO, pseudo } from '../ui/pseudo';
import { BROWSER, OPTIONS, openList, rowsOnceThereAre, type Session, startSession } from './person';

let folder: string;
let session: Session;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-language-'));
  cpSync(builtAt(BROWSER, undefined), folder, { recursive: true });
  writeFileSync(join(folder, '_locales', 'en', 'messages.json'), JSON.stringify(pseudo(english))); // no browser here knows a made-up language
  session = await startSession({ dist: folder });
});
afterAll(async () => {
  await session?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const page = (screen: Screen) => screen.eval(() => [document.documentElement.lang, document.documentElement.dir, document.title]);
/** Words in English letters, of which the pseudo-language has none. */
const englishIn = (screen: Screen, selector: string) =>
  screen.eval(
    (within) => [...document.querySelectorAll<HTMLElement>(within)].flatMap(({ innerText }) => innerText.match(/[a-z]{2,}/gi) ?? []),
    selector,
  );

test(`${BROWSER}: the popup and Options speak it, and run its way`, async () => {
  const messages = pseudo(english);
  const popup = await openList(session.driver);
  await rowsOnceThereAre(popup, 5);
  expect(await page(popup)).toEqual([PSEUDO, 'rtl', messages['name']?.message]);
  expect(await englishIn(popup, '[role=tab], .foot, .tab-line-end button')).toEqual([]);
  const options = await session.driver.openExtensionPage(OPTIONS);
  await options.until(() => document.querySelector('#keys') !== null);
  expect(await page(options)).toEqual([PSEUDO, 'rtl', messages['titleOptions']?.message]);
  expect(await englishIn(options, 'h1, h2, h3, label, button')).toEqual([]);
});

test(`${BROWSER}: what is put into pages carries no words`, () => {
  const script = [CONTENT_SCRIPT, SHOWING_SCRIPT].map((file) => readFileSync(join(folder, file), 'utf8')).join();
  const sentences = Object.values(english).flatMap(({ message }) =>
    message.split(/\$[A-Z]+\$/).filter((part) => part.trim().includes(' ')),
  );
  expect(sentences.length).toBeGreaterThan(200);
  expect(sentences.filter((sentence) => script.includes(sentence.trim()))).toEqual([]);
});
