/** Ordinary items are read without the parser, and come to what the parser says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../../src/core/feed/parse';
import { findRoot } from '../../../../src/core/feed/root';
import { drained } from '../../../../src/core/feed/steps';
import { ordinaryItem } from '../../../../src/core/feed/xml/ordinary';
import type { Leaf, Part } from '../../../../src/core/feed/xml/part';
import { cutFeed } from '../../../../src/core/feed/xml/repair';

const NAMESPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"';

const feedOf = (items: readonly string[], namespaces = NAMESPACES) =>
  `<rss version="2.0" ${namespaces}><channel><title>t</title><link>https://a.example/</link>${items.join('')}</channel></rss>`;

function entriesOf(items: readonly string[], namespaces = NAMESPACES) {
  const reading = parseFeed(new TextEncoder().encode(feedOf(items, namespaces)), { url: 'https://a.example/feed' });
  if (!reading.ok) throw new Error(reading.problem.kind);
  return reading.value.feed.entries;
}

/** Nobody reads the element that is added, and only the parser knows so. */
const byParser = (item: string) => item.replace('<item>', '<item><atom:aside></atom:aside>');

/** What our own reader makes of the items; undefined where it leaves them to the parser. */
function ordinaryItems(items: readonly string[], namespaces = NAMESPACES) {
  const text = feedOf(items, namespaces);
  const root = findRoot(text);
  return 'from' in root ? drained(cutFeed(text, root, undefined)).items.map(ordinaryItem) : [];
}

const words = (...lists: readonly string[]) => lists.flatMap((list) => list.split(' '));
const usual = fc.constantFrom(
  ...words(
    'title link description content:encoded guid pubDate comments category dc:creator dc:date dc:subject slash:comments wfw:commentRss',
    'author author dc:title dc:description dc:language dcterms:issued dcterms:modified atom:updated atom:link source thr:total post-id',
    'itunes:author itunes:title itunes:summary itunes:duration itunes:image media:title media:description podcast:person georss:point',
  ),
);
const odd = fc.constantFrom(...words('language GUID atom:id atom:title atom:published atom:author foo:creator itunes:category'));
const name = fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd });
const attribute = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ' isPermaLink="false"',
      ' isPermaLink="TRUE"',
      ' isPermaLink="False"',
      ' ispermalink="no"',
      ' domain="d"',
      ' xml:lang="fr"',
      ' xmlns="com-wordpress:feed-additions:1"',
      ' xmlns:media="http://search.yahoo.com/mrss/"',
      ' href="/notes/2"',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' xmlns:foo="http://purl.org/dc/elements/1.1/"',
      ' xmlns:dc="https://purl.org/rss/1.0/modules/slash/"',
      ' xmlns:media="http://purl.org/dc/terms/"',
    ),
  },
);
const pieces = (one: fc.Arbitrary<string>) => fc.array(one, { maxLength: 3 }).map((all) => all.join(''));
const value = pieces(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        ...[
          'Low water',
          ' ',
          '',
          '/notes/1',
          'https://b.example/2?a=1&amp;b=2',
          'Tue, 4 Mar 2025 07:30:00 +0100',
          '2025-03-04',
          '7',
          '&',
          ']]>',
        ],
        '<!-- no -->',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...[
          '&lt;p&gt;mud&lt;/p&gt;',
          '<![CDATA[<p>silt &amp; sand</p>]]>',
          '<![CDATA[a]]]]><![CDATA[>b]]>',
          '&#13;',
          '&lt;!-- no --&gt;',
          '\r\n',
        ],
      ),
    },
  ),
);
const author = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', 'Ines Moor', 'ines@a.example', ' ines@a.example (Ines Moor)', 'Ines Moor &lt;ines@a.example&gt; '),
  },
  {
    weight: 1,
    arbitrary: pieces(
      fc.constantFrom(
        ...[
          'Ines',
          'Moor',
          ' ',
          ' ',
          'ines@a.example',
          '(Ines Moor)',
          '(ines@a.example)',
          '&lt;ines@a.example&gt;',
          'mailto:ines@a.example',
        ],
        ...['www.a.example', 'https://a.example', '&amp;amp;', '(', '[Ines]', ',', '(www.a.example)', ' &amp;amp; '],
      ),
    ),
  },
);
const quoted = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        ' ',
        '/1.mp3',
        'https://b.example/1.mp3?a=1&amp;b=2',
        'https://b.example/?a=1&b=2',
        'audio/mpeg',
        'text/html',
        'alternate',
        'replies',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '12', 'https://b.example/&quot;', '&lt;!-- no --&gt;', 'a\nb', '&amp;amp;', '&#x61;') },
);
const enclosing = fc
  .tuple(fc.subarray(words('url href'), { minLength: 1 }), fc.subarray(words('rel type length xml:lang')))
  .chain(([addresses, others]) => fc.tuple(...[...addresses, ...others].map((of) => quoted.map((is) => ` ${of}="${is}"`))))
  .map((all) => all.join(''));
