import { expect, test } from 'vitest';
import { type Sentence, sentencesOf } from '../../../src/core/related/sentence';
import { sentenceSpans } from '../../../src/core/text/sentences';

const read = (text: string): Sentence[] => sentencesOf(text, sentenceSpans(text));

test('a term knows how many sentences have said it before', () => {
  const said = read('The ferry leaves. A ferry returns with another ferry. No ferry today.').map(({ terms }) => terms.get('ferri'));
  expect(said).toEqual([0, 1, 2]);
});

test('a line break ends a paragraph, a full stop does not', () => {
  expect(read('One tide rises. It falls.\nAnother tide rises.\n\nA third one rises.').map(({ paragraph }) => paragraph)).toEqual([
    0, 0, 1, 2,
  ]);
});

test.each([
  ['a short line without an end', 'Where the ferry lands', true],
  ['a byline', '— Odile Marchetti (@odile) March 3, 2014', true],
  ['a line that ends as sentences do', 'The ferry lands here.', false],
  ['a line that announces what follows', 'The ferry lands at:', false],
  ['a long line without an end', 'The ferry lands at the pier where the cranes stood until the harbour was filled in', false],
  ['a line of two sentences', 'The ferry lands. Nobody waits', false],
])('%s: is a heading %#', (_what, line, isHeading) => {
  const sentences = read(`The tide rises.\n${line}\nThe tide falls.`);
  expect(sentences.some((sentence) => sentence.isHeading)).toBe(isHeading);
});

test('what stands under a heading knows its place, down to the next; a heading stands under none', () => {
  const sentences = read('The tide rises.\nFerries\nOne leaves. One returns.\nNobody waits for it.\nTrains\nOne is late.');
  expect(sentences.map(({ heading }) => heading)).toEqual([undefined, undefined, 1, 1, 1, undefined, 5]);
});

test('no sentence, no stem and no text are no trouble', () => {
  expect(sentencesOf('', [])).toEqual([]);
  expect(read('… !\n— 7 —').flatMap(({ stems }) => stems)).toEqual([]);
});
