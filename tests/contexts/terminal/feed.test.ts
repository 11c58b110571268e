import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFeed } from '../../../src/contexts/terminal/feed';
import { runListing } from '../../../src/contexts/terminal/listing';

const folder = mkdtempSync(join(tmpdir(), 'terminal-feed-'));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
function printed(run: (print: (line: string) => void) => number): { code: number; lines: string[] } {
  const lines: string[] = [];
  return { code: run((line) => lines.push(line)), lines };
}

const FEED =
  '<rss version="2.0"><channel><title>Shore</title><item><title>Low &amp; high</title><link>/1</link><pubDate>Wed, 05 Mar 2025 08:00:00 GMT</pubDate></item></channel></rss>';

test('lines in, lines out, in order: instants as ISO, unknown ones absent, a refusal as its problem', () => {
  const asks = [
    { id: 'a', text: FEED, url: 'https://shore.example/feed' },
    { id: 'b', b64: Buffer.from(FEED, 'utf16le').toString('base64'), headers: { 'Content-Language': 'en' } },
    { id: 'c', text: '<html><body></body></html>' },
  ];
  const { code, lines } = printed((print) =>
    runFeed(['--lines', '--file', file('asks.jsonl', asks.map((ask) => JSON.stringify(ask)).join('\n'))], print),
  );
  expect(code).toBe(0);
  const [first, second, third] = lines.map((line) => JSON.parse(line));
  expect(first).toEqual({
    id: 'a',
    ok: true,
    feed: { title: 'Shore' },
    entries: [{ title: 'Low & high', link: 'https://shore.example/1', published: '2025-03-05T08:00:00.000Z', tags: [], enclosures: [] }],
    faults: [],
  });
  expect(second).toMatchObject({ id: 'b', ok: true, feed: { title: 'Shore', language: 'en' } });
  expect(second.entries[0]).not.toHaveProperty('link');
  expect(third).toEqual({ id: 'c', ok: false, problem: { kind: 'web-page', looksLike: 'page' } });
});

test('a file is shown to people, a day and a title a post', () => {
  const { code, lines } = printed((print) => runFeed([file('feed.xml', FEED), '--url', 'https://shore.example/feed'], print));
  expect(code).toBe(0);
  expect(lines).toContain('2025-03-05  Low & high');
  expect(lines).toContain('            https://shore.example/1');
});

test('a file that is no feed says why, and the exit code is 1', () => {
  expect(printed((print) => runFeed([file('x.txt', 'words')], print))).toEqual({ code: 1, lines: ['{"kind":"not-a-feed"}'] });
});

test('a page is shown with its posts and the feeds to try', () => {
  const row = (day: number) => `<li><time datetime="2025-03-0${day}">x</time> <a href="/p/${day}">Post of day ${day}</a></li>`;
  const page = file(
    'page.html',
    `<html><link rel="alternate" type="application/atom+xml" href="/atom"><ul>${[1, 2, 3].map(row).join('')}</ul></html>`,
  );
  const { code, lines } = printed((print) => runListing([page, '--url', 'https://shore.example/all'], print));
  expect(code).toBe(0);
  expect(lines).toContain('2025-03-02  Post of day 2');
  expect(lines).toContain('announced: https://shore.example/atom');
});

test('pages in lines come back with the shape of their list', () => {
  const text = `<ul>${[1, 2, 3].map((day) => `<li>2025-03-0${day} <a href="/p/${day}">Post number ${day}</a></li>`).join('')}</ul>`;
  const asks = file(
    'pages.jsonl',
    `${JSON.stringify({ id: 'p', text, url: 'https://shore.example/all' })}\n${JSON.stringify({ id: 'q', text: '<p>prose</p>' })}\n`,
  );
  const { lines } = printed((print) => runListing(['--lines', '--file', asks], print));
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    id: 'p',
    ok: true,
    shape: { item: 'ul/li', link: 'a', hasDates: true },
    entries: [{ published: '2025-03-01T00:00:00.000Z' }, {}, {}],
  });
  expect(JSON.parse(lines[1] ?? '')).toEqual({ id: 'q', ok: false, problem: { kind: 'no-list', needsScripts: false } });
});
