import { expect, test } from 'vitest';
import { canonicalAddress, originPattern, webAddress } from '../../src/core/address';

test.each([
  ['scheme and www', 'http://www.example.org/a', 'https://example.org/a'],
  ['a fragment', 'https://example.org/a#part', 'https://example.org/a'],
  ['tracking', 'https://example.org/a?utm_source=x&fbclid=1&id=2', 'https://example.org/a?id=2'],
  ['the order of the query', 'https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
  ['a slash at the end', 'https://example.org/a/', 'https://example.org/a'],
  ['an index page', 'https://example.org/a/index.html', 'https://example.org/a'],
  ['a user', 'https://me:secret@example.org/a', 'https://example.org/a'],
  ['the default port', 'https://example.org:443/a', 'https://example.org/a'],
])('%s does not tell two addresses apart', (_claim, variant, plain) => {
  expect(canonicalAddress(variant)).toBe(canonicalAddress(plain));
});

test.each([
  ['path', 'https://example.org/a', 'https://example.org/b'],
  ['query', 'https://example.org/?p=1', 'https://example.org/?p=2'],
  ['port', 'http://127.0.0.1:8080/a', 'http://127.0.0.1:8081/a'],
  ['case of the path', 'https://example.org/A', 'https://example.org/a'],
])('another %s is another page', (_claim, one, other) => {
  expect(canonicalAddress(one)).not.toBe(canonicalAddress(other));
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'mailto:a@b.c', '', 'not an address', 'chrome://settings'])(
  '%j is not a web address',
  (raw) => {
    expect([webAddress(raw), canonicalAddress(raw), originPattern(raw)]).toEqual([undefined, undefined, undefined]);
  },
);

test('a relative address takes its base', () => {
  expect(webAddress('../b', 'https://example.org/x/y/z')).toBe('https://example.org/x/b');
});

test('a permission is asked for a host without its port', () => {
  expect(originPattern('http://127.0.0.1:8080/a')).toBe('http://127.0.0.1/*');
});
