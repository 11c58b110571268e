import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarks } from '../../../src/core/library/readers';
import { lastingTag, listedIn, problemOf, retryAt, tagsToAsk } from '../../../src/core/sync/answer';
import { headText, madeOf, readHead, readNames, type Segment, toMerge, unreadOf } from '../../../src/core/sync/head';
import { essayItem, lineOf, readItem } from '../../../src/core/sync/item';
import { isTooMuch, joinEssay, takesAway } from '../../../src/core/sync/joined';
import { keysText, readKeys } from '../../../src/core/sync/keys';
import { isTrouble } from '../../../src/core/sync/problem';
import { canonicalJson } from '../../../src/core/transfer/backup/canonical';
import type { Thread } from '../../../src/core/transfer/backup/units';
import { arbitraryThread } from '../../flows/backup-world';

const itemOf = (thread: Thread) => essayItem(thread);

test('an item is its line, and a line its item', () => {
  fc.assert(
    fc.property(arbitraryThread(1), (thread) => {
      const item = itemOf(thread);
      if (item === undefined) return;
      const line = lineOf(item);
      const read = readItem(line);
      expect(read && lineOf(read)).toBe(line);
    }),
  );
});

test('no text of a page and nothing of what happened when is in an item', () => {
  fc.assert(
    fc.property(arbitraryThread(1), (thread) => {
      const item = itemOf({ ...thread, marks: { ...thread.marks, saved: [true, '0000000000010000a'] } });
      const line = item === undefined ? '' : lineOf(item);
      expect(line).not.toContain('A whole text.');
      expect(line).not.toContain('"history"');
    }),
  );
});

