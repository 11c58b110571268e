/** The pack's cases of following, through the terminal, as anybody may try them. Skipped, with the reason, where the pack is not there; find.test.ts, follow.test.ts and tests/core/feed hold the same on our own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readImport } from '../../../src/core/transfer/recognise';
import { run } from './run';

const PACK = fileURLToPath(new URL('../../../../shared/packs/cases/following/', import.meta.url));
const isThere = existsSync(PACK);
if (!isThere) console.warn('The cases of following are not tried: the pack of cases is not there.');
const DAY = 86_400_000;

type WebLine = { readonly url: string; readonly answer: { readonly status?: number; readonly headers?: object; readonly body?: string } };
type Found = { readonly kind: string; readonly feeds: readonly { readonly url: string; readonly kind: string }[] };
type Polled = {
  readonly outcome?: string;
  readonly new?: readonly { readonly title: string; readonly url: string; readonly publishedAt?: number }[];
  readonly revised?: readonly { readonly title: string; readonly kept?: string }[];
  readonly question?: object;
  readonly name?: string;
  readonly address?: string;
};

const inPack = (path: string): string => join(PACK, path);
const webOf = (path: string): WebLine[] =>
  readFileSync(inPack(`${path}/web.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WebLine); // as: the pack's README has the shape

async function found(
  path: string,
  asked: string | { readonly url: string; readonly html: string; readonly link?: string },
): Promise<Found> {
  const ask = typeof asked === 'string' ? { address: asked } : { tab: asked };
  const [answer] = await lines('find', [ask], '--web', inPack(`${path}/web.jsonl`));
  return answer as Found; // as: `find --help` has the shape
}

async function followed(...rows: readonly object[]): Promise<Polled[]> {
  return (await lines('follow', rows)) as Polled[]; // as: `follow --help` has the shape
}

async function lines(command: string, rows: readonly object[], ...more: readonly string[]): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-cases-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'lines.jsonl');
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  const { code, answers } = await run(command, '--lines', ...more, '--file', file);
  expect(code).toBe(0);
  return answers;
}

/** One file polled once, or several one after the other, a day apart. */
const polls = (...files: readonly string[]): Promise<Polled[]> =>
  followed(
    ...files.map((file, at) => ({
      source: 'one',
      at: at * DAY,
      url: 'https://source.example/feed',
      b64: readFileSync(inPack(file)).toString('base64'),
    })),
  );
const titles = ({ new: fresh = [] }: Polled = {}): string[] => fresh.map(({ title }) => title);

/** Every answer of an address in the pack's order, with an act of the reader after the first. */
const dailyOf = (path: string, url: string, ...acts: readonly object[]): Promise<Polled[]> => {
  const days = webOf(path)
    .filter((line) => line.url === url)
    .map(({ answer: { status = 200, headers = {}, body = '' } }, at) => ({ source: 'one', at: at * DAY, url, status, headers, body }));
  const [first = {}, ...later] = days;
  return followed(first, ...acts.map((act) => ({ source: 'one', at: 1, ...act })), ...later);
};

