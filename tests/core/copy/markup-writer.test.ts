import { expect, test } from 'vitest';
import { type MarkupWriter, markupWriter } from '../../../src/core/copy/markup-writer';

function written(tell: (writer: MarkupWriter) => void, ...wanted: readonly string[]) {
  const writer = markupWriter(new Set(wanted));
  tell(writer);
  return writer.done();
}
const html = (tell: (writer: MarkupWriter) => void, ...wanted: readonly string[]): string => written(tell, ...wanted).html;

test('words stand in paragraphs, and spaces are one', () => {
  const { html, text } = written((to) => {
    to.words('  One\n two ');
    to.begin('em');
    to.words(' three');
    to.end();
    to.words('. ');
    to.open('article');
    to.words('Four & <five>');
    to.close();
  });
  expect(html).toBe('<p>One two <em>three</em>.</p><p>Four &amp; &lt;five&gt;</p>');
  expect(text).toBe('One two three.\n\nFour & <five>');
});

test('a block parts the paragraph around it, with what was open in its line', () => {
  const made = html((to) => {
    to.open('p');
    to.begin('b');
    to.words('before');
    to.open('blockquote');
    to.words('within');
    to.close();
    to.words('after');
    to.end();
    to.close();
  });
  expect(made).toBe('<p><b>before</b></p><blockquote><p><b>within</b></p></blockquote><p><b>after</b></p>');
});

test('nothing empty is written, but the cells of a table', () => {
  const made = html((to) => {
    for (const name of ['p', 'ul', 'li', 'h2', 'blockquote']) {
      to.open(name);
      to.begin('b');
      to.end();
      to.close();
    }
    to.open('table');
    to.open('tr');
    to.open('td');
    to.close();
    to.open('td', { colspan: '2' });
    to.words('x');
    to.close();
    to.close();
    to.close();
  });
  expect(made).toBe('<table><tbody><tr><td></td><td colspan="2">x</td></tr></tbody></table>');
});

test('what cannot stand there is words: rows without a table, items without a list, links in links, blocks in a heading', () => {
  const made = html((to) => {
    to.open('td');
    to.words('cell');
    to.close();
    to.open('li');
    to.words('item');
    to.close();
    to.open('h2');
    to.begin('a', { href: 'https://a.example/' });
    to.open('div');
    to.begin('a', { href: 'https://b.example/' });
    to.words('one');
    to.end();
    to.close();
    to.words('two');
    to.end();
    to.close();
    to.open('ul');
    to.words('loose');
    to.close();
  });
  expect(made).toBe('<p>cell</p><p>item</p><h2><a href="https://a.example/">one two</a></h2><ul><li>loose</li></ul>');
});

test('items hold words and lists, and paragraphs where they had them', () => {
  const { html, text } = written((to) => {
    to.open('ol', { start: '3' });
    to.open('li');
    to.words('For the boat');
    to.open('ul');
    to.open('li');
    to.open('p');
    to.words('a bucket');
    to.close();
    to.close();
    to.close();
    to.words('and more');
    to.close();
    to.close();
  });
  expect(html).toBe('<ol start="3"><li>For the boat<ul><li><p>a bucket</p></li></ul><p>and more</p></li></ol>');
  expect(text).toBe('For the boat\n\na bucket\n\nand more');
});

test('links within the copy lead to what is written next, and nowhere is no link', () => {
  const made = html(
    (to) => {
      to.begin('a', {}, 'far');
      to.words('there');
      to.end();
      to.begin('a', {}, 'lost');
      to.words('gone');
      to.end();
      to.place('far');
      to.place('unwanted');
      to.open('h2');
      to.words('Far');
      to.close();
      to.words('in ');
      to.place('mid');
      to.words('between');
    },
    'far',
    'lost',
    'mid',
  );
  expect(made).toBe('<p><a href="#c1">there</a><a>gone</a></p><h2 id="c1">Far</h2><p>in <span id="c2"></span>between</p>');
});

test('breaks stand between words, rules between blocks, code as it is', () => {
  const { html, text } = written((to) => {
    to.rule();
    to.open('p');
    to.lineBreak();
    to.words('a ');
    to.lineBreak();
    to.words(' b');
    to.lineBreak();
    to.close();
    to.rule();
    to.code('if (a < b) {\n  x\n}', 'js');
    to.words('c');
  });
  expect(html).toBe('<p>a<br>b</p><hr><pre><code class="language-js">if (a &lt; b) {\n  x\n}</code></pre><p>c</p>');
  expect(text).toBe('a\nb\n\nif (a < b) {\n  x\n}\n\nc');
});

test('readings and marks of notes are no words of the text', () => {
  const { html, text } = written((to) => {
    to.begin('ruby');
    to.words('漢');
    to.begin('rt');
    to.words('かん');
    to.end();
    to.words('字');
    to.end();
    to.mark('<sup><a href="#n-1" id="r-1">1</a></sup>');
    to.atom('<img data-src="https://a.example/" alt="a">', '');
  });
  expect(html).toBe(
    '<p><ruby>漢<rt>かん</rt>字</ruby><sup><a href="#n-1" id="r-1">1</a></sup><img data-src="https://a.example/" alt="a"></p>',
  );
  expect(text).toBe('漢字');
});
