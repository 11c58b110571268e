/** How much of an article is read, and how little else, against bodies that people marked by hand. Needs the pack beside the project, and Chromium. */
import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { ARTICLE_PACK, articleCases, articlePage, f1, madeUpCases, mean } from '../../fixtures/article-pack';

const CHROMIUM = process.env['SIDELIGHT_CHROMIUM'] ?? '/usr/bin/chromium';
const EVERY = 4; // each fourth page: the whole pack says the same and takes a minute
const PAGE = 'http://page.test/';
const ENTRY = `
  import { readArticle } from '/src/edge/dom/readable';
  globalThis.readArticle = async () => (await readArticle(document, () => undefined)).read.page.text;`;

const missing = [ARTICLE_PACK, CHROMIUM].filter((path) => !existsSync(path));
if (missing.length > 0) console.log(`skipped: the article pack needs ${missing.join(' and ')}`);

test.skipIf(missing.length > 0)('what is read of labelled and of made-up pages is the article', async () => {
  const sample = articleCases().filter((_, i) => i % EVERY === 0);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  const script = await bundled();
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  let html = '';
  await page.route('**/*', (route) =>
    route.request().url() === PAGE ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }) : route.abort(),
  );
  const score = async (page: Page, wanted: string): Promise<number> => {
    await page.goto(PAGE, { waitUntil: 'domcontentloaded' });
    await page.evaluate(script);
    return f1(await page.evaluate<string>('readArticle()'), wanted);
  };
  const scores: number[] = [];
  for (const { id, articleBody } of sample) {
    html = articlePage(id);
    scores.push(await score(page, articleBody));
  }
  const poor: string[] = [];
  for (const made of madeUpCases()) {
    html = made.html;
    if ((await score(page, made.expected)) < 0.95) poor.push(made.name);
  }
  await browser.close();
  console.log(`4-gram F1 over ${scores.length} pages: ${mean(scores).toFixed(3)}`);
  expect(mean(scores)).toBeGreaterThan(0.96);
  expect(poor).toEqual([]);
});

async function bundled(): Promise<string> {
  const id = 'virtual:read-article';
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [{ name: 'entry', resolveId: (asked) => (asked === id ? id : null), load: (asked) => (asked === id ? ENTRY : null) }], // null: what vite calls not mine
    build: { write: false, rolldownOptions: { input: id, output: { format: 'iife' } } },
  });
  const [result] = [built].flat();
  if (result === undefined || !('output' in result)) throw new Error('vite built nothing');
  return result.output[0].code;
}
