/** The pack's hostile lists of subscriptions, brought to the page "Sources" as files and followed with a click. Skipped, with a word, without the pack. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Source } from '../../src/core/essay';
import type { Page } from '../drive/driver';
import { type Recorder, startRecorder } from '../drive/recorder';
import { bring } from './bring';
import { ask, stored } from './follower';
import { allows, type Case, isHere, packed, startPack } from './hostile-pack';
import { BROWSER, type Session, startSession } from './person';

const SOURCES = 'src/contexts/options/options.html#sources';
const DIST = process.env['SIDELIGHT_DIST'];
const COMES_ALONG = 'hlibco-data'; // the bundled source's
const NAMES = ['blog.example', 'paid.example'];

const cases = packed<Case>('feeds-hostile/manifest.json').filter((one) => one.class === 'opml' || one.file?.endsWith('.opml') === true);

describe.skipIf(!isHere)(`${BROWSER}: the pack of hostile lists`, () => {
  let server: Awaited<ReturnType<typeof startPack>>;
  let recorder: Recorder;
  let session: Session;
  beforeAll(async () => {
    server = await startPack();
    recorder = await startRecorder();
    session = await startSession({ proxy: recorder.port, ...(DIST !== undefined && { dist: `${DIST}/${BROWSER}` }) });
    await session.driver.grantOrigins(NAMES.flatMap((name) => [`https://${name}/*`, `https://www.${name}/*`]));
  });
  afterAll(async () => {
    await session?.stop();
    await recorder?.stop();
    server?.stop();
  });

  test.each(cases)('$id', async ({ id, expect: wanted }) => {
    const text = await (await fetch(`http://127.0.0.1:${server.port}/feeds/${id}`)).text();
    const page = await session.driver.openExtensionPage(SOURCES);
    await page.eval(() => void Object.assign(globalThis, { __canary: () => document.documentElement.classList.add('is-called') }));
    const said = await bring(page, `${id}.opml`, text);
    expect(said).not.toContain('secret');
    if (wanted.outcome === 'accept') expect(said).toMatch(/new source/);
    else expect(said).toContain('This is no OPML');

    recorder.clear();
    const kept = wanted.outcome === 'accept' ? await followShown(page) : [];
    for (const { id: sourceId } of kept) await ask(page, 'unfollow', { sourceId }); // new again for the next list
    expect(allows(wanted.feeds, kept.length), `${kept.length} sources`).toBe(true);
    for (const { url, siteUrl } of kept) {
      expect(url).toMatch(/^https:\/\/(blog|paid)\.example\//); // without the password
      expect(siteUrl).toMatch(/^https?:/);
    }
    const elsewhere = recorder.requests().filter((request) => !NAMES.some((name) => request.includes(name)));
    expect(elsewhere).toEqual([]);
    expect(await page.eval(() => [document.documentElement.className, document.querySelectorAll('.bringing img').length])).toEqual(['', 0]);
    await page.close();
  });

  test('nothing of this ran, and nothing raised an error of ours', async () => {
    const ours = /Uncaught|Content Security|TypeError|RangeError|InternalError/;
    expect((await session.driver.errors()).filter((error) => ours.test(error))).toEqual([]);
  });

  /** Presses "Follow", waits for the report, and gives what is followed then besides what comes along. */
  async function followShown(page: Page): Promise<readonly Source[]> {
    await page.click('.bringing .button');
    await page.until(() => /followed\./.test(document.querySelector('.bringing .finding-fact')?.textContent ?? ''));
    const states = await stored<{ readonly sourceId: string }>(page, 'sourceStates');
    const followed = new Set(states.map(({ sourceId }) => sourceId));
    return (await stored<Source>(page, 'sources')).filter(({ id }) => followed.has(id) && id !== COMES_ALONG);
  }
});
