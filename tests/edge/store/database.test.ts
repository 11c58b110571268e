import { deleteDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshState } from '../../../src/core/follow/source-state';
import { type Database, MIGRATIONS, type Migration, openExisting, openUpgrading } from '../../../src/edge/store/database';
import { essay, essayId, freshDisk, NOW, onDisk, rowOf, sourceId } from './library-fixture';

const ignore = () => {};

async function versionOne(db: Database): Promise<void> {
  await db.put('essays', rowOf(essay('one')));
  await db.put('marks', { id: essayId('one'), marks: {}, firstSeenAt: NOW });
  await db.add('history', { essayId: essayId('one'), at: NOW, what: 'firstSeen', from: 'start' });
  await db.put('ledger', 'device-1', 'device');
}

async function versionTwo(db: Database): Promise<void> {
  await versionOne(db);
  await db.put('sourceMarks', { id: sourceId('source'), marks: {} });
  await db.put('sourceStates', freshState(sourceId('source')));
  await db.put('aliases', { id: sourceId('source'), aliases: [['name', essayId('one')]] });
}

async function versionThree(db: Database): Promise<void> {
  await versionTwo(db);
  await db.put('segments', { version: 1, segments: [] }, 'manifest');
}

async function versionSix(db: Database): Promise<void> {
  await versionThree(db);
  const asking = { tries: 1, askedAt: NOW };
  await db.put('texts', { id: essayId('one'), datedAt: NOW, origin: 'https://example.com/*', asking });
}

async function versionSeven(db: Database): Promise<void> {
  await versionSix(db);
  await db.put('done', { value: 'done' }, ['0m0000000-000001-a', 0]);
}

async function versionEight(db: Database): Promise<void> {
  await versionSeven(db);
  await db.put('bodies', { id: essayId('one'), text: 'All of it' });
  await db.put('overlong', { id: essayId('one'), firstSeenAt: NOW - 24 * 60 * 60 * 1000, title: 'Essay one' });
  await db.put('versions', { id: essayId('one'), essay: essay('one'), at: NOW });
}

async function versionTen(db: Database): Promise<void> {
  await versionEight(db);
  const said = essay('planet.one', { sourceId: sourceId('planet') });
  await db.put('places', {
    essayId: essayId('one'),
    sourceId: sourceId('planet'),
    name: said.id,
    said,
    beside: sourceId('planet'),
    owner: said.sourceId,
    datedAt: NOW,
    firstSeenAt: NOW,
  });
}

async function versionEleven(db: Database): Promise<void> {
  await versionTen(db);
  const copy = { id: essayId('one'), address: 'https://example.com/one', at: NOW, version: 1, title: 'One', letters: 3, markupBytes: 10 };
  const hash = 'a'.repeat(64);
  await db.put('copies', { ...copy, pictures: [{ url: 'https://example.com/a.png', hash }], hashes: [hash] });
  await db.put('copyMarkup', { id: essayId('one'), html: '<p>One</p>' });
  await db.put('blobs', { hash, type: 'image/png', bytes: 1, blob: new Blob(['x']) });
}

async function versionTwelve(db: Database): Promise<void> {
  await versionEleven(db);
  const facts = { madeAt: NOW, device: 'other', skipped: [], part: 1, row: 0, rowsDone: 1, rowsInAll: 2, changed: 1, stayed: [] };
  await db.put('restores', { id: NOW, state: 'going', ...facts });
  await db.put('journal', { entries: [{ kind: 'essays', id: 'one', mine: 'print' }] }, [NOW, 0, 0]);
}

/** Kept alike with other machines. */
async function versionThirteen(db: Database): Promise<void> {
  await versionTwelve(db);
  await db.put('unsynced', { turn: 2 }, 'e/one');
  await db.put('syncState', 'mark', 'mark');
}

/** What a library of each version holds when it is left behind. A new migration adds its own. */
const LEFT_BEHIND: readonly ((db: Database) => Promise<void>)[] = [
  async () => {},
  versionOne,
  versionTwo,
  versionThree,
  versionThree,
  versionThree,
  versionSix,
  versionSeven,
  versionEight,
  versionEight,
  versionTen,
  versionEleven,
  versionTwelve,
  versionThirteen,
]; // the fourth only finds faster, the fifth begins an index anew, and the ninth finds faster too

/** Two steps that were never shipped: they prove what holds for every step to come. */
const marked: Migration = async (_db, tx) => {
  for await (const row of tx.objectStore('essays')) await row.update({ ...row.value, title: `${row.value.title}, revised` });
};
const failing: Migration = async (db, tx) => {
  db.createObjectStore('sources2' as 'sources'); // as: a store no shipped version has
  await marked(db, tx);
  await tx.objectStore('essays').delete(essayId('one'));
  throw new Error('halfway');
};

beforeEach(freshDisk);

