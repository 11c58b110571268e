import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_FEED_BYTES, MAX_ITEMS } from '../../../src/core/feed/limits';
import { type FeedOrigin, feedSteps, parseFeed, parseFeedPaced } from '../../../src/core/feed/parse';
import type { ParsedFeed } from '../../../src/core/feed/parsed';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string, origin: FeedOrigin = {}): ParsedFeed {
  const reading = parseFeed(bytes(text), origin);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.value.feed;
}
const faults = (text: string) => {
  const reading = parseFeed(bytes(text));
  return reading.ok ? reading.value.faults : reading.problem;
};
const rss = (items: string, head = '<title>Shore notes</title><link>https://shore.example/</link>') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${head}${items}</channel></rss>`;
const item = (number: number) =>
  `<item><title>Tide ${number}</title><link>https://shore.example/${number}</link><guid>t${number}</guid></item>`;

describe('formats', () => {
  test('CDF, which says addresses and dates in attributes', () => {
    const feed = read(
      '<CHANNEL HREF="https://shore.example/?a=1&amp;b=2" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>Shore</TITLE><ITEM HREF="/tides" LASTMOD="2004-04-05"><TITLE>Tides</TITLE><ABSTRACT>a</ABSTRACT></ITEM></CHANNEL>',
    );
    expect(feed).toMatchObject({ title: 'Shore', link: 'https://shore.example/?a=1&b=2', updated: Date.UTC(2004, 3, 7, 4, 5, 43) });
    expect(feed.entries).toMatchObject([
      { title: 'Tides', summary: 'a', link: 'https://shore.example/tides', updated: Date.UTC(2004, 3, 5) },
    ]);
  });

  test('the picture of a podcast, as a link too', () => {
    const head = '<itunes:link rel="image" href="/logo.jpg"/><itunes:link rel="other" href="/no.jpg"/>';
    expect(read(rss('', `<title>t</title><link>https://shore.example/</link>${head}`)).image).toBe('https://shore.example/logo.jpg');
  });

  test('RSS 2.0', () => {
    const feed = read(
      rss(
        `<item><title>Low water</title><link>https://shore.example/low</link><guid isPermaLink="false">low-1</guid><author>ines@shore.example (Ines Marou)</author>
         <pubDate>Tue, 4 Mar 2025 07:30:00 +0100</pubDate><category>tides</category><category>mud</category><comments>https://shore.example/low#c</comments>
         <description>Short.</description><content:encoded><![CDATA[<p>Long &amp; muddy.</p>]]></content:encoded><enclosure url="https://shore.example/a.mp3" type="audio/mpeg" length="9"/></item>`,
        '<title>Shore notes</title><link>https://shore.example/</link><description>What the sea left</description><language>en-gb</language><managingEditor>Ines Marou</managingEditor><lastBuildDate>Wed, 05 Mar 2025 08:00:00 GMT</lastBuildDate><image><url>/logo.png</url><title>L</title><link>https://shore.example/</link></image>',
      ),
    );
    expect(feed).toEqual({
      title: 'Shore notes',
      link: 'https://shore.example/',
      description: 'What the sea left',
      language: 'en-gb',
      author: 'Ines Marou',
      authorName: 'Ines Marou',
      updated: Date.UTC(2025, 2, 5, 8),
      image: 'https://shore.example/logo.png',
      entries: [
        {
          id: 'low-1',
          title: 'Low water',
          link: 'https://shore.example/low',
          summary: 'Short.',
          content: '<p>Long &amp; muddy.</p>',
          author: 'Ines Marou',
          authorName: 'Ines Marou',
          published: Date.UTC(2025, 2, 4, 6, 30),
          comments: 'https://shore.example/low#c',
          tags: ['tides', 'mud'],
          enclosures: [{ url: 'https://shore.example/a.mp3', type: 'audio/mpeg' }],
        },
      ],
    });
  });

  test('RSS 0.91, without version or namespace', () => {
    expect(
      read('<rss><channel><title>Old</title><item><title>One</title><link>http://old.example/1</link></item></channel></rss>').entries,
    ).toMatchObject([{ title: 'One', link: 'http://old.example/1' }]);
  });

  test('RSS 1.0, whose items stand beside the channel', () => {
    const feed =
      read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <rss:channel rdf:about="https://r.example/"><rss:title>Graph</rss:title><rss:items><rdf:Seq><rdf:li resource="https://r.example/1"/></rdf:Seq></rss:items></rss:channel>
      <rss:item rdf:about="https://r.example/1"><rss:title>First</rss:title><rss:link>https://r.example/1</rss:link><dc:date>2004-05-06</dc:date><dc:creator>Ada</dc:creator></rss:item></rdf:RDF>`);
    expect(feed).toMatchObject({ id: 'https://r.example/', title: 'Graph' });
    expect(feed.entries).toMatchObject([{ id: 'https://r.example/1', title: 'First', author: 'Ada', updated: Date.UTC(2004, 4, 6) }]);
  });

  test('Atom 1.0: text, html and xhtml', () => {
    const feed =
      read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="text">a &lt; b</title><id>urn:x</id><updated>2025-03-05T08:00:00Z</updated>
      <link rel="self" href="https://a.example/atom"/><link href="https://a.example/"/>
      <entry><title type="html">&lt;b&gt;Bold&lt;/b&gt;</title><id>urn:1</id><link href="https://a.example/1"/><published>2025-03-04T08:00:00+01:00</published>
      <author><name>Bo</name><email>bo@a.example</email></author><category term="x" label="The X"/>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <em>two</em></p></div></content></entry></feed>`);
    expect(feed).toMatchObject({
      title: 'a &lt; b',
      id: 'urn:x',
      link: 'https://a.example/',
      language: 'en',
      updated: Date.UTC(2025, 2, 5, 8),
    });
    expect(feed.entries[0]).toMatchObject({ title: '<b>Bold</b>', author: 'Bo', tags: ['x'], published: Date.UTC(2025, 2, 4, 7) });
    expect(feed.entries[0]?.content).toContain('<p>One <em>two</em></p>');
  });

  test('Atom 0.3: modified, tagline and base64', () => {
    const feed = read(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><tagline mode="base64">PGI+aGk8L2I+</tagline>
      <entry><title>x</title><issued>2003-12-31T10:14:55Z</issued><modified>2004-01-01T00:00:00Z</modified></entry></feed>`);
    expect(feed.description).toBe('<b>hi</b>');
    expect(feed.entries[0]).toMatchObject({ published: Date.UTC(2003, 11, 31, 10, 14, 55), updated: Date.UTC(2004, 0, 1) });
  });

  test.each(['1', '1.1'])('JSON Feed %s', (version) => {
    const person = version === '1' ? { author: { name: 'Cy' } } : { authors: [{ name: 'Cy' }] };
    const feed = read(
      JSON.stringify({
        version: `https://jsonfeed.org/version/${version}`,
        title: 'J & co',
        home_page_url: 'https://j.example/',
        ...person,
        items: [
          {
            id: 7,
            url: '/7',
            title: 'Seven',
            content_html: '<a href="/x">x</a>',
            date_published: '2025-03-05T08:00:00Z',
            tags: ['t', 3, null],
          },
          { id: '8', content_text: 'a < b' },
          null,
          'noise',
        ],
      }),
    );
    expect(feed).toMatchObject({ title: 'J &amp; co', link: 'https://j.example/', author: 'Cy' });
    expect(feed.entries).toMatchObject([
      { id: '7', link: 'https://j.example/7', content: '<a href="https://j.example/x">x</a>', published: Date.UTC(2025, 2, 5, 8) },
      { id: '8', content: 'a &lt; b' },
    ]);
  });
});

