/** The index in the built extension: ten thousand essays, a worker that dies anywhere, and the same answers as an index built afresh. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Essay, EssayId, SourceId } from '../../src/core/essay';
import { indexedEssay } from '../../src/core/index/term-index';
import type { PageAsRead } from '../../src/core/page';
import type { Related } from '../../src/core/related/answer';
import type { Describe } from '../../src/core/related/choice';
import { withSentences } from '../../src/core/text/sentences';
import { relatePage } from '../../src/flows/relate-page';
import { PlainIndex } from '../core/index/plain-index';
import type { Page, Screen } from '../drive/driver';
import { until } from '../drive/poll';
import { ask, ownPage, stored, storedEssays } from './follower';
import { BROWSER, type Session, startSession } from './person';

const DIST = process.env['SIDELIGHT_DIST'];
const ESSAYS = 10_000;
const KILLS = Number(process.env['SIDELIGHT_KILLS'] ?? 8); // more take minutes

/** An essay of a made-up language: few words often and many seldom. Sent as text into the browser too, so it needs nothing around it. */
function madeEssay(number: number, edition: number) {
  let state = (Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(edition + 1, 0x85ebca6b)) >>> 0;
  const dice = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x27d4eb2f) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const word = (): string => {
    const rank = Math.floor(4_000 ** dice());
    return `${'bcdfghklmnprstvz'.charAt(rank % 16)}${'aeiou'.charAt((rank >> 4) % 5)}${'lnrst'.charAt((rank >> 6) % 5)}o${rank >> 8}m`;
  };
  const words = (count: number): string => Array.from({ length: count }, word).join(' ');
  const id = `made-${number}`;
  const made = { id, sourceId: `made-source-${number % 20}`, url: `https://made.example/${number}`, title: words(5), summary: words(40) };
  return { ...made, tags: [] as string[], firstSeenAt: 1_700_000_000_000 + number, datedAt: 1_700_000_000_000 + number };
}

/** Writes essays as a refresh does: rows, what is not indexed yet and the revision, in one transaction. */
async function write(ours: Screen, made: readonly (readonly [number: number, edition: number])[]): Promise<void> {
  await ours.eval(
    async (source, wanted) => {
      const make = new Function(`return (${source})`)() as (number: number, edition: number) => { id: string };
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const tx = db.transaction(['essays', 'unindexed', 'ledger'], 'readwrite');
      const known = tx.objectStore('ledger').get('revision');
      known.onsuccess = () => {
        const revision = (known.result ?? 0) + 1;
        for (const [number, edition] of wanted) {
          const essay = make(number ?? 0, edition ?? 0);
          tx.objectStore('essays').put(essay);
          tx.objectStore('unindexed').put(revision, essay.id);
        }
        tx.objectStore('ledger').put(revision, 'revision');
      };
      await new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
      db.close();
    },
    madeEssay.toString(),
    made,
  );
}

let session: Session;
let ours: Page;
const plain = new PlainIndex();
const essays = new Map<EssayId, Essay>();

function put(number: number, edition: number): void {
  const { datedAt: _, ...made } = madeEssay(number, edition);
  const essay: Essay = { ...made, id: made.id as EssayId, sourceId: made.sourceId as SourceId }; // as: made-up ids
  essays.set(essay.id, essay);
  plain.put({ ...indexedEssay(essay), source: essay.sourceId });
}

type Told = readonly { readonly id: EssayId; readonly score: number }[];

function pageAbout(number: number): PageAsRead {
  const parts = [number, number + 1].map((each) => essays.get(`made-${each % ESSAYS}` as EssayId)?.summary ?? ''); // as: a made-up id
  const text = `${parts.join('. ')}. ${madeEssay(number + 7 * ESSAYS, 0).summary}.`;
  return { url: `https://page.example/${number}`, title: 'On this', text, paragraphs: [[0, text.length]] };
}

const toldOf = ({ essays: shown }: Related): Told => shown.map(({ id, score }) => ({ id, score }));

async function asked(page: PageAsRead): Promise<Told> {
  return toldOf(await ask<Related>(ours, 'relatePage', { page: JSON.parse(JSON.stringify(page)) }));
}

