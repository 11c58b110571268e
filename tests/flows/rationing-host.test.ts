/** Three weeks of a host that allows one request in a while, with many feeds on it: few refusals, every feed in its turn, none asleep. */
import { expect, test } from 'vitest';
import type { SourceId } from '../../src/core/essay';
import { domainOf, nextTriesIn } from '../../src/core/follow/ration';
import { freshState, type SourceState } from '../../src/core/follow/source-state';
import { refreshSources } from '../../src/flows/refresh-sources';
import { answered, json, MINUTE, type Site, START, status, World } from './followed-world';

const DAY = 24 * 60 * MINUTE;
const DAYS = 21;

type Told = { readonly says: 'when' | 'nothing'; readonly code?: number; readonly isDomain?: boolean };

/** `isDomain`: each feed has a host of its own, and one server stands behind them. */
function rationingWorld(feeds: number, everyMs: number, { says, code = 429, isDomain = false }: Told) {
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
  for (let at = 0; at < feeds; at++)
    world.follow(`s${at}`, site, {}, { url: isDomain ? `https://s${at}.rate.example/feed` : `https://rate.example/r/s${at}/.rss` });
  return { world, good, refused: () => refused };
}

test.each<[feeds: number, everyMs: number, says: Told['says'], isDomain?: boolean]>([
  [12, MINUTE, 'when'],
  [12, MINUTE, 'nothing'],
  [40, MINUTE, 'when'],
  [12, 10 * MINUTE, 'nothing'],
  [40, 10 * MINUTE, 'when'],
  [40, 10 * MINUTE, 'nothing'],
  [12, MINUTE, 'when', true],
  [40, 10 * MINUTE, 'nothing', true],
])(
  '%i feeds of a host that answers once in %i ms, and says %s; each on a host of its own: %s',
  async (feeds, everyMs, says, isDomain = false) => {
    const { world, good, refused } = rationingWorld(feeds, everyMs, { says, isDomain });
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
  const { world } = rationingWorld(5, 10 * MINUTE, { says: 'nothing' });
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

test('two hosts of a domain that refuse hold all of it; one holds itself alone', async () => {
  const world = new World();
  const fine: Site = (ask) => answered(ask, json('fine', ['one']));
  const no = status(429, { 'retry-after': '7200' });
  const at = (name: string, site: Site) => world.follow(name, site, {}, { url: `https://${name}.rate.example/feed` });
  at('a', no);
  const rest = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  for (const name of rest) at(name, fine);
  await refreshSources(world.edges());
  expect(world.asked).toHaveLength(9);
  world.sites.set('https://b.rate.example/feed', no);
  world.now += DAY;
  await refreshSources(world.edges());
  world.asked.length = 0;
  world.now += 60 * MINUTE; // within the two hours
  for (const [id, state] of world.states) world.states.set(id, { ...state, nextDueAt: 0 });
  await refreshSources(world.edges());
  expect(world.asked).toEqual([]);
});

test('who waits behind others of its host is not promised to be next', () => {
  const state = (lastSuccessAt: number, more: Partial<SourceState> = {}): SourceState => ({
    ...freshState('s' as SourceId), // as: made-up id
    ...{ lastTriedAt: lastSuccessAt, lastSuccessAt, nextDueAt: START, gapMs: 10 * MINUTE, ...more },
  });
  const sources = [
    { name: 'later', host: 'rate.example', state: state(START - 20 * MINUTE) },
    { name: 'first', host: 'rate.example', state: state(START - 30 * MINUTE) },
    { name: 'held', host: 'held.example', state: state(START - 30 * MINUTE, { heldUntil: START + DAY }) },
    { name: 'its neighbour', host: 'held.example', state: state(START - 40 * MINUTE) },
    { name: 'free', host: 'free.example', state: { ...freshState('s' as SourceId), nextDueAt: START + MINUTE } }, // as: likewise
    { name: 'asleep', host: 'free.example', state: { ...freshState('s' as SourceId), standing: 'asleep' as const } }, // as: likewise
  ];
  const next = nextTriesIn(sources, ({ host }) => host, START);
  expect(sources.map((source) => [source.name, next.get(source)])).toEqual([
    ['later', START + 10 * MINUTE],
    ['first', START],
    ['held', START + DAY + 10 * MINUTE],
    ['its neighbour', START + DAY],
    ['free', START + MINUTE],
    ['asleep', undefined],
  ]);
});

test.each([
  ['a.rate.example', 'rate.example'],
  ['rate.example:8080', 'rate.example'],
  ['deep.a.rate.example', 'rate.example'],
  ['a.blogs.co.uk', 'blogs.co.uk'],
  ['b.blogs.com.br', 'blogs.com.br'],
  ['127.0.0.1:81', '127.0.0.1:81'],
  ['[::1]:81', '[::1]:81'],
  ['localhost', 'localhost'],
])('%s is served with %s', (host, domain) => {
  expect(domainOf(host)).toBe(domain);
});