describe('addresses', () => {
  const relative =
    '<item><title>t</title><link>notes/1</link><description>&lt;a href="../up"&gt;up&lt;/a&gt; &lt;img src="https://cdn.example/i.png"&gt;</description></item>';
  test.each([
    [
      'the site, where the feed names it',
      rss(relative),
      'https://feeds.example/f.xml',
      'https://shore.example/notes/1',
      'https://shore.example/up',
    ],
    [
      'the response, where it names none',
      rss(relative, '<title>t</title>'),
      'https://feeds.example/a/f.xml',
      'https://feeds.example/a/notes/1',
      'https://feeds.example/up',
    ],
    [
      'xml:base, nested, before all else',
      rss(relative.replace('<item>', '<item xml:base="two/">'))
        .replace('<channel>', '<channel xml:base="https://base.example/one/">')
        .replace('<link>https://shore.example/</link>', ''),
      'https://feeds.example/f.xml',
      'https://base.example/one/two/notes/1',
      'https://base.example/one/up',
    ],
  ])('relative ones mean %s', (_claim, text, url, link, inMarkup) => {
    const [entry] = read(text, { url }).entries;
    expect(entry?.link).toBe(link);
    expect(entry?.summary).toBe(`<a href="${inMarkup}">up</a> <img src="https://cdn.example/i.png">`);
  });

  test('the header content-location stands for the response', () => {
    const origin = { url: 'https://x.example/feed', headers: { 'content-location': 'https://y.example/d/' } };
    expect(read(rss(relative, ''), origin).entries[0]?.link).toBe('https://y.example/d/notes/1');
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'mailto:a@b.example',
    'about:config',
    '',
    '#',
    'http://[::1',
  ])('a link to %j is no link', (link) => {
    expect(
      read(rss(`<item><title>t</title><link>${link}</link></item>`), { url: 'https://x.example/feed' }).entries[0]?.link,
    ).toBeUndefined();
  });

  test('user and password are taken off a link', () => {
    expect(read(rss('<item><title>t</title><link>https://user:pw@shore.example/x</link></item>')).entries[0]?.link).toBe(
      'https://shore.example/x',
    );
  });

  test('a guid that is an address stands in for a missing link, unless the feed says that it is none', () => {
    const guid = (attribute: string) =>
      read(rss(`<item><title>t</title><guid${attribute}>https://shore.example/g</guid></item>`)).entries[0]?.link;
    expect(guid('')).toBe('https://shore.example/g');
    expect(guid(' isPermaLink="false"')).toBeUndefined();
  });
});

