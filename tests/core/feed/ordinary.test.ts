/** Ordinary items are read without the parser, and come to what the parser says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ordinaryItem } from '../../../src/core/feed/ordinary';
import { parseFeed } from '../../../src/core/feed/parse';
import type { Leaf } from '../../../src/core/feed/part';

const NAMESPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"';

function entriesOf(items: readonly string[], namespaces = NAMESPACES) {
  const text = `<rss version="2.0" ${namespaces}><channel><title>t</title><link>https://a.example/</link>${items.join('')}</channel></rss>`;
  const reading = parseFeed(new TextEncoder().encode(text), { url: 'https://a.example/feed' });
  if (!reading.ok) throw new Error(reading.problem.kind);
  return reading.value.feed.entries;
}

/** Nobody reads the element that is added, and only the parser knows so. */
const byParser = (item: string) => item.replace('<item>', '<item><aside><b>x</b></aside>');

const usual = fc.constantFrom(
  ...['title', 'link', 'description', 'content:encoded', 'guid', 'pubDate', 'comments', 'category', 'dc:creator', 'dc:date', 'dc:subject'],
  ...['slash:comments', 'wfw:commentRss'],
);
const odd = fc.constantFrom('dc:title', 'author', 'source', 'language', 'GUID', 'atom:id');
const name = fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd });
const attribute = fc.constantFrom(
  '',
  '',
  '',
  ' isPermaLink="false"',
  ' isPermaLink="TRUE"',
  ' ispermalink="no"',
  ' domain="d"',
  ' xml:lang="fr"',
);
const value = fc
  .array(
    fc.constantFrom(
      ...['Low water', ' ', '', '/notes/1', 'https://b.example/2?a=1&amp;b=2', 'Tue, 4 Mar 2025 07:30:00 +0100', '2025-03-04', '7', '\r\n'],
      ...[
        '&lt;p&gt;mud&lt;/p&gt;',
        '<![CDATA[<p>silt &amp; sand</p>]]>',
        '<![CDATA[a]]]]><![CDATA[>b]]>',
        '<!-- no -->',
        '&#13;',
        '&lt;!-- no --&gt;',
        '&',
        ']]>',
      ],
    ),
    { maxLength: 3 },
  )
  .map((pieces) => pieces.join(''));
const element = fc.tuple(name, attribute, value).map(([tag, attributes, text]) => ({ tag, xml: `<${tag}${attributes}>${text}</${tag}>` }));
const item = fc
  .oneof(fc.uniqueArray(element, { selector: ({ tag }) => tag, maxLength: 9 }), fc.array(element, { maxLength: 9 }))
  .map((elements) => `<item>${elements.map(({ xml }) => xml).join('')}</item>`);

describe('an ordinary item', () => {
  test('is read as the parser reads it', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 3 }), (items) => {
        expect(entriesOf(items)).toEqual(entriesOf(items.map(byParser)));
      }),
      { numRuns: 500 },
    );
  });

  const leaf = (written: Partial<Leaf>): Leaf => ({ name: 'title', kind: 'plain', attributes: '', value: 'x', ...written });
  test.each<[string, Leaf]>([
    ['an element it does not know', leaf({ name: 'media:title' })],
    ['a second title', leaf({})],
    ['a comment inside a value', leaf({ name: 'category', value: 'a<!-- b -->' })],
    ['a prefix bound anew', leaf({ name: 'dc:creator', attributes: ' xmlns:dc="https://other.example/"' })],
  ])('is none with %s', (_claim, odd) => {
    expect(ordinaryItem(['<item>', leaf({}), '</item>'])).toMatchObject({ title: 'x' });
    expect(ordinaryItem(['<item>', leaf({}), odd, '</item>'])).toBeUndefined();
  });

  test('means what its prefixes mean', () => {
    const items = ['<item><title>t</title><dc:creator>Ines</dc:creator></item>'];
    expect(entriesOf(items)[0]?.author).toBe('Ines');
    expect(entriesOf(items, 'xmlns:dc="https://other.example/"')).toEqual(
      entriesOf(items.map(byParser), 'xmlns:dc="https://other.example/"'),
    );
  });
});
