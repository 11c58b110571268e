import { describe, expect, test } from 'vitest';
import type { Essay, Source } from '../../src/core/essay';
import { failed, ok, type Problem } from '../../src/core/problem';
import { type Seeding, seedLibrary } from '../../src/flows/seed-library';

const NOW = Date.UTC(2026, 0, 1);
const DISK_FULL: Problem = { kind: 'disk-full' };

function bundleOf(count: number, damaged = 0): string {
  const items = [...Array(count).keys()].map((i) => ({ id: `essay-${i}`, url: `https://example.com/${i}`, title: `Essay ${i}` }));
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Examples',
    home_page_url: 'https://example.com/',
    items: [...items, ...Array(damaged).fill({})],
  });
}

/** A library in memory, and what was done to it. */
function shelf(text: string, seededBy?: string, isForgotten = false) {
  const [sources, essays, transactions]: [Source[], Map<string, Essay>, number[]] = [[], new Map(), []];
  let version = seededBy;
  let fetched = 0;
  const effects: Seeding = {
    seededBy: async () => version,
    fetchBundle: async () => {
      fetched++;
      return ok(text);
    },
    putSource: async (source, isNew) => {
      if (!isNew && isForgotten) return ok('forgotten');
      sources.push(source);
      return ok('here');
    },
    putEssays: async (put) => {
      const before = essays.size;
      transactions.push(put.length);
      for (const essay of put) essays.set(essay.id, essay);
      return ok({ added: essays.size - before });
    },
    markSeeded: async (by) => {
      version = by;
      return ok(undefined);
    },
  };
  return { effects, sources, essays, transactions, version: () => version, fetched: () => fetched };
}

const seed = (effects: Seeding, version = '1.0.0') => seedLibrary(effects, { version, now: NOW });

test('a new library gets the source and the essays, and remembers by whom', async () => {
  const { effects, sources, essays, version } = shelf(bundleOf(3));
  expect(await seed(effects)).toEqual({ added: 3, problems: [] });
  expect(sources).toHaveLength(1);
  expect([...essays.values()].map(({ sourceId }) => sourceId)).toEqual(Array(3).fill(sources[0]?.id));
  expect(version()).toBe('1.0.0 (3)');
});

test('the same version does not even look at the bundle again', async () => {
  const { effects, fetched } = shelf(bundleOf(3), '1.0.0 (3)');
  expect(await seed(effects)).toEqual({ added: 0, problems: [] });
  expect(fetched()).toBe(0);
});

test('another version brings what is new', async () => {
  const { effects, version } = shelf(bundleOf(3), '0.9.0');
  expect(await seed(effects)).toEqual({ added: 3, problems: [] });
  expect(version()).toBe('1.0.0 (3)');
  expect(await seed(effects, '1.1.0')).toEqual({ added: 0, problems: [] });
});

test('a later version brings nothing of it where the reader wanted none', async () => {
  const { effects, essays, version } = shelf(bundleOf(3), '0.9.0', true);
  expect(await seed(effects)).toEqual({ added: 0, problems: [] });
  expect([essays.size, version()]).toEqual([0, '1.0.0 (3)']);
});

test('a large bundle goes in by pieces', async () => {
  const { effects, transactions } = shelf(bundleOf(1201));
  expect(await seed(effects)).toEqual({ added: 1201, problems: [] });
  expect(transactions).toEqual([500, 500, 201]);
});

test('items that cannot be read are told, and the rest is in', async () => {
  const { effects, version } = shelf(bundleOf(2, 3));
  expect(await seed(effects)).toEqual({ added: 2, problems: [{ kind: 'bundle-damaged', kept: 2, skipped: 3 }] });
  expect(version()).toBe('1.0.0 (3)');
});

describe('what fails is told and tried again next time', () => {
  const fails = async () => failed(DISK_FULL);
  test.each<[string, string, Partial<Seeding>, readonly Problem[]]>([
    ['a damaged bundle', '{', {}, [{ kind: 'bundle-damaged', kept: 0, skipped: 0 }]],
    ['a bundle that cannot be fetched', '', { fetchBundle: fails }, [DISK_FULL]],
    ['a source that cannot be put', bundleOf(2), { putSource: fails }, [DISK_FULL]],
    ['essays that cannot be put', bundleOf(2), { putEssays: fails }, [DISK_FULL]],
    ['a version that cannot be noted', bundleOf(2), { markSeeded: fails }, [DISK_FULL]],
    ['damaged items and a full disk', bundleOf(2, 1), { putEssays: fails }, [{ kind: 'bundle-damaged', kept: 2, skipped: 1 }, DISK_FULL]],
  ])('%s', async (_claim, text, change, problems) => {
    const { effects, version } = shelf(text);
    expect((await seed({ ...effects, ...change })).problems).toEqual(problems);
    expect(version()).toBeUndefined();
  });

  test('a disk that fills up halfway keeps what went in, and the next time goes on', async () => {
    const { effects, essays } = shelf(bundleOf(1200));
    let puts = 0;
    const filling: Seeding = { ...effects, putEssays: async (put) => (++puts === 2 ? failed(DISK_FULL) : effects.putEssays(put)) };
    expect(await seed(filling)).toEqual({ added: 500, problems: [DISK_FULL] });
    expect(await seed(filling)).toEqual({ added: 700, problems: [] });
    expect(essays.size).toBe(1200);
  });
});
