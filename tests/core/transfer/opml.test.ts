import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PATH_NAMES } from '../../../src/core/library/listing-paths';
import { pathsOf, readOpml, type Subscription, writeOpml } from '../../../src/core/transfer/opml';

function read(text: string): readonly Subscription[] {
  const reading = readOpml(text);
  if (!reading.ok) throw new Error(reading.problem.kind);
  return reading.subscriptions;
}
const opml = (body: string) => `<?xml version="1.0"?><opml version="2.0"><head><title>subs</title></head><body>${body}</body></opml>`;
const brief = (text: string) => read(text).map(({ title, url, folder }) => [title, url, folder.join('/')]);

test.each<[string, string, (readonly string[])[]]>([
  [
    'a feed',
    '<outline type="rss" text="A" xmlUrl="https://a.example/f" htmlUrl="https://a.example/"/>',
    [['A', 'https://a.example/f', '']],
  ],
  [
    'nested folders',
    '<outline text="X"><outline text="Y"><outline text="A" xmlUrl="https://a.example/f"/></outline><outline text="B" xmlUrl="https://b.example/f"/></outline>',
    [
      ['A', 'https://a.example/f', 'X/Y'],
      ['B', 'https://b.example/f', 'X'],
    ],
  ],
  [
    'a folder nested in itself',
    '<outline text="X"><outline title="X"><outline text="A" xmlUrl="https://a.example/f"/></outline></outline>',
    [['A', 'https://a.example/f', 'X']],
  ],
  [
    'a folder that calls itself a feed',
    '<outline type="rss" title="X"><outline text="A" xmlUrl="https://a.example/f"></outline></outline>',
    [['A', 'https://a.example/f', 'X']],
  ],
  ['no text, no type, other case', '<OUTLINE XMLURL="https://a.example/f" />', [['a.example', 'https://a.example/f', '']]],
  [
    'title before text',
    '<outline text="short" title="The whole name" xmlUrl="https://a.example/f"/>',
    [['The whole name', 'https://a.example/f', '']],
  ],
  [
    'unescaped quotes',
    '<outline text="The "best" of" xmlUrl="https://a.example/f"/><outline text="5" screens" xmlUrl="https://b.example/f"/>',
    [
      ['The', 'https://a.example/f', ''],
      ['5', 'https://b.example/f', ''],
    ],
  ],
  [
    'unescaped ampersands and brackets',
    '<outline text="R&D < x > y" xmlUrl="https://a.example/f?a=1&b=2"/><outline text="B" xmlUrl="https://b.example/f"/>',
    [
      ['R&D < x > y', 'https://a.example/f?a=1&b=2', ''],
      ['B', 'https://b.example/f', ''],
    ],
  ],
  [
    'the same feed again, with another case, slash and scheme',
    '<outline text="A" xmlUrl="https://a.example/f"/><outline text="A2" xmlUrl="http://A.example/f/"/>',
    [['A', 'https://a.example/f', '']],
  ],
  [
    'addresses that are never followed',
    '<outline text="A" xmlUrl="javascript:x"/><outline text="B" type="include" url="http://b.example/"/><outline text="C" xmlUrl="file:///c.xml"/>',
    [],
  ],
  [
    'a feed is known by its address, whatever type is written',
    '<outline text="A" type="link" xmlUrl="https://a.example/f"/><outline text="B" xmlUrl="feed:https://b.example/f"/><outline text="C" xmlUrl="feed://c.example/f"/>',
    [
      ['A', 'https://a.example/f', ''],
      ['B', 'https://b.example/f', ''],
      ['C', 'https://c.example/f', ''],
    ],
  ],
])('%s', (_claim, body, expected) => {
  expect(brief(opml(body))).toEqual(expected);
});

test('a password is taken off and counted', () => {
  expect(readOpml(opml('<outline text="A" xmlUrl="https://u:p@a.example/f"/>'))).toMatchObject({
    subscriptions: [{ url: 'https://a.example/f' }],
    passwordsDropped: 1,
  });
});

test('another kind of file is refused', () => {
  expect(readOpml('<rss version="2.0"><channel></channel></rss>')).toEqual({ ok: false, problem: { kind: 'not-opml' } });
});

test('hundreds of feeds, and folders thousands deep, are read', () => {
  const many = Array.from({ length: 800 }, (_, at) => `<outline text="F${at}" xmlUrl="https://f${at}.example/feed"/>`).join('\n');
  expect(read(opml(many))).toHaveLength(800);
  const deep = Array.from({ length: 5_000 }, (_, at) => `<outline text="d${at % 7}">`).join('');
  expect(read(opml(`${deep}<outline text="A" xmlUrl="https://a.example/f"/>`))[0]?.folder).toHaveLength(16);
});

