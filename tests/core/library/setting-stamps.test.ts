import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSettings, readStamps, type Stamping, settingStamp, stampChanges, stampsOfOld } from '../../../src/core/library/setting-stamps';
import { MAX_AHEAD_MS, nextStamp, stampTime } from '../../../src/core/library/stamp';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings';
import { arbitraryStamp } from './arbitrary-marks';

const hosts = fc.subarray(['a.example', 'b.example', 'c.example']);

/** As a chain of acts leaves them. */
const arbitrary: fc.Arbitrary<Stamping> = fc
  .array(
    fc.tuple(
      fc.record(
        { badge: fc.constantFrom('number', 'dot', 'off'), readsInFull: fc.boolean(), offHosts: hosts, muteWords: hosts },
        { requiredKeys: [] },
      ),
      arbitraryStamp,
    ),
    { maxLength: 4 },
  )
  .map((acts) => {
    let now: Stamping = { settings: DEFAULT_SETTINGS, stamps: {} };
    for (const [change, stamp] of acts) {
      const settings = { ...now.settings, ...change } as Settings; // as: made of its own fields
      now = { settings, stamps: stampChanges(now.settings, settings, now.stamps, stamp) };
    }
    return now;
  });

/** Lists are sets here: their order is where one came first. */
const plain = ({ settings, stamps }: Stamping) => ({
  settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])),
  stamps,
});

test('joining is the same in any order, grouping and number of times', () => {
  fc.assert(
    fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
      expect(plain(joinSettings(a, b))).toEqual(plain(joinSettings(b, a)));
      expect(plain(joinSettings(joinSettings(a, b), c))).toEqual(plain(joinSettings(a, joinSettings(b, c))));
      expect(joinSettings(a, a)).toEqual(a);
    }),
  );
});

const at = (ms: number) => nextStamp(undefined, ms, 'a');
const changed = (from: Stamping, change: Partial<Settings>, ms: number): Stamping => {
  const settings = { ...from.settings, ...change };
  return { settings, stamps: stampChanges(from.settings, settings, from.stamps, at(ms)) };
};
const fresh: Stamping = { settings: DEFAULT_SETTINGS, stamps: {} };

test('a list is joined entry by entry: what one machine put on it does not go because another changed it later', () => {
  const here = changed(fresh, { offHosts: [...DEFAULT_SETTINGS.offHosts, 'bank.example'] }, 1);
  const there = changed(fresh, { offHosts: [...DEFAULT_SETTINGS.offHosts, 'mail.example'] }, 2);
  expect(joinSettings(here, there).settings.offHosts).toEqual(expect.arrayContaining(['bank.example', 'mail.example']));
});

test('what was taken off later is off, and what was put on again later is on', () => {
  const on = changed(fresh, { muteWords: ['news'] }, 1);
  const off = changed(on, { muteWords: [] }, 2);
  expect(joinSettings(on, off).settings.muteWords).toEqual([]);
  expect(joinSettings(changed(off, { muteWords: ['news'] }, 3), off).settings.muteWords).toEqual(['news']);
});

test('what was set before there were stamps counts as set, and any later act holds over it', () => {
  const settings: Settings = { ...DEFAULT_SETTINGS, badge: 'off', offHosts: ['bank.example'] };
  const old: Stamping = { settings, stamps: stampsOfOld(settings) };
  expect(joinSettings(fresh, old).settings).toEqual(settings);
  expect(joinSettings(changed(fresh, { badge: 'dot' }, 1), old).settings.badge).toBe('dot');
});

test('a change holds over a stamp of a wrong clock, which spreads no further', () => {
  const ahead = changed(fresh, { badge: 'off' }, 10 * MAX_AHEAD_MS);
  const stamp = settingStamp(ahead.stamps, 5, 'b');
  expect(stampTime(stamp)).toBe(5);
  const settings: Settings = { ...ahead.settings, badge: 'dot', readsInFull: false };
  const after: Stamping = { settings, stamps: stampChanges(ahead.settings, settings, ahead.stamps, stamp) };
  expect(joinSettings(ahead, after).settings.badge).toBe('dot');
  expect(after.stamps['readsInFull']).toBe(stamp);
});

test.each([undefined, null, 7, 'x', { badge: 7 }, { badge: 'no stamp' }])('what is no stamps is none: %j', (raw) => {
  expect(readStamps(raw)).toEqual({});
});