/** Scores are added up in another order here: they are the same but for the last digits. */
async function expected(page: PageAsRead): Promise<readonly unknown[]> {
  const describe: Describe = async (found) =>
    new Map(
      found.flatMap(({ id }) => (essays.has(id) ? [[id, { essay: essays.get(id) as Essay, marks: {}, sourceTitle: '' }] as const] : [])),
    ); // as: asked before
  const told = toldOf(await relatePage(withSentences(page), plain, describe));
  return told.map(({ id, score }) => ({ id, score: expect.closeTo(score, 5) }));
}

const unindexed = async () => (await stored(ours, 'unindexed')).length;

beforeAll(async () => {
  session = await startSession(DIST === undefined ? {} : { dist: `${DIST}/${BROWSER}` });
  ours = await ownPage(session.driver);
  await ask(ours, 'wake', {});
  for (const essay of await storedEssays(ours)) {
    essays.set(essay.id, essay);
    plain.put({ ...indexedEssay(essay), source: essay.sourceId });
  }
  for (let from = 0; from < ESSAYS; from += 1_000) {
    await write(
      ours,
      Array.from({ length: 1_000 }, (_, i) => [from + i, 0] as const),
    );
    for (let i = 0; i < 1_000; i++) put(from + i, 0);
  }
});
afterAll(() => session?.stop());

test(`${BROWSER}: ten thousand essays are taken in, and a page is answered as by adding everything up`, async () => {
  await ask(ours, 'relatePage', { page: JSON.parse(JSON.stringify(pageAbout(3))) });
  await until('all essays to be indexed', async () => (await unindexed()) === 0, 100_000);
  for (const number of [3, 500, 9_999]) {
    const answer = await asked(pageAbout(number));
    expect(answer).toEqual(await expected(pageAbout(number)));
    expect(answer).not.toEqual([]);
  }
});

test(`${BROWSER}: a worker killed ${KILLS} times during updates and merges answers as an index built afresh, every time`, async () => {
  let seed = 11;
  const dice = (): number => {
    seed = (Math.imul(seed, 48_271) + 11) >>> 0;
    return seed / 2 ** 32;
  };
  for (let kill = 0; kill < KILLS; kill++) {
    const changed = Array.from({ length: 1 + Math.floor(dice() * 25) }, () => [Math.floor(dice() * ESSAYS), kill + 1] as const);
    await write(ours, changed);
    for (const [number, edition] of changed) put(number, edition);
    const page = pageAbout(changed[0]?.[0] ?? 0);
    void asked(page).catch(() => undefined); // it dies under this question
    await new Promise((resolve) => setTimeout(resolve, dice() * 80)); // at random: that is the test
    await session.driver.killWorker();
    expect(await asked(page), `after kill ${kill + 1}`).toEqual(await expected(page));
  }
  await until('the last essays to be indexed', async () => (await unindexed()) === 0);
}, 300_000);

test(`${BROWSER}: a damaged index is built anew without a word, and nothing of the library is touched`, async () => {
  const before = (await stored(ours, 'essays')).length;
  await ours.eval(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('library');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const tx = db.transaction('segments', 'readwrite');
    const keys = tx.objectStore('segments').getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) if (Array.isArray(key)) tx.objectStore('segments').put({ bytes: new Uint8Array(9), parts: {} }, key);
    };
    await new Promise((resolve) => {
      tx.oncomplete = resolve;
    });
    db.close();
  });
  await session.driver.killWorker();
  await asked(pageAbout(1)); // of what is built by then
  await until(
    'the index to be whole again',
    async () => {
      const [manifest] = await ours.eval(
        () =>
          new Promise<{ building?: string; segments: unknown[] }[]>((resolve) => {
            const opening = indexedDB.open('library');
            opening.onsuccess = () => {
              const row = opening.result.transaction('segments').objectStore('segments').get('manifest');
              row.onsuccess = () => {
                opening.result.close();
                resolve([{ building: row.result.building, segments: row.result.segments.map(() => 0) }]);
              };
            };
          }),
      );
      return manifest !== undefined && manifest.building === undefined && manifest.segments.length > 0;
    },
    100_000,
  );
  expect(await asked(pageAbout(1))).toEqual(await expected(pageAbout(1)));
  expect((await stored(ours, 'essays')).length).toBe(before);
  expect(await session.driver.errors()).toEqual([]);
});
