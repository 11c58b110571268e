import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Essay } from '../../../src/core/essay';
import { MOST_ROW_BYTES, rowBytes } from '../../../src/core/library/essay-row';
import { muting } from '../../../src/core/library/mute';
import { countNew } from '../../../src/edge/store/count-new';
import { MIGRATIONS, openUpgrading } from '../../../src/edge/store/database';
import { wholeEssays } from '../../../src/edge/store/essay-rows';
import { putEssays } from '../../../src/edge/store/essays';
import type { Library } from '../../../src/edge/store/library';
import { latestEntries, savedEntries } from '../../../src/edge/store/lists';
import { moveNextBodies } from '../../../src/edge/store/move-bodies';
import { openLibrary } from '../../../src/edge/store/open';
import { knownPosts } from '../../../src/edge/store/polls';
import { essaysAfter } from '../../../src/edge/store/segments';
import { moveBodies } from '../../../src/flows/move-bodies';
import { act, essay, essayId, freshDisk, got, NOW, onDisk, rowOf, source, sourceId, WRITER } from './library-fixture';

const LAST_BEFORE = 7; // the version before texts stood apart
const COUNT = 23;
const OCCASION = { from: 'poll', now: NOW } as const;
const ESSAYS: readonly Essay[] = Array.from({ length: COUNT }, (_, at) =>
  essay(`e${String(at).padStart(2, '0')}`, {
    publishedAt: NOW - at,
    firstSeenAt: NOW,
    summary: at % 3 === 0 ? `${'слово '.repeat(150)} сирень` : `What ${at} says`,
    ...(at % 2 === 0 && { text: `The whole of ${at}. ${'word '.repeat(2_000)}` }),
  }),
);
const IDS = ESSAYS.map(({ id }) => id);

/** A library of an earlier version, as its reader left it. */
async function leftBehindBy(version: number): Promise<Library> {
  freshDisk();
  const db = await openUpgrading('library', MIGRATIONS.slice(0, version), () => {});
  for (const made of ESSAYS) await db.put('essays', rowOf(made) as never); // as: the row of an earlier version
  await db.put('sources', source('source', { addedAt: 0 }));
  await db.put('ledger', 'device-1', 'device');
  db.close();
  const library = got(await openLibrary(WRITER));
  await act(library, 'e04', 'save');
  return library;
}

/** What every kind of reader gets. */
async function readings(library: Library): Promise<unknown> {
  const isHidden = muting(['сирень']);
  return {
    whole: [...(await wholeEssays(library, IDS)).values()],
    listed: (await latestEntries(library, { limit: 50 })).entries.map(({ essay: { id, title, url } }) => [id, title, url]),
    muted: (await latestEntries(library, { limit: 50, isHidden })).hidden,
    new: [await countNew(library, 0), await countNew(library, 0, isHidden)],
    saved: (await savedEntries(library, { limit: 5 })).entries.map(({ essay: { id } }) => id),
    known: (await knownPosts(library, sourceId('source'))).essays,
    toIndex: (await essaysAfter(library, '', 50)).essays.map(({ essay: each }) => each),
  };
}

const left = async () => (await onDisk((db) => db.getAll('essays'))).filter((row) => 'text' in row).length;
const moveAll = (library: Library) => moveBodies({ moveNext: () => moveNextBodies(library, 5), yieldNow: async () => {} });

let library: Library;
beforeEach(async () => {
  library = await leftBehindBy(LAST_BEFORE);
});
afterEach(() => vi.restoreAllMocks());

test.each(MIGRATIONS.slice(0, LAST_BEFORE).map((_, at) => at + 1))('the texts of a library of version %i are moved', async (version) => {
  library = await leftBehindBy(version);
  const before = await readings(library);
  expect(before).toMatchObject({ whole: ESSAYS, muted: 8, new: [COUNT, COUNT - 8] });
  got(await moveAll(library));
  expect(await readings(library)).toEqual(before);
  const rows = await onDisk((db) => db.getAll('essays'));
  for (const row of rows) expect(rowBytes(row)).toBeLessThanOrEqual(MOST_ROW_BYTES);
  expect(await onDisk((db) => db.getAllKeys('bodies'))).toEqual(IDS.filter((_, at) => at % 2 === 0));
  expect(await onDisk((db) => db.getAllKeys('overlong'))).toEqual(IDS.filter((_, at) => at % 3 === 0));
});

test('at every moment of the move every reader gets the same', async () => {
  const before = await readings(library);
  for (let moved = got(await moveNextBodies(library, 4)); moved === 'more'; moved = got(await moveNextBodies(library, 4))) {
    library.close(); // the worker is killed between two pieces, and the next goes on
    library = got(await openLibrary(WRITER));
    expect(await readings(library)).toEqual(before);
  }
  expect(await left()).toBe(0);
});

describe.each([
  ['at once', 1],
  ['at once', 4],
  ['at commit', 3],
  ['killed', 2],
] as const)('a piece that ends %s, at its row %i', (how, nth) => {
  test('has moved nothing and lost nothing, and is done another time', async () => {
    const before = await readings(library);
    got(await moveNextBodies(library, 5));
    const leftBefore = await left();
    const put = IDBObjectStore.prototype.put;
    let rows = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      if (++rows !== nth) return put.call(this, value, key);
      if (how === 'at once') throw new DOMException('no room', 'QuotaExceededError');
      const request = put.call(this, value, key);
      const tx = this.transaction as IDBTransaction & { _abort(name: string): void }; // as: how fake-indexeddb itself ends a transaction
      tx._abort(how === 'killed' ? 'AbortError' : 'QuotaExceededError');
      return request;
    });
    const moving = moveAll(library);
    if (how === 'killed') await expect(moving).rejects.toBeDefined();
    else expect(await moving).toEqual({ ok: false, problem: { kind: 'disk-full' } });
    vi.restoreAllMocks();
    expect(await left()).toBe(leftBefore);
    expect(await readings(library)).toEqual(before);
    got(await moveAll(library));
    expect(await left()).toBe(0);
    expect(await readings(library)).toEqual(before);
  });
});

test('what is written while texts move is written in today’s shape, before and behind the place that was reached', async () => {
  got(await moveNextBodies(library, 5));
  const [early, late] = [ESSAYS[2], ESSAYS[20]] as [Essay, Essay]; // as: there are more
  const told = ({ text: _, ...fields }: Essay): Essay => ({ ...fields, tags: ['new'] });
  got(await putEssays(library, [told(early), told(late)], OCCASION));
  expect([...(await wholeEssays(library, [early.id, late.id])).values()]).toEqual([
    { ...early, tags: ['new'] },
    { ...late, tags: ['new'] },
  ]);
  expect(await onDisk((db) => db.get('bodies', late.id))).toEqual({ id: late.id, text: late.text });
  got(await moveAll(library));
  expect((await wholeEssays(library, [late.id])).get(late.id)).toEqual({ ...late, tags: ['new'] });
});

test('a row that cannot be read stays as it stands, and the others move', async () => {
  const damaged = { id: essayId('e05x'), text: 'somebody’s', title: 7 };
  await onDisk((db) => db.put('essays', damaged as never)); // as: damaged on purpose
  got(await moveAll(library));
  expect(await onDisk((db) => db.get('essays', damaged.id))).toEqual(damaged);
  expect(await left()).toBe(1);
});

test('a library whose texts are moved looks at no essay to know it', async () => {
  got(await moveAll(library));
  const reads = vi.spyOn(IDBObjectStore.prototype, 'getAllKeys');
  expect(got(await moveNextBodies(library))).toBe('done');
  expect(reads).not.toHaveBeenCalled();
});
