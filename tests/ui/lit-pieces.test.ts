import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Span } from '../../src/core/page';
import { litPieces } from '../../src/ui/lit-pieces';

const lit = (text: string, spans: readonly Span[], from = 0) =>
  litPieces(text, spans, from)
    .map((piece) => (piece.isLit ? `[${piece.text}]` : piece.text))
    .join('');

test.each<[string, string, readonly Span[], number?]>([
  ['nothing lit', 'the team', []],
  ['[the] team', 'the team', [[0, 3]]],
  ['the [team]', 'the team', [[104, 108]], 100],
  ['[the team]', 'the team', [[0, 4], [4, 8]]], // biome-ignore format: spans read in one line
  ['[the team]', 'the team', [[2, 8], [0, 5]]], // biome-ignore format: likewise
  ['the team', 'the team', [[3, 3], [90, 99], [-5, 0]]], // biome-ignore format: likewise
  ['th[e team]', 'the team', [[2, 99]]],
])('%s', (expected, text, spans, from = 0) => {
  expect(lit(expected === 'nothing lit' ? 'nothing lit' : text, spans, from)).toBe(expected);
});

test('whatever the spans, the pieces are the text, alternate, and none is empty', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 })));
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), spans, fc.integer({ min: 0, max: 9 }), (text, some, from) => {
      const pieces = litPieces(text, some, from);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.every((piece, index) => piece.text !== '' && piece.isLit !== pieces[index + 1]?.isLit)).toBe(true);
    }),
  );
});
