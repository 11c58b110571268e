import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptSpan } from '../../../src/core/highlight/excerpt';
import type { Span } from '../../../src/core/page';

const LONG = Array.from({ length: 100 }, (_, i) => `word${i}`).join(' ');

test('a sentence that fits stays whole', () => {
  expect(excerptSpan('Short enough.', [0, 13], [[0, 5]], 240)).toEqual([0, 13]);
});

test('a long sentence is cut to where its first lit word stands, between words', () => {
  const lit = LONG.indexOf('word60');
  const [start, end] = excerptSpan(LONG, [0, LONG.length], [[lit, lit + 6]], 120);
  expect(LONG.slice(start, end)).toMatch(/^word\d+ .*word60.* word\d+$/);
  expect(LONG[start - 1]).toBe(' ');
  expect(LONG[end]).toBe(' ');
});

test('a long sentence without lit words is cut at its end', () => {
  const [start, end] = excerptSpan(LONG, [0, LONG.length], [], 120);
  expect([start, LONG[end]]).toEqual([0, ' ']);
});

test('text without spaces is cut, but never inside a character', () => {
  const text = '𠮷'.repeat(200);
  for (let max = 20; max < 40; max += 1) {
    const [start, end] = excerptSpan(text, [0, text.length], [[151, 153]], max);
    expect(text.slice(start, end)).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  }
});

test('an excerpt lies inside the sentence and is no longer than asked', () => {
  const spans = fc.array(fc.tuple(fc.nat(400), fc.nat(400)).map(([a, b]): Span => [Math.min(a, b), Math.max(a, b) + 1]));
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 400 }), spans, fc.integer({ min: 40, max: 300 }), (text, lit, max) => {
      const [start, end] = excerptSpan(text, [0, text.length], lit, max);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(text.length);
      expect(end - start).toBeLessThanOrEqual(max);
    }),
  );
});
