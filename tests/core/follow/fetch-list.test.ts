import { describe, expect, test } from 'vitest';
import { type Fetchable, mayFetchFor, mayFetchLink, mayFetchPage, maySeekFrom } from '../../../src/core/follow/fetch-list';
import { sitesBy } from '../../../src/core/follow/public-suffixes';

const siteOf = sitesBy('com\nexample\nco.uk\ngithub.io\nuk\nio');
const blog: Fetchable = { url: 'https://feeds.host.com/blog', siteUrl: 'https://www.blog.co.uk/' };

describe('polls', () => {
  const may = mayFetchFor([blog, { ...blog, movedTo: 'https://moved.example/feed' }], siteOf);
  test.each([
    ['https://feeds.host.com/blog', true],
    ['https://host.com/blog.xml', true],
    ['http://blog.co.uk/feed', true],
    ['https://moved.example/feed', true],
    ['https://moved.example/other', false],
    ['https://other.co.uk/feed', false],
    ['https://stranger.example/', false],
    ['data:text/plain,x', false],
    ['no address', false],
  ])('%s: %j', (url, expected) => expect(may(url)).toBe(expected));

  test('where nothing is followed nothing may be fetched', () => {
    const none = mayFetchFor([], siteOf);
    expect(['https://a.example/', 'http://www.hlibco.com/tags/data', '', 'x'].map(none)).toEqual([false, false, false, false]);
  });
});

describe('looking for what could be followed', () => {
  test.each([
    ['https://blog.example/', 'https://www.blog.example/feed', true],
    ['https://blog.example/', 'https://feeds.other.com/blog', false],
    ['https://someone.github.io/', 'https://another.github.io/feed', false],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/feed', true],
    ['http://127.0.0.1:8080/', 'http://127.0.0.2:8080/feed', false],
    ['no address', 'https://blog.example/', false],
  ])('from %s, %s: %j', (asked, url, expected) => expect(maySeekFrom(asked, siteOf)(url)).toBe(expected));
});

describe('an essay’s own page', () => {
  test.each<[string, string, Partial<Fetchable>, boolean]>([
    ['on the site that the feed names', 'https://blog.co.uk/1', {}, true],
    ['below it', 'http://en.blog.co.uk/1', {}, true],
    ['on the site of the feed', 'https://host.com/1', {}, true],
    ['on another site', 'https://news.example/1', {}, false],
    ['on another site of the same suffix', 'https://other.co.uk/1', {}, false],
    ['with a password in its address', 'https://me:secret@blog.co.uk/1', {}, false],
    ['on another port', 'https://blog.co.uk:8443/1', {}, false],
    ['on the port of the feed itself', 'https://blog.example:8443/1', { url: 'https://blog.example:8443/feed' }, true],
    ['on that port elsewhere on the site', 'https://admin.blog.example:8443/1', { url: 'https://blog.example:8443/feed' }, false],
    ['at home', 'http://192.168.1.1/1', { siteUrl: 'http://192.168.1.1/' }, false],
    ['by a name at home', 'http://router.fritz.box/1', { siteUrl: 'http://fritz.box/' }, false],
    [
      'at home, where the reader typed it',
      'http://192.168.1.5:81/1',
      { url: 'http://192.168.1.5:81/feed', typedHost: '192.168.1.5' },
      true,
    ],
    ['on a neighbour of what was typed', 'http://192.168.1.1/1', { url: 'http://192.168.1.5/feed', typedHost: '192.168.1.5' }, false],
    ['in a file', 'file:///etc/hosts', {}, false],
  ])('%s', (_where, address, about, expected) => {
    expect(mayFetchPage(address, { ...blog, ...about }, siteOf)).toBe(expected);
  });
});

describe('the page of a link that was saved', () => {
  test.each([
    ['https://anywhere.example/1', true],
    ['http://anywhere.example/1', true],
    ['https://anywhere.example:8443/1', false],
    ['http://192.168.1.1/1', false],
    ['http://router.fritz.box/1', false],
    ['https://me:secret@anywhere.example/1', false],
    ['file:///etc/hosts', false],
    ['no address', false],
  ])('%s: %j', (address, expected) => expect(mayFetchLink(address)).toBe(expected));
});
