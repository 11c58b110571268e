import fc from 'fast-check';
import { getDomain } from 'tldts';
import { expect, test } from 'vitest';
import { EACH_ITSELF, rulesIn, sitesBy } from '../../../src/core/follow/public-suffixes';
import { publicSuffixList } from '../../tools/build/public-suffixes';

const list = publicSuffixList();
const siteOf = sitesBy(list);

test.each([
  ['www.blog.example', 'blog.example'],
  ['blog.example.', 'blog.example'],
  ['A.B.Example.co.uk', 'example.co.uk'],
  ['someone.github.io', 'someone.github.io'],
  ['deep.someone.github.io', 'someone.github.io'],
  ['github.io', 'github.io'],
  ['a.b.c.ck', 'b.c.ck'],
  ['www.ck', 'www.ck'],
  ['x.www.ck', 'www.ck'],
  ['city.kawasaki.jp', 'city.kawasaki.jp'],
  ['a.b.kawasaki.jp', 'a.b.kawasaki.jp'],
  ['x.a.b.kawasaki.jp', 'a.b.kawasaki.jp'],
  ['com', 'com'],
  ['localhost', 'localhost'],
  ['192.168.1.1', '192.168.1.1'],
  ['[::1]', '[::1]'],
  ['a.xn--85x722f.xn--55qx5d.cn', 'xn--85x722f.xn--55qx5d.cn'],
])('%s is of the site %s', (host, site) => {
  expect(siteOf(host)).toBe(site);
});

test('every rule, and every name below one, is judged as the library that keeps the list judges it', () => {
  const differing: string[] = [];
  for (const rule of list.split('\n').flatMap(rulesIn)) {
    const suffix = rule.replace(/^!|^\*\./, '');
    for (const host of [suffix, `a.${suffix}`, `b.a.${suffix}`, `c.b.a.${suffix}`]) {
      const expected = getDomain(host, { allowPrivateDomains: true }) ?? host;
      if (siteOf(host) !== expected) differing.push(`${host}: ${siteOf(host)}, not ${expected}`);
    }
  }
  expect(differing).toEqual([]);
});

test('whatever a host is called, its site ends it and is its own site', () => {
  fc.assert(
    fc.property(fc.domain(), (host) => {
      const site = siteOf(host);
      expect(host.toLowerCase() === site || host.toLowerCase().endsWith(`.${site}`)).toBe(true);
      expect(siteOf(site)).toBe(site);
    }),
  );
});

test('without a list each host is itself', () => {
  expect(EACH_ITSELF('a.blog.example')).toBe('a.blog.example');
});
