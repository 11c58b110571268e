/** How much of an article is read, and how little else, against bodies that people marked by hand. Needs the pack beside the project, and Chromium. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ARTICLE_PACK, articleCases, articlePage, f1, madeUpCases, mean } from '../../fixtures/article-pack';
import { CHROMIUM, pageReader } from '../../fixtures/read-in-chromium';

const EVERY = 4; // each fourth page: the whole pack says the same and takes a minute
const ENTRY = `
  import { readArticle } from '/src/edge/dom/readable';
  globalThis.readArticle = async () => (await readArticle(document, () => undefined)).read.page.text;`;

const missing = [ARTICLE_PACK, CHROMIUM].filter((path) => !existsSync(path));
if (missing.length > 0) console.log(`skipped: the article pack needs ${missing.join(' and ')}`);

test.skipIf(missing.length > 0)('what is read of labelled and of made-up pages is the article', async () => {
  const { read, close } = await pageReader<string>(ENTRY);
  const scores: number[] = [];
  for (const { id, articleBody } of articleCases().filter((_, i) => i % EVERY === 0))
    scores.push(f1(await read(articlePage(id)), articleBody));
  const poor: string[] = [];
  for (const { name, html, expected } of madeUpCases()) if (f1(await read(html), expected) < 0.95) poor.push(name);
  await close();
  console.log(`4-gram F1 over ${scores.length} pages: ${mean(scores).toFixed(3)}`);
  expect(mean(scores)).toBeGreaterThan(0.96);
  expect(poor).toEqual([]);
});