describe.skipIf(!isThere)('finding', () => {
  test.each([
    ['05-soft-404', 'http://www.q.example/', 'http://api.q.example/feed/'],
    ['05-soft-404', 'http://m.example/blog/', 'http://m.example/categories/blog/syndication'],
    ['06-derived', 'http://social.example/@ada', 'http://social.example/@ada.rss'],
    ['06-derived', 'http://wp.example/category/kilns/', 'http://wp.example/category/kilns/?feed=rss2'],
    ['08-section', 'http://fma.example/curator/video/blog/', 'http://fma.example/curator/video/blog.xml'],
    ['08-section', 'http://lancs.example/news/lancashire-news/', 'http://lancs.example/news/lancashire-news/rss.xml'],
    ['20-feed-in-tab', 'http://x.tab.example/odd/one', 'http://x.tab.example/odd/one'],
    ['20-feed-in-tab', 'http://s.tab.example/odd/one', 'http://s.tab.example/odd/one'],
    ['22-meta-refresh', 'http://insider.example/feeds/posts/default?alt=rss', 'http://insider.example/feeds/posts/default?alt=rss'],
    ['28-announced-oddly', 'http://entry.example/p', 'http://entry.example/all.atom'],
    ['28-announced-oddly', 'http://tr.example/', 'http://tr.example/feed'],
    ['28-announced-oddly', 'http://shaarli.example/', 'http://shaarli.example/feed/rss?'],
    ['31-no-scheme', 'plain.example', 'http://plain.example/rss'],
    ['01-space', ' http://forum.example/my feed.xml ', 'http://forum.example/my%20feed.xml'],
    ['01-space', '<http://forum.example/rss.php?nm=2015|2016%20-DVDRip&f=60>', 'http://forum.example/rss.php?nm=2015|2016%20-DVDRip&f=60'],
    ['19-encodings', 'http://gz.example/always', 'http://gz.example/always'],
    ['19-encodings', 'http://gz.example/lie', 'http://gz.example/lie'],
    ['19-encodings', 'http://gz.example/deflate', 'http://gz.example/deflate'],
  ])('%s: at %s the first is %s', async (path, address, url) => {
    expect(await found(path, address)).toMatchObject({
      kind: 'found',
      feeds: expect.objectContaining({ 0: expect.objectContaining({ url }) }),
    });
  });

  test('28: an empty announcement is nothing to follow', async () => {
    expect((await found('28-announced-oddly', 'http://empty.example/')).feeds).toEqual([]);
  });

  test('07: on the page that one went to, that page’s feed', async () => {
    const [a, b] = ['http://tube.example/@a', 'http://tube.example/@b'].map(
      (url) => webOf('07-spa').find((line) => line.url === url)?.answer.body,
    );
    const left = (a ?? '').replace('Channel A', 'Channel B');
    expect(b).toBeDefined();
    expect((await found('07-spa', { url: 'http://tube.example/@b', html: left })).feeds[0]?.url).toBe('http://tube.example/feeds/b.xml');
  });

  test('more/07: twelve thousand plain links are a list', async () => {
    const body = readFileSync(inPack('more/07-many-plain-links.html'), 'utf8');
    const [polled] = await followed({ source: 'one', at: 0, url: 'https://many.example/', list: true, body });
    expect(polled?.outcome).toBe('changed');
    expect(titles(polled).length).toBeGreaterThan(10);
  });
});