test('a list goes out as FreshRSS reads it, and comes back a list', () => {
  const list: Subscription = {
    kind: 'listing',
    url: 'https://blog.example/tags/data',
    title: 'Data',
    folder: [],
    paths: pathsOf({ item: 'main/div/article', link: 'h2/a', hasDates: true }),
  };
  const text = writeOpml([list, { ...list, url: 'https://other.example/', paths: undefined } as unknown as Subscription], 'Mine'); // as: a list whose shape is not known
  expect(text).toContain('xmlns:frss="https://freshrss.org/opml"');
  expect(text).toContain(
    'type="HTML+XPath" text="Data" title="Data" xmlUrl="https://blog.example/tags/data" frss:xPathItem="//main/div/article" frss:xPathItemTitle="./h2/a" frss:xPathItemUri="./h2/a/@href" frss:xPathItemTimestamp=".//time/@datetime"',
  );
  expect(read(text)[0]).toEqual(list);
  expect(read(text)[1]?.kind).toBe('listing');
});

test('what FreshRSS was told of a list is kept word for word, and written again as it came', () => {
  const theirs =
    '<outline type="HTML+XPath" text="News" title="News" xmlUrl="https://news.example/" htmlUrl="https://news.example/" ' +
    'frss:xPathItem="//a[contains(@href, \'/interesting/\')]/ancestor::article" frss:xPathItemTitle="descendant::h2" ' +
    'frss:xPathItemContent="." frss:xPathItemUri="descendant::a[string-length(@href)&gt;0]/@href" frss:xPathItemAuthor="&quot;A  B&quot;" ' +
    'frss:xPathItemTimestamp="concat(., &quot;&#10;&quot;)" frss:xPathItemTimeFormat="d  M" frss:xPathItemThumbnail="descendant::img/@src" />';
  const back = read(opml(theirs.replace('type="HTML+XPath"', 'frss:xPathItemUid="" type="HTML+XPath"')));
  expect(back[0]?.paths).toMatchObject({ xPathItemAuthor: '"A  B"', xPathItemTimestamp: 'concat(., "\n")', xPathItemTimeFormat: 'd  M' });
  expect(writeOpml(back, 'subs')).toContain(theirs);
});

test('paths of any characters come back as they were', () => {
  const character = fc.oneof(fc.constantFrom(...'"\'<>&;# \t\n\r/@[]()='), fc.constantFrom('&amp;', '&#10;', '&lt', 'é', '漢'));
  const part = fc.array(character, { minLength: 1, maxLength: 20 }).map((characters) => characters.join(''));
  const others = fc.uniqueArray(fc.tuple(fc.constantFrom(...PATH_NAMES), part), { selector: ([name]) => name });
  fc.assert(
    fc.property(part, others, (xPathItem, pairs) => {
      const paths = { xPathItem, ...Object.fromEntries(pairs) };
      const list: Subscription = { kind: 'listing', url: 'https://list.example/', title: 'List', folder: [], paths };
      const text = writeOpml([list], 'Mine');
      expect(read(text)[0]?.paths).toEqual(paths);
      expect(writeOpml(read(text), 'Mine')).toBe(text);
    }),
  );
});

test('paths that were written for want of better ones are not taken for anybody’s words', () => {
  const text = writeOpml([{ kind: 'listing', url: 'https://list.example/', title: 'List', folder: [] }], 'Mine');
  expect(read(text)[0]).not.toHaveProperty('paths');
  expect(writeOpml(read(text), 'Mine')).toBe(text);
});

test('what was written reads back, and writes again byte for byte', () => {
  const word = fc
    .stringMatching(/^[\p{L}&<>"'=/ -]{1,12}$/u)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
  const subscription = fc.record({
    kind: fc.constantFrom('feed' as const, 'listing' as const),
    url: fc.nat(500).map((number) => `https://f${number}.example/feed?a=1&b=${number}`),
    siteUrl: fc.nat(500).map((number) => `https://f${number}.example/`),
    title: word,
    folder: fc.array(word, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(subscription, { maxLength: 20, selector: ({ url }) => url }), (subscriptions) => {
      const text = writeOpml(subscriptions, 'Mine & yours');
      const back = read(text);
      expect(back.map(({ url, title }) => `${url} ${title}`).sort()).toEqual(
        subscriptions.map(({ url, title }) => `${url} ${title}`).sort(),
      );
      expect(writeOpml(back, 'Mine & yours')).toBe(text);
    }),
  );
});

test('each line that is not followed is named with its reason', () => {
  const body = [
    '<outline text="A" xmlUrl="https://a.example/f"/><outline text="Again" xmlUrl="https://a.example/f/"/>',
    '<outline text="B" xmlUrl="file:///b.xml"/><outline text="C" type="link" xmlUrl="" htmlUrl="https://c.example/"/>',
    '<outline text="D" type="include" url="https://d.example/more.opml"/><outline text="Folder" type="rss"></outline>',
  ].join('');
  const reading = readOpml(opml(body));
  expect(reading.ok && reading.left).toEqual([
    { address: 'https://a.example/f/', title: 'Again', reason: 'duplicate' },
    { address: 'file:///b.xml', title: 'B', reason: 'not-http' },
    { address: '', title: 'C', reason: 'no-address' },
    { address: 'https://d.example/more.opml', title: 'D', reason: 'include' },
  ]);
});
