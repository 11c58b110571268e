/** Marks of every shape for property tests: few devices, moments and names, so that they collide. */
import fc from 'fast-check';
import type { Marks } from '../../../src/core/library/marks';
import { nextStamp, type Stamp } from '../../../src/core/library/stamp';

export const arbitraryStamp: fc.Arbitrary<Stamp> = fc
  .record({ at: fc.integer({ min: 0, max: 5 }), counts: fc.integer({ min: 0, max: 2 }), device: fc.constantFrom('a', 'b', 'c') })
  .map(({ at, counts, device }) => {
    let stamp = nextStamp(undefined, at, device);
    for (let i = 0; i < counts; i++) stamp = nextStamp(stamp, 0, device);
    return stamp;
  });

const stamped = <T>(value: fc.Arbitrary<T>) => fc.tuple(value, arbitraryStamp);
const flags = fc.dictionary(fc.constantFrom('data', 'maps', '__proto__', 'constructor'), stamped(fc.boolean()));
const text = fc.constantFrom('', 'one', 'two', 'three');
const byDevice = <T extends readonly [unknown, Stamp]>(values: readonly T[]): Record<string, T> =>
  Object.fromEntries(values.map((value) => [value[1].slice(16), value]));

export const arbitraryMarks: fc.Arbitrary<Marks> = fc.record(
  {
    saved: stamped(fc.boolean()),
    read: stamped(fc.boolean()),
    archived: stamped(fc.boolean()),
    note: stamped(text),
    place: stamped(fc.constantFrom('here', 'there').map((exact) => ({ exact, prefix: '', suffix: '', start: 0 }))),
    progress: stamped(fc.constantFrom(0, 0.5, 1)),
    tags: flags,
    refused: flags,
    otherNotes: fc.array(stamped(text), { maxLength: 3 }).map(byDevice),
    notesReplaced: fc
      .array(arbitraryStamp, { maxLength: 2 })
      .map((stamps) => Object.fromEntries(stamps.map((stamp) => [stamp.slice(16), stamp]))),
  },
  { requiredKeys: [] },
);
