/** Files of other readers brought into a library, and taken back, on the real store over an IndexedDB in memory. */
import { existsSync, readFileSync } from 'node:fs';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { noteOf, tagsOn } from '../../../src/core/library/fold';
import { stampTime } from '../../../src/core/library/stamp';
import { ok } from '../../../src/core/problem';
import { marksIn } from '../../../src/core/transfer/backup/join';
import type { Thread } from '../../../src/core/transfer/backup/units';
import { wholeCopyOf } from '../../../src/edge/store/copies';
import { putEssays } from '../../../src/edge/store/essays';
import { addHighlight } from '../../../src/edge/store/highlights';
import type { Library } from '../../../src/edge/store/library';
import { forgetImport, importsOf } from '../../../src/edge/store/restores';
import { savePage } from '../../../src/edge/store/save-page';
import { threadsAfter } from '../../../src/edge/store/threads';
import { act, essay, essayId, freshLibrary, got, NOW } from '../../edge/store/library-fixture';
import { dumpOf } from '../../flows/backup-world';
import { begun, bringIn, given, goOn, takeBack, workshopOf } from './brought';

const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) as Zippable);

const POCKET = given(
  'pocket.zip',
  zip({
    'part_000000.csv':
      'title,url,time_added,tags,status\n' +
      'A clock for the harbour,https://shelf.example/clock,1600000000,sea|time,archive\n' +
      'Tidy prose,https://shelf.example/prose,1650000000,,unread\n' +
      'A trick,javascript:void(0),1650000000,,unread\n',
    'annotations/part_000000.json': JSON.stringify([
      {
        ...{ url: 'https://shelf.example/clock', title: 'A clock for the harbour' },
        highlights: [{ quote: 'Nobody had asked the tide.', created_at: 1600000100 }],
      },
    ]),
  }),
);

const HTML =
  '<html><head><title>x</title><script>alert(1)</script></head><body><h1>On weights</h1><p>One pound is <b>not</b> a kilo.</p>' +
  '<p onclick="x()">The scales were set at noon. <a href="javascript:x">no</a> <a href="/more">more</a></p>' +
  '<p><img src="/w.png" alt="a weight"></p><pre><code class="language-js">let a = 1;\n  a += 1;</code></pre></body></html>';
const WALLABAG = given(
  'wallabag.json',
  JSON.stringify([
    {
      ...{ is_archived: 0, is_starred: 1, tags: ['scales'], title: 'On weights', url: 'https://shelf.example/weights', content: HTML },
      ...{ created_at: '2021-05-01T10:00:00+0200', language: 'en', published_by: ['A. Writer'] },
      annotations: [{ text: 'yes', quote: 'The scales were set at noon.', created_at: '2021-05-02T10:00:00+0200', ranges: [] }],
    },
  ]),
);

async function threads(library: Library): Promise<readonly Thread[]> {
  return (await threadsAfter(library, '', 10_000)).threads;
}
async function at(library: Library, url: string): Promise<Thread> {
  const found = (await threads(library)).find((thread) => thread.essay?.url === url);
  if (found === undefined) throw new Error(`${url} is not here`);
  return found;
}

test('a Pocket export comes with its dates, tags, archive and highlights', async () => {
  const library = await freshLibrary();
  await bringIn(library, [POCKET]);
  const clock = await at(library, 'https://shelf.example/clock');
  const marks = marksIn(clock);
  expect(clock.essay).toMatchObject({ title: 'A clock for the harbour', sourceId: 'page', firstSeenAt: 1_600_000_000_000 });
  expect([marks.saved?.[0], stampTime(marks.saved?.[1] ?? ('' as never))]).toEqual([true, 1_600_000_000_000]);
  expect([marks.archived?.[0], tagsOn(marks)]).toEqual([true, ['sea', 'time']]);
  expect(clock.highlights).toMatchObject([{ quote: { exact: 'Nobody had asked the tide.' }, madeAt: 1_600_000_100_000 }]);
  expect(clock.history?.map(({ what }) => what)).toEqual(['firstSeen', 'save', 'imported']);
  expect(marksIn(await at(library, 'https://shelf.example/prose')).archived).toBeUndefined();
  expect(await importsOf(library)).toMatchObject([{ state: 'done', changed: 2, fresh: 2 }]);
});