async function everything(): Promise<unknown> {
  return onDisk(async (db) => {
    const rows = await Promise.all([...db.objectStoreNames].map(async (store) => [store, await db.getAll(store)]));
    return { version: db.version, rows };
  });
}

async function leftBehindBy(version: number, steps = MIGRATIONS): Promise<void> {
  const db = await openUpgrading('library', steps.slice(0, version), ignore);
  await LEFT_BEHIND[Math.min(version, LEFT_BEHIND.length - 1)]?.(db);
  db.close();
}

test('every version has its example of what it leaves behind', () => {
  expect(LEFT_BEHIND).toHaveLength(MIGRATIONS.length + 1);
});

describe.each(
  MIGRATIONS.map((_, i) => i)
    .filter((version) => version > 0)
    .concat(MIGRATIONS.length),
)('from version %i', (version) => {
  test('everything is still there in today’s', async () => {
    await leftBehindBy(version);
    const db = await openUpgrading('library', MIGRATIONS, ignore);
    expect(db.version).toBe(MIGRATIONS.length);
    expect(await db.get('essays', essayId('one'))).toMatchObject({ id: 'one', title: 'Essay one', firstSeenAt: NOW - 24 * 60 * 60 * 1000 });
    expect(await db.get('marks', essayId('one'))).toBeDefined();
    expect(await db.getAll('history')).toHaveLength(1);
    expect(await db.get('ledger', 'device')).toBe('device-1');
    db.close();
  });

  test('a further step that works changes what it should', async () => {
    await leftBehindBy(version);
    const db = await openUpgrading('library', [...MIGRATIONS, marked], ignore);
    expect(await db.get('essays', essayId('one'))).toMatchObject({ title: 'Essay one, revised' });
    db.close();
  });

  test('a further step that fails halfway leaves everything exactly as before', async () => {
    await leftBehindBy(version);
    const before = await everything();
    await expect(openUpgrading('library', [...MIGRATIONS, failing], ignore)).rejects.toThrow('halfway');
    expect(await everything()).toEqual(before);
  });

  test('two further steps of which the second fails leave everything exactly as before', async () => {
    await leftBehindBy(version);
    const before = await everything();
    await expect(openUpgrading('library', [...MIGRATIONS, marked, failing], ignore)).rejects.toThrow('halfway');
    expect(await everything()).toEqual(before);
  });
});

test('of what a library has already, the newest of each source that say little are wanted in full', async () => {
  const old = await openUpgrading('library', MIGRATIONS.slice(0, 5), ignore);
  for (const source of ['a', 'b']) {
    await old.put('sources', {
      id: sourceId(source),
      kind: 'feed',
      url: 'https://a.example/',
      siteUrl: 'https://a.example/',
      title: source,
      addedAt: 1,
    });
    for (let day = 1; day <= 30; day++) {
      const text = day % 2 === 0 ? { text: 'word '.repeat(400) } : {};
      await old.put('essays', rowOf(essay(`${source}${day}`, { sourceId: sourceId(source), publishedAt: day, ...text })));
    }
  }
  await old.put('essays', { ...rowOf(essay('a12', { sourceId: sourceId('a'), publishedAt: 12 })), url: 'javascript:' }); // damaged
  old.close();
  const db = await openUpgrading('library', MIGRATIONS, ignore);
  const wanted = await db.getAllKeysFromIndex('texts', 'byWanted');
  db.close();
  const days = Array.from({ length: 10 }, (_, at) => 11 + 2 * at);
  expect(wanted).toEqual([...days.map((day) => `a${day}`), ...days.map((day) => `b${day}`)]);
});

test('a first step that fails leaves no library behind', async () => {
  const broken: Migration = async (db, tx) => {
    await MIGRATIONS[0]?.(db, tx);
    throw new Error('halfway');
  };
  await expect(openUpgrading('library', [broken], ignore)).rejects.toThrow('halfway');
  expect(await openExisting('library', ignore)).toBeUndefined();
});

test('a library of a later version is refused and left alone', async () => {
  await leftBehindBy(MIGRATIONS.length + 1, [...MIGRATIONS, marked]);
  const before = await everything();
  await expect(openUpgrading('library', MIGRATIONS, ignore)).rejects.toMatchObject({ name: 'VersionError' });
  expect(await everything()).toEqual(before);
});

test('looking for a library that is not there leaves none behind', async () => {
  expect(await openExisting('library', ignore)).toBeUndefined();
  expect(await indexedDB.databases()).toEqual([]);
});

test.each([
  ['an upgrade', () => openUpgrading('library', [...MIGRATIONS, marked], ignore).then((db) => db.close())],
  ['a deletion', () => deleteDB('library')],
])('an open connection makes way for %s and says so', async (_claim, change) => {
  let isGone = false;
  await openUpgrading('library', MIGRATIONS, () => {
    isGone = true;
  });
  await change();
  expect(isGone).toBe(true);
});
