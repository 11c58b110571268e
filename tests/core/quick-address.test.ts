/** The quick way and the slow way to a canonical address are one: a space at the end, which the quick one does not know, sends the same address the slow way. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalAddress } from '../../src/core/address';
import { quickAddress } from '../../src/core/quick-address';

test.each([
  'https://shelf.example/essays/1',
  'http://www.shelf.example',
  'https://shelf.example/',
  'https://shelf.example/a//b',
  'https://shelf.example/a/../b',
  'https://shelf.example/a/./b',
  'https://shelf.example/a.html',
  'https://shelf.example/index.html',
  'https://shelf.example/a/INDEX.php',
  'https://shelf.example/a/amp/',
  'https://shelf.example/a/amp',
  'https://shelf.example/a/AMP/index.html',
  'https://www.www.example/a',
  'https://www.example',
  'https://www.com',
  'https://xn--.example/a',
  'https://xn--zzzzzz.example/a',
  'https://1.2.3.4/a',
  'https://1.2.3/a',
  'https://shelf.example./a',
  'https://shelf.example:443/a',
  'https://a_b.example/a',
  'HTTPS://Shelf.Example/A',
  'https://shelf.example/a%20b',
  'https://shelf.example/a?b=1&a=2',
  'https://shelf.example/a#b',
  'https://shelf.example/~ann/-/_',
  'https://localhost/a',
  'https://a--b.example/',
  'https://shelf.0x1/a',
  'ftp://shelf.example/a',
  'https://',
  '',
])('%s', (address) => {
  expect(quickAddress(address)).toBe(canonicalAddress(`${address} `));
});

test('whatever an address is made of', () => {
  const parts = fc.constantFrom(
    'www.',
    'shelf',
    'xn--',
    '-',
    '.',
    '..',
    '/',
    '//',
    'example',
    'amp',
    'index.html',
    'a',
    'Z',
    '1',
    '~',
    '_',
    '%41',
    '?',
    '#',
    ':',
    '@',
    'é',
    '0x1',
    ' ',
  );
  const address = fc.tuple(fc.constantFrom('https://', 'http://', 'HTTP://', 'https:', ''), fc.array(parts, { maxLength: 9 }));
  fc.assert(
    fc.property(address, ([scheme, rest]) => {
      const raw = `${scheme}${rest.join('')}`;
      expect(quickAddress(raw)).toBe(canonicalAddress(`${raw} `));
    }),
    { numRuns: 5_000 },
  );
});
