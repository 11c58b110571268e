import { expect, test } from 'vitest';
import { newSource, originsToAsk, sourceIdFor, typedAddress } from '../../../src/core/follow/new-source';

test.each([
  ['example.com', 'https://example.com/'],
  ['  example.com/blog?x=1 ', 'https://example.com/blog?x=1'],
  ['example.com:8080/feed', 'https://example.com:8080/feed'],
  ['http://example.com', 'http://example.com/'],
  ['HTTPS://Example.com/Feed', 'https://example.com/Feed'],
  ['feed://example.com/rss', 'http://example.com/rss'],
  ['feed:https://example.com/rss', 'https://example.com/rss'],
  ['localhost:3000', 'https://localhost:3000/'],
  ['http://intranet/feed', 'http://intranet/feed'],
  ['[::1]:8080', 'https://[::1]:8080/'],
  ['münchen.example', 'https://xn--mnchen-3ya.example/'],
])('%s means %s', (typed, address) => {
  expect(typedAddress(typed)).toBe(address);
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
  expect(typedAddress(typed)).toBeUndefined();
});

test('one address has one id, in whatever form, and two have two', () => {
  const id = sourceIdFor('https://example.com/feed');
  for (const same of ['http://example.com/feed', 'https://www.example.com/feed/', 'https://EXAMPLE.com/feed?utm_source=x'])
    expect(sourceIdFor(same)).toBe(id);
  for (const other of ['https://example.com/feed?tag=a', 'https://example.com/Feed', 'https://example.org/feed'])
    expect(sourceIdFor(other)).not.toBe(id);
});

test('a source always has a title and a site', () => {
  expect(newSource({ kind: 'feed', url: 'https://example.com/blog/feed', title: '' }, 5)).toMatchObject({
    title: 'example.com',
    siteUrl: 'https://example.com/',
    addedAt: 5,
  });
  expect(newSource({ kind: 'listing', url: 'https://example.com/tags/data' }, 5).siteUrl).toBe('https://example.com/tags/data');
});

test.each([
  ['https://example.com/feed', ['https://example.com/*', 'https://www.example.com/*']],
  ['https://www.example.com:8443/feed', ['https://www.example.com/*', 'https://example.com/*']],
  ['http://127.0.0.1:8080/feed', ['http://127.0.0.1/*', 'https://127.0.0.1/*']],
  ['https://8.8.8.8/feed', ['https://8.8.8.8/*']],
  ['javascript:alert(1)', []],
])('%s needs %j', (address, origins) => {
  expect(originsToAsk(address)).toEqual(origins);
});
