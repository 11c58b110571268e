import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'terminal-follow-'));
const DAY = 24 * 60 * 60_000;
const START = Date.UTC(2026, 5, 1);
let files = 0;

type Line = Readonly<Record<string, unknown>>;
type Told = {
  readonly outcome: string;
  readonly problem?: { readonly kind: string };
  readonly new: readonly { readonly id: string; readonly title: string; readonly url: string; readonly publishedAt?: number | string }[];
  readonly revised: readonly { readonly id: string; readonly title: string; readonly kept?: string }[];
  readonly also?: readonly { readonly id: string; readonly title: string }[];
  readonly question?: { readonly title: string; readonly strangers: number };
  readonly nextDueAt: number | string;
  readonly name: string;
  readonly address: string;
};

async function follow(...lines: readonly Line[]): Promise<Told[]> {
  const file = join(folder, `${++files}.jsonl`);
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const { code, answers, complaints } = await run('follow', '--lines', '--file', file);
  expect([code, complaints]).toEqual([0, []]);
  return answers as Told[]; // as: what the help says
}

const FEED = 'https://dyes.example/feed';
const days = (bodies: readonly (string | Line)[], source = 'dyes', url = FEED): Line[] =>
  bodies.map((body, day) => ({
    source,
    at: START + day * DAY,
    ...(day === 0 && { url }),
    ...(typeof body === 'string' ? { body } : body),
  }));
const rss = (title: string, items: readonly string[]) =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://dyes.example/</link>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`;
const item = (title: string, more = '') => `<title>${title}</title>${more}`;
const link = (url: string) => `<link>${url}</link>`;
const guid = (id: string) => `<guid isPermaLink="false">${id}</guid>`;
const day = (number: number) => `<pubDate>0${number} Jun 2026 08:00:00 GMT</pubDate>`;
const titles = ({ new: added }: Told) => added.map(({ title }) => title);

test('a line a poll, in the order and the form of instants that the input has; sources apart from each other', async () => {
  const one = rss('Dyes', [item('Madder', link('https://dyes.example/madder') + day(1))]);
  const two = rss('Dyes', [
    item('Weld', link('https://dyes.example/weld') + day(2)),
    item('Madder root', link('https://dyes.example/madder') + day(1)),
  ]);
  const told = await follow(
    { source: 'dyes', at: '2026-06-01T12:00:00Z', url: FEED, body: one },
    { source: 'b', at: START + 1, url: 'https://b.example/feed', status: 500 },
    { source: 'dyes', at: '2026-06-02T12:00:00Z', body: two },
    { source: 'dyes', at: '2026-06-03T12:00:00Z', body: two },
    { source: 'b', at: START + DAY, status: 0 },
  );
  expect(told[0]).toMatchObject({
    source: 'dyes',
    at: '2026-06-01T12:00:00.000Z',
    outcome: 'changed',
    new: [{ title: 'Madder', url: 'https://dyes.example/madder', publishedAt: '2026-06-01T08:00:00.000Z' }],
    revised: [],
    name: 'Dyes',
    address: FEED,
  });
  expect(told[1]).toMatchObject({ at: START + 1, outcome: 'failed', problem: { kind: 'server-error', status: 500 }, new: [] });
  expect(told[2]).toMatchObject({ new: [{ title: 'Weld' }], revised: [{ id: told[0]?.new[0]?.id, title: 'Madder root' }] });
  expect(told[3]).toMatchObject({ outcome: 'unchanged', new: [], revised: [] });
  expect(told[4]).toMatchObject({ outcome: 'failed', problem: { kind: 'unreachable' } });
  expect(Number(told[4]?.nextDueAt)).toBeGreaterThan(START + DAY);
});

test.each<[string, readonly string[], readonly (readonly string[])[]]>([
  [
    'releases that share guid and link',
    [
      rss('Kiln', [item('Kiln 1.0', link('https://dyes.example/kiln') + guid('kiln') + day(1))]),
      rss(
        'Kiln',
        [3, 2, 1].map((number) => item(`Kiln 1.${number - 1}`, link('https://dyes.example/kiln') + guid('kiln') + day(number))),
      ),
    ],
    [['Kiln 1.0'], ['Kiln 1.2', 'Kiln 1.1']],
  ],
  [
    'incidents of one title without names',
    [
      rss('Status', [item('Incident', `${day(1)}<description>Mail.</description>`)]),
      rss('Status', [item('Incident', `${day(2)}<description>Disk.</description>`)]),
    ],
    [['Incident'], ['Incident']],
  ],
  [
    'places on one page',
    [rss('Log', [item('One', link('https://dyes.example/log#1'))]), rss('Log', [item('Two', link('https://dyes.example/log#2'))])],
    [['One'], ['Two']],
  ],
  [
    'the word of the day, at one address under a new guid',
    [1, 2].map((number) => rss('Words', [item(`Word ${number}`, link('https://dyes.example/word') + guid(`w${number}`))])),
    [['Word 1'], ['Word 2']],
  ],
])('%s are posts of their own, in one poll and from poll to poll', async (_claim, bodies, added) => {
  const told = await follow(...days([...bodies, bodies.at(-1) ?? '']));
  expect(told.map(titles)).toEqual([...added, []]);
  expect(told.flatMap(({ revised }) => revised)).toEqual([]);
});

