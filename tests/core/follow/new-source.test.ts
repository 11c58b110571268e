import { expect, test } from 'vitest';
import { newSource, originsToAsk, sourceIdFor } from '../../../src/core/follow/new-source';

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
