import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { articleSteps } from '../../../src/core/article/article-text';
import { drained } from '../../../src/core/feed/steps';
import { ARTICLE_PACK, articleCases, articlePage, f1, mean } from '../../fixtures/article-pack';

const read = (html: string, maxChars = 20_000) => drained(articleSteps(html, maxChars));
const prose = (about: string) =>
  `<p>Of ${about} it is often said that nobody has measured it, and that is not so at all.</p><p>Whoever looks at ${about} for a year finds much that was written down by others long before.</p>`;
const LINES = (about: string) =>
  prose(about)
    .replace(/^<p>|<\/p>$/g, '')
    .replaceAll('</p><p>', '\n');

test('the text comes by paragraphs, with its headings and short items, and without what stands around it', () => {
  const { title, headings, text } = read(`<!doctype html><html><head><title>Tides - A Blog</title></head><body>
    <nav>${prose('navigation')}</nav><header><h1>Tides</h1></header>
    <article>${prose('tides')}<h2>Why</h2><ul><li>the moon</li></ul><pre>let tide = 1; // which is longer than eighty characters and would be a paragraph, were it not code;</pre>
    <script>document.write("a sentence that is long enough to be taken for prose, were it not a script.")</script>
    <p hidden>A sentence that is long enough to be taken for prose, if only it could be seen by anyone.</p>${prose('ebb')}</article>
    <aside>${prose('other things')}</aside><div class="related-posts">${prose('what is related')}</div><footer>${prose('rights')}</footer>`);
  expect(title).toBe('Tides - A Blog');
  expect(headings).toEqual(['Tides', 'Why']);
  expect(text).toBe(`${LINES('tides')}\nWhy\nthe moon\n${LINES('ebb')}`);
});

test.each([
  [
    'a list of links is no text',
    `<div>${'<p><a href="/x">A link with enough words to be taken for a paragraph of some kind</a></p>'.repeat(9)}</div>`,
    '',
  ],
  [
    'comments are no text where there is other text',
    `<main>${prose('rain')}${prose('hail')}${prose('snow')}${prose('dew')}</main><div id="comments">${prose('you')}</div>`,
    ['rain', 'hail', 'snow', 'dew'].map(LINES).join('\n'),
  ],
  ['a text in a box with an unlucky name is the text', `<div class="widget">${prose('rain')}</div>`, LINES('rain')],
  ['a text that stands twice on the page is read once', `<div>${prose('rain')}</div><div>${prose('rain')}</div>`, LINES('rain')],
  [
    'words on both sides of a line break are two words',
    `<p>Rain<br>falls on the just and on the unjust, and it has been doing so for a very long time.</p>`,
    'Rain falls on the just and on the unjust, and it has been doing so for a very long time.',
  ],
  [
    'two line breaks part paragraphs',
    `<font>It rains on all of the just, day by day.<br /><br>
      <b>And on</b> the unjust, too, as far as one can see.</font>`,
    'It rains on all of the just, day by day.\nAnd on the unjust, too, as far as one can see.',
  ],
  ['a page without prose has no text', '<html><body><img src="x"><p>Hi</p></body></html>', ''],
  ['nothing is no text', '', ''],
])('%s', (_claim, html, text) => {
  expect(read(html).text).toBe(text);
});

test('a text without paragraphs of its own is read where it stands', () => {
  expect(read(`<body>${'It rains, and it rains, and nobody knows for how long. '.repeat(4)}</body>`).text).toContain('nobody knows');
});

test('no more of a text is given than was asked for, and it ends with a word', () => {
  const { text } = read(`<article>${prose('rain').repeat(1)}${prose('hail')}</article>`, 100);
  expect(text.length).toBeLessThanOrEqual(100);
  expect(text).toMatch(/\w…$/);
});

/** Pieces of markup in any order: what a stranger, or a broken template, may send. */
const PIECES = [
  '<p>',
  '</p>',
  '<div class="a">',
  '</div>',
  '<b',
  '>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<svg><p>',
  '<table><tr><td>',
  '<li>',
  '<a href="',
  '">',
  "'",
  '&#x1F600;',
  '&amp',
  '&#0;',
  '<h1>',
  '<pre>',
  '\ud800',
  'A sentence that ends, at some time, and is long enough to be counted. ',
  '<![CDATA[',
  '<body hidden>',
  '<title>',
  '\u0000',
  '<template>',
];

test('whatever the markup, a text of the length asked for comes back and holds no tags that were tags', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 }),
      (pieces) => {
        const { text } = read(pieces.join(''), 300);
        expect(text.length).toBeLessThanOrEqual(300);
        expect(text).not.toMatch(/\n\n|^\n|\n$/);
      },
    ),
  );
});

/** Quadratic work on any of these takes hours. */
test.each([
  ['elements in elements', '<div>x'],
  ['elements in elements, each closed by another name', '<div>x</b>'],
  ['hidden elements in hidden ones', '<div hidden>x'],
  ['paragraphs', '<p>A sentence that is long enough to be counted as one, and so is a paragraph of its own.'],
  ['elements named as no text is', '<div class="related sidebar">A sentence that is long enough to be counted. '],
  ['broken tags', '<a <b <c'],
  ['links', '<a href=x>x '],
  ['comments that begin', '<!-- '],
  ['attributes', ' a=b'],
  ['entities', '&amp;&lt;&notit;'],
  ['white space', '   \n'],
])('five megabytes of %s are read to an end', (_claim, piece) => {
  const html = `<p ${piece.repeat(Math.ceil((5 * 1024 * 1024) / piece.length))}`;
  expect(read(html.replace('<p ', '<p>')).text.length).toBeLessThanOrEqual(20_000);
  expect(read(html).text.length).toBeLessThanOrEqual(20_000);
});

const isMissing = !existsSync(ARTICLE_PACK);
if (isMissing) console.log(`skipped: the article pack is not at ${ARTICLE_PACK}`);

test.skipIf(isMissing)('nine tenths of what is read is the article, and of the article is read, without a document', () => {
  const scores = articleCases().map(({ id, articleBody }) => f1(read(articlePage(id), 1_000_000).text, articleBody));
  console.log(`4-gram F1 over ${scores.length} pages, without a document: ${mean(scores).toFixed(3)}`);
  expect(mean(scores)).toBeGreaterThan(0.9);
});
