/** Posts as all kinds of software write them come out as a person expects: an address that leads to the post, its title, its date, its own words. */
import { describe, expect, test } from 'vitest';
import { postsOf } from '../../../src/core/feed/essays';
import { parseFeed } from '../../../src/core/feed/parse';

const HOME = 'https://kiln.example/';
const SPACES =
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/"';
const ATOM = 'http://www.w3.org/2005/Atom';

function posts(text: string) {
  const reading = parseFeed(new TextEncoder().encode(text), { url: `${HOME}feed` });
  if (!reading.ok) throw new Error(reading.problem.kind);
  return postsOf(reading.value.feed, { siteUrl: HOME });
}
const rss = (items: string) =>
  posts(`<rss version="2.0" ${SPACES}><channel><title>Kiln</title><link>${HOME}</link>${items}</channel></rss>`);
const atom = (entries: string) => posts(`<feed xmlns="${ATOM}"><title>Kiln</title><link href="${HOME}"/>${entries}</feed>`);
const json = (...items: readonly object[]) => posts(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Kiln', items }));

describe('where a post leads', () => {
  test.each([
    [
      'an episode without a page, to what is heard',
      rss,
      '<item><title>One</title><enclosure url="https://cdn.example/1.mp3" type="audio/mpeg"/></item>',
      'https://cdn.example/1.mp3',
    ],
    [
      'a picture beside a post without a page, nowhere but home',
      rss,
      '<item><title>One</title><enclosure url="https://cdn.example/1.png" type="image/png"/></item>',
      HOME,
    ],
    ['an RSS link that is written as Atom writes it', rss, '<item><title>One</title><link href="/one"/></item>', `${HOME}one`],
    [
      'an Atom link that is written as RSS writes it',
      atom,
      '<entry><id>a</id><title>One</title><link>https://kiln.example/one</link></entry>',
      `${HOME}one`,
    ],
    [
      'content that stands elsewhere',
      atom,
      '<entry><id>a</id><title>One</title><content type="text/html" src="/one.html"/></entry>',
      `${HOME}one.html`,
    ],
    [
      'an Atom id that is an address, where there is no link',
      atom,
      '<entry><id>https://kiln.example/one</id><title>One</title></entry>',
      `${HOME}one`,
    ],
    [
      'an Atom id beside a link',
      atom,
      '<entry><id>https://kiln.example/id</id><title>One</title><link href="/one"/></entry>',
      `${HOME}one`,
    ],
    ['an Atom id that is a name', atom, '<entry><id>urn:uuid:1</id><title>One</title></entry>', HOME],
    [
      'an address that was escaped twice',
      rss,
      '<item><title>One</title><link>https://kiln.example/?a=1&amp;amp;b=2</link></item>',
      `${HOME}?a=1&b=2`,
    ],
    [
      'an escaped address in CDATA',
      rss,
      '<item><title>One</title><link><![CDATA[https://kiln.example/?a=1&amp;b=2&#038;c=3]]></link></item>',
      `${HOME}?a=1&b=2&c=3`,
    ],
  ])('%s', (_what, read, items, url) => {
    expect(read(items).map((post) => post.url)).toEqual([url]);
  });

  test('of JSON: an attachment that is heard, where there is nothing else', () => {
    const attachments = [{ url: 'https://cdn.example/1.mp3', mime_type: 'audio/mpeg' }];
    expect(json({ id: '1', title: 'One', attachments }).map(({ url }) => url)).toEqual(['https://cdn.example/1.mp3']);
  });
});

describe('what a post is called', () => {
  test.each([
    [
      'the words of its address, where it has no others',
      rss,
      '<item><link>/2026/01/on-the-kilns-of-old.html</link></item>',
      'On the kilns of old',
    ],
    ['its site, where the address has no words either', rss, '<item><link>/p/123-4</link></item>', 'kiln.example'],
    [
      'what it says, where its title is its address',
      rss,
      '<item><title>https://kiln.example/one</title><link>/one</link><description>Ash is glass.</description></item>',
      'Ash is glass.',
    ],
    [
      'what its picture shows, where it has no words',
      rss,
      '<item><link>/@ada/1</link><media:content url="https://kiln.example/a.png" medium="image"><media:description type="plain">A red kiln in snow</media:description></media:content></item>',
      'A red kiln in snow',
    ],
    [
      'what a group of media is called',
      rss,
      '<item><link>/1</link><media:group><media:title>Two kilns</media:title><media:description>Side by side.</media:description></media:group></item>',
      'Two kilns',
    ],
  ])('%s', (_what, read, items, title) => {
    expect(read(items).map((post) => post.title)).toEqual([title]);
  });

  test('of JSON: references that some software leaves in are what they stand for, markup is text', () => {
    const titles = json(
      { id: '1', title: 'It&#8217;s ash &amp; clay' },
      { id: '2', title: 'Why <b> &lt; <i>' },
      { id: '3', title: 'A & B &copy' },
    );
    expect(titles.map(({ title }) => title)).toEqual(['It’s ash & clay', 'Why <b> < <i>', 'A & B &copy']);
  });
});

test.each([
  ['<author><name>Ada Ash</name></author>', 'Ada Ash'],
  ['<author><name>Ada Ash</name><email>ada@kiln.example</email></author>', 'Ada Ash'],
  ['<author>ada@kiln.example (Ada Ash)</author>', 'Ada Ash'],
])('RSS says who wrote it as %s', (author, name) => {
  expect(rss(`<item><title>One</title><link>/1</link>${author}</item>`)[0]?.author).toBe(name);
});

describe('when a post was published', () => {
  test.each([
    '<dcterms:created>2026-01-02T10:00:00Z</dcterms:created>',
    '<date>2026-01-02T10:00:00Z</date>',
    '<published>2026-01-02T10:00:00Z</published>',
    '<created>2026-01-02T10:00:00Z</created>',
    '<updated>2026-01-02T10:00:00Z</updated>',
  ])('%s', (date) => {
    expect(rss(`<item><title>One</title><link>/1</link>${date}</item>`)[0]?.publishedAt).toBe(Date.UTC(2026, 0, 2, 10));
  });

  test('what RSS itself has for it comes first', () => {
    const dates = '<updated>2026-01-05</updated><date>2026-01-04</date><pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate>';
    expect(rss(`<item><title>One</title><link>/1</link>${dates}</item>`)[0]?.publishedAt).toBe(Date.UTC(2026, 0, 2, 10));
  });

  test('in JSON a number is seconds or milliseconds since 1970', () => {
    const at = Date.UTC(2026, 0, 2, 10);
    const dates = json(...[at / 1000, at, 5, -1, 1e300].map((date_published, id) => ({ id, title: `Post ${id}`, date_published })));
    expect(dates.map(({ publishedAt }) => publishedAt)).toEqual([at, at, undefined, undefined, undefined]);
  });
});

test.each([
  [
    'a shared link',
    '<p>Ash is glass.</p> submitted by <a href="/u/ada"> /u/ada </a> <br/> <span><a href="/x">[link]</a></span> <span><a href="/c">[comments]</a></span>',
  ],
  [
    'a story of a network',
    '<p>Ash is glass.</p><hr><p><a href="/x">One</a> was originally published in <a href="/y">Pots</a> on Medium, where people are continuing the conversation by highlighting and responding to this story.</p>',
  ],
  [
    'an excerpt that goes on elsewhere',
    '<p>Ash is glass. &#8230; <a href="/1">Continue reading <span>One</span> <span>&#8594;</span></a></p><p>The post <a href="/1">One</a> first appeared on <a href="/">Kiln</a>.</p>',
  ],
])('%s: the words around it go', (_what, html) => {
  const [post] = rss(`<item><title>One</title><link>/1</link><description><![CDATA[${html}]]></description></item>`);
  expect(post?.summary.replace(/ …$/, '')).toBe('Ash is glass.');
});

test('a post that says nothing but where its comments are has no summary', () => {
  const item = (link: string, html: string) =>
    `<item><title>One</title><link>${link}</link><description><![CDATA[${html}]]></description></item>`;
  const summaries = rss(
    item('/1', '<a href="/c">Comments</a>') +
      item(
        '/2',
        '&#32; submitted by &#32; <a href="/u/ada"> /u/ada </a> <br/> <span><a href="/x">[link]</a></span> &#32; <span><a href="/c">[comments]</a></span>',
      ),
  ).map(({ summary }) => summary);
  expect(summaries).toEqual(['', '']);
});