describe.skipIf(!isThere)('what each poll brings', () => {
  test.each([
    ['21-guid-is-link/packagist.xml', 3],
    ['21-guid-is-link/status.xml', 3],
    ['10-fragment-guids/changelog.xml', readItems('10-fragment-guids/changelog.xml')],
    ['more/04-same-title-no-link-no-guid.xml', 3],
    ['more/05-dates-read-as-unknown.xml', readItems('more/05-dates-read-as-unknown.xml')],
  ])('%s: %i posts', async (file, count) => {
    const [polled] = await polls(file);
    expect(titles(polled)).toHaveLength(count);
  });

  test('more/05: every date is read', async () => {
    const [polled] = await polls('more/05-dates-read-as-unknown.xml');
    expect(polled?.new?.filter(({ publishedAt }) => publishedAt === undefined)).toEqual([]);
  });

  test('21: a release on top adds one and revises none', async () => {
    const [first, next] = await dailyOf('21-guid-is-link', 'http://packages.example/feeds/kiln.rss');
    expect([titles(first).length, next?.revised]).toEqual([1, []]);
    expect(titles(next)).toEqual(['acme/kiln (1.2.0)', 'acme/kiln (1.1.0)']);
  });

  test.each([
    ['more/04-fragment-poll1.xml', 'more/04-fragment-poll2.xml'],
    ['more/04-same-link-other-guid-poll1.xml', 'more/04-same-link-other-guid-poll2.xml'],
  ])('%s: the next day’s is another post', async (one, two) => {
    const [, next] = await polls(one, two);
    expect([titles(next).length > 0, next?.revised]).toEqual([true, []]);
  });

  test('more/03: nothing but new posts of a lively site are no question', async () => {
    const [, next] = await polls('more/03-takeover-poll1.xml', 'more/03-takeover-poll2-same-site-all-new.xml');
    expect([next?.question, titles(next).length]).toEqual([undefined, readItems('more/03-takeover-poll2-same-site-all-new.xml')]);
  });

  test('more/02: a letter cut in half rewrites no title', async () => {
    const [, next] = await polls('more/02-utf8-poll1-well.xml', 'more/02-utf8-poll2-cut-inside-a-letter.xml');
    expect(next?.revised?.filter(({ title }) => /[Ã�â]/.test(title))).toEqual([]);
  });

  test.each([
    'more/01-json-throws-a-empty.json',
    'more/01-json-throws-b-own-field.json',
    'more/01-json-wrong-type-taken.json',
    'more/01-json-item-lost.json',
  ])('%s: there is an answer', async (file) => {
    const [polled] = await polls(file);
    expect(polled?.outcome).toMatch(/^(changed|unchanged|failed)$/);
  });

  test.each([['feed-short-notice'], ['feed-long-notice'], ['feed-emptied']])('29: what was saved of %s stays', async (name) => {
    const url = `http://dyes.example/${name}`;
    const [first] = await dailyOf('29-removed-after-saving', url);
    const [saved = ''] = titles(first);
    const [, , next] = await dailyOf('29-removed-after-saving', url, { save: saved });
    for (const { kept } of next?.revised ?? []) expect(kept).toBe(saved);
    expect(titles(next)).toEqual([]);
  });

  test.each([['same-shape'], ['other-shape'], ['no-list']])(
    '11b: a café’s list in place of %s renames nothing and brings nothing',
    async (name) => {
      const url = `http://${name}.lists.example/blog`;
      const web = webOf('11b-portal-lists');
      const at = (address: string) => web.filter((line) => line.url === address);
      const [list] = at(url);
      const [portal] = at(`http://login.${name}.lists.example/`);
      const page = (line: WebLine | undefined, day: number, from: string) => ({
        source: 'one',
        at: day * DAY,
        url: from,
        list: true,
        headers: { 'content-type': 'text/html' },
        body: line?.answer.body ?? '',
      });
      const rows = [
        page(list, 0, url),
        ...[1, 2, 3, 4].map((day) => page(portal, day, `http://login.${name}.lists.example/`)),
        page(list, 5, url),
      ];
      const polled = await followed(...rows);
      for (const each of polled.slice(1))
        expect([titles(each), each.name, each.address]).toEqual([[], polled[0]?.name, polled[0]?.address]);
    },
  );

  test.each([
    ['more/08-title-swallowed-by-open-svg.xml', /./],
    ['more/10-title-invisible.xml', /^Nightjar song$/],
  ])('%s: the title is whole and visible', async (file, title) => {
    const [polled] = await polls(file);
    for (const each of titles(polled)) expect(each).toMatch(title);
  });

  test('more/09: a link without scheme, one after an empty one, and the one that a counter replaced', async () => {
    const [links] = await polls('more/09-links.xml');
    const [burned] = await polls('more/09-feedburner.xml');
    const urls = [...(links?.new ?? []), ...(burned?.new ?? [])].map(({ url }) => url.replace(/^https?:\/\/(www\.)?/, ''));
    expect(urls.toSorted()).toEqual(['sparrow.example/c', 'sparrow.example/d', 'sparrow.example/e']);
  });

  test('more/11: no line of a tool in what is said of a post', async () => {
    const { printed } = await run('feed', inPack('more/11-boilerplate-in-text.xml'));
    expect(printed.join('\n')).toContain('Wrens are loud.');
    expect(printed.join('\n')).not.toMatch(/Thanks for reading|appeared first/);
  });

  test('more/06: gzip that nobody named', async () => {
    const [polled] = await polls('more/06-gzip-without-header.xml');
    expect(polled?.outcome).toBe('changed');
  });
});

describe.skipIf(!isThere)('lists of subscriptions', () => {
  test.each([
    ['02-feed-scheme/subs.opml', 6],
    ['13-opml-type-link/links.opml', undefined],
    ['15-opml-cp1251/subs-1251.opml', undefined],
    ['more/12-5000-feeds.opml', 5_000],
  ])('%s: each line is taken, or named with its reason', (file, count) => {
    const bytes = readFileSync(inPack(file));
    const read = readImport(bytes);
    if (!read.ok) throw new Error(read.problem.kind);
    const { feeds, dropped } = read.value.incoming;
    const urls = bytes.toString('latin1').match(/xmlUrl\s*=/gi)?.length ?? 0;
    expect(feeds.length + dropped.length).toBe(urls);
    if (count !== undefined) expect(feeds.length).toBe(count);
    expect(JSON.stringify(feeds)).not.toMatch(/�|[À-ÿ]{3}/);
  });
});

/** How many there are in the file: each is its own. */
function readItems(file: string): number {
  return isThere ? (readFileSync(inPack(file), 'utf8').match(/<(?:item|entry)[\s>]/g)?.length ?? 0) : 0;
}