test('joined in any order and grouping, and however often, what was done is the same', () => {
  const joined = (here: Thread | undefined, other: Thread): Thread | undefined => {
    const item = itemOf(other);
    return item === undefined ? here : joinEssay(here, item, other.id);
  };
  const own = (thread: Thread | undefined): string => canonicalJson([readMarks(thread?.marks).marks, thread?.highlights]);
  fc.assert(
    fc.property(arbitraryThread(1), arbitraryThread(1), arbitraryThread(1), (a, b, c) => {
      const [x, y, z] = [a, b, c].map((each) => joined(joined({ id: each.id }, each), each));
      if (x === undefined || y === undefined || z === undefined) return;
      expect(own(joined(x, y))).toBe(own(joined(y, x)));
      expect(own(joined(joined(x, y), z))).toBe(own(joined(x, joined(y, z) ?? z)));
      expect(own(joined(joined(x, y), y))).toBe(own(joined(x, y)));
      const both = joined(x, y);
      if (both !== undefined) expect(takesAway(both, joined(both, y) ?? both)).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('whatever a server gives is read or is nothing, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.json({ maxDepth: 3 })), (text) => {
      readItem(text);
      readHead(text);
      readKeys(text);
      listedIn(text, 'https://example.com/dav/sidelight/devices/');
      expect(readItem(`{"kind":"essay","id":${JSON.stringify(text)}}`)).toBeUndefined();
    }),
  );
});

test('a head is read as it was written, and one of a later version is known as such', () => {
  const segments: Segment[] = [
    { name: '1-0123456789abcdef', count: 3 },
    { name: '2-fedcba9876543210', count: 9, of: ['3-0123456789abcdef'] },
  ];
  expect(readHead(headText({ segments }))).toEqual({ segments });
  expect(readHead('{"v":2,"segments":[]}')).toBe('newer');
  expect(readHead('{"v":1,"segments":[["../../etc",1]]}')).toBe('damaged');
});

test('who has read what a segment was made of need not read it', () => {
  const names = ['1', '2', '3', '4'].map((each) => `${each}-0123456789abcdef`);
  const small = names.map((name) => ({ name, count: 1 }));
  const made: Segment = { name: '5-0123456789abcdef', count: 4, of: madeOf(small) ?? [] };
  const read = new Set(readNames({ segments: small }));
  expect(unreadOf({ segments: [made] }, read)).toEqual([]);
  expect(unreadOf({ segments: [made] }, new Set([names[0] ?? '']))).toEqual([made]);
});

test('forty single edits are written again a few times each, and few files stay', () => {
  let segments: Segment[] = [];
  let written = 0;
  for (let at = 1; at <= 400; at++) {
    segments.push({ name: `${at}-0123456789abcdef`, count: 1 });
    written += 1;
    for (let some = toMerge(segments); some.length > 0; some = toMerge(segments)) {
      const going = new Set(some);
      const count = some.reduce((sum, each) => sum + each.count, 0);
      segments = [...segments.filter((each) => !going.has(each)), { name: `${at}${segments.length}-fedcba9876543210`, count }];
      written += count;
    }
  }
  expect(segments.length).toBeLessThanOrEqual(15);
  expect(written).toBeLessThanOrEqual(400 * 6);
});

test.each([
  [200, 'application/json', undefined],
  [200, 'text/html; charset=utf-8', 'page-instead'],
  [0, '', 'leads-away'],
  [302, '', 'leads-away'],
  [401, '', 'refused'],
  [404, '', 'not-found'],
  [409, '', 'changed'],
  [412, '', 'changed'],
  [413, '', 'too-large'],
  [423, '', 'locked'],
  [429, '', 'busy'],
  [500, '', 'server'],
  [507, '', 'full'],
  [511, 'text/html', 'page-instead'],
])('a server that answers %i %s is told as %s', (status, type, kind) => {
  expect(problemOf({ status, type }, 0)?.kind).toBe(kind);
});

test('Retry-After is kept to, in seconds or as a date, but not for more than a day', () => {
  expect(retryAt('120', 1_000)).toBe(121_000);
  expect(retryAt(new Date(60_000).toUTCString(), 0)).toBe(60_000);
  expect(retryAt('99999999', 0)).toBe(24 * 60 * 60_000);
  expect(retryAt('soon', 0)).toBe(60_000);
});

test('folders are listed under any prefix, with full addresses or paths, and nothing but names below', () => {
  const xml = `<d:multistatus xmlns:d="DAV:"><d:response><d:href>/x/devices/</d:href></d:response><d:response><d:href>https://h/x/devices/ab%63/</d:href></d:response>
    <response><href>/x/devices/abc/head</href></response><href>/y/devices/zzz/</href><D:href>/x/devices/d-1</D:href>`;
  expect(listedIn(xml, 'https://h/x/devices/')).toEqual(['abc', 'd-1']);
});

test('a tag counts once its second is over, and one that Apache packed is asked by both its names', () => {
  expect(lastingTag({ etag: '"a"', date: 5_000, modified: 4_000 })).toBe('');
  expect(lastingTag({ etag: '"a"', date: 6_000, modified: 4_000 })).toBe('"a"');
  expect(lastingTag({ etag: '"a"', date: 6_000 })).toBe('"a"');
  expect(lastingTag({ date: 6_000, modified: 4_000 })).toBe('');
  expect(['"a"', 'W/"a"', '"a-gzip"', 'W/"a-gzip"', '"gzip-a"'].map(tagsToAsk)).toEqual([
    '"a"',
    'W/"a"',
    '"a", "a-gzip"',
    'W/"a", W/"a-gzip"',
    '"gzip-a"',
  ]);
});

test('keys are read as they were written; who asks for too much work is not believed', () => {
  const keys = { mode: 'phrase' as const, salt: 'AAAA', cost: { N: 2 ** 16, r: 8, p: 1 }, boxes: [{ id: '01234567', box: 'AAAA' }] };
  expect(readKeys(keysText(keys))).toEqual(keys);
  expect(readKeys(keysText({ mode: 'plain' }))).toEqual({ mode: 'plain' });
  for (const N of [2 ** 30, 2 ** 13, 2 ** 16 + 1, Number.NaN])
    expect(readKeys(keysText({ ...keys, cost: { N, r: 8, p: 1 } }))).toBe('not-ours');
  expect(readKeys('{"v":9}')).toBe('newer');
});

test('what is much is more than ten and more than one in twenty', () => {
  expect([isTooMuch(10, 10), isTooMuch(11, 1_000), isTooMuch(11, 100), isTooMuch(501, 10_000)]).toEqual([false, false, true, true]);
});

test('what passes by itself is told once three rounds met it, and what does not at once', () => {
  const [offline, refused] = [{ problem: { kind: 'offline' } }, { problem: { kind: 'refused' } }] as const;
  expect([isTrouble([]), isTrouble([{}]), isTrouble([offline, {}]), isTrouble([offline, offline, {}])]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([isTrouble([offline, offline, offline])?.kind, isTrouble([refused])?.kind, isTrouble([{}, refused])]).toEqual([
    'offline',
    'refused',
    undefined,
  ]);
});
