/** `publish`: folders, feeds and sitemaps on a disk become an index that the same command finds well. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTerminal } from '../../../src/contexts/terminal/commands';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-publish-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const [said, complained] = [[] as string[], [] as string[]];
  const code = await runTerminal(['publish', ...args], { print: (line) => said.push(line), complain: (line) => complained.push(line) });
  return { code, said, complained };
}

function put(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const out = () => join(folder, 'out');
const made = () => JSON.parse(readFileSync(join(out(), 'index.json'), 'utf8'));

test('a folder of Markdown and HTML, with drafts left out', async () => {
  put('in/2024/tables.md', '---\ntitle: Why tables rot\ndate: 2024-03-05\n---\nNobody owns the orders table.');
  put('in/draft.md', '---\ntitle: Later\ndraft: true\n---\nNot yet.');
  const prose = `<p>${'A sentence of the page that goes on for a while. '.repeat(20)}</p>`;
  put(
    'in/teams/index.html',
    `<html lang="en"><title>On teams</title><meta name="description" content="Small ones."><article><h1>On teams</h1>${prose}</article>`,
  );
  const { code, said, complained } = await run('--from', join(folder, 'in'), '--out', out(), '--site', 'https://bench.example/');
  expect([code, JSON.parse(said[0] ?? ''), complained]).toEqual([1, { essays: 2, files: 1, skipped: 1 }, ['draft.md: it is a draft.']]);
  expect(made().items.map(({ url, title }: { url: string; title: string }) => [url, title])).toEqual([
    ['https://bench.example/2024/tables/', 'Why tables rot'],
    ['https://bench.example/teams/', 'On teams'],
  ]);
  expect((await run('--check', out())).code).toBe(0);
});

test('a feed, and a sitemap with the pages beside it', async () => {
  const rss =
    '<rss version="2.0"><channel><title>Bench</title><link>https://bench.example/</link><item><title>One</title><link>https://bench.example/1</link><description>Words of one.</description></item></channel></rss>';
  await run('--from', put('feed.xml', rss), '--out', out());
  expect(made()).toMatchObject({
    title: 'Bench',
    feed_url: 'https://bench.example/index.json',
    items: [{ title: 'One', summary: 'Words of one.' }],
  });
  const map = '<urlset><url><loc>https://bench.example/a-page/</loc><lastmod>2024-01-02</lastmod></url></urlset>';
  await run('--from', put('sitemap.xml', map), '--out', out());
  expect(made().items).toMatchObject([{ title: 'A page', date_published: '2024-01-02T00:00:00.000Z' }]);
});

const many = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `e${at}`, at, title: `Essay ${at}` }));
const rssOf = (count: number) =>
  `<rss version="2.0"><channel><title>Bench</title><link>https://bench.example/</link>${many(count)
    .map(({ id, title }) => `<item><title>${title}</title><link>https://bench.example/${id}</link><guid>${id}</guid></item>`)
    .join('')}</channel></rss>`;
const jsonOf = (count: number) =>
  JSON.stringify({
    ...{ version: 'https://jsonfeed.org/version/1.1', title: 'Bench', home_page_url: 'https://bench.example/' },
    items: many(count).map(({ id, title }) => ({ id, url: `https://bench.example/${id}`, title, summary: 'What it says. '.repeat(40) })),
  });

test('a feed of one’s own is taken whole, however long; made again from its shards it is the same', async () => {
  const count = 12_000; // no poll takes so many, nor so many bytes
  for (const [name, text] of [
    ['feed.xml', rssOf(1_200)],
    ['feed.json', jsonOf(count)],
  ] as const) {
    const { code, said } = await run('--from', put(name, text), '--out', out());
    expect([code, JSON.parse(said[0] ?? '').essays]).toEqual([0, name === 'feed.json' ? count : 1_200]);
  }
  expect((await run('--check', out())).code).toBe(0);
  const again = join(folder, 'again');
  const { said } = await run('--from', join(out(), 'index.json'), '--out', again);
  expect(JSON.parse(said[0] ?? '').essays).toBe(count);
  for (const name of readdirSync(out()))
    expect(readFileSync(join(again, name), 'utf8'), name).toBe(readFileSync(join(out(), name), 'utf8'));
  rmSync(join(out(), String(readdirSync(out()).find((name) => name !== 'index.json'))));
  const missing = await run('--from', join(out(), 'index.json'), '--out', again);
  expect([missing.code, missing.complained.join()]).toEqual([2, expect.stringMatching(/is divided, and its shard .+ is not beside it\./)]);
});

test('what a feed cut off has lost is said', async () => {
  const cut = rssOf(3).slice(0, -60);
  const { code, complained } = await run('--from', put('cut.xml', cut), '--out', out());
  expect([code, complained.length]).toEqual([1, 1]);
});

test('what is amiss ends in 1 and in lines; wrong usage in 2', async () => {
  put('out/index.json', '{"version": "1", "title": "", "items": [{}]}');
  const { code, said } = await run('--check', out());
  expect(code).toBe(1);
  expect(said).toContain('index.json:1: the essay has no id: readers cannot know it again');
  expect((await run('--from', folder, '--out', out())).code).toBe(2);
  expect((await run()).code).toBe(2);
});

test('the index that comes along was made by it: made again it has the same bytes', async () => {
  const bundle = fileURLToPath(new URL('../../../public/index/essays.json', import.meta.url));
  await run('--from', bundle, '--out', out());
  expect(readFileSync(join(out(), 'index.json'), 'utf8')).toBe(readFileSync(bundle, 'utf8'));
});
