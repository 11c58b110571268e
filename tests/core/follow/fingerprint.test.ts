import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../src/core/follow/fingerprint';

test('the same bytes have the same print', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => fingerprint(bytes.slice()) === fingerprint(bytes)));
});

test('one byte changed, moved, added or taken away gives another print', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, where, by) => {
      const at = where % bytes.length;
      const changed = bytes.with(at, ((bytes[at] ?? 0) + by) % 256);
      const prints = [changed, bytes.slice(1), Uint8Array.of(...bytes, by)].map(fingerprint);
      expect(prints).not.toContain(fingerprint(bytes));
    }),
  );
});

test('a hundred thousand short bodies have a hundred thousand prints', () => {
  const encoder = new TextEncoder();
  const prints = new Set(Array.from({ length: 100_000 }, (_, i) => fingerprint(encoder.encode(`<rss>${i}</rss>`))));
  expect(prints.size).toBe(100_000);
});
