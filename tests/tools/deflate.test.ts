/** What the package is deflated with, held to what inflates it. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflated } from './deflate.mjs';

const again = (bytes: Uint8Array) => new Uint8Array(inflateRawSync(deflated(bytes)));

test('whatever it deflates inflates to the same', () => {
  const repeated = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 300 })).map(([some, times]) => {
    const bytes = new Uint8Array(some.length * times);
    for (let at = 0; at < times; at++) bytes.set(some, at * some.length);
    return bytes;
  });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 2_000 }), repeated), (bytes) => {
      expect(again(bytes)).toEqual(new Uint8Array(bytes));
    }),
    { numRuns: 60 },
  );
});

test('from the far end of the window too, and in several blocks', () => {
  const far = new Uint8Array(32_768 + 300);
  for (let at = 0; at < 300; at++) far[at] = far[32_768 + at] = (at * 7919) & 255;
  expect(again(far)).toEqual(far);
  const mixed = Uint8Array.from({ length: 40_000 }, (_, at) => (at < 20_000 ? 97 + (at % 5) : (at * 2_654_435_761) >>> 24));
  expect(again(mixed)).toEqual(mixed);
});

test('no larger than zlib makes it', () => {
  const text = new TextEncoder().encode(
    Array.from({ length: 3_000 }, (_, at) => `the ${at % 97} quick ${(at * 31) % 89} brown fox reads ${at % 7} essays`).join('\n'),
  );
  expect(deflated(text).length).toBeLessThan(deflateRawSync(text, { level: 9 }).length);
});
