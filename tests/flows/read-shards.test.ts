/** A divided index is followed: every shard once, those that change again, nothing of it new, and a death anywhere costs nothing. */
import { expect, test } from 'vitest';
import type { PublishedEssay, PublishedSite } from '../../src/core/publish/contract';
import { writeIndex } from '../../src/core/publish/write-index';
import { refreshSources } from '../../src/flows/refresh-sources';
import { answered, MINUTE, START, World } from './followed-world';

const SITE: PublishedSite = {
  title: 'Bench',
  siteUrl: 'https://bench.example/',
  indexUrl: 'https://bench.example/index.json',
  owner: { name: 'A. Turner' },
};
const essay = (at: number): PublishedEssay => ({
  id: `e${at}`,
  url: `https://bench.example/${at}`,
  title: `Essay ${at}`,
  summary: `What essay ${at} says.`,
  publishedAt: new Date(Date.UTC(2001 + Math.floor(at / 400), 0, 1 + (at % 300))).toISOString(),
});

function bench(count: number) {
  const world = new World();
  let essays = Array.from({ length: count }, (_, at) => essay(at));
  const answers = new Map<string, string>();
  const publish = () => {
    for (const { name, text } of writeIndex(SITE, essays)) answers.set(`https://bench.example/${name}`, text);
    for (const url of answers.keys()) world.sites.set(url, (ask) => answered(ask, answers.get(ask.url)));
  };
  const id = world.follow('bench', (ask) => answered(ask, answers.get(ask.url)), {}, { url: SITE.indexUrl, addedAt: START - MINUTE });
  publish();
  return {
    world,
    id,
    answers,
    add: (...more: readonly PublishedEssay[]) => {
      essays = [...essays, ...more];
      publish();
    },
    /** Walks until nothing is due within some minutes; gives the addresses that were asked for. */
    async walk(most = 50): Promise<readonly string[]> {
      const before = world.asked.length;
      for (let walks = 0; walks < most; walks++) {
        const { nextAlarmAt = Number.POSITIVE_INFINITY } = await refreshSources(world.edges());
        if (nextAlarmAt > world.now + 10 * MINUTE) break;
        world.now = nextAlarmAt;
      }
      return world.asked.slice(before).map(({ url }) => url.replace('https://bench.example/', ''));
    },
  };
}

test('all of it comes, some shards a minute, and none of it counts as new', async () => {
  const { world, walk } = bench(9_000);
  const asked = await walk();
  expect(world.essays.size).toBe(9_000);
  expect(new Set(asked.filter((name) => name !== 'index.json')).size).toBe(asked.filter((name) => name !== 'index.json').length);
  expect([...world.essays.values()].every(({ firstSeenAt }) => firstSeenAt === START - MINUTE)).toBe(true);
  expect(world.titles()).toEqual([...world.titles()].sort());
});

test('a new essay is new; only the shard that has it is asked for again', async () => {
  const { world, add, walk } = bench(2_000);
  await walk();
  world.now += 24 * 60 * MINUTE;
  add({ ...essay(5_000), publishedAt: new Date(world.now).toISOString() });
  const asked = await walk();
  expect(asked.filter((name) => name !== 'index.json')).toEqual(['2026.json']);
  expect([...world.essays.values()].find(({ title }) => title === 'Essay 5000')?.firstSeenAt).toBeGreaterThan(START);
  expect(world.essays.size).toBe(2_001);
});

test('killed after any write it goes on where it was, and no shard is asked for twice once it is kept', async () => {
  const { world, walk } = bench(3_000);
  const whole = world.keeping;
  const kept: string[] = [];
  for (let deaths = 0; deaths < 12; deaths++) {
    let left = 2 + (deaths % 3);
    world.keeping = (change) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      const done = whole(change);
      kept.push(...(change.after.shards ?? []).filter(({ isRead, url }) => isRead && !kept.includes(url)).map(({ url }) => url));
      return done;
    };
    const before = new Set(kept);
    const asked = await walk(1);
    expect(asked.filter((name) => before.has(`https://bench.example/${name}`))).toEqual([]);
    world.now += 2 * MINUTE;
  }
  world.keeping = whole;
  await walk();
  expect(world.essays.size).toBe(3_000);
});

test('a file with another hash is not taken, and is asked for again at the next look', async () => {
  const { world, id, answers, walk } = bench(900);
  const name = 'https://bench.example/2002.json';
  const right = answers.get(name) ?? '';
  answers.set(name, right.replace('Essay 400"', 'Casino"'));
  await walk(3);
  expect(world.titles()).not.toContain('Casino');
  answers.set(name, right);
  world.now += 24 * 60 * MINUTE;
  await walk();
  expect([world.essays.size, world.state(id).failures]).toEqual([900, 0]);
});

test('a shard of another site is none', async () => {
  const { world, answers, walk } = bench(900);
  const index = answers.get(SITE.indexUrl) ?? '';
  answers.set(SITE.indexUrl, index.replaceAll('"url": "2002.json"', '"url": "https://other.example/2002.json"'));
  const asked = await walk(3);
  expect(asked.some((url) => url.includes('other.example'))).toBe(false);
  expect(world.essays.size).toBeLessThan(900);
});