test('what the reader saved stays, and the publisher’s new version is told beside it', async () => {
  const post = (title: string, text: string) =>
    rss('Dyes', [item(title, `${link('https://dyes.example/m')}${guid('m')}<description>${text}</description>`)]);
  const [first, act, second] = await follow(
    ...days([post('On madder', 'How it is done.')]),
    { source: 'dyes', at: START + 1, save: 'On madder' },
    { source: 'dyes', at: START + DAY, body: post('Removed', 'This post was removed.') },
  );
  expect(act).toMatchObject({ did: 'save', id: first?.new[0]?.id, title: 'On madder' });
  expect(second).toMatchObject({ new: [], revised: [{ id: first?.new[0]?.id, title: 'Removed', kept: 'On madder' }] });
});

const page = (title: string, posts: readonly string[]) =>
  `<!doctype html><title>${title}</title><main>${posts.map((each, at) => `<article><h2><a href="/${each}">A post on ${each} here</a></h2><time datetime="2026-01-0${at + 1}">x</time></article>`).join('')}</main>`;

test('a café’s list in place of the followed one is one question; nothing is renamed, moved or taken in, and all is well afterwards', async () => {
  const own = page('Dyes', ['madder', 'weld', 'woad', 'indigo']);
  const cafe = { body: page('Cafe', ['coffee', 'cakes', 'trams', 'winter']), url: 'https://login.cafe.example/' };
  const told = await follow(...days([own, cafe, cafe, cafe, cafe, own], 'list', 'https://dyes.example/essays'));
  expect(told.map(({ outcome }) => outcome)).toEqual(['changed', 'question', 'question', 'question', 'question', 'unchanged']);
  expect(new Set(told.map(({ name, address }) => `${name} ${address}`))).toEqual(new Set(['Dyes https://dyes.example/essays']));
  expect(told[1]?.question).toMatchObject({ title: 'Cafe', strangers: 4 });
});

test('two strange posts are taken in, and rename and move nothing however often they come', async () => {
  const two = (word: string) => [1, 2].map((number) => item(`${word} ${number}`, link(`https://${word}.example/${number}`)));
  const cafe = (body: string) => ({ body, url: 'https://cafe.example/' });
  const more = [...two('cafe'), item('Cakes', link('https://cafe.example/cakes'))];
  const told = await follow(
    ...days([
      rss('Dyes', two('dyes')),
      ...[1, 2, 3, 4].map((number) => cafe(rss('Cafe', two('cafe')) + ' '.repeat(number))),
      cafe(rss('Cafe', more)),
      rss('Dyes', two('dyes')),
    ]),
  );
  expect(told.map(({ outcome }) => outcome)).toEqual([
    'changed',
    'changed',
    'unchanged',
    'unchanged',
    'unchanged',
    'question',
    'unchanged',
  ]);
  expect(new Set(told.map(({ name, address }) => `${name} ${address}`))).toEqual(new Set([`Dyes ${FEED}`]));
});

test('a yes takes the strangers in, and the name with them', async () => {
  const posts = (word: string) => [1, 2, 3].map((number) => item(`${word} ${number}`, link(`https://dyes.example/${word}/${number}`)));
  const told = await follow(
    ...days([rss('Dyes', posts('madder')), rss('Casino', posts('win'))]),
    { source: 'dyes', at: START + DAY + 1, accept: true },
    { source: 'dyes', at: START + 2 * DAY, body: rss('Casino', posts('win')) },
  );
  expect(told[1]).toMatchObject({ outcome: 'question', name: 'Dyes' });
  expect(told[3]).toMatchObject({ outcome: 'changed', name: 'Casino' });
  expect(titles(told[3] as Told)).toHaveLength(3); // as: there are four lines
});

test('forty new posts of a lively site are forty new posts', async () => {
  const posts = (from: number) =>
    Array.from({ length: 40 }, (_, at) => item(`Bird ${from + at} seen`, link(`https://dyes.example/${from + at}`)));
  const told = await follow(...days([rss('Birds', posts(1)), rss('Birds', posts(41))]));
  expect(told.map(({ outcome, new: added }) => [outcome, added.length])).toEqual([
    ['changed', 40],
    ['changed', 40],
  ]);
});

