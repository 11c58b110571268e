/** Three weeks of a host that allows one request in a while, with many feeds on it: few refusals, every feed in its turn, none asleep. */
import { expect, test } from 'vitest';
import { refreshSources } from '../../src/flows/refresh-sources';
import { answered, json, MINUTE, type Site, START, status, World } from './followed-world';

const DAY = 24 * 60 * MINUTE;
const DAYS = 21;

function rationingWorld(feeds: number, everyMs: number, says: 'when' | 'nothing', code = 429) {
  const world = new World();
  let allowedAt = 0;
  let refused = 0;
  const good = new Map<string, number>();
  const site: Site = (ask) => {
    if (world.now < allowedAt) {
      refused++;
      return status(code, says === 'when' ? { 'retry-after': String(Math.ceil((allowedAt - world.now) / 1000)) } : {})(ask);
    }
    allowedAt = world.now + everyMs;
    good.set(ask.url, (good.get(ask.url) ?? 0) + 1);
    return answered(ask, json('rate', ['one']));
  };
  for (let at = 0; at < feeds; at++) world.follow(`s${at}`, site, {}, { url: `https://rate.example/r/s${at}/.rss` });
  return { world, good, refused: () => refused };
}

test.each([
  [12, MINUTE, 'when'],
  [12, MINUTE, 'nothing'],
  [40, MINUTE, 'when'],
  [12, 10 * MINUTE, 'nothing'],
  [40, 10 * MINUTE, 'when'],
  [40, 10 * MINUTE, 'nothing'],
] as const)(
  '%i feeds of a host that answers once in %i ms, and says %s',
  async (feeds, everyMs, says) => {
    const { world, good, refused } = rationingWorld(feeds, everyMs, says);
    while (world.now < START + DAYS * DAY) {
      const report = await refreshSources(world.edges());
      world.now = Math.max(report.nextAlarmAt ?? 0, world.now + MINUTE / 2);
    }
    const polls = [...good.values()].sort((a, b) => a - b);
    const all = polls.reduce((sum, count) => sum + count, 0) + refused();
    expect(polls).toHaveLength(feeds);
    expect(refused() / all).toBeLessThanOrEqual(0.05);
    expect((polls.at(-1) ?? 0) / (polls[0] ?? 1)).toBeLessThanOrEqual(2);
    expect([...world.states.values()].map(({ standing }) => standing)).not.toContain('asleep');
    expect([...world.states.values()].every(({ failures }) => failures === 0)).toBe(true);
  },
  120_000,
);

test('a refusal leaves the rest of the host for its turn, and other hosts are asked all the same', async () => {
  const { world } = rationingWorld(5, 10 * MINUTE, 'nothing');
  world.follow('other', (ask) => answered(ask, json('other', ['one'])));
  await refreshSources(world.edges());
  expect(world.asked.filter(({ url }) => url.includes('rate.example'))).toHaveLength(2); // one answer, one refusal
  expect(world.asked.map(({ url }) => url)).toContain('https://other.example/feed');
});

test('a time to come back is kept to the second, and not overrun', async () => {
  const world = new World();
  const id = world.follow('a', status(503, { 'retry-after': 'Sat, 01 Jan 2050 00:00:00 GMT' }));
  await refreshSources(world.edges());
  expect(world.state(id).nextDueAt).toBe(START + 7 * DAY);
});

test('a second 403 in a row from a host that had answered is a refusal of the host', async () => {
  const world = new World();
  const id = world.follow('a', (ask) => answered(ask, json('a', ['one'])));
  await refreshSources(world.edges());
  world.sites.set('https://a.example/feed', status(403));
  for (let times = 0; times < 2; times++) {
    world.now = world.state(id).nextDueAt;
    await refreshSources(world.edges());
  }
  expect(world.state(id)).toMatchObject({ failures: 1, standing: 'awake' });
  expect(world.state(id).gapMs).toBeGreaterThan(0);
});
