import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runTerminal } from '../../../src/contexts/terminal/commands';

const html = { 'content-type': 'text/html; charset=utf-8' };
const rss = (name: string) =>
  `<rss version="2.0"><channel><title>${name}</title><item><title>${name} one</title><link>http://${name}/1</link></item></channel></rss>`;

async function find(web: readonly object[], asks: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-find-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [webFile, lines] = [join(folder, 'web.jsonl'), join(folder, 'lines.jsonl')];
  writeFileSync(webFile, web.map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(lines, asks.map((line) => JSON.stringify(line)).join('\n'));
  const printed: { feeds: { url: string }[]; kind: string; asked: string[] }[] = [];
  const code = await runTerminal(['find', '--lines', '--web', webFile, '--file', lines], {
    print: (line) => printed.push(JSON.parse(line)),
    complain: () => {},
  });
  expect(code).toBe(0);
  return printed.map(({ kind, feeds, asked }) => ({ kind, feeds: feeds.map(({ url }) => url), asked }));
}

test('without a scheme https is tried, then http; what is named on another host is asked there', async () => {
  const web = [
    { url: 'http://plain.example/', answer: { headers: html, body: '<a href="http://api.plain.example/feed/">RSS</a>' } },
    { url: 'http://api.plain.example/feed/', answer: { body: rss('plain.example') } },
  ];
  expect(await find(web, [{ address: 'plain.example' }])).toEqual([
    {
      kind: 'found',
      feeds: ['http://api.plain.example/feed/'],
      asked: ['https://plain.example/', 'http://plain.example/', 'http://api.plain.example/feed/'],
    },
  ]);
});

test('a tab whose head is that of the page before is looked up anew', async () => {
  const page = (name: string) =>
    `<title>${name}</title><link rel="alternate" type="application/rss+xml" href="/${name}.xml"><link rel="canonical" href="http://tube.example/@${name}">`;
  const web = [
    { url: 'http://tube.example/@b', answer: { headers: html, body: page('b') } },
    { url: 'http://tube.example/a.xml', answer: { body: rss('a') } },
    { url: 'http://tube.example/b.xml', answer: { body: rss('b') } },
  ];
  const [found] = await find(web, [{ tab: { url: 'http://tube.example/@b', html: page('a') } }]);
  expect(found?.feeds).toEqual(['http://tube.example/b.xml']);
});

test('dead feeds take no place, one list in two forms is one, and comments never come first', async () => {
  const named = ['/dead.xml', '/rss.xml', '/atom.xml', '/other.xml']
    .map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
    .join('');
  const web = [
    {
      url: 'http://a.example/',
      answer: { headers: html, body: `<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">${named}` },
    },
    { url: 'http://a.example/dead.xml', answer: { status: 404 } },
    { url: 'http://a.example/rss.xml', answer: { body: rss('a.example') } },
    { url: 'http://a.example/atom.xml', answer: { body: rss('a.example') } },
    { url: 'http://a.example/other.xml', answer: { body: rss('other.example') } },
    { url: 'http://a.example/comments.xml', answer: { body: rss('comments.example') } },
  ];
  const [found] = await find(web, [{ address: 'http://a.example/' }]);
  expect(found?.feeds).toEqual(['http://a.example/rss.xml', 'http://a.example/other.xml', 'http://a.example/comments.xml']);
});

test('what is no address is said', async () => {
  expect(await find([], [{ address: 'a blog I like' }])).toEqual([{ kind: 'none', feeds: [], asked: [] }]);
});
