import { afterEach, expect, test } from 'vitest';
import { type PlainText, plainTextOf } from '../../../src/edge/dom/plain-text';
import { clear, stage } from './stage';

afterEach(clear);

const read = (html: string): Promise<PlainText> => {
  stage(html);
  return plainTextOf(document.body, () => undefined);
};
const rangeOver = (from: Node, start: number, to: Node, end: number): Range => {
  const range = document.createRange();
  range.setStart(from, start);
  range.setEnd(to, end);
  return range;
};
const textNode = (selector: string): Text => document.querySelector(selector)?.firstChild as Text; // as: the fixture has it

test.each([
  ['white space of any kind is one space', '<p>one \n\t two</p>', 'one two'],
  ['blocks are apart', '<p>one</p><p>two</p>', 'one two'],
  ['words in a line are not', '<p>un<em>believ</em>able</p>', 'unbelievable'],
  ['a line break parts', '<p>one<br>two</p>', 'one two'],
  ['soft hyphens vanish', '<p>be\u00adlieve</p>', 'believe'],
  [
    'what is never shown as text is not read',
    '<p>one</p><script>two</script><style>p{}</style><textarea>three</textarea><p>four</p>',
    'one four',
  ],
])('%s', async (_claim, html, expected) => {
  expect((await read(html)).text).toBe(expected);
});

test('a span leads to its words in the document, and they lead back', async () => {
  const { text, rangeOf, spanOf } = await read('<p>The sea <b>keeps</b>\n accounts.</p><p>Every  rope is paid for.</p>');
  for (let start = 0; start < text.length; start++) {
    for (const length of [1, 4, 12, 30]) {
      const end = Math.min(text.length, start + length);
      const wanted = text.slice(start, end);
      if (wanted !== wanted.trim()) continue;
      const range = rangeOf([start, end]);
      expect(range?.toString().replace(/\s+/g, ' ').replaceAll(' ', '')).toBe(wanted.replaceAll(' ', ''));
      expect(range && spanOf(range)).toEqual([start, end]);
    }
  }
});

test('a selection from block to block, as a triple click makes it, holds the words of the first block', async () => {
  const { text, spanOf } = await read('<p id="a">The first one.</p><p id="b">The second.</p>');
  const span = spanOf(rangeOver(textNode('#a'), 0, document.querySelector('#b') as Element, 0)); // as: the fixture has it
  expect(span && text.slice(...span)).toBe('The first one.');
});

test('a selection of no words is none', async () => {
  const { spanOf } = await read('<p id="a">one</p>');
  expect(spanOf(rangeOver(textNode('#a'), 3, textNode('#a'), 3))).toBeUndefined();
});

test('what the page has changed since is not led to', async () => {
  const { rangeOf } = await read('<p id="a">one two</p>');
  textNode('#a').data = 'three';
  expect(rangeOf([0, 3])).toBeUndefined();
});
