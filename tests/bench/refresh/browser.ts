/** Measures the built extension over 200 sites behind a made-up web: the first poll, one where all answer 304, one with a new post each. A child
 * of section.ts, which says in SIDELIGHT_BROWSER which browser; prints its rows as a line of JSON. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { newSource } from '../../../src/core/follow/new-source';
import { startWeb } from '../../drive/made-up-web';
import { follow, ownPage, refreshAll, stored } from '../../e2e/follower';
import { BROWSER, startSession } from '../../e2e/person';
import { feedOf } from './feeds';

const SOURCES = Number(process.argv[2] ?? 200);
const LATENCY_MS = 40; // a site in the same country
const DIST = process.env['SIDELIGHT_DIST'];

let edition = 0;
let seen = { requests: 0, notModified: 0, bytes: 0 };
const bodies = new Map<string, { readonly body: Buffer; readonly etag: string }>();
function bodyNow(at: number) {
  const key = `${at} ${edition}`;
  const feed = bodies.get(key)?.body === undefined ? feedOf(at, edition) : '';
  const made = bodies.get(key) ?? { body: gzipSync(feed), etag: `"${createHash('sha1').update(feed).digest('hex')}"` };
  bodies.set(key, made);
  return made;
}

const web = await startWeb();
const session = await startSession({ proxy: web.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
try {
  await session.driver.grantOrigins(['http://*/*']);
  const ours = await ownPage(session.driver);
  const sources = Array.from({ length: SOURCES }, (_, at) => newSource({ kind: 'feed', url: `http://blog${at}.example/feed` }, Date.now()));
  for (const [at, { url }] of sources.entries()) {
    web.put(url, (request) => {
      const { body, etag } = bodyNow(at);
      const isSame = request.headers['if-none-match'] === etag;
      const bytes = isSame ? 0 : body.length;
      seen = { requests: seen.requests + 1, notModified: seen.notModified + (isSame ? 1 : 0), bytes: seen.bytes + bytes };
      if (isSame) return { status: 304, headers: { etag }, afterMs: LATENCY_MS };
      return { body, headers: { etag, 'content-encoding': 'gzip' }, afterMs: LATENCY_MS };
    });
  }
  const measure = async (poll: string, run: () => Promise<void>) => {
    for (let at = 0; at < SOURCES; at++) bodyNow(at);
    seen = { requests: 0, notModified: 0, bytes: 0 };
    const began = performance.now();
    await run();
    const ms = Math.round(performance.now() - began);
    const essays = (await stored(ours, 'essays')).length;
    return {
      poll,
      'wall ms': ms,
      requests: seen.requests,
      '304': seen.notModified,
      'gzip MB': Math.round(seen.bytes / 1e5) / 10,
      essays,
      'in flight': web.mostAtOnce(),
    };
  };
  const ids = sources.map(({ id }) => id);
  const rows = [
    await measure('first', () =>
      follow(
        ours,
        sources.map((source) => ({ source, wishes: {} })),
        300_000,
      ),
    ),
  ];
  rows.push(await measure('all 304', () => refreshAll(ours, ids)));
  edition = 1;
  rows.push(await measure('one new post each', () => refreshAll(ours, ids)));
  console.log(JSON.stringify(rows.map((row) => ({ browser: `${BROWSER} ${session.driver.version}`, ...row }))));
} finally {
  await session.stop();
  await web.stop();
}
