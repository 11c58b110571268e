import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { articleSteps } from '../../../src/core/article/article-text';
import { drained } from '../../../src/core/feed/steps';
import { ARTICLE_PACK, articleCases, articlePage, f1, madeUpCases, mean } from '../../fixtures/article-pack';

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
  ...['<a href="#x">', '<a>', '<a name="rain">'].map((link): [string, string, string] => [
    `paragraphs in ${link} are the text: it leads nowhere else`,
    `<main>${prose('rain').replaceAll('<p>', `<p>${link}`).replaceAll('</p>', '</a></p>')}</main>`,
    LINES('rain'),
  ]),
  ['a table of contents is no text', `<ul>${'<li><a href="#x">A part with a short name</a></li>'.repeat(30)}</ul>`, ''],
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
  [
    'code in a line is in the sentence',
    '<p>Whoever sets <code>max_tides</code> to nothing at all will wait on the pier for a very long time.</p>',
    'Whoever sets max_tides to nothing at all will wait on the pier for a very long time.',
  ],
  [
    'code by itself is no text',
    `${prose('rain')}<pre>let tide = moon.at(noon); if (tide > 3) { wait(); } // whoever reads this reads code.</pre><p><code>npm run tides --with-the-moon --and-the-sun --for-a-year-or-two.</code></p>`,
    LINES('rain'),
  ],
  [
    'prose that is broken into lines by hand is read by its blank lines',
    '<pre>Of rain it is often said that nobody\nhas measured it, and that is not so.\n \nWhoever looks at it for a year finds\nmuch that was written down by others.</pre>',
    'Of rain it is often said that nobody has measured it, and that is not so.\nWhoever looks at it for a year finds much that was written down by others.',
  ],
  [
    'a sentence that is mostly a link is text among paragraphs',
    `<article>${prose('rain')}<p>Two of the keepers were <a href="/x">seen by the harbour office in the long winter of that year</a>.</p>${prose('hail')}</article>`,
    `${LINES('rain')}\nTwo of the keepers were seen by the harbour office in the long winter of that year.\n${LINES('hail')}`,
  ],
  [
    'a beginning and an end in wrappers of their own belong to it',
    `<section><div class="t"><div>${prose('dew')}</div></div><div class="t"><div>${['rain', 'hail', 'snow', 'fog', 'ice', 'wind', 'heat'].map(prose).join('')}</div></div><div class="t"><div>${prose('ebb')}</div></div></section>`,
    ['dew', 'rain', 'hail', 'snow', 'fog', 'ice', 'wind', 'heat', 'ebb'].map(LINES).join('\n'),
  ],
  [
    'a gallery in a text is beside it',
    `<article>${['rain', 'hail', 'snow', 'fog'].map(prose).join('')}<div class="photo-gallery"><ul>${Array.from({ length: 30 }, (_, i) => `<li><h3>${i}</h3><p>Boat number ${i} lies in the harbour, and a crowd looks at it from the pier in the evening sun.</p></li>`).join('')}</ul></div></article>`,
    ['rain', 'hail', 'snow', 'fog'].map(LINES).join('\n'),
  ],
  [
    'other posts below a text are beside it',
    `<div><div class="post"><h1>Rain</h1>${prose('rain')}${prose('hail')}</div>${Array.from({ length: 12 }, (_, i) => `<div class="entry-small"><h3>Day ${i}</h3><p>On day ${i} the boats stayed in, and so the whole town heard what the skipper thinks.</p></div>`).join('')}</div>`,
    `${LINES('rain')}\n${LINES('hail')}`,
  ],
  [
    'questions with an answer each are the text',
    `<div><div class="intro"><h1>Rain</h1>${prose('rain')}</div>${['hail', 'snow', 'fog'].map((about) => `<div class="item"><h3>What of ${about}?</h3><p>Of ${about} nobody has written down anything at all, as far as anybody here knows.</p></div>`).join('')}</div>`,
    `${LINES('rain')}\n${['hail', 'snow', 'fog'].map((about) => `What of ${about}?\nOf ${about} nobody has written down anything at all, as far as anybody here knows.`).join('\n')}`,
  ],
  [
    'the beginning of another post, which breaks off, is none of it',
    `<div>${prose('rain')}${prose('hail')}<ul>${'<li><a href="/x">Snow came early</a> <span>It snowed on all of the just, and on the others as well, and nobody had thought of...</span></li>'.repeat(4)}</ul></div>`,
    `${LINES('rain')}\n${LINES('hail')}`,
  ],
  [
    'short lines of a dense script are text together, and what visitors say is not',
    `<div id="entry">${Array.from({ length: 20 }, (_, i) => `<p><span>第${i}天早上我們沿著海邊走</span></p>`).join('')}</div><div><ul>${'<li><div>訪客</div><div>我去年也想去那個島上走走，可惜一直沒有訂到船票，謝謝你的分享。</div></li>'.repeat(3)}</ul></div>`,
    Array.from({ length: 20 }, (_, i) => `第${i}天早上我們沿著海邊走`).join('\n'),
  ],
  [
    'the cells of a table in the text are short items of it',
    `<div>${prose('rain')}<table><tr><th>Day</th><td>3 mm</td></tr></table>${prose('hail')}</div>`,
    `${LINES('rain')}\nDay\n3 mm\n${LINES('hail')}`,
  ],
  ['a page without prose has no text', '<html><body><img src="x"><p>Hi</p></body></html>', ''],
  ['nothing is no text', '', ''],
])('%s', (_claim, html, text) => {
  expect(read(html).text).toBe(text);
});

