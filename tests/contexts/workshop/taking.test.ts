/** Each way out, of everything and of what is selected, from a real store and read back by our own adapters. */
import { expect, test } from 'vitest';
import { take } from '../../../src/contexts/workshop/taking';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src/core/transfer/out/formats';
import { readImport } from '../../../src/core/transfer/recognise';
import { putEssays } from '../../../src/edge/store/essays';
import { followSources } from '../../../src/edge/store/follow';
import { addHighlight } from '../../../src/edge/store/highlights';
import type { Library } from '../../../src/edge/store/library';
import { packing } from '../../../src/edge/store/packing';
import { openShelf } from '../../../src/edge/store/shelf';
import { act, essay, essayId, freshLibrary, got, NOW, source } from '../../edge/store/library-fixture';

const A = source('a', { url: 'https://a.example/feed', title: 'A' });
const B = source('b', { url: 'https://b.example/feed', title: 'B' });
const C = source('c', { url: 'https://c.example/feed', title: 'C' });
const ESSAYS = [
  essay('a1', { sourceId: A.id, url: 'https://a.example/1', title: 'First' }),
  essay('b1', { sourceId: B.id, url: 'https://b.example/1', title: 'Second' }),
  essay('b2', { sourceId: B.id, url: 'https://b.example/2', title: 'Third' }),
];

/** A and B are followed and have saved essays, of C nothing is saved; the first and the second have a highlight. */
async function libraryOfThree(): Promise<Library> {
  const library = await freshLibrary();
  got(
    await followSources(
      library,
      [A, B, C].map((each) => ({ source: each, wishes: { folder: 'Work / Data' } })),
      { from: 'options', now: NOW },
    ),
  );
  got(await putEssays(library, ESSAYS, { from: 'poll', now: NOW }));
  for (const { id } of ESSAYS) await act(library, id, 'save');
  for (const id of ['a1', 'b1'])
    got(
      await addHighlight(library, {
        ...{ essayId: essayId(id), quote: { exact: `words of ${id}`, prefix: '', suffix: '', start: 0 } },
        ...{ ink: 'plain', from: 'reader', now: NOW },
      }),
    );
  return library;
}

async function takenOut(library: Library, format: ExportFormat, ids: readonly string[] | undefined) {
  const edges = { library: async () => library, shelf: openShelf(), packing, now: () => NOW };
  const { file, count, name } = got(await take(edges, { format, ids: ids?.map(essayId), title: 'Sidelight' }, () => {}));
  const read = readImport(new Uint8Array(await file.arrayBuffer()));
  if (!read.ok) return { count, name, found: [] };
  const { items, feeds } = read.value.incoming;
  return { count, name, found: (format === 'opml' ? feeds : items).map(({ title }) => title).sort() };
}

const WANTED: Readonly<Record<ExportFormat, readonly [all: readonly string[], some: readonly string[]]>> = {
  markdown: [
    ['First', 'Second', 'Third'],
    ['Second', 'Third'],
  ],
  netscape: [
    ['First', 'Second', 'Third'],
    ['Second', 'Third'],
  ],
  csv: [['First', 'Second'], ['Second']], // a row for each highlight: the third has none
  'json-feed': [
    ['First', 'Second', 'Third'],
    ['Second', 'Third'],
  ],
  opml: [['A', 'B', 'C'], ['B']],
};

test.each(EXPORT_FORMATS)('%s: of everything, and of what is selected', async (format) => {
  const library = await libraryOfThree();
  const [all, some] = WANTED[format];
  expect((await takenOut(library, format, undefined)).found).toEqual(all);
  const selected = await takenOut(library, format, ['b1', 'b2']);
  expect(selected.found).toEqual(some);
  expect(selected.count).toBe(format === 'opml' ? 1 : 2);
});

test('a list of sources keeps its folders, and pages that were saved by themselves have no source', async () => {
  const library = await libraryOfThree();
  const edges = { library: async () => library, shelf: openShelf(), packing, now: () => NOW };
  const { file } = got(await take(edges, { format: 'opml', ids: [essayId('a1')], title: 'Sidelight' }, () => {}));
  const read = readImport(new Uint8Array(await file.arrayBuffer()));
  expect(read).toMatchObject({ ok: true, value: { incoming: { feeds: [{ url: 'https://a.example/feed', folder: ['Work', 'Data'] }] } } });
  got(
    await putEssays(library, [essay('own', { sourceId: 'page' as never, url: 'https://shelf.example/own' })], { from: 'page', now: NOW }),
  );
  expect(await takenOut(library, 'opml', ['own'])).toMatchObject({ count: 0 });
});