test('a text that came along is kept clean as a copy, and highlights find their place in it', async () => {
  const library = await freshLibrary();
  await bringIn(library, [WALLABAG]);
  const { id, essay: kept, highlights = [], marks } = await at(library, 'https://shelf.example/weights');
  expect(kept?.text).toBe('On weights\n\nOne pound is not a kilo.\n\nThe scales were set at noon. no more\n\nlet a = 1;\n  a += 1;');
  expect(kept).toMatchObject({ author: 'A. Writer', language: 'en' });
  const copy = await wholeCopyOf(library, id);
  expect(copy?.html).toBe(
    '<h1>On weights</h1><p>One pound is <b>not</b> a kilo.</p><p>The scales were set at noon. no <a href="https://shelf.example/more">more</a></p>' +
      '<p><img data-src="https://shelf.example/w.png" alt="a weight"></p><pre><code class="language-js">let a = 1;\n  a += 1;</code></pre>',
  );
  expect(copy?.copy.pictures).toEqual([{ url: 'https://shelf.example/w.png', lost: 'failed' }]);
  expect(highlights[0]?.quote).toMatchObject({ exact: 'The scales were set at noon.', suffix: ' no more\nlet a = 1;\n  a += 1;' });
  expect(highlights[0]?.note?.[0]).toBe('yes');
  expect(tagsOn(marksIn({ id, ...(marks && { marks }) }))).toEqual(['favourite', 'scales']);
});

test('before anything is kept it is counted: new, here already, and what is added', async () => {
  const library = await freshLibrary();
  got(await savePage(library, { address: 'https://shelf.example/prose', title: 'Tidy prose' }, { from: 'popup', now: NOW, by: 'page' }));
  got(
    await savePage(
      library,
      { address: 'http://www.shelf.example/clock/?utm_source=x', title: 'A clock' },
      { from: 'popup', now: NOW, by: 'page' },
    ),
  );
  const before = await dumpOf(library);
  const looked = await workshopOf(library).look(
    { files: [POCKET, given('photo.jpg', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 1, 2]))], favourite: 'f' },
    () => {},
  );
  expect(looked).toMatchObject({
    kind: 'found',
    files: [
      { name: 'pocket.zip', format: 'pocket-zip' },
      { name: 'photo.jpg', problem: { kind: 'binary', looksLike: 'picture' } },
    ],
    verdicts: { fresh: 0, changed: 1, same: 1 },
    counts: { entries: 2, archived: 1, highlights: 1 },
    dropped: [{ reason: 'not-http', count: 1 }],
    rows: [
      { title: 'A clock for the harbour', verdict: 'changed', tags: ['sea', 'time'] },
      { title: 'Tidy prose', verdict: 'same' },
    ],
  });
  expect(await dumpOf(library)).toBe(before);
});

test('what is here stands: its shelf, its date, its words; what is new is added', async () => {
  const library = await freshLibrary();
  got(
    await putEssays(
      library,
      [
        essay('one', {
          url: 'https://shelf.example/clock',
          title: 'A clock',
          summary: 'Theirs',
          text: 'Theirs. Nobody had asked the tide. No.',
        }),
      ],
      { from: 'poll', now: NOW },
    ),
  );
  await act(library, 'one', 'save');
  await act(library, 'one', { kind: 'note', text: 'mine' });
  await bringIn(library, [POCKET]);
  const one = (await threads(library)).find(({ id }) => id === 'one');
  const marks = one && marksIn(one);
  expect(one?.essay).toMatchObject({ title: 'A clock', text: 'Theirs. Nobody had asked the tide. No.' });
  expect([marks?.archived, stampTime(marks?.saved?.[1] ?? ('' as never)), marks && tagsOn(marks), marks && noteOf(marks)]).toEqual([
    ...[undefined, NOW],
    ...[['sea', 'time'], 'mine'],
  ]);
  expect((await threads(library)).filter((thread) => thread.essay?.url === 'https://shelf.example/clock')).toHaveLength(1);
});

test('brought in twice is brought in once', async () => {
  const library = await freshLibrary();
  await bringIn(library, [POCKET, WALLABAG]);
  const once = await dumpOf(library);
  await bringIn(library, [WALLABAG, POCKET], NOW + 1);
  expect(await dumpOf(library)).toBe(once);
  expect(await importsOf(library)).toMatchObject([{ changed: 0 }, { changed: 3 }]);
});