test.each([
  ['the-share', 'The share'],
  ['meta', 'Meta'],
  ['footer-notes', '3. Footer notes'],
  ['sharing-a-boat-with-others-on-sundays', 'Sharing a boat: with others, on Sundays'],
])('an id that was made from the heading of a part says nothing against the part: %s', (id, heading) => {
  const part = (name: string) =>
    `<div><h2>Rain</h2>${prose('rain')}${prose('hail')}</div><${name} id="${id}"><h2>${heading}</h2>${prose('snow')}</${name}><div><h2>Fog</h2>${prose('fog')}${prose('dew')}</div>`;
  for (const name of ['section', 'div']) expect(read(`<article>${part(name)}</article>`).text).toContain(LINES('snow'));
});

test.each(['related', 'related-posts', 'newsletter', 'comments'])('a box is a box, though its heading says the same: %s', (id) => {
  const { text } = read(
    `<article>${prose('rain')}${prose('hail')}${prose('fog')}</article><div id="${id}"><h2>${id.replace('-', ' ')}</h2>${prose('snow')}</div>`,
  );
  expect(text).not.toContain('snow');
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
])('two megabytes of %s are read to an end', (_claim, piece) => {
  const html = `<p ${piece.repeat(Math.ceil((2 * 1024 * 1024) / piece.length))}`;
  expect(read(html.replace('<p ', '<p>')).text.length).toBeLessThanOrEqual(20_000);
  expect(read(html).text.length).toBeLessThanOrEqual(20_000);
});

const isMissing = !existsSync(ARTICLE_PACK);
if (isMissing) console.log(`skipped: the article pack is not at ${ARTICLE_PACK}`);

test.skipIf(isMissing)('what is read of labelled pages, without a document, is the article', () => {
  const scores = articleCases().map(({ id, articleBody }) => f1(read(articlePage(id), 1_000_000).text, articleBody));
  console.log(`4-gram F1 over ${scores.length} pages, without a document: ${mean(scores).toFixed(3)}`);
  expect(mean(scores)).toBeGreaterThan(0.96);
});

test('what is read of each made-up page, without a document, is its text', () => {
  const poor = madeUpCases().filter(({ html, expected }) => f1(read(html, 1_000_000).text, expected) < 0.95);
  expect(poor.map(({ name }) => name)).toEqual([]);
});
