import { expect, test } from 'vitest';
import { mayFetchWith } from '../../../src/core/follow/may-fetch';

test.each([
  [['https://a.example/*'], 'https://a.example/feed', true],
  [['https://a.example/*'], 'https://a.example:8443/feed', true],
  [['https://a.example/*'], 'http://a.example/feed', false],
  [['https://a.example/*'], 'https://b.a.example/feed', false],
  [['https://*.a.example/*'], 'https://b.a.example/feed', true],
  [['https://*.a.example/*'], 'https://a.example/feed', true],
  [['https://*.a.example/*'], 'https://nota.example/feed', false],
  [['*://a.example/*'], 'http://a.example/feed', true],
  [['http://*/*'], 'http://any.example/', true],
  [['http://*/*'], 'https://any.example/', false],
  [['<all_urls>'], 'https://any.example/', true],
  [['<all_urls>'], 'file:///etc/hosts', false],
  [[], 'https://a.example/', false],
  [['https://a.example/*'], 'no address', false],
])('with %j, %s: %j', (origins, url, may) => {
  expect(mayFetchWith(origins)(url)).toBe(may);
});