describe('damage', () => {
  test.each<[string, string, string[]]>([
    ['text before the feed', `Warning: in line 3\n<br />\n${rss(item(1))}`, ['Tide 1']],
    [
      'bare ampersands',
      rss('<item><title>R&D at AT&T &copy=2</title></item>'),
      ['R&amp;D at AT&amp;T &amp;copy=2'.replaceAll('&amp;', '&')],
    ],
    ['a stray < in a title', rss('<item><title>if a < b</title></item>'), ['if a < b']],
    ['HTML entities', rss('<item><title>caf&eacute;&nbsp;&mdash; x</title></item>'), ['café\u00a0— x']],
    ['tags in another case', rss('<ITEM><Title>Loud</TITLE></Item>'), ['Loud']],
    ['an item that is not closed', rss(`<item><title>Open</title>${item(2)}`), ['Open', 'Tide 2']],
    ['a title that is not closed', rss(`<item><title>Open</item>${item(2)}`), ['Open', 'Tide 2']],
    ['a quote that is not closed', rss(`<item><title>Quoted</title><enclosure url="x></item>${item(2)}`), ['Quoted', 'Tide 2']],
    ['an end tag without a start', rss(`</em></item>${item(1)}</p>`), ['Tide 1']],
    ['two CDATA sections', rss('<item><title><![CDATA[a]]><![CDATA[ & b]]></title></item>'), ['a & b']],
    ['an undeclared prefix', rss(`<x:y>z</x:y>${item(1)}`), ['Tide 1']],
  ])('%s', (_claim, text, titles) => {
    expect(read(text).entries.map(({ title }) => title)).toEqual(titles);
  });

  test('a file that is cut off keeps its whole items and says so', () => {
    const whole = rss(item(1) + item(2) + item(3));
    for (let length = whole.indexOf('</item>') + 7; length < whole.length - 6; length += 7) {
      const cut = whole.slice(0, length);
      expect(read(cut).entries).toHaveLength(cut.split('</item>').length - 1);
      expect(faults(cut)).toEqual([{ kind: 'cut-off' }]);
    }
    expect(faults(whole)).toEqual([]);
  });

  test('entities that a DOCTYPE declares are put in once; ones made of others are not', () => {
    const doctype =
      '<!DOCTYPE rss [<!ENTITY who "Ines"><!ENTITY lol "&who;&who;"><!ENTITY amp "x"><!ENTITY ext SYSTEM "file:///etc/passwd">]>';
    const feed = read(`${doctype}<rss version="2.0"><channel><item><title>&who; &lol; &ext; a &amp; b</title></item></channel></rss>`);
    expect(feed.entries[0]?.title).toBe('Ines &lol; &ext; a & b');
  });
});

