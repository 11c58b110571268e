/** `export`, as the terminal has it: what goes out by each form comes back by `import`, and a backup goes out as another reader's file does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { EssayId, SourceId } from '../../../src/core/essay';
import { nextStamp } from '../../../src/core/library/stamp';
import type { KeptSource, Thread } from '../../../src/core/transfer/backup/units';
import { EXPORT_FORMATS } from '../../../src/core/transfer/out/formats';
import { packing } from '../../../src/edge/store/packing';
import { makeBackup } from '../../../src/flows/make-backup';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'sidelight-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(at(name), text);
  return at(name);
}

const WALLABAG = JSON.stringify(
  ['one', 'two'].map((path, id) => ({
    ...{ id, title: `Title, "${path}"`, url: `https://shelf.example/${path}`, is_archived: id, is_starred: 0, tags: ['sea', path] },
    ...{ content: `<p>Words of ${path}, and more of them</p>`, created_at: '2020-01-02T03:04:05+0000' },
    annotations: [{ text: 'my note', quote: `Words of ${path}`, ranges: [] }],
  })),
);

type Entry = Readonly<Record<string, unknown>> & { readonly highlights: readonly { readonly text: string; readonly note?: string }[] };
type Line = { readonly format: string; readonly entries: readonly Entry[] };

async function entriesOf(path: string): Promise<readonly Entry[]> {
  const { answers } = await run('import', '--lines', '--entries', path);
  return (answers[0] as Line).entries; // as: what import prints
}

test.each(EXPORT_FORMATS.filter((format) => format !== 'opml'))('another reader’s file goes out as %s, and comes back', async (format) => {
  const from = file('wallabag.json', WALLABAG);
  const { code, answers } = await run('export', '--from', from, '--as', format, '--out', at(`out-${format}`));
  expect([code, answers]).toEqual([0, [{ essays: 2, file: at(`out-${format}`) }]]);
  const [before, after] = [await entriesOf(from), await entriesOf(at(`out-${format}`))];
  const named = (entries: readonly Entry[]) =>
    entries.map(({ url, title }) => ({ url, title })).sort((a, b) => (String(a.url) < String(b.url) ? -1 : 1));
  expect(named(after)).toEqual(named(before));
  const quotes = (entries: readonly Entry[]) =>
    entries.flatMap(({ highlights }) => highlights.map(({ text, note }) => [text, note])).sort();
  if (format !== 'netscape') expect(quotes(after)).toEqual(quotes(before));
  if (format !== 'csv') expect(new Set(after.flatMap(({ tags }) => tags))).toEqual(new Set(before.flatMap(({ tags }) => tags)));
  if (format !== 'csv')
    expect(after.filter(({ state }) => state === 'archived').map(({ url }) => url)).toEqual(['https://shelf.example/two']);
});

test('of a backup what is saved goes out, by its tag where one is asked for, and its sources as OPML', async () => {
  const from = file('backup.zip', await backupOf());
  await run('export', '--from', from, '--as', 'netscape', '--out', at('all.html'));
  expect((await entriesOf(at('all.html'))).map(({ url }) => url)).toEqual(['https://shelf.example/a', 'https://shelf.example/b']);
  await run('export', '--from', from, '--as', 'json-feed', '--tag', 'sea', '--out', at('sea.json'));
  expect((await entriesOf(at('sea.json'))).map(({ url }) => url)).toEqual(['https://shelf.example/a']);
  expect((await run('export', '--from', from, '--as', 'opml', '--out', at('feeds.opml'))).answers).toEqual([
    { sources: 1, file: at('feeds.opml') },
  ]);
  const { answers } = await run('import', '--lines', '--entries', at('feeds.opml'));
  expect(answers[0]).toMatchObject({
    format: 'opml',
    feeds: [{ url: 'https://shelf.example/feed', title: 'Shelf', folder: ['Work', 'Data'] }],
  });
});

test('what cannot be done is one sentence', async () => {
  const from = file('words.txt', 'only words');
  expect((await run('export', '--from', from, '--as', 'pdf', '--out', at('x'))).complaints[0]).toMatch(/^--as is markdown or /);
  expect(await run('export', '--from', from, '--as', 'csv', '--out', at('x'))).toMatchObject({
    code: 2,
    complaints: [expect.stringContaining('plain text')],
  });
});

async function backupOf(): Promise<Uint8Array> {
  const stamp = nextStamp(undefined, Date.UTC(2020, 0, 1), 'device-1');
  const thread = (path: string, marks: Readonly<Record<string, unknown>>): Thread => {
    const id = `page.${path}` as EssayId; // as: made up, as the next ones
    const essay = {
      id,
      sourceId: 'page' as SourceId,
      url: `https://shelf.example/${path}`,
      title: path,
      summary: '',
      tags: [],
      firstSeenAt: 0,
    };
    return { id, essay, marks } as unknown as Thread; // as: what its reader would make of it
  };
  const threads = [
    thread('a', { saved: [true, stamp], tags: { sea: [true, stamp] } }),
    thread('b', { saved: [true, stamp] }),
    thread('only-seen', { read: [true, stamp] }),
  ];
  const id = 'shelf' as SourceId;
  const source = {
    id,
    kind: 'feed',
    url: 'https://shelf.example/feed',
    siteUrl: 'https://shelf.example/',
    title: 'Shelf',
    addedAt: 1_500_000_000_000,
  };
  const sources = [{ id, source, marks: { followed: [true, stamp], folder: ['Work / Data', stamp] } } as unknown as KeptSource]; // as: likewise
  const pieces: Uint8Array[] = [];
  const none = async function* () {};
  await makeBackup(
    {
      lines: {
        ...{ copies: none, pictures: none, whole: none },
        sources: async function* () {
          yield { lines: sources };
        },
        essays: async function* () {
          yield { lines: threads };
        },
      },
      ...{ packing, picture: async () => undefined },
      write: async (bytes) => void pieces.push(bytes.slice()),
    },
    { madeAt: Date.UTC(2020, 0, 1), madeBy: '0', device: 'device-1' },
  );
  return new Uint8Array(pieces.flatMap((piece) => [...piece]));
}