test('two notes on one page are both kept, and a page that was taken out is saved again', async () => {
  const library = await freshLibrary();
  const csv = (note: string) => given('t.csv', `url,title,note\nhttps://shelf.example/n,N,${note}\n`);
  await bringIn(library, [csv('first')]);
  const { id } = await at(library, 'https://shelf.example/n');
  await act(library, id, 'unsave', NOW + 5);
  await bringIn(library, [csv('second')], NOW + 10);
  const marks = marksIn(await at(library, 'https://shelf.example/n'));
  expect(marks.saved?.[0]).toBe(true);
  expect(noteOf(marks).split('\n\n').sort()).toEqual(['first', 'second']);
});

test('folders become tags, one by one or as a path, or nothing; what was archived may come to be read', async () => {
  const file = given(
    'r.csv',
    'title,note,excerpt,url,folder,tags,created,highlights,favorite\nA,,,https://shelf.example/f,Work/Data,x,2024-01-01T00:00:00Z,,false\n',
  );
  const tagged = async (choices: Parameters<typeof bringIn>[3]) => {
    const library = await freshLibrary();
    await bringIn(library, [file, POCKET], NOW, choices);
    const clock = marksIn(await at(library, 'https://shelf.example/clock'));
    return [tagsOn(marksIn(await at(library, 'https://shelf.example/f'))), clock.archived?.[0]];
  };
  expect(await tagged({ folders: 'paths', keepsArchived: true })).toEqual([['Work / Data', 'x'], true]);
  expect(await tagged({ folders: 'names', keepsArchived: false })).toEqual([['Data', 'Work', 'x'], undefined]);
  expect(await tagged({ folders: 'none', keepsArchived: true })).toEqual([['x'], true]);
});

const many = (count: number, from = 0) =>
  given(
    'many.csv',
    `url,title,tags,created\n${Array.from({ length: count }, (_, at) => `https://shelf.example/many/${from + at},Row ${from + at},t${at % 7},2024-01-01T00:00:00Z`).join('\n')}\n`,
  );

test('ended at any point, twenty times, it ends with every row once, and undone the library is what it was', async () => {
  const library = await freshLibrary();
  await savePage(library, { address: 'https://shelf.example/many/3', title: 'Mine' }, { from: 'popup', now: NOW - 5, by: 'page' });
  got(await putEssays(library, [essay('one', { url: 'https://shelf.example/many/4', title: 'Row 4' })], { from: 'poll', now: NOW }));
  const before = await dumpOf(library);
  await begun(library, [many(900)]);
  let seed = 7;
  for (let kill = 0; kill < 20; kill++) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    await goOn(library, NOW, seed % 2);
  }
  expect(await goOn(library)).toBe(true);
  const urls = (await threads(library)).map((thread) => thread.essay?.url).filter((url) => url?.includes('/many/'));
  expect([urls.length, new Set(urls).size]).toEqual([900, 900]);
  await takeBack(library);
  expect(await dumpOf(library)).toBe(before);
  expect(await importsOf(library)).toMatchObject([{ state: 'undone', stayed: [] }]);
});

test('undone days later, what the reader has touched since stays, and is counted; the rest goes', async () => {
  const library = await freshLibrary();
  await bringIn(library, [many(20)]);
  const ids = (await threads(library)).map(({ id }) => id);
  await act(library, ids[0] ?? '', { kind: 'tag', tag: 'mine' }, NOW + 9);
  await act(library, ids[1] ?? '', 'archive', NOW + 9);
  await act(library, ids[3] ?? '', 'open', NOW + 9); // reading is no change
  await act(library, ids[3] ?? '', { kind: 'progress', share: 0.5 }, NOW + 9);
  got(
    await addHighlight(library, {
      essayId: essayId(ids[2] ?? ''),
      quote: { exact: 'x', prefix: '', suffix: '', start: 0 },
      ink: 'plain',
      from: 'reader',
      now: NOW + 9,
    }),
  );
  await takeBack(library);
  expect((await threads(library)).map(({ id }) => id).sort()).toEqual(ids.slice(0, 3).sort());
  expect((await importsOf(library))[0]?.stayed.toSorted()).toEqual(ids.slice(0, 3).sort());
});

