import { expect, test } from 'vitest';
import { postsOf } from '../../../src/core/feed/essays';
import type { ParsedEntry } from '../../../src/core/feed/parsed';
import { plainText, plainTitle } from '../../../src/core/feed/plain-text';

const source = { siteUrl: 'https://shore.example/' };
const entry = (fields: Partial<ParsedEntry>): ParsedEntry => ({ tags: [], enclosures: [], ...fields });
const posts = (...entries: ParsedEntry[]) => postsOf({ link: 'https://shore.example/', entries }, source);

test.each([
  ['blocks part with a newline', '<p>One</p><p>two <b>three</b></p>', 'One\ntwo three'],
  ['words are not glued by inline elements', 'un<i>believ</i>able<br>x', 'unbelievable\nx'],
  [
    'scripts, styles and hidden text are left out',
    'a<script>b</script><style>c</style><p hidden>d</p><p style="display:none">e</p><i style="font-size:0">f</i>g',
    'a\ng',
  ],
  ['entities are decoded once', '&lt;b&gt; &amp;amp; &eacute;', '<b> &amp; é'],
  ['controls and direction overrides go, right-to-left text and joiners stay', 'a\u202eb\u0007 مقدمة 👩‍👧', 'ab مقدمة 👩‍👧'],
  ['a lone surrogate is mended', 'a\ud800', 'a\ufffd'],
])('%s', (_claim, markup, text) => {
  expect(plainText(markup)).toBe(text);
});

test.each([
  ['A <em>fine</em> day', 'A fine day'],
  ['Why <T> matters', 'Why <T> matters'],
  ['if a < b and c > d', 'if a < b and c > d'],
  ['line\r\nbreak', 'line break'],
  ['<img src=x onerror=alert(1)>safe', 'safe'],
])('the title %j reads %j', (markup, title) => {
  expect(plainTitle(markup, 200)).toBe(title);
});

test('a text is cut at a word, and never inside a character', () => {
  expect(plainText('one two three four', 10)).toBe('one two…');
  const family = '👩‍👩‍👧‍👦';
  for (let length = 4; length < 40; length++) {
    const cut = plainText(family.repeat(6), length);
    expect(cut.length).toBeLessThanOrEqual(length);
    expect(cut.replaceAll(family, '')).toMatch(/^…?$/);
  }
});

test('markup as deep as one likes is read', () => {
  expect(plainText(`${'<div>'.repeat(50_000)}deep`)).toBe('deep');
});

test('an entry becomes a post: summary, whole text, author, language, date', () => {
  const [post] = posts(
    entry({
      id: 'g',
      link: 'https://shore.example/1',
      title: 'T',
      summary: '<p>S</p>',
      content: '<p>A</p><p>B</p>',
      author: 'x@y.example (Ines)',
      authorName: 'Ines',
      language: 'EN_gb',
      updated: 5,
      tags: ['<b>t</b>', ' '],
    }),
  );
  expect(post).toEqual({
    guid: 'g',
    url: 'https://shore.example/1',
    hasOwnAddress: true,
    title: 'T',
    summary: 'S',
    text: 'A\nB',
    author: 'Ines',
    language: 'en-GB',
    publishedAt: 5,
    tags: ['t'],
  });
});

test.each<[string, Partial<ParsedEntry>, string]>([
  ['the first words of its summary', { link: 'https://a.example/1', summary: 'Only words here' }, 'Only words here'],
  ['its host', { link: 'https://a.example/1' }, 'a.example'],
])('a post without a title is called by %s', (_claim, fields, title) => {
  expect(posts(entry(fields))[0]?.title).toBe(title);
});

test('an entry with nothing in it is no post; one without a link is listed under the site', () => {
  expect(posts(entry({ id: 'x' }))).toEqual([]);
  expect(posts(entry({ title: 'T' }), entry({ title: 'U', link: 'https://www.shore.example' }))).toMatchObject([
    { url: 'https://shore.example/', hasOwnAddress: false },
    { hasOwnAddress: false },
  ]);
});
