/** Every state that a source can be in, reached as a source reaches it, by polls of a made-up web; and what its reader is then told, word for word. */
import { expect, test } from 'vitest';
import { healthOf, type SourceHealth } from '../../src/core/follow/health';
import type { SourceProblem } from '../../src/core/follow/problem';
import { refreshSources } from '../../src/flows/refresh-sources';
import { healthWords } from '../../src/ui/health-words';
import { answered, feed, MINUTE, type Site, silent, status, World } from './followed-world';

const DAY = 24 * 60 * MINUTE;
const page =
  (html: string): Site =>
  (ask) =>
    answered(ask, html, { headers: { 'content-type': 'text/html' } });
const failing =
  (problem: SourceProblem): Site =>
  () => ({ ok: false, problem });

/** One answer a poll, the last one for good; a quiet site beside it answers, so that the line is known to be up. */
async function after(
  polls: readonly Site[],
  days = 0,
  prepare: (world: World) => void = () => {},
): Promise<{ world: World; health: SourceHealth }> {
  const world = new World();
  let turn = -1;
  const id = world.follow('blog', (ask) => (polls[Math.max(0, Math.min(turn, polls.length - 1))] ?? silent)(ask));
  world.follow('other', feed('other', 'one'));
  prepare(world);
  const until = world.now + days * DAY;
  for (turn = 0; turn < polls.length || world.now < until; turn++) {
    await refreshSources(world.edges());
    const { nextDueAt } = world.state(id);
    if (turn + 1 < polls.length || world.now < until) world.now = Math.max(world.now + MINUTE, nextDueAt, world.state(id).heldUntil ?? 0);
    if (world.state(id).standing !== 'awake') break;
  }
  return { world, health: healthOf(world.state(id), !world.forbidden.has('https://blog.example/feed'), world.now) };
}

const GOOD = feed('blog', 'one', 'two');

test.each<[string, readonly Site[], SourceHealth['condition'], RegExp]>([
  ['answers', [GOOD], 'well', /^Checked just now\. Next in \d+ \w+\.$/],
  [
    'answers with nothing in it',
    [(ask) => answered(ask, '')],
    'failing',
    /^The answer is empty\. It has never worked\. Next try in \d+ minutes\.$/,
  ],
  ['is silent', [GOOD, silent], 'failing', /^The site did not answer\. Last worked .+\. Next try in \d+ minutes\.$/],
  [
    'answers packed so that nothing comes out',
    [failing({ kind: 'garbled' })],
    'failing',
    /^The site answered, but its answer was packed in a way/,
  ],
  ['takes too long', [failing({ kind: 'too-slow', limitMs: 25_000 })], 'failing', /^The site had not answered after 25 seconds\./],
  [
    'sends too much',
    [failing({ kind: 'too-large', limitBytes: 5_000_000 })],
    'failing',
    /^The answer is larger than 5 MB, so it was not read\./,
  ],
  [
    'leads in a circle',
    [failing({ kind: 'leads-away' })],
    'failing',
    /^The address leads in a circle, or on to a site that Sidelight may not read\./,
  ],
  [
    'leads to a machine at home',
    [failing({ kind: 'private-address', host: '10.0.0.7' })],
    'failing',
    /^The address leads to 10\.0\.0\.7, a machine of a private network\./,
  ],
  [
    'refuses (a page of Cloudflare, a block of programs)',
    [status(403)],
    'failing',
    /^The site answered that it will not show this \(403\)\. .*in a tab it may open\./,
  ],
  ['asks for a name and a password', [status(401)], 'failing', /^The site asks for a login\./],
  ['asks for money', [status(402)], 'failing', /^The site asks for a payment\./],
  ['has nothing there', [GOOD, status(404)], 'failing', /^The site has nothing at this address\. Last worked .+\. Next try in/],
  ['is gone for good', [GOOD, status(410)], 'gone', /^The site says that this address is gone for good\. What came from it stays\.$/],
  [
    'rations',
    [GOOD, status(429, { 'retry-after': '1920' })],
    'held',
    /^The site has too much to do .+ Last worked .+\. Next try in 32 minutes\.$/,
  ],
  ['has trouble of its own', [status(500)], 'failing', /^The site has trouble of its own \(500\)\./],
  ['answers oddly', [status(204)], 'failing', /^The site gave an answer that brings no posts \(204\)\./],
  ['shows a page', [page('<!doctype html><title>A</title><p>Words.</p>')], 'failing', /^A web page stands where the feed should be\./],
  [
    'shows a log-in',
    [page('<!doctype html><title>Log in</title><form><input type="password"></form>')],
    'failing',
    /^A page that asks for a login stands where the feed should be\./,
  ],
  [
    'asks for proof of a person',
    [page('<!doctype html><title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/x.js"></script>')],
    'failing',
    /^The site wants proof that a person is asking/,
  ],
  ['sends something else', [(ask) => answered(ask, 'plain words')], 'failing', /^What stands at this address is no feed\./],
  [
    'is in other hands',
    [GOOD, (ask) => answered(ask, feedOf('casino'))],
    'question',
    /^None of its 3 posts was ever seen here, so it may be in other hands\. It now calls itself “casino”\.$/,
  ],
])('a source that %s', async (_claim, polls, condition, words) => {
  const { world, health } = await after(polls);
  expect(health.condition).toBe(condition);
  const said = healthWords(health, world.now).join(' ');
  expect(said).toMatch(words);
  expect(said).not.toMatch(/undefined|NaN|broken|!| {2}/);
});

function feedOf(name: string): string {
  const items = ['x', 'y', 'z'].map((post) => `<item><title>${post} ${name}</title><link>https://${name}.example/${post}</link></item>`);
  return `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example/</link>${items.join('')}</channel></rss>`;
}

test('a source that was never asked, and one that may not be', async () => {
  const world = new World();
  const id = world.follow('blog', GOOD);
  expect(healthWords(healthOf(world.state(id), true, world.now), world.now)).toEqual(['Not checked yet.']);
  const { health, world: asked } = await after([GOOD], 0, ({ forbidden }) => void forbidden.add('https://blog.example/feed'));
  expect([health.condition, healthWords(health, asked.now)]).toEqual([
    'not-allowed',
    ['Kept, but the browser does not let Sidelight read this site.'],
  ]);
});

test('a source that has failed for weeks sleeps, says since when, and why', async () => {
  const { world, health } = await after([GOOD, status(404)], 40);
  expect(health.condition).toBe('asleep');
  expect(healthWords(health, world.now).join(' ')).toMatch(
    /^Asleep after \d+ tries in a row\. The site has nothing at this address\. Last worked .+\.$/,
  );
});

test('a source that ends the background each time is put aside in words', async () => {
  const { world, health } = await after([GOOD], 0, (made) => {
    const id = [...made.states.keys()][0];
    const state = id && made.states.get(id);
    if (state) made.states.set(state.sourceId, { ...state, unfinished: 3 });
  });
  expect(healthWords(health, world.now).join(' ')).toMatch(/^Reading the answer was cut short three times, so it was put aside\./);
});
