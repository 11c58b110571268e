import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressesMeant, addressMeant } from '../../src/core/typed-address';

test.each([
  ['a.example/feed', ['https://a.example/feed', 'http://a.example/feed']],
  ['  https://a.example/feed \n', ['https://a.example/feed']],
  ['<https://a.example/feed>', ['https://a.example/feed']],
  ['"https://a.example/feed"', ['https://a.example/feed']],
  ['(a.example)', ['https://a.example/', 'http://a.example/']],
  ['https://a.example/Rook_(bird)', ['https://a.example/Rook_(bird)']],
  ['URL: https://a.example/', ['https://a.example/']],
  ['feed://a.example/rss', ['https://a.example/rss', 'http://a.example/rss']],
  ['feed:https://a.example/rss', ['https://a.example/rss']],
  ['feeds://a.example/rss', ['https://a.example/rss']],
  ['rss:http://a.example/rss', ['http://a.example/rss']],
  ['//a.example/rss', ['https://a.example/rss', 'http://a.example/rss']],
  ['http:/a.example/rss', ['http://a.example/rss']],
  ['https//a.example/rss', ['https://a.example/rss']],
  ['ttps://a.example/rss', ['https://a.example/rss']],
  ['http://forum.example/rss.php?nm=2015|2016 -DVDRip&f=60', ['http://forum.example/rss.php?nm=2015|2016%20-DVDRip&f=60']],
  ['http://forum.example/my feed.xml', ['http://forum.example/my%20feed.xml']],
  ['forum.example/my feed.xml', ['https://forum.example/my%20feed.xml', 'http://forum.example/my%20feed.xml']],
  ['a.example:8080/feed', ['https://a.example:8080/feed', 'http://a.example:8080/feed']],
  ['localhost:3000', ['https://localhost:3000/', 'http://localhost:3000/']],
  ['[2606:4700::1111]/feed', ['https://[2606:4700::1111]/feed', 'http://[2606:4700::1111]/feed']],
  ['bücher.example/feed', ['https://xn--bcher-kva.example/feed', 'http://xn--bcher-kva.example/feed']],
  ['A.EXAMPLE', ['https://a.example/', 'http://a.example/']],
  ['\u200bhttps://a.example/feed\u200b', ['https://a.example/feed']],
  ['https://a.example/feed\u2060', ['https://a.example/feed']],
  ['\u2068a.example/feed\u2069', ['https://a.example/feed', 'http://a.example/feed']],
  ['https://https://a.example/feed', ['https://a.example/feed']],
  ['https://http://a.example/feed', ['http://a.example/feed']],
  ['http://feed://a.example/feed', ['https://a.example/feed', 'http://a.example/feed']],
  ['https://old.example/https://a.example/feed', ['https://old.example/https://a.example/feed']],
  ['view-source:https://a.example/feed', ['https://a.example/feed']],
  ['[A blog](https://a.example/feed)', ['https://a.example/feed']],
  ['https：／／a.example/feed', ['https://a.example/feed']],
  ['a。example/feed', ['https://a.example/feed', 'http://a.example/feed']],
  ['「https://a.example/feed」', ['https://a.example/feed']],
  ['»https://a.example/feed«', ['https://a.example/feed']],
  ['a.example.', ['https://a.example./', 'http://a.example./']],
])('%s', (typed, meant) => {
  expect(addressesMeant(typed)).toEqual(meant);
});

test.each([
  '',
  '   ',
  'words',
  'two words.',
  'a blog I like',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'mailto:a@b.example',
  'feed:',
  'https://',
  '<>',
  'x'.repeat(9_000),
])('no web address: "%s"', (typed) => {
  expect(addressMeant(typed)).toBeUndefined();
});

test('whatever is written, it is a web address or none', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      for (const address of addressesMeant(typed)) expect(address).toMatch(/^https?:\/\/./);
      expect(addressesMeant(typed).length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 2_000 },
  );
});

test('what was understood is understood again as the same', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true }), (url) => {
      expect(addressMeant(url)).toBe(URL.parse(url)?.href);
    }),
  );
});

test.each([
  ['example.com', 'https://example.com/'],
  ['  example.com/blog?x=1 ', 'https://example.com/blog?x=1'],
  ['example.com:8080/feed', 'https://example.com:8080/feed'],
  ['http://example.com', 'http://example.com/'],
  ['HTTPS://Example.com/Feed', 'https://example.com/Feed'],
  ['feed://example.com/rss', 'https://example.com/rss'],
  ['feed:https://example.com/rss', 'https://example.com/rss'],
  ['localhost:3000', 'https://localhost:3000/'],
  ['http://intranet/feed', 'http://intranet/feed'],
  ['[::1]:8080', 'https://[::1]:8080/'],
  ['münchen.example', 'https://xn--mnchen-3ya.example/'],
])('%s means %s', (typed, address) => {
  expect(addressMeant(typed)).toBe(address);
});

test.each([
  '',
  'hello',
  'two words.example',
  'javascript:alert(1)',
  'ftp://example.com/',
  'file:///etc/passwd',
  'me@example.com',
  'data:text/xml,<rss/>',
])('"%s" is no address', (typed) => {
  expect(addressMeant(typed)).toBeUndefined();
});
