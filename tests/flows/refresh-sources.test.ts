/** What a walk over sources brings in, and what it leaves as it was. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { accepted } from '../../src/core/follow/source-state';
import { refreshSources } from '../../src/flows/refresh-sources';
import { answered, feed, MINUTE, rss, type Site, START, silent, status, World } from './followed-world';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
test('what is due is fetched, read, merged and kept, and the index is told', async () => {
  const world = new World();
  const a = world.follow('a', feed('a', 'one', 'two'));
  world.follow('b', feed('b', 'three'), { nextDueAt: START + HOUR, lastTriedAt: START });
  const report = await refreshSources(world.edges());
  expect(world.titles()).toEqual(['one', 'two']);
  expect(world.told).toEqual([...world.essays.keys()]);
  expect(world.state(a)).toMatchObject({ lastSuccessAt: START, failures: 0 });
  expect(report).toMatchObject({ outcomes: { changed: 1 }, added: 2, held: 0, isOffline: false });
  expect(report.nextAlarmAt).toBe(START + HOUR);
});

test('the second poll sends validators, and a 304 touches no essay and tells nobody', async () => {
  const world = new World();
  const body = rss('a', ['one']);
  const etag = `"${createHash('md5').update(body).digest('hex')}"`; // nothing that could be chosen for one reader
  const a = world.follow('a', (ask) => answered(ask, body, { headers: { etag } }));
  await refreshSources(world.edges());
  world.told.length = 0;
  world.now += DAY;
  world.sites.set('https://a.example/feed', status(304, { etag: '"2"' }));
  const report = await refreshSources(world.edges());
  expect(world.asked.at(-1)).toMatchObject({ etag });
  expect(world.state(a).etag).toBe(etag); // what a 304 names anew, no body explains
  expect(report.outcomes).toEqual({ unchanged: 1 });
  expect(world.told).toEqual([]);
});

test('the same bytes without validators are not read again', async () => {
  const world = new World();
  world.follow('a', feed('a', 'one'));
  await refreshSources(world.edges());
  const writes = world.writes;
  world.now += DAY;
  expect((await refreshSources(world.edges())).outcomes).toEqual({ unchanged: 1 });
  expect(world.writes).toBe(writes + 1);
});

test('a read post is not new again when guid, scheme, order and title change', async () => {
  const world = new World();
  const item = (guid: string, url: string, title: string) => `<item><title>${title}</title><link>${url}</link><guid>${guid}</guid></item>`;
  let items = item('1', 'http://a.example/one', 'One') + item('2', 'http://a.example/two', 'Two');
  world.follow('a', (ask) => answered(ask, `<rss version="2.0"><channel><title>a</title>${items}</channel></rss>`));
  await refreshSources(world.edges());
  const ids = [...world.essays.keys()];
  items = item('9', 'https://a.example/two?utm_source=rss', 'Two') + item('1', 'https://a.example/one', 'One, edited');
  world.now += DAY;
  const report = await refreshSources(world.edges());
  expect([...world.essays.keys()].sort()).toEqual(ids.sort());
  expect(report.added).toBe(0);
  expect(world.titles()).toEqual(['One, edited', 'Two']);
});

test('one bad source stops no other', async () => {
  const world = new World();
  world.follow('a', feed('a', 'one'));
  const bad: Record<string, Site> = {
    dead: silent,
    slow: () => ({ ok: false, problem: { kind: 'too-slow', limitMs: 1 } }),
    huge: () => ({ ok: false, problem: { kind: 'too-large', limitBytes: 1 } }),
    page: (ask) => answered(ask, '<!doctype html><html><body><p>Welcome</p></body></html>'),
    blank: (ask) => answered(ask, '  '),
    error: status(500),
    login: status(401),
  };
  for (const [id, site] of Object.entries(bad)) world.follow(id, site);
  world.follow('z', feed('z', 'last'));
  const report = await refreshSources(world.edges());
  expect(world.titles()).toEqual(['last', 'one']);
  expect(report.outcomes).toEqual({ changed: 2, failed: 7 });
  const problems = Object.keys(bad).map(
    (id) => world.followed([...world.states.keys()].find((each) => each === id) ?? world.follow('x', silent)).state.problem?.kind,
  );
  expect(problems).toEqual(['unreachable', 'too-slow', 'too-large', 'unreadable', 'unreadable', 'server-error', 'needs-login']);
});

test('at most six requests at once, and one per host', async () => {
  const world = new World();
  let [now, most, mostHere] = [0, 0, 0];
  const here = new Map<string, number>();
  for (let i = 0; i < 40; i++) {
    world.follow(`s${i}`, () => silent({ url: '' }), {}, { url: `https://host${i % 10}.example/${i}` });
    world.sites.set(`https://host${i % 10}.example/${i}`, async (ask) => {
      const host = `host${i % 10}`;
      now++;
      here.set(host, (here.get(host) ?? 0) + 1);
      most = Math.max(most, now);
      mostHere = Math.max(mostHere, here.get(host) ?? 0);
      for (let turn = 0; turn < 1 + (i % 4); turn++) await Promise.resolve();
      now--;
      here.set(host, (here.get(host) ?? 0) - 1);
      return answered(ask, rss(`s${i}`, [`p${i}`]));
    });
  }
  await refreshSources(world.edges());
  expect(world.essays.size).toBe(40);
  expect(most).toBe(6);
  expect(mostHere).toBe(1);
});

test('410 stops a source, 429 holds it, and the essays stay', async () => {
  const world = new World();
  const gone = world.follow('gone', feed('gone', 'one'));
  const busy = world.follow('busy', feed('busy', 'two'));
  await refreshSources(world.edges());
  world.sites.set('https://gone.example/feed', status(410));
  world.sites.set('https://busy.example/feed', status(429, { 'retry-after': '86400' }));
  world.now += DAY;
  await refreshSources(world.edges());
  expect(world.state(gone).standing).toBe('gone');
  expect(world.state(busy).nextDueAt).toBeGreaterThanOrEqual(world.now + DAY);
  expect(world.titles()).toEqual(['one', 'two']);
  const asked = world.asked.length;
  expect(await refreshSources(world.edges(), new Set([gone, busy]))).toMatchObject({ held: 1, outcomes: { failed: 1 } });
  expect(world.asked.slice(asked).map(({ url }) => url)).toEqual(['https://gone.example/feed']);
});

test('a moved feed is remembered after three polls, and its own address asked again when the new one fails', async () => {
  const world = new World();
  const a = world.follow('a', (ask) => answered(ask, rss('a', ['one']), { url: 'https://new.example/feed', isRedirected: true }));
  world.sites.set('https://new.example/feed', feed('a', 'one', 'two'));
  for (let i = 0; i < 4; i++) {
    await refreshSources(world.edges());
    world.now += DAY;
  }
  expect(world.asked.map(({ url }) => url)).toEqual([...Array(3).fill('https://a.example/feed'), 'https://new.example/feed']);
  expect(world.titles()).toEqual(['one', 'two']);
  world.sites.set('https://new.example/feed', status(404));
  await refreshSources(world.edges());
  expect(world.state(a)).toMatchObject({ failures: 0, nextDueAt: 0 });
  await refreshSources(world.edges());
  expect(world.asked.at(-1)?.url).toBe('https://a.example/feed');
});

test('an address that may be made for one reader is never remembered, however often one is led there', async () => {
  const world = new World();
  const personal = 'https://new.example/feed?token=4711abc';
  const a = world.follow('a', (ask) => answered(ask, rss('a', ['one']), { url: personal, isRedirected: true }));
  for (let i = 0; i < 5; i++) {
    await refreshSources(world.edges());
    world.now += DAY;
  }
  expect(world.asked.map(({ url }) => url)).toEqual(Array(5).fill('https://a.example/feed'));
  expect(world.state(a).movedTo).toBeUndefined();
});

test('a signpost page in place of the feed is gone through, like a redirect', async () => {
  const world = new World();
  const a = world.follow('a', feed('a', 'one'));
  await refreshSources(world.edges());
  world.sites.set('https://a.example/feed', (ask) => answered(ask, '<meta http-equiv=refresh content="0;url=/new.xml">'));
  for (let poll = 0; poll < 4; poll++) {
    world.sites.set('https://a.example/new.xml', feed('a', 'one', `new-${poll}`));
    world.now += DAY;
    expect((await refreshSources(world.edges())).outcomes).toEqual({ changed: 1 });
  }
  expect(world.state(a).movedTo).toBe('https://a.example/new.xml');
  world.states.set(a, { ...world.state(a), nextDueAt: 0 });
  world.forbidden.add('https://a.example/new.xml');
  expect((await refreshSources(world.edges())).outcomes).toEqual({ failed: 1 });
});

test('a hundred strangers after a takeover are one question, and a yes takes them in', async () => {
  const world = new World();
  const a = world.follow('a', feed('a', 'one', 'two', 'three'));
  await refreshSources(world.edges());
  const casino = Array.from({ length: 100 }, (_, i) => `casino-${i}`);
  world.sites.set('https://a.example/feed', (ask) => answered(ask, rss('Casino', casino).replaceAll('Casino.example', 'casino.example')));
  for (let day = 0; day < 3; day++) {
    world.now += DAY;
    expect((await refreshSources(world.edges())).outcomes).toEqual({ question: 1 });
    expect(world.titles()).toEqual(['one', 'three', 'two']);
  }
  expect(world.state(a).question).toMatchObject({
    kind: 'takeover',
    askedAt: START + DAY,
    title: 'Casino',
    strangers: 100,
    newest: casino.slice(0, 5),
  });
  world.states.set(a, accepted(world.state(a)));
  expect((await refreshSources(world.edges())).added).toBe(100);
  expect(world.state(a)).not.toHaveProperty('question');
});

test('a source without permission is kept and not fetched, and nothing counts against it', async () => {
  const world = new World();
  const a = world.follow('a', feed('a', 'one'));
  world.forbidden.add('https://a.example/feed');
  expect((await refreshSources(world.edges())).outcomes).toEqual({ 'not-allowed': 1 });
  expect(world.asked).toEqual([]);
  expect(world.state(a)).toMatchObject({ failures: 0, problem: { kind: 'needs-permission', origin: 'https://a.example/*' } });
});

test('a move to a site without permission goes on by the redirect', async () => {
  const world = new World();
  world.follow('a', feed('a', 'one'), { movedTo: 'https://new.example/feed' });
  world.forbidden.add('https://new.example/feed');
  expect((await refreshSources(world.edges())).outcomes).toEqual({ changed: 1 });
  expect(world.asked.map(({ url }) => url)).toEqual(['https://a.example/feed']);
});

test('a feed whose connection broke gives what had come, and says that it was cut', async () => {
  const world = new World();
  const whole = rss('a', ['one', 'two', 'three']);
  const a = world.follow('a', (ask) =>
    answered(ask, whole.slice(0, whole.indexOf('<title>three')), { isWhole: false, headers: { etag: '"1"' } }),
  );
  await refreshSources(world.edges());
  expect(world.titles()).toEqual(['one', 'two']);
  expect(world.state(a)).toMatchObject({ failures: 0, faults: [{ kind: 'cut-off' }] });
  expect(world.state(a)).not.toHaveProperty('etag');
  world.sites.set('https://a.example/feed', feed('a', 'one', 'two', 'three'));
  world.now += DAY;
  await refreshSources(world.edges());
  expect(world.titles()).toEqual(['one', 'three', 'two']);
});

test('what was there when the source was added is no newer than that', async () => {
  const world = new World();
  world.follow('a', feed('a', 'one'), {}, { addedAt: START - HOUR });
  await refreshSources(world.edges());
  world.sites.set('https://a.example/feed', feed('a', 'two', 'one'));
  world.now += DAY;
  await refreshSources(world.edges());
  expect([...world.essays.values()].map(({ title, firstSeenAt }) => [title, firstSeenAt])).toEqual([
    ['one', START - HOUR],
    ['two', START + DAY],
  ]);
});

test('a listing whose page was made anew says so instead of showing something else', async () => {
  const world = new World();
  const post = (i: number) =>
    `<article><h2><a href="/posts/${i}">A post about number ${i}</a></h2><time datetime="2026-01-0${i + 1}">x</time></article>`;
  const page = (body: string) => `<!doctype html><html><head><title>Blog</title></head><body><main>${body}</main></body></html>`;
  const list = world.follow(
    'list',
    (ask) => answered(ask, page([1, 2, 3, 4].map(post).join(''))),
    {},
    { kind: 'listing', url: 'https://list.example/' },
  );
  await refreshSources(world.edges());
  expect(world.essays.size).toBe(4);
  expect(world.state(list).shape).toBeDefined();
  world.sites.set('https://list.example/', (ask) =>
    answered(
      ask,
      page(
        `<ul>${[1, 2, 3, 4].map((i) => `<li><h3><a href="/offers/number-${i}">Buy our great product ${i}</a></h3></li>`).join('')}</ul>`,
      ),
    ),
  );
  world.now += DAY;
  expect((await refreshSources(world.edges())).outcomes).toEqual({ failed: 1 });
  expect(world.essays.size).toBe(4);
  expect(world.state(list).problem).toMatchObject({ kind: 'unreadable', problem: { kind: 'no-list' } });
});

test('a walk that its reader stops asks nobody more, keeps what came, and leaves the rest due', async () => {
  const world = new World();
  for (let at = 0; at < 30; at++) world.follow(`s${at}`, feed(`s${at}`, 'one'));
  let isStopped = false;
  const progress = ({ done }: { done: number }): void => {
    isStopped = done >= 4;
  };
  const edges = { ...world.edges(), isStopped: () => isStopped, progress };
  const report = await refreshSources(edges, new Set(world.states.keys()));
  expect(report.isOffline).toBe(false);
  expect(world.asked.length).toBeLessThan(15);
  expect([...world.states.values()].filter(({ lastSuccessAt }) => lastSuccessAt !== undefined).length).toBe(world.asked.length);
  isStopped = false;
  await refreshSources(world.edges());
  expect(world.essays.size).toBe(30);
});

test('on a line that is paid by what goes over it, sources are asked half as often', async () => {
  const [whole, sparing] = await Promise.all(
    [false, true].map(async (isSparing) => {
      const world = new World();
      const id = world.follow('blog', feed('blog', 'one'));
      await refreshSources({ ...world.edges(), isSparing: () => isSparing });
      return world.state(id).nextDueAt - world.now;
    }),
  );
  expect(sparing).toBe(2 * (whole ?? 0));
});