test('several imports are undone each by itself, in any order', async () => {
  const library = await freshLibrary();
  const before = await dumpOf(library);
  await bringIn(library, [many(10)], NOW + 1);
  await bringIn(library, [many(10, 5)], NOW + 2);
  await bringIn(library, [given('t.csv', 'url,title,tags\nhttps://shelf.example/many/3,Row 3,later\n')], NOW + 3);
  await takeBack(library, NOW + 1);
  const left = (await threads(library)).map((thread) => thread.essay?.url.split('/').at(-1));
  expect(left.sort()).toEqual(['10', '11', '12', '13', '14', '3', '5', '6', '7', '8', '9']);
  await takeBack(library, NOW + 3);
  await takeBack(library, NOW + 2);
  expect(await dumpOf(library)).toBe(before);
});

test('a page that a file has under two addresses goes back as it came', async () => {
  const library = await freshLibrary();
  const before = await dumpOf(library);
  await bringIn(library, [given('t.csv', 'url,title,tags\nhttps://shelf.example/amp/x,X,a\nhttps://shelf.example/x,X,b\n')]);
  const [thread, ...others] = await threads(library);
  expect([thread && tagsOn(marksIn(thread)), others]).toEqual([['a', 'b'], []]);
  await takeBack(library);
  expect(await dumpOf(library)).toBe(before);
});

test('out of the list, an import leaves what it brought', async () => {
  const library = await freshLibrary();
  await bringIn(library, [POCKET]);
  const after = await dumpOf(library);
  expect(await forgetImport(library, NOW)).toEqual(ok(undefined));
  expect([await importsOf(library), await dumpOf(library)]).toEqual([[], after]);
});

test('highlights of a title alone find the page that bears it; the others are named', async () => {
  const library = await freshLibrary();
  await savePage(library, { address: 'https://shelf.example/prose', title: 'Tidy  prose' }, { from: 'popup', now: NOW, by: 'page' });
  const csv =
    'Highlight,Book Title,Book Author,Note,Color,Tags,Location,Highlighted at\nLess is said.,Tidy Prose,B,,yellow,,3,2024-01-01 10:00:00\nLost.,Nowhere,B,,,,,\n';
  const workshop = workshopOf(library);
  const looked = await workshop.look({ files: [given('readwise.csv', csv)], favourite: 'f' }, () => {});
  expect(looked).toMatchObject({ verdicts: { changed: 1 }, dropped: [{ reason: 'no-page', count: 1, first: [{ title: 'Nowhere' }] }] });
  expect(workshop.left().csv).toBe('address,title,reason,same page as,rows\r\n,Nowhere,no-page,,1');
  await bringIn(library, [given('readwise.csv', csv)]);
  expect((await at(library, 'https://shelf.example/prose')).highlights).toMatchObject([{ quote: { exact: 'Less is said.' } }]);
});

const PACK = new URL('../../../../shared/packs/imports/', import.meta.url);
type Expected = {
  readonly file: string;
  readonly recognised: boolean;
  readonly format: string | null;
  readonly counts?: { readonly entries?: number };
};
const expected: readonly Expected[] = existsSync(new URL('expected.json', PACK))
  ? JSON.parse(readFileSync(new URL('expected.json', PACK), 'utf8')).files
  : [];
const firstOfEach = [
  ...new Map(
    expected.filter(({ format, file }) => format !== null && existsSync(new URL(`files/${file}`, PACK))).map((each) => [each.format, each]),
  ).values(),
];
if (firstOfEach.length === 0) console.log('skipped: the pack of exports is not here');

test.skipIf(firstOfEach.length === 0).each(firstOfEach.map((each) => [each.format, each.file] as const))(
  '%s: a file of the pack is brought in as a page brings it, and taken back',
  async (_format, file) => {
    const library = await freshLibrary();
    const before = await dumpOf(library);
    const files = [given(file, readFileSync(new URL(`files/${file}`, PACK)))];
    const looked = await workshopOf(library).look({ files, favourite: 'f' }, () => {});
    if (looked.kind !== 'found') throw new Error(JSON.stringify(looked));
    await bringIn(library, files);
    const there = (await threads(library)).filter(({ essay: kept }) => kept !== undefined);
    expect(there.length).toBe(looked.counts.entries);
    expect(there.flatMap(({ highlights = [] }) => highlights).length).toBeLessThanOrEqual(looked.counts.highlights);
    await takeBack(library);
    expect(await dumpOf(library)).toBe(before);
  },
);