test.each([
  ['is kept where known posts come through it', 'https://new.example/feed', 'https://new.example/feed'],
  ['made for one reader is followed and never kept', 'https://new.example/feed?token=7f3a9c2e51d84b06', FEED],
])('a redirect to an address that %s', async (_claim, url, address) => {
  const body = (number: number) =>
    rss('Dyes', [item('Madder', link('https://dyes.example/m')), item(`New ${number}`, link(`https://dyes.example/${number}`))]);
  const told = await follow(
    ...days([
      rss('Dyes', [item('Madder', link('https://dyes.example/m'))]),
      ...[1, 2, 3, 4].map((number) => ({ body: body(number), url })),
    ]),
  );
  expect(told.map(({ outcome }) => outcome)).toEqual(Array(5).fill('changed'));
  expect(told.at(-1)?.address).toBe(address);
});

test('JSON feeds that are empty, or name what objects have by birth, are well', async () => {
  const version = 'https://jsonfeed.org/version/1.1';
  const bodies: readonly object[] = [
    { version, items: [] },
    {
      version,
      title: 'Dyes',
      constructor: 'a car maker',
      items: [{ id: 9, url: 'https://dyes.example/9', title: 'Nine', constructor: 'Lotus' }],
    },
    {
      version,
      title: 'Dyes',
      items: [null, 7, { id: {}, url: ['https://dyes.example/7'], title: 'Seven', tags: 'x', authors: {}, attachments: [1] }],
    },
  ];
  const told = await follow(...days(bodies.map((body) => JSON.stringify(body))));
  expect(told.map(titles)).toEqual([[], ['Nine'], ['Seven']]);
  expect(told.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
});

test('zipped bytes of which no header tells are read, and a zipped flood is refused', async () => {
  const zip = (text: string) => ({ b64: gzipSync(text).toString('base64') });
  const told = await follow(...days([zip(rss('Dyes', [item('Madder')])), zip(' '.repeat(6_000_000))]));
  expect(titles(told[0] as Told)).toEqual(['Madder']); // as: there are two lines
  expect(told[1]).toMatchObject({ outcome: 'failed', problem: { kind: 'too-large' } });
});

test('a line that is none is named and skipped', async () => {
  const file = join(folder, 'bad.jsonl');
  writeFileSync(
    file,
    ['{"source":"a","at":"soon"}', '{"at":1}', '{"source":"a","at":1,"url":"javascript:1"}', 'x', '{"source":"a","at":1,"body":""}'].join(
      '\n',
    ),
  );
  const { code, complaints, answers } = await run('follow', '--lines', '--file', file);
  expect([code, complaints.length]).toEqual([1, 4]);
  expect(answers).toMatchObject([{ source: 'a', at: 1, outcome: 'failed', problem: { kind: 'unreadable' } }]);
});

test('a post that another source brought before is told under the id it has, and is not new', async () => {
  const planets = item('On planets', `${link('https://own.example/on-planets')}<description>The same words.</description>`);
  const planet = (items: readonly string[]) => rss('The planet', items).replace('https://dyes.example/', 'https://planet.example/');
  const named = planets.replace('On planets', 'Ada: On planets').replace('/on-planets', '/on-planets?utm_source=planet');
  const told = await follow(
    { source: 'own', at: START, url: 'https://own.example/feed', body: rss('Own', [item('Old', link('https://own.example/old'))]) },
    {
      source: 'planet',
      at: START + 1,
      url: 'https://planet.example/feed',
      body: planet([item('Old', link('https://planet.example/old'))]),
    },
    { source: 'own', at: START + DAY, body: rss('Own', [planets, item('Old', link('https://own.example/old'))]) },
    { source: 'planet', at: START + DAY + 1, body: planet([named, item('Old', link('https://planet.example/old'))]) },
    {
      source: 'planet',
      at: START + 2 * DAY,
      body: planet([named.replace('Ada: On', 'Ada: About'), item('New', link('https://planet.example/new'))]),
    },
  );
  expect(told.map(titles)).toEqual([['Old'], ['Old'], ['On planets'], [], ['New']]);
  const id = told[2]?.new[0]?.id;
  expect(told[3]?.also).toEqual([{ id, title: 'Ada: On planets' }]);
  expect(told[4]?.revised).toEqual([{ id, title: 'Ada: About planets' }]);
});

test('a page in place of the feed that announces another one is told as an offer', async () => {
  const page = '<!doctype html><title>Dyes</title><link rel="alternate" type="application/rss+xml" title="Posts" href="/feed.xml"><p>Moved';
  const told = await follow(
    ...days([rss('Dyes', [item('Madder', link('https://dyes.example/madder'))]), { body: page, headers: { 'content-type': 'text/html' } }]),
  );
  expect(told[1]).toMatchObject({ outcome: 'failed', offer: { url: 'https://dyes.example/feed.xml', title: 'Posts' }, new: [] });
});
