import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote, quoteOf } from '../../../src/core/highlight/quote';

const PAGE = [
  'A harbour town learns early that the sea keeps accounts.',
  'Every rope that is coiled badly in autumn is paid for in March, and the payment is never in rope.',
  'My grandfather kept two notebooks and let nobody mix them.',
  'Most of what we call seeing is a conclusion in a hurry, and most of what we call thinking is a defence of it.',
].join('\n');
const ROPE = 'Every rope that is coiled badly in autumn is paid for in March, and the payment is never in rope.';
const rope = quoteOf(PAGE, [PAGE.indexOf(ROPE), PAGE.indexOf(ROPE) + ROPE.length]);
const found = (text: string) => {
  const span = findQuote(text, rope);
  return span && text.slice(...span);
};

test.each([
  ['in the same text', PAGE, ROPE],
  ['after text was put before it', `A new first paragraph.\n${PAGE}`, ROPE],
  ['among entirely new neighbours', `Nothing that was here before.\n${ROPE}\nNothing that came after.`, ROPE],
  ['parted by a line instead of a space', PAGE.replace('coiled badly', 'coiled\nbadly'), ROPE.replace('coiled badly', 'coiled\nbadly')],
  ['with other whitespace', PAGE.replace('coiled badly', 'coiled \n\t badly'), ROPE.replace('coiled badly', 'coiled \n\t badly')],
  ['with curly punctuation', PAGE.replace('March,', 'March;'), ROPE.replace('March,', 'March;')],
  ['with a word changed', PAGE.replace('autumn', 'October'), ROPE.replace('autumn', 'October')],
  ['with a word taken away', PAGE.replace(' badly', ''), ROPE.replace(' badly', '')],
  ['with words put in', PAGE.replace('paid for', 'paid for twice over'), ROPE.replace('paid for', 'paid for twice over')],
])('a quote is found again %s', (_how, text, expected) => {
  expect(found(text)).toBe(expected);
});

test.each([
  ['it is gone', PAGE.replace(ROPE, '')],
  [
    'half of it was rewritten',
    PAGE.replace('coiled badly in autumn is paid for in March', 'left on the quay will be gone before the spring'),
  ],
  ['it stands twice, and both have new neighbours', `One.\n${ROPE}\nTwo.\n${ROPE}\nThree.`],
  ['it stands twice, changed in both', `One.\n${ROPE.replace('autumn', 'May')}\nTwo.\n${ROPE.replace('autumn', 'June')}\nThree.`],
  ['the text is empty', ''],
])('there is no place when %s', (_why, text) => {
  expect(found(text)).toBeUndefined();
});

test('of many equal sentences the one with the old neighbours is meant', () => {
  const paragraphs = Array.from(
    { length: 40 },
    (_, i) => `Paragraph number ${i} begins here. The same sentence again. And so ends number ${i}.`,
  );
  const text = paragraphs.join('\n');
  const start = text.indexOf('The same', text.indexOf('number 17 begins'));
  const quote = quoteOf(text, [start, start + 'The same sentence again.'.length]);
  const moved = `Something new at the top.\n${text}`;
  const span = findQuote(moved, quote);
  expect(span && moved.slice(span[0] - 18, span[0])).toBe('er 17 begins here. '.slice(-18));
});

test('a repeated sentence in an unchanged text keeps its exact place', () => {
  const text = 'the sea keeps accounts. '.repeat(2_000);
  const start = 24 * 578;
  expect(findQuote(text, quoteOf(text, [start, start + 23]))).toEqual([start, start + 23]);
});

test('a short quote among new neighbours is not enough to be sure', () => {
  const quote = quoteOf('It was so. Then she left.', [0, 10]);
  expect(findQuote('He said that. It was so. Nobody knew.', quote)).toBeUndefined();
});

const words = fc.array(fc.constantFrom('sea', 'rope', 'harbour', 'note', 'two', 'keeps', 'March', 'is', 'never', 'in'), {
  minLength: 1,
  maxLength: 60,
});

test('a place that is found in an unchanged text is the place that was quoted', () => {
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (list, from, size) => {
      const text = list.join(' ');
      const start = from % text.length;
      const end = Math.min(text.length, start + 1 + (size % 80));
      const span = findQuote(text, quoteOf(text, [start, end]));
      if (text.slice(start, end).trim() !== '') expect(span).toEqual([start, end]);
    }),
  );
});

test('whatever the text becomes, a place that is found lies in it and holds the words of the quote, or nearly', () => {
  const wordsIn = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu));
  fc.assert(
    fc.property(words, words, fc.nat(), (before, after, from) => {
      const [old, now] = [before.join(' '), after.join(' ')];
      const start = from % old.length;
      const quote = quoteOf(old, [start, old.length]);
      const span = findQuote(now, quote);
      if (span === undefined) return;
      expect(span[0]).toBeGreaterThanOrEqual(0);
      expect(span[1]).toBeGreaterThan(span[0]);
      expect(span[1]).toBeLessThanOrEqual(now.length);
      const wanted = [...wordsIn(quote.exact)];
      const held = wordsIn(now.slice(...span));
      expect(wanted.filter((word) => held.has(word)).length).toBeGreaterThanOrEqual(wanted.length / 2);
    }),
  );
});

/** Words as texts have them: few of them make up most of it. */
const VOCABULARY = Array.from({ length: 2_000 }, (_, i) => `${'aeiou'[i % 5]}${i.toString(36)}${'nrst'[i % 4]}`);

function writing(next: () => number, words: number): string[] {
  return Array.from({ length: words }, () => VOCABULARY[Math.floor(2_000 ** next()) - 1] ?? 'a');
}

/** A word in ten is another one, is gone, or has got a neighbour; those of the quote stay. */
function edited(words: readonly string[], next: () => number, [from, to]: readonly [number, number]) {
  const after: string[] = [];
  let start = 0;
  for (const [at, word] of words.entries()) {
    if (at === from) start = after.length;
    if ((at >= from && at < to) || next() >= 0.1) after.push(word);
    else after.push(...([[`${word}x`], [], [word, ...writing(next, 1)]][Math.floor(next() * 3)] ?? []));
  }
  return { after, start };
}

test('of quotes that were left alone while a word in ten around them changed, 95 in 100 are found, and none elsewhere', () => {
  let seed = 7;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  let found = 0;
  const wrong: string[] = [];
  const RUNS = 2_000;
  for (let run = 0; run < RUNS; run++) {
    const words = writing(next, 300);
    const from = Math.floor(next() * 290);
    const span = [from, Math.min(300, from + 1 + Math.floor(next() * 20))] as const;
    const before = (list: readonly string[], at: number) => list.slice(0, at).join(' ').length + (at > 0 ? 1 : 0);
    const start = before(words, span[0]);
    const exact = words.slice(...span).join(' ');
    const quote = quoteOf(words.join(' '), [start, start + exact.length]);
    const { after, start: at } = edited(words, next, span);
    const place = findQuote(after.join(' '), quote);
    if (place === undefined) continue;
    if (place[0] === before(after, at)) found++;
    else wrong.push(`${exact}: ${after.join(' ').slice(...place)} at ${place[0]} instead of ${before(after, at)}`);
  }
  expect(wrong).toEqual([]);
  expect(found / RUNS).toBeGreaterThanOrEqual(0.95);
});
