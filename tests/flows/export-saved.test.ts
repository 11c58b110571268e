/** What goes out comes back by our own readers, without loss of what each form can hold. */
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { EssayId, SourceId } from '../../src/core/essay';
import { type HighlightId, INKS } from '../../src/core/library/highlight';
import { nextStamp } from '../../src/core/library/stamp';
import type { KeptCopy, Thread } from '../../src/core/transfer/backup/units';
import { unitsOf } from '../../src/core/transfer/import/units';
import type { IncomingItem } from '../../src/core/transfer/incoming';
import type { EssayFormat } from '../../src/core/transfer/out/formats';
import { plainTag } from '../../src/core/transfer/out/netscape';
import { readImport } from '../../src/core/transfer/recognise';
import { packing } from '../../src/edge/store/packing';
import { exportSaved } from '../../src/flows/export-saved';

const NOW = Date.UTC(2026, 0, 1);
const line = fc
  .stringMatching(/^[\p{L}\p{N}"'<>&#@.!?*_`~=:[\](){}|\\/ -]{1,30}$/u)
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n'));
const paragraphs = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n\n'));
const at = fc.integer({ min: Date.UTC(2000, 0, 1), max: NOW });
const seconds = at.map((ms) => Math.floor(ms / 1000) * 1000);
const stamped = (ms: number) => nextStamp(undefined, ms, 'device-1');

const made = fc.record({
  path: fc.stringMatching(/^[a-z]{1,8}(\/[a-z\d-]{1,8}){0,2}$/),
  title: line,
  savedAt: seconds,
  archivedAt: fc.option(seconds, { nil: undefined }),
  publishedAt: fc.option(seconds, { nil: undefined }),
  author: fc.option(line, { nil: undefined }),
  tags: fc.uniqueArray(line, { maxLength: 3 }),
  note: fc.option(paragraphs, { nil: undefined }),
  text: fc.option(paragraphs, { nil: undefined }),
  highlights: fc.uniqueArray(
    fc.record({ exact: lines, note: fc.option(paragraphs, { nil: undefined }), madeAt: seconds, ink: fc.constantFrom(...INKS) }),
    { maxLength: 3, selector: ({ exact }) => exact },
  ),
});
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never;
const all = fc.uniqueArray(made, { selector: ({ path }) => path, minLength: 1, maxLength: 6 });

function threadOf({ path, title, savedAt, archivedAt, publishedAt, author, tags, note, text, highlights }: Made): Thread {
  const id = `page.${path}` as EssayId; // as: made up, as the next ones
  return {
    id,
    essay: {
      ...{ id, sourceId: 'page' as SourceId, url: `https://shelf.example/${path}`, title, summary: '', tags: [], firstSeenAt: savedAt },
      ...(author !== undefined && { author }),
      ...(publishedAt !== undefined && { publishedAt }),
      ...(text !== undefined && { text }),
    },
    marks: {
      saved: [true, stamped(savedAt)],
      ...(archivedAt !== undefined && { archived: [true, stamped(archivedAt)] }),
      ...(tags.length > 0 && { tags: Object.fromEntries(tags.map((tag) => [tag, [true, stamped(savedAt)]])) }),
      ...(note !== undefined && { note: [note, stamped(savedAt)] }),
    },
    highlights: highlights.map(({ exact, note: noted, madeAt, ink }, index) => ({
      ...{ id: `${path}-${index}` as HighlightId, essayId: id, quote: { exact, prefix: '', suffix: '', start: index }, madeAt },
      ink: [ink, stamped(madeAt)] as const,
      ...(noted !== undefined && { note: [noted, stamped(madeAt)] as const }),
    })),
  };
}

async function out(
  format: EssayFormat,
  threads: readonly Thread[],
  copies: ReadonlyMap<string, KeptCopy> = new Map(),
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  await exportSaved(
    format,
    {
      threads: async function* () {
        yield threads;
      },
      copyOf: async ({ id }) => copies.get(id),
      picture: async () => ({ type: 'image/png', bytes: Uint8Array.from([1, 2, 3]) }),
      packing,
      write: async (bytes) => void pieces.push(bytes),
    },
    'Sidelight',
  );
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer()); // as: never shared
}

function back(file: Uint8Array, format: string): readonly IncomingItem[] {
  const read = readImport(file);
  expect(read.ok ? read.value.format : read.problem).toBe(format);
  return read.ok ? read.value.incoming.items : [];
}

const byPath = (items: readonly IncomingItem[]) => new Map(items.map((item) => [item.url.replace('https://shelf.example/', ''), item]));
const COLOURS: Readonly<Record<string, string | undefined>> = { plain: undefined, dashed: 'blue', dotted: 'green', double: 'red' };
const marksOf = ({ highlights }: Made) =>
  highlights.map(({ exact, note, madeAt, ink }) => [exact.trim(), note?.trim(), madeAt, COLOURS[ink]]);
const broughtBack = (item: IncomingItem | undefined) =>
  item?.highlights.map(({ text, note, madeAt, colour }) => [text, note, madeAt, colour]);

test.each([['markdown', 'sidelight-markdown'] as const, ['json-feed', 'json-feed'] as const])(
  '%s: addresses, titles, dates, tags, archive, notes and highlights',
  async (format, name) => {
    await fc.assert(
      fc.asyncProperty(all, async (some) => {
        const items = byPath(back(await out(format, some.map(threadOf)), name));
        for (const each of some) {
          const item = items.get(each.path);
          expect(item).toMatchObject({
            title: each.title,
            addedAt: each.savedAt,
            state: each.archivedAt === undefined ? 'unread' : 'archived',
          });
          expect([item?.archivedAt, item?.publishedAt, item?.author]).toEqual([each.archivedAt, each.publishedAt, each.author]);
          expect(item?.tags.toSorted()).toEqual(each.tags.toSorted());
          expect(item?.notes).toEqual(each.note === undefined ? [] : [each.note]);
          expect(broughtBack(item)).toEqual(marksOf(each));
          expect(item?.text === undefined).toBe(each.text === undefined);
        }
      }),
      { numRuns: 60 },
    );
  },
);

const plainest: Made = {
  ...{ path: 'a', title: 'A', savedAt: Date.UTC(2000, 0, 1), archivedAt: undefined, publishedAt: undefined, author: undefined },
  ...{ tags: [], note: undefined, text: undefined, highlights: [] },
};

test.each([['markdown', 'sidelight-markdown'] as const, ['json-feed', 'json-feed'] as const])(
  '%s: a text says the same words',
  async (format, name) => {
    await fc.assert(
      fc.asyncProperty(made, paragraphs, async (each, text) => {
        const [item] = back(await out(format, [threadOf({ ...each, text })]), name);
        const units = item && unitsOf(item, { folders: 'paths', keepsArchived: true }, { at: NOW, name: '', favourite: 'f' });
        expect(units?.thread.essay?.text).toBe(text);
      }),
      { numRuns: 200, examples: [[plainest, '##\n\n## two signs\n\n###### six\n\n####### seven\n\n#none']] },
    );
  },
);

test('netscape: addresses, titles, dates, tags, archive and notes', async () => {
  await fc.assert(
    fc.asyncProperty(all, async (some) => {
      const items = byPath(back(await out('netscape', some.map(threadOf)), 'netscape'));
      for (const each of some) {
        const item = items.get(each.path);
        expect(item).toMatchObject({
          title: each.title,
          addedAt: each.savedAt,
          state: each.archivedAt === undefined ? 'unread' : 'archived',
        });
        expect(item?.tags.toSorted()).toEqual([...new Set(each.tags.map(plainTag).filter((tag) => tag !== ''))].sort());
        expect(item?.notes).toEqual(each.note === undefined ? [] : [each.note]);
      }
    }),
    { numRuns: 60 },
  );
});

test('csv: every highlight with its page, its note and its moment', async () => {
  await fc.assert(
    fc.asyncProperty(all, async (some) => {
      const held = some.filter(({ highlights }) => highlights.length > 0);
      const items = byPath(
        back(
          await out('csv', [...held, ...some.filter((each) => !held.includes(each))].map(threadOf)),
          held.length === 0 ? 'readwise-template-csv' : 'readwise-template-csv',
        ),
      );
      for (const each of held) {
        const item = items.get(each.path);
        expect(item?.title).toBe(each.title);
        expect(broughtBack(item)?.map((mark) => mark.slice(0, 3))).toEqual(marksOf(each).map((mark) => mark.slice(0, 3)));
      }
    }),
    { numRuns: 60 },
  );
});

const HTML =
  '<h2>On weights</h2><p>One <b>pound</b> is <em>not</em> a <a href="https://shelf.example/kilo">kilo</a>. 1. Not a list *here*.</p><ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>' +
  '<blockquote><p>Said once.</p></blockquote><pre><code class="language-js">let a = `1`;\n\n  a += 1;</code></pre><p><img data-src="https://shelf.example/w.png" alt="a weight"></p><hr><p>Line<br>two.</p>';

test('a copy goes out with its form and its pictures, and comes back in the same form', async () => {
  const thread = threadOf({
    ...{
      path: 'weights',
      title: 'On weights: a "history"/part',
      savedAt: NOW,
      archivedAt: undefined,
      publishedAt: undefined,
      author: undefined,
    },
    ...{ tags: [], note: undefined, text: 'x', highlights: [] },
  });
  const hash = 'ab'.repeat(32);
  const copy: KeptCopy = {
    html: HTML,
    copy: {
      ...{ id: thread.id, address: 'https://shelf.example/weights', at: NOW, version: 1, title: 'On weights', letters: 9, markupBytes: 9 },
      pictures: [{ url: 'https://shelf.example/w.png', hash }],
    },
  };
  const file = await out('markdown', [thread, { ...thread, id: 'page.2' as EssayId }], new Map([[thread.id, copy]])); // as: made up
  const files = unzipSync(file);
  expect(Object.keys(files)).toEqual([`pictures/${hash}.png`, 'On weights a history part.md', 'On weights a history part (2).md']);
  expect(new TextDecoder().decode(files['On weights a history part.md'])).toContain(
    `![a weight](pictures/${hash}.png "https://shelf.example/w.png")`,
  );
  const [item] = back(file, 'sidelight-markdown');
  const units = item && unitsOf(item, { folders: 'paths', keepsArchived: true }, { at: NOW, name: '', favourite: 'f' });
  expect(units?.copy?.html).toBe(HTML.replaceAll('<b>', '<strong>').replaceAll('</b>', '</strong>'));
});