const children = fc.array(fc.tuple(name, value), { maxLength: 2 });
const container = fc
  .tuple(fc.constantFrom(...words('enclosure enclosure atom:link media:content media:thumbnail media:group aside')), enclosing, children)
  .map(([tag, written, inner]) => ({
    tag,
    xml: `<${tag}${written}>${inner.map(([of, is]) => `<${of}>${is}</${of}>`).join('')}</${tag}>`,
  }));
const leaf = fc
  .tuple(name, attribute, value, author)
  .map(([tag, attributes, text, person]) => ({ tag, xml: `<${tag}${attributes}>${tag === 'author' ? person : text}</${tag}>` }));
const element = fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: container });
const elements = fc.oneof(fc.uniqueArray(element, { selector: ({ tag }) => tag, maxLength: 7 }), fc.array(element, { maxLength: 7 }));
const item = fc
  .tuple(fc.constantFrom('<title>Silt</title>', '<link>/notes/3</link>', ''), elements)
  .map(([first, others]) => `<item>${first}${others.map(({ xml }) => xml).join('')}</item>`);

describe('an ordinary item', () => {
  test('is read as the parser reads it', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 2 }), (items) => {
        expect(entriesOf(items)).toEqual(entriesOf(items.map(byParser)));
      }),
      { numRuns: 250 },
    );
  });

  test('reads authors and ids as the parser does, however they are written', () => {
    const guid = fc.tuple(attribute, fc.oneof(fc.webUrl(), value)).map(([attributes, text]) => `<guid${attributes}>${text}</guid>`);
    const people = fc.array(
      author.map((person) => `<author>${person}</author>`),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(people, guid, (written, id) => {
        const items = [written.join(''), id].map((xml) => `<item><title>t</title>${xml}</item>`);
        expect(items.flatMap((one) => entriesOf([one]))).toEqual(items.flatMap((one) => entriesOf([byParser(one)])));
      }),
      { numRuns: 150 },
    );
  });

  test('is what many of those items are', () => {
    const read = fc.sample(item, { numRuns: 500, seed: 1 }).filter((one) => ordinaryItems([one])[0] !== undefined);
    expect(read.length).toBeGreaterThan(150);
  });

  test.each([
    [
      'WordPress',
      '<title>Low water</title><link>https://a.example/1</link><comments>https://a.example/1#comments</comments>',
      '<dc:creator><![CDATA[Ines]]></dc:creator><pubDate>Tue, 04 Mar 2025 07:30:00 +0000</pubDate><category><![CDATA[Mud]]></category>',
      '<category><![CDATA[Silt]]></category><guid isPermaLink="false">https://a.example/?p=1</guid><description><![CDATA[d]]></description>',
      '<content:encoded><![CDATA[<p>c</p>]]></content:encoded><wfw:commentRss>https://a.example/1/feed</wfw:commentRss>',
      '<slash:comments>3</slash:comments><post-id xmlns="com-wordpress:feed-additions:1">7</post-id>',
      '<media:content url="https://a.example/1.jpg" medium="image"><media:title type="html">Ines</media:title></media:content>',
      '<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://a.example/1-s.jpg?w=1&amp;h=2" />',
      '<enclosure url="https://a.example/1.mp3?a=1&amp;b=2" length="1" type="audio/mpeg" />',
    ],
    [
      'Blogger',
      '<guid isPermaLink="false">tag:blogger.com,1999:blog-1.post-2</guid><pubDate>Tue, 04 Mar 2025 07:30:00 +0000</pubDate>',
      '<atom:updated>2025-03-05T07:30:00.000-08:00</atom:updated><category domain="http://www.blogger.com/atom/ns#">mud</category>',
      '<title>Low water</title><description>&lt;p&gt;d&lt;/p&gt;</description><link>https://a.example/1</link>',
      '<author>noreply@blogger.com (Ines)</author><thr:total xmlns:thr="http://purl.org/syndication/thread/1.0">0</thr:total>',
    ],
    [
      'a podcast',
      '<title>Low water</title><itunes:title>Low</itunes:title><itunes:author>Ines</itunes:author><itunes:summary>s</itunes:summary>',
      '<itunes:duration>12:30</itunes:duration><itunes:explicit>no</itunes:explicit><itunes:image href="https://a.example/1.jpg"/>',
      '<itunes:keywords>mud, silt</itunes:keywords><podcast:transcript url="https://a.example/1.vtt" type="text/vtt"/>',
      '<enclosure url="https://a.example/1.mp3" length="1" type="audio/mpeg"/><author>Ines &lt;ines@a.example&gt;</author>',
    ],
  ])('is what %s writes', (_who, ...written) => {
    const items = [`<item>${written.join('')}</item>`];
    expect(ordinaryItems(items)).toMatchObject([{ title: 'Low water' }]);
    expect(entriesOf(items)).toEqual(entriesOf(items.map(byParser)));
    expect(entriesOf(items)[0]?.author ?? 'Ines').toBe('Ines');
  });

  const plain = (written: Partial<Leaf>): Leaf => ({ name: 'title', kind: 'plain', attributes: '', value: 'x', ...written });
  test.each<[string, Part, string?]>([
    ['an element of Atom of which it keeps nothing', plain({ name: 'atom:id' })],
    ['a comment inside a value', plain({ name: 'category', value: 'a<!-- b -->' })],
    ['a prefix bound anew', plain({ name: 'dc:creator', attributes: ' xmlns:dc="https://other.example/"' })],
    ['an author written in no usual way', plain({ name: 'author', value: 'Ines, www.a.example' })],
    ['an author in Atom', '<atom:author>', '</atom:author>'],
    ['another name for a known prefix', '<b xmlns:a10="http://www.w3.org/2005/Atom">', '</b>'],
    ['an enclosure without an address', '<enclosure length="3">', '</enclosure>'],
    ['a reference in an address', '<enclosure url="https://a.example/&quot;">', '</enclosure>'],
    ['an element that repair has put in', '<category>a</category>'],
  ])('is none with %s', (_claim, ...odd) => {
    const parts = odd.filter((part) => part !== undefined);
    expect(ordinaryItem(['<item>', plain({}), '</item>'])).toMatchObject({ title: 'x' });
    expect(ordinaryItem(['<item>', plain({}), ...parts, '</item>'])).toBeUndefined();
  });

  test.each([
    ['xmlns:dc="https://other.example/"', 'dc:creator'],
    ['xmlns:d="http://purl.org/dc/elements/1.1/"', 'd:creator'],
    ['xmlns:media="http://purl.org/dc/elements/1.1/"', 'media:creator'],
  ])('means what its prefixes mean: %s', (namespaces, creator) => {
    const items = [`<item><title>t</title><${creator}>Ines</${creator}></item>`];
    expect(entriesOf(items, namespaces)[0]?.author).toBe('Ines');
    expect(entriesOf(items, namespaces)).toEqual(entriesOf(items.map(byParser), namespaces));
  });
});
