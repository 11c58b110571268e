/** A stranger's text as a copy: listed elements alone, whatever stands there, and an end for every file. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteFor } from '../../../../src/core/transfer/import/anchor';
import { markupOfMarkdown } from '../../../../src/core/transfer/import/markdown-in';
import { offlineCopy } from '../../../../src/core/transfer/import/offline-text';

const AT = 'https://shelf.example/a/b';
const html = (source: string) => offlineCopy({ kind: 'html', source }, AT);
const markdown = (source: string) => offlineCopy({ kind: 'markdown', source }, AT);

test.each([
  ['scripts and what is hidden', '<p>a<script>x()</script><span hidden>b</span><svg><text>c</text></svg></p>', '<p>a</p>'],
  ['handlers and styles', '<p onclick="x()" style="color:red" class="y">a</p>', '<p>a</p>'],
  [
    'links that run',
    '<p><a href="javascript:x()">a</a> <a href="data:text/html,x">b</a> <a href="../c">c</a></p>',
    '<p>a b <a href="https://shelf.example/c">c</a></p>',
  ],
  ['links within the text', '<p><a href="#n">1</a></p><p id="n">note</p>', '<p><a href="#c1">1</a></p><p id="c1">note</p>'],
  [
    'pictures by their addresses',
    '<figure><img src="/p.png" alt="p"><figcaption>c</figcaption></figure>',
    '<figure><img data-src="https://shelf.example/p.png" alt="p"><figcaption>c</figcaption></figure>',
  ],
  ['pictures of no address as their words', '<p>x <img src="data:image/png;base64,AA" alt="p"></p>', '<p>x p</p>'],
  [
    'what a parser would move',
    '<p>a<div>b</div>c</p><table><tr><td>1</td></tr>loose</table>',
    '<p>a</p><div><p>b</p></div><p>c</p><table><tbody><tr><td>1</td></tr></tbody></table>',
  ],
  ['ends that are missing', '<ul><li>a<li>b</ul><p>c', '<ul><li>a</li><li>b</li></ul><p>c</p>'],
])('%s', (_what, source, wanted) => {
  expect(html(source)?.html).toBe(wanted);
});

test.each([
  [
    '# A\n\nb **c** _d_ `e*f`\n\n- g\n- h',
    '<h1>A</h1><p>b <strong>c</strong> <em>d</em> <code>e*f</code></p><ul><li>g</li><li>h</li></ul>',
  ],
  ['> a\n> b\n\n```js\nlet x = "*";\n```', '<blockquote><p>a b</p></blockquote><pre><code class="language-js">let x = "*";</code></pre>'],
  [
    '[a](https://b.example/c_(d)) ![e](/f.png) <https://g.example>',
    '<p><a href="https://b.example/c_(d)">a</a> <img data-src="https://shelf.example/f.png" alt="e"> <a href="https://g.example/">https://g.example</a></p>',
  ],
  [
    'a ==b== ~~c~~ snake_case 2*3*4 <script>x</script>',
    '<p>a <mark>b</mark> <s>c</s> snake_case 2<em>3</em>4 &lt;script&gt;x&lt;/script&gt;</p>',
  ],
  ['1. a\n2. b\n   - c', '<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>'],
])('Markdown: %j', (source, wanted) => {
  expect(markdown(source)?.html).toBe(wanted);
});

test('nothing throws, and every text ends', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '<p>',
    '</p>',
    '<table>',
    '<a href=#x>',
    '<pre>',
    '&#0;',
    '`',
    '**',
    '[',
    '](',
    '\n',
    '> ',
    '- ',
    '\ud800',
    'word ',
    '<!--',
    '|',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      const source = pieces.join('');
      html(source);
      markdown(source);
    }),
  );
  for (const many of ['[', '**', '`', '> ', '<div>', '<b>', '- ', '_', '![', '==a', '<a href="#x">'])
    expect(() => [html(many.repeat(20_000)), markupOfMarkdown(many.repeat(20_000))]).not.toThrow();
});

test('a highlight finds its words, or is kept with them', () => {
  const text = 'One two three.\n\nThe tide is late. The bell rings.\n\nThe tide is late. Nobody hears it.';
  expect(quoteFor({ text: 'The bell rings.' }, text)).toMatchObject({ exact: 'The bell rings.', start: 33 });
  expect(quoteFor({ text: 'The  bell\nrings.' }, text)).toMatchObject({ exact: 'The bell rings.' });
  expect(quoteFor({ text: 'The tide is late.', place: { prefix: 'The bell rings. ', suffix: ' Nobody hears' } }, text).start).toBe(49);
  expect(quoteFor({ text: 'The tide is late.', place: { start: 49, end: 60 } }, text).suffix).toBe(''); // each reader counts in its own text
  expect(quoteFor({ text: 'The tide is late.' }, text)).toEqual({ exact: 'The tide is late.', prefix: '', suffix: '', start: 0 });
  expect(quoteFor({ text: 'Not there at all.', place: { start: 7 } }, text)).toEqual({
    exact: 'Not there at all.',
    prefix: '',
    suffix: '',
    start: 7,
  });
});
