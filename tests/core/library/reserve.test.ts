import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Source, SourceId } from '../../../src/core/essay';
import { readReserve, reserveOf } from '../../../src/core/library/reserve';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';

const source: Source = {
  id: 's1' as SourceId, // as: made up
  kind: 'feed',
  url: 'https://a.example/feed',
  siteUrl: 'https://a.example/',
  title: 'A',
  addedAt: 5,
};
const wishes = { isFollowed: true, isMuted: true, inBadge: false, title: 'Mine', folder: 'Data', intervalMs: 60_000 };

test('what was followed comes back with the wishes of its reader, and the settings with it', () => {
  const reserve = reserveOf(100, { ...DEFAULT_SETTINGS, offHosts: ['b.example'] }, [{ source, wishes }], ['s2' as SourceId]); // as: likewise
  expect(readReserve(JSON.parse(JSON.stringify(reserve)))).toEqual(reserve);
  expect(reserve.followed[0]?.wishes).toEqual({ title: 'Mine', folder: 'Data', muted: true, intervalMs: 60_000, inBadge: false });
});

test('a damaged source costs itself, and what is no reserve is none', () => {
  const followed = [{ source: { ...source, url: 'file:///etc' } }, { source, wishes: { muted: 'yes' } }, 7];
  expect(readReserve({ createdAt: 1, followed })?.followed).toEqual([{ source, wishes: {} }]);
  for (const raw of [undefined, null, 7, {}, { createdAt: 'x' }]) expect(readReserve(raw)).toBeUndefined();
  fc.assert(fc.property(fc.anything(), (raw) => void readReserve(raw)));
});
