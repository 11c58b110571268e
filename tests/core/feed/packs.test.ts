/** The shared packs, read in place: skipped with a reason where they are absent. The same behaviour is proven on our own feeds in parse.test.ts. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { feedLine } from '../../../src/contexts/terminal/feed';
import { feedDate } from '../../../src/core/feed/dates';
import { postsOf } from '../../../src/core/feed/essays';
import { readListing } from '../../../src/core/feed/page/listing';
import { parseFeed } from '../../../src/core/feed/parse';
import { readOpml } from '../../../src/core/transfer/opml';

const PACK = join(import.meta.dirname, '../../../../shared/packs/robustness');
const isHere = existsSync(PACK);
if (!isHere) console.log(`skipped: ${PACK} is absent, so feeds are judged on our own fixtures alone`);

/** The packs are outside data with a shape their README gives. */
// biome-ignore lint/suspicious/noExplicitAny: cases of several shapes, read field by field
const pack = (file: string): any[] => JSON.parse(readFileSync(join(PACK, file), 'utf8')).cases;
const site = { siteUrl: 'https://blog.example/' };

describe.skipIf(!isHere)('shared packs', () => {
  test('conformance: core at least 96 %, base at least 26 of 28, texts to sanitize at least 97 %, three refused at most', () => {
    const folder = mkdtempSync(join(tmpdir(), 'feeds-'));
    const lines = pack('feeds-conformance/cases.json').map((one) =>
      JSON.stringify(
        feedLine({
          id: one.id,
          bytes: one.b64 === undefined ? new TextEncoder().encode(one.text ?? '') : Buffer.from(one.b64, 'base64'),
          origin: { url: one.url, contentType: one.contentType, headers: one.headers },
        }),
      ),
    );
    writeFileSync(join(folder, 'run.jsonl'), lines.join('\n'));
    const printed = execFileSync(process.execPath, [join(PACK, 'score-feeds.mjs'), join(folder, 'run.jsonl')], { encoding: 'utf8' });
    const scores = [...printed.matchAll(/^(\w+): (\d+) of (\d+) \(.*refused (\d+)$/gm)].map(([, group, passed, cases, refused]) => ({
      group,
      passed: Number(passed),
      cases: Number(cases),
      refused: Number(refused),
    }));
    const of = (name: string) => scores.find(({ group }) => group === name) ?? { passed: 0, cases: 1, refused: 0 };
    expect(of('core').passed / of('core').cases).toBeGreaterThanOrEqual(0.96);
    expect(of('base').passed).toBeGreaterThanOrEqual(26);
    expect(of('sanitize').passed / of('sanitize').cases).toBeGreaterThanOrEqual(0.97);
    expect(scores.reduce((sum, { refused }) => sum + refused, 0)).toBeLessThanOrEqual(3);
  });

  test('encodings: every one a browser can decode, but those this Node cannot', () => {
    const isMissing = (label: string) => {
      try {
        return new TextDecoder(label) === undefined;
      } catch {
        return true;
      }
    };
    const missed = pack('encodings/cases.json')
      .filter((one) => one.expect === 'title' && !isMissing(one.encoding))
      .filter((one) => {
        const reading = parseFeed(Buffer.from(one.b64, 'base64'), { contentType: one.http ?? undefined });
        return !reading.ok || postsOf(reading.value.feed, site)[0]?.title !== one.title;
      });
    expect(missed.map((one) => [one.encoding, one.declared, one.http])).toEqual([]);
  });

  test('dates: none is wrong, and those left unknown are no format of feeds', () => {
    const cases = pack('dates/cases.json').map((one) => ({ ...one, read: feedDate(one.input) }));
    const wrong = cases.filter(
      ({ read, expect: wanted }) => read !== undefined && Math.floor(read / 1000) * 1000 !== Date.parse(wanted ?? ''),
    );
    expect(wrong.map(({ input }) => input)).toEqual([]);
    const unknown = cases.filter(({ read, expect: wanted }) => read === undefined && wanted !== null);
    expect(unknown.map(({ input }) => input)).toEqual(['-0312', '03-12-31', '03335']);
  });

  const hostile = isHere ? pack('feeds-hostile/manifest.json').filter(({ file }) => file !== undefined) : [];
  const bytesOf = (file: string) => readFileSync(join(PACK, 'feeds-hostile/files', file));

  test('hostile feeds: what is to be taken is taken, what is to be refused is refused', () => {
    const elsewhere = new Set(['http', 'private', 'opml', 'listing']); // the network's, or below
    const wrong = hostile
      .filter((one) => !elsewhere.has(one.class) && !one.file.endsWith('.opml'))
      .flatMap((one) => {
        const reading = parseFeed(bytesOf(one.file), { url: 'https://blog.example/feed', contentType: one.serve?.contentType });
        const posts = reading.ok ? postsOf(reading.value.feed, site) : [];
        const wanted = one.expect.items;
        const isWrongCount = typeof wanted === 'number' && reading.ok && posts.length !== wanted;
        const isWrongOutcome = (one.expect.outcome === 'accept' && !reading.ok) || (one.expect.outcome === 'reject' && reading.ok);
        return isWrongCount || isWrongOutcome ? [[one.id, posts.length, wanted]] : [];
      });
    expect(wrong).toEqual([]);
  });

  test('hostile links: none but http and https, no password', () => {
    for (const one of hostile.filter((each) => each.class === 'url')) {
      const reading = parseFeed(bytesOf(one.file), { url: 'https://blog.example/feed' });
      const link = reading.ok ? reading.value.feed.entries[0]?.link : undefined;
      if (/^(drop|none|drop-as-article-link)$/.test(one.expect.link)) expect([one.id, link]).toEqual([one.id, undefined]);
      else expect(link ?? 'https://').toMatch(/^https?:\/\/(?![^/]*@)/);
    }
  });

  test('hostile dates: the instant, or unknown', () => {
    for (const one of hostile.filter((each) => each.class === 'date')) {
      const reading = parseFeed(bytesOf(one.file));
      const read = reading.ok ? reading.value.feed.entries[0]?.published : undefined;
      const wanted = /\d{4}-\d{2}-\d{2}T[\d:]+Z/.exec(one.expect.date)?.[0];
      if (read !== undefined && /that day/.test(one.expect.date)) expect(new Date(read).toISOString()).toMatch(/^2025-03-05T/);
      else if (read !== undefined) expect([one.id, new Date(read).toISOString().replace('.000', '')]).toEqual([one.id, wanted]);
      else expect(one.expect.date).toMatch(/unknown|clamped|that day/);
    }
  });

  test('hostile pages and subscription files', () => {
    for (const one of hostile.filter((each) => each.class === 'listing')) {
      const listing = readListing(bytesOf(one.file).toString('utf8'), 'https://blog.example/essays');
      expect([one.id, listing.ok]).toEqual([one.id, one.expect.outcome === 'accept']);
      if (listing.ok && typeof one.expect.items === 'number')
        expect([one.id, listing.value.feed.entries.length]).toEqual([one.id, one.expect.items]);
      expect(JSON.stringify(listing)).not.toMatch(/ignore previous|unsubscribe all/);
    }
    for (const one of hostile.filter((each) => each.class === 'opml' && typeof each.expect.feeds === 'number')) {
      const reading = readOpml(bytesOf(one.file).toString('utf8'));
      expect([one.id, reading.ok && reading.subscriptions.length]).toEqual([one.id, one.expect.feeds]);
    }
  });
});