describe('what is no feed', () => {
  test.each<[string, string, object]>([
    ['nothing', '', { kind: 'empty' }],
    ['white space', ' \n ', { kind: 'empty' }],
    ['a web page', '<!doctype html><html><body><p>hello</p></body></html>', { kind: 'web-page', looksLike: 'page' }],
    ['a login', '<html><form><input name="u"><input type="password"></form></html>', { kind: 'web-page', looksLike: 'login' }],
    ['a bot check', '<html><title>Just a moment...</title></html>', { kind: 'web-page', looksLike: 'challenge' }],
    ['an API error', '{"title":"Not found","status":404}', { kind: 'not-a-feed' }],
    ['half a JSON Feed', '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":', { kind: 'not-a-feed' }],
    ['prose', 'just words', { kind: 'not-a-feed' }],
    ['a root and then nothing', '<rss version="2.0"', { kind: 'not-a-feed' }],
    ['OPML', '<opml version="2.0"><body></body></opml>', { kind: 'not-a-feed' }],
  ])('%s', (_claim, text, problem) => {
    expect(parseFeed(bytes(text))).toEqual({ ok: false, problem });
  });

  test('more bytes than the limit are refused unread', () => {
    expect(parseFeed(new Uint8Array(MAX_FEED_BYTES + 1))).toEqual({
      ok: false,
      problem: { kind: 'too-large', bytes: MAX_FEED_BYTES + 1, limit: MAX_FEED_BYTES },
    });
  });
});

