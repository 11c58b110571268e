/** How much of an article is read, and how little else, against bodies that people marked by hand. Needs the pack beside the project, and Chromium. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { expect, test } from 'vitest';

const PACK = join(import.meta.dirname, '../../../../shared/packs/robustness/pages-articles');
const CHROMIUM = process.env['SIDELIGHT_CHROMIUM'] ?? '/usr/bin/chromium';
const EVERY = 4; // each fourth page: the whole pack says the same and takes a minute
const PAGE = 'http://page.test/';
const ENTRY = `
  import { readBlocks } from '/src/edge/dom/blocks';
  import { toPageText } from '/src/edge/dom/page-text';
  import { choose } from '/src/edge/dom/prose';
  const go = () => undefined;
  globalThis.readArticle = async () => {
    const { blocks } = await readBlocks(document.body, go);
    return (await toPageText(choose(blocks, document.body), { url: '', title: '' }, go)).page.text;
  };`;

type Case = { readonly id: string; readonly articleBody: string };

const missing = [PACK, CHROMIUM].filter((path) => !existsSync(path));
if (missing.length > 0) console.log(`skipped: the article pack needs ${missing.join(' and ')}`);

test.skipIf(missing.length > 0)('at least nine tenths of what is read is the article, and of the article is read', async () => {
  const cases = (JSON.parse(gunzipSync(readFileSync(join(PACK, 'ground-truth.json.gz'))).toString()) as { cases: Case[] }).cases; // as: the pack's own form
  const sample = cases.filter((_, i) => i % EVERY === 0);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  const script = await bundled();
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  let html = '';
  await page.route('**/*', (route) =>
    route.request().url() === PAGE ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }) : route.abort(),
  );
  const scores: number[] = [];
  for (const { id, articleBody } of sample) {
    html = gunzipSync(readFileSync(join(PACK, 'files', `${id}.html.gz`))).toString();
    await page.goto(PAGE, { waitUntil: 'domcontentloaded' });
    await page.evaluate(script);
    scores.push(f1(await page.evaluate<string>('readArticle()'), articleBody));
  }
  await browser.close();
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  console.log(`4-gram F1 over ${scores.length} pages: ${mean.toFixed(3)}`);
  expect(mean).toBeGreaterThan(0.9);
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

function f1(read: string, wanted: string): number {
  const [a, b] = [grams(read), grams(wanted)];
  let both = 0;
  for (const [gram, count] of a) both += Math.min(count, b.get(gram) ?? 0);
  const size = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return size(a) + size(b) === 0 ? 1 : (2 * both) / (size(a) + size(b));
}

function grams(text: string): ReadonlyMap<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let i = 0; i + 4 <= words.length; i += 1) {
    const gram = words.slice(i, i + 4).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
