import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOldDump } from '../../../src/core/transfer/backup/old-dump';
import { backupLines } from '../../../src/edge/store/backup-lines';
import { dumpLibrary } from '../../../src/edge/store/export';
import { freshLibrary, NOW } from '../../edge/store/library-fixture';
import { arbitraryWorld, fill } from '../../flows/backup-world';

const worlds = await arbitraryWorld();

async function allOf<T>(lines: AsyncIterable<{ readonly lines: readonly T[] }>): Promise<T[]> {
  const all: T[] = [];
  for await (const { lines: some } of lines) all.push(...some);
  return all;
}

test('what "Export everything" wrote says all that the library says, but for pictures', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const library = await freshLibrary();
      await fill(library, world);
      const dump = readOldDump(JSON.parse(JSON.stringify(await dumpLibrary(NOW))));
      const { sources, essays, copies } = backupLines(library);
      expect(dump).toMatchObject({ madeAt: NOW, device: 'device-1', leftOut: 0, whole: world.whole });
      expect(dump?.sources).toEqual(await allOf(sources()));
      expect(dump?.essays).toEqual(await allOf(essays()));
      expect(dump?.copies).toEqual(await allOf(copies()));
    }),
    { numRuns: 25 },
  );
});

test('one of a library from before texts stood apart is read', () => {
  const essay = {
    id: 'e',
    sourceId: 's',
    url: 'https://example.com/',
    title: 'One',
    summary: '',
    tags: [],
    firstSeenAt: 1,
    text: 'The text.',
    datedAt: 1,
  };
  const dump = readOldDump({ database: 'library', version: 3, exportedAt: 5, stores: { essays: [{ key: 'e', value: essay }] } });
  expect(dump?.essays).toMatchObject([{ id: 'e', essay: { title: 'One', text: 'The text.' } }]);
});

test('rows that the browser could not read back are counted and cost no other', () => {
  const marks = { saved: [true, '0000000000010000a'] };
  const rows = [
    { key: 'x', unreadable: 'DataError' },
    { key: 'y', value: { id: 'y', marks } },
    { key: 'z', value: 7 },
  ];
  expect(readOldDump({ database: 'library', version: 12, exportedAt: 5, stores: { marks: rows } })).toMatchObject({
    leftOut: 2,
    essays: [{ id: 'y', marks }],
  });
});

test('anything at all is read or is none, and nothing throws', () => {
  fc.assert(fc.property(fc.anything(), (raw) => void readOldDump(raw)));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('essays', 'marks', 'history', 'ledger', 'copies', 'sources'), fc.anything()),
      (stores) => void readOldDump({ database: 'library', stores }),
    ),
  );
  for (const raw of [undefined, null, 7, [], {}, { database: 'other', stores: {} }]) expect(readOldDump(raw)).toBeUndefined();
});
