/** How much of an article is read, and how little else, against bodies that people marked by hand. Needs the pack beside the project, and Chromium. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ARTICLE_PACK, articleCases, articlePage, f1, madeUpCases, mean } from '../../fixtures/article-pack';
import { CHROMIUM, pageReader } from '../../fixtures/read-in-chromium';

const EVERY = 4; // each fourth page: the whole pack says the same and takes a minute
const ENTRY = `
  import { readArticle } from '/src/edge/dom/readable';
  import { takeCopyOf } from '/src/edge/dom/copy/take-copy';
  globalThis.readArticle = async () => {
    const { read } = await readArticle(document, () => undefined);
    const took = await takeCopyOf(document, () => undefined);
    return { text: read.page.text, copy: took.copy?.text ?? '' };
  };`;

const missing = [ARTICLE_PACK, CHROMIUM].filter((path) => !existsSync(path));
if (missing.length > 0) console.log(`skipped: the article pack needs ${missing.join(' and ')}`);

test.skipIf(missing.length > 0)('what is read and what is copied of labelled and of made-up pages is the article', async () => {
  const { read, close } = await pageReader<{ readonly text: string; readonly copy: string }>(ENTRY);
  const scores: number[] = [];
  const copied: number[] = [];
  for (const { id, articleBody } of articleCases().filter((_, i) => i % EVERY === 0)) {
    const { text, copy } = await read(articlePage(id));
    scores.push(f1(text, articleBody));
    copied.push(f1(copy, articleBody));
  }
  const poor: string[] = [];
  for (const { name, html, expected } of madeUpCases()) if (f1((await read(html)).text, expected) < 0.95) poor.push(name);
  await close();
  console.log(`4-gram F1 over ${scores.length} pages: ${mean(scores).toFixed(3)} read, ${mean(copied).toFixed(3)} copied`);
  expect(mean(scores)).toBeGreaterThan(0.96);
  expect(mean(copied)).toBeGreaterThan(0.955);
  expect(poor).toEqual([]);
});
