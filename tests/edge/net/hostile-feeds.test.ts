/** The pack of hostile feeds, as far as fetching goes: statuses, headers, redirects, sizes. Served by the pack's own server on loopback. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import { isPrivateAddress } from '../../../src/core/follow/private-address';
import { judge } from '../../../src/core/follow/response';
import { afterFailure, afterRead, freshState } from '../../../src/core/follow/source-state';
import { fetchSource } from '../../../src/edge/net/fetch-source';
import { readSource } from '../../../src/flows/read-source';
import { startPack } from '../../e2e/hostile-pack';

const PACK = '../shared/packs/robustness';
const isHere = existsSync(`${PACK}/feeds-hostile/manifest.json`);
if (!isHere) console.log(`skipped: ${PACK}/feeds-hostile is not on this machine`);

type Case = { readonly id: string; readonly class: string; readonly name: string; readonly target?: string };
const { cases } = (isHere ? JSON.parse(readFileSync(`${PACK}/feeds-hostile/manifest.json`, 'utf8')) : { cases: [] }) as {
  cases: readonly Case[];
}; // as: the pack's own shape

const DAY = 86_400_000;
const LIMITS = { bytes: 5_000_000, ms: 4_000 };
const fresh = freshState('s' as SourceId); // as: made-up id
let server: Awaited<ReturnType<typeof startPack>>;
let base = '';

/** What a first poll of the case comes to, up to the posts found. */
async function poll(id: string, query = '') {
  const fetched = await fetchSource({ url: `${base}/feeds/${id}${query}`, typedHost: '127.0.0.1' }, LIMITS);
  const now = Date.now();
  const verdict = judge(fetched, fresh, now);
  const pace = { now, random: 0.5 };
  if (verdict.kind !== 'read')
    return { verdict, now, state: verdict.kind === 'failed' ? afterFailure(fresh, verdict.problem, verdict.heldMs, pace) : fresh };
  const about = { source: { kind: 'feed', siteUrl: base }, url: verdict.trace.url, headers: verdict.headers } as const;
  const reading = await readSource(verdict.body, about, { yieldNow: async () => {}, now: () => performance.now() });
  return { verdict, reading, now, state: afterRead(fresh, verdict.trace, { dates: [], arrived: 0 }, pace) };
}

describe.skipIf(!isHere)('the pack of hostile feeds', () => {
  beforeAll(async () => {
    server = await startPack();
    base = `http://127.0.0.1:${server.port}`;
  });
  afterAll(() => server.stop());

  test.each([
    ['d-http-183', 'a feed sent as a web page is a feed'],
    ['d-http-185', 'an attachment is read, not downloaded'],
    ['d-http-186', 'plain text with nosniff is read'],
    ['d-http-197', 'a Link header to a private machine is not followed'],
    ['d-http-198', 'a Refresh header is not followed'],
    ['d-size-178', 'five thousand categories are one post'],
    ['d-size-179', 'twenty thousand images are one post'],
  ])('%s: %s', async (id) => {
    const { reading } = await poll(id);
    expect(reading?.ok && reading.value.posts.length).toBeGreaterThan(0);
  });

  test.each([
    ['d-http-190', 'needs-login'],
    ['d-http-193', 'leads-away'],
    ['d-http-194', 'leads-away'],
    ['d-http-195', 'leads-away'],
    ['d-http-196', 'leads-away'],
    ['d-size-177', 'too-large'],
    ['d-size-182', 'too-large'],
    ['d-size-180', 'too-slow'],
    ['d-size-176', 'too-large'], // contested: the pack wants the one title of 10 MB cut and kept; five megabytes is the limit for a feed
  ])('%s is refused as %s', async (id, kind) => {
    const { verdict } = await poll(id);
    expect(verdict).toMatchObject({ kind: 'failed', problem: { kind } });
  });

  test('gzip in gzip is no feed', async () => {
    expect((await poll('d-size-181')).reading?.ok).toBe(false);
  });

  test('410 stops the source', async () => {
    expect((await poll('d-http-187')).state.standing).toBe('gone');
  });

  test('429 with a day to wait is held for that day', async () => {
    const { state, now } = await poll('d-http-188');
    expect(state.heldUntil).toBe(now + DAY);
    expect(state.nextDueAt).toBeGreaterThanOrEqual(now + DAY);
  });

  test('429 with a time that makes no sense backs off all the same', async () => {
    const { state, now } = await poll('d-http-189');
    expect(state.heldUntil).toBeLessThanOrEqual(now + 60_000); // the host, for the shortest gap there is
    expect(state.nextDueAt).toBeGreaterThan(now + 20 * 60_000);
  });

  test('a validator of 60 kB is not stored', async () => {
    const { state, reading } = await poll('d-http-191');
    expect(reading?.ok ?? state.problem?.kind).toBe(true);
    expect(state).not.toHaveProperty('etag');
  });

  test('a Last-Modified in the future is not sent back, so the next change still arrives', async () => {
    expect((await poll('d-http-192')).state).not.toHaveProperty('lastModified');
  });

  test('every private target of the pack is refused before it is asked', () => {
    const targets = cases.flatMap(({ target }) => target ?? []);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !isPrivateAddress(target))).toEqual([]);
  });
});
