import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { type Highlight, type HighlightId, INKS, mergeHighlights, readHighlight } from '../../../src/core/library/highlight';
import { arbitraryStamp } from './arbitrary-marks';

const stamped = <T>(value: fc.Arbitrary<T>) => fc.tuple(value, arbitraryStamp);

/** Of one id: what copies of a library may hold of one highlight. */
const arbitrary: fc.Arbitrary<Highlight> = fc
  .record({
    exact: fc.constantFrom('words', 'other words'),
    madeAt: fc.integer({ min: 0, max: 2 }),
    ink: stamped(fc.constantFrom(...INKS)),
    note: fc.option(stamped(fc.constantFrom('', 'one', 'two')), { nil: undefined }),
    gone: fc.option(stamped(fc.boolean()), { nil: undefined }),
  })
  .map(({ exact, madeAt, ink, note, gone }) => ({
    id: 'h' as HighlightId,
    essayId: 'e' as EssayId,
    quote: { exact, prefix: 'before ', suffix: ' after', start: 7 },
    madeAt,
    ink,
    ...(note && { note }),
    ...(gone && { gone }),
  }));

test('merging is the same in any order, grouping and number of times', () => {
  fc.assert(
    fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
      expect(mergeHighlights(a, b)).toEqual(mergeHighlights(b, a));
      expect(mergeHighlights(mergeHighlights(a, b), c)).toEqual(mergeHighlights(a, mergeHighlights(b, c)));
      expect(mergeHighlights(a, a)).toEqual(a);
    }),
  );
});

test('what was written is read back', () => {
  fc.assert(
    fc.property(arbitrary, (highlight) => {
      expect(readHighlight(JSON.parse(JSON.stringify(highlight)))).toEqual(highlight);
    }),
  );
});

test.each([
  ['no object', 'h'],
  ['no quote', { id: 'h', essayId: 'e', madeAt: 1, ink: ['plain', '000000000000000a'] }],
  ['an empty quote', { id: 'h', essayId: 'e', madeAt: 1, quote: { exact: ' ', prefix: '', suffix: '', start: 0 } }],
])('%s is no highlight', (_what, raw) => expect(readHighlight(raw)).toBeUndefined());