describe('hostile feeds end in a bounded list or a problem, in time', () => {
  const flood = (piece: string, before = '', after = '') => before + piece.repeat(Math.floor(2_000_000 / piece.length)) + after;
  test.each([
    ['items', flood('<item><title>x</title></item>', '<rss version="2.0"><channel>')],
    ['open items', flood('<item>', '<rss version="2.0"><channel>')],
    ['angle brackets', flood('<', '<rss version="2.0"><channel><item><title>')],
    ['declarations', flood('<!a', '<rss version="2.0"><channel>')],
    ['declared brackets', flood('<!a[', '<rss version="2.0"><channel>')],
    ['comments', flood('<!--', '<rss version="2.0"><channel><item><title>')],
    ['quotes', flood('<a b="', '<rss version="2.0"><channel><item>')],
    ['attributes', flood(' a="1"', '<rss version="2.0"><channel><item', '></item></channel></rss>')],
    ['one long name', flood('a', '<rss version="2.0"><channel><item ', '></item></channel></rss>')],
    ['nested elements', flood('<b>', '<rss version="2.0"><channel><item>')],
    ['nested markup', flood('&lt;div&gt;', '<rss version="2.0"><channel><item><description>', '</description></item></channel></rss>')],
    ['ampersands', flood('&', '<rss version="2.0"><channel><item><title>', '</title></item></channel></rss>')],
    [
      'declared entities',
      flood(
        '&x;',
        '<!DOCTYPE r [<!ENTITY x "0123456789012345678901234567890123456789">]><rss version="2.0"><channel><item><title>',
        '</title></item></channel></rss>',
      ),
    ],
    [
      'entities in one DOCTYPE',
      flood('<!ENTITY a "b">', '<!DOCTYPE r [', ']><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'),
    ],
    [
      'relative addresses',
      flood(
        '&lt;a href=x&gt;',
        '<rss version="2.0"><channel><link>https://a.example/</link><item><description>',
        '</description></item></channel></rss>',
      ),
    ],
    ['JSON arrays', `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['end tags', flood('</item></channel>', '<rss version="2.0"><channel>')],
    ['tables of contents', flood('<items>', '<rdf:RDF><channel>')],
  ])('a flood of %s', (_claim, text) => {
    const startedAt = performance.now();
    const reading = parseFeed(bytes(text), { url: 'https://a.example/feed' });
    expect(performance.now() - startedAt).toBeLessThan(6_000); // generous: other work shares the machine; quadratic ones take minutes
    if (reading.ok) expect(reading.value.feed.entries.length).toBeLessThanOrEqual(MAX_ITEMS);
  });

  test('no name in a feed reaches a prototype', () => {
    read(rss('<item><__proto__ polluted="1"/><title __proto__="1">t</title><constructor>x</constructor><guid>__proto__</guid></item>'));
    read(
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","__proto__":{"polluted":1},"items":[{"id":"1","__proto__":{"polluted":1}}]}',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined(); // as: looking for what must not be there
  });

  test('whatever the bytes, there is an answer and no throw', () => {
    const piece = fc.constantFrom(
      '<rss>',
      '<channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      '&lt;',
      '<',
      '>',
      '"',
      'x',
      '<feed>',
      '<entry>',
      '<?xml',
      '<!DOCTYPE [',
      ']',
      '{',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const reading = parseFeed(bytes(`<rss version="2.0">${pieces.join('')}`));
        expect(typeof reading.ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (raw) => typeof parseFeed(raw).ok === 'boolean'),
      { numRuns: 200 },
    );
  });
});

describe('in steps', () => {
  const long = rss(Array.from({ length: 300 }, (_, number) => item(number)).join(''));

  test('a feed of many items is many steps', () => {
    expect([...feedSteps(bytes(long), {})].length).toBeGreaterThan(300);
  });

  test('turns are given between slices, and the answer is the same', async () => {
    let clock = 0;
    let turns = 0;
    const pace = { now: () => clock++, sliceMs: 10, yieldNow: async () => void turns++ };
    expect(await parseFeedPaced(bytes(long), {}, pace)).toEqual(parseFeed(bytes(long)));
    expect(turns).toBeGreaterThan(20);
  });

  test('a feed that takes longer than its budget is given up', async () => {
    let clock = 0;
    const pace = { now: () => (clock += 5), budgetMs: 100, sliceMs: 10, yieldNow: async () => {} };
    expect(await parseFeedPaced(bytes(long), {}, pace)).toEqual({ ok: false, problem: { kind: 'too-slow', budgetMs: 100 } });
  });

  test('of an archive too long for one poll the newest items are taken, wherever they stand', () => {
    const dated = Array.from(
      { length: MAX_ITEMS + 40 },
      (_, number) => `<item><title>${number}</title><pubDate>${new Date(Date.UTC(2020, 0, 1 + number)).toUTCString()}</pubDate></item>`,
    );
    const titles = (items: string[]) => read(rss(items.join(''))).entries.map(({ title }) => Number(title));
    expect(titles(dated)).toEqual(Array.from({ length: MAX_ITEMS }, (_, at) => at + 40));
    expect(titles([...dated].reverse())).toEqual(Array.from({ length: MAX_ITEMS }, (_, at) => MAX_ITEMS + 39 - at));
  });

  test('a hundred thousand items cost no more than those that are kept', () => {
    const many = bytes(rss('<item><title>x</title><guid>y</guid></item>'.repeat(100_000)));
    const startedAt = performance.now();
    const heapBefore = process.memoryUsage().heapUsed;
    const reading = parseFeed(many);
    expect(reading.ok && reading.value.feed.entries.length).toBe(MAX_ITEMS);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(150_000_000);
  });

  test('items past the limit are left out, and it is said', () => {
    const many = rss(Array.from({ length: MAX_ITEMS + 40 }, (_, number) => item(number)).join(''));
    expect(read(many).entries).toHaveLength(MAX_ITEMS);
    expect(faults(many)).toEqual([{ kind: 'capped', kept: MAX_ITEMS }]);
    const open = many.replaceAll('</item>', '');
    expect(read(open).entries).toHaveLength(MAX_ITEMS);
    expect(faults(open)).toEqual([{ kind: 'capped', kept: MAX_ITEMS }]);
  });

  test('a feed of just as many items as are read is whole, unless its end is missing', () => {
    const full = rss(Array.from({ length: MAX_ITEMS }, (_, number) => item(number)).join(''));
    expect(read(full).entries).toHaveLength(MAX_ITEMS);
    expect(faults(full)).toEqual([]);
    expect(faults(full.slice(0, -10))).toEqual([{ kind: 'cut-off' }]);
  });

  test('items that a post quotes are none of the feed', () => {
    const post = (day: number) =>
      `<item><title>${day}</title><pubDate>${day} Mar 2025</pubDate><description><![CDATA[${'<item>x</item>'.repeat(MAX_ITEMS)}]]></description></item>`;
    const quoting = rss(`${post(1)}${post(2)}<item><title>3</title><pubDate>3 Mar 2025</pubDate></item>`);
    expect(read(quoting).entries.map(({ title }) => title)).toEqual(['1', '2', '3']);
    expect(faults(quoting)).toEqual([]);
  });
});

test.each([
  ['an empty link says nothing where another follows', '<link></link><link>https://a.example/d</link>', 'https://a.example/d'],
  [
    'the address that a counting service has kept is the post’s own',
    '<link>https://feeds.a.example/~r/1</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://a.example/e</feedburner:origLink>',
    'https://a.example/e',
  ],
  ['a host without a scheme is a host', '<link>www.a.example/c</link>', 'https://www.a.example/c'],
  ['the site’s own host without a scheme, too', '<link>a.example/c</link>', 'https://a.example/c'],
  ['a file with a dot is a file', '<link>post.html</link>', 'https://a.example/post.html'],
])('%s', (_claim, links, expected) => {
  const feed = `<rss version="2.0"><channel><title>A</title><link>https://a.example/</link><item><title>T</title>${links}</item></channel></rss>`;
  const reading = parseFeed(new TextEncoder().encode(feed), { url: 'https://a.example/feed' });
  expect(reading.ok && reading.value.feed.entries[0]?.link).toBe(expected);
});
