import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, isOff, patternsOf, plainHost, readSettings, withSite } from '../../src/core/settings';

test.each([undefined, null, 7, 'x', [], {}])('%j reads as the defaults', (raw) => {
  expect(readSettings(raw)).toEqual(DEFAULT_SETTINGS);
});

test('where essays open and how the reader looks fall back on their own', () => {
  expect(readSettings({ readsHere: 'no', reader: { size: 99, face: 'mono' } })).toEqual({
    ...DEFAULT_SETTINGS,
    reader: { ...DEFAULT_SETTINGS.reader, size: 28, face: 'mono' },
  });
  expect(readSettings({ readsHere: false }).readsHere).toBe(false);
});

test('one damaged field costs only itself', () => {
  expect(readSettings({ badge: 'off', offHosts: 'all' })).toEqual({ ...DEFAULT_SETTINGS, badge: 'off' });
  expect(readSettings({ readsInFull: false, badge: 9 })).toEqual({ ...DEFAULT_SETTINGS, readsInFull: false });
  expect(readSettings({ copyMegabytes: 100 })).toEqual({ ...DEFAULT_SETTINGS, copyMegabytes: 100 });
  expect(readSettings({ copyMegabytes: 1e9 })).toEqual(DEFAULT_SETTINGS);
  expect(readSettings({ badge: 9, offHosts: ['a.example', 3, ''] })).toEqual({ ...DEFAULT_SETTINGS, offHosts: ['a.example'] });
  expect(readSettings({ badge: 'dot', muteWords: ['crypto', '', 4] })).toEqual({
    ...DEFAULT_SETTINGS,
    badge: 'dot',
    muteWords: ['crypto'],
  });
});

test('a host covers its subdomains and nothing that only ends alike', () => {
  expect(isOff('mail.bank.example', ['bank.example'])).toBe(true);
  expect(isOff('bank.example', ['bank.example'])).toBe(true);
  expect(isOff('notbank.example', ['bank.example'])).toBe(false);
  expect(isOff('bank.example', ['mail.bank.example'])).toBe(false);
});

test('a site put on the list is off, and taken from it is on', () => {
  const off = withSite([], 'a.example', true);
  expect(isOff('a.example', off)).toBe(true);
  expect(isOff('a.example', withSite(off, 'a.example', false))).toBe(false);
  expect(withSite(off, 'a.example', true)).toBe(off);
});

test('a site comes on again although a wider entry put it off', () => {
  expect(isOff('blog.a.example', withSite(['a.example'], 'blog.a.example', false))).toBe(false);
});

test('patterns cover subdomains where a host can have them', () => {
  expect(patternsOf(['a.example', '127.0.0.1', 'localhost'])).toEqual([
    '*://a.example/*',
    '*://*.a.example/*',
    '*://127.0.0.1/*',
    '*://localhost/*',
  ]);
});

test.each<[string, string | undefined]>([
  ['*.example.org', 'example.org'],
  ['.example.org', 'example.org'],
  ['example.org.', 'example.org'],
  ['Example.org:8080', 'example.org'],
  ['https://*.example.org/*', 'example.org'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['日本.example', 'xn--wgv71a.example'],
  ['[::1]:80', '[::1]'],
  ['a.*.org', undefined],
  ['*', undefined],
  ['*.*.example.org', undefined],
  ['ex%2Aample.org', undefined],
  ['reader@example.org', undefined],
  ['a..b', undefined],
  ['example.org:99999', undefined],
  ['javascript:alert(1)', undefined],
  ['', undefined],
])('“%s” on the off list means %s', (typed, host) => {
  expect(plainHost(typed)).toBe(host);
});

test('a page whose name ends in a dot is off like the one without, and entries kept as they were typed mean what they meant', () => {
  expect(isOff('mail.example.org.', ['example.org'])).toBe(true);
  expect(readSettings({ offHosts: ['%2A.a.example', '*.b.example', 'c.example.', 'a.*.x'] }).offHosts).toEqual([
    'a.example',
    'b.example',
    'c.example',
  ]);
});
