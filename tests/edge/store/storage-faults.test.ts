/**
 * What the fault pack wants of storage and migration, as far as no other file injects it: rows of every wrong shape before a migration, a browser that
 * allows no database, and two windows at once. The others: open.test.ts, write.test.ts, any-write.test.ts, database.test.ts, move-bodies.test.ts.
 */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Marks } from '../../../src/core/library/marks';
import { readMarks } from '../../../src/core/library/readers';
import { MIGRATIONS, openUpgrading } from '../../../src/edge/store/database';
import { putEssays } from '../../../src/edge/store/essays';
import { addHighlight, highlightsOf } from '../../../src/edge/store/highlights';
import { joinNextPages } from '../../../src/edge/store/join-pages';
import { latestEntries } from '../../../src/edge/store/lists';
import { commitAct, marksOf } from '../../../src/edge/store/marks';
import { moveNextBodies } from '../../../src/edge/store/move-bodies';
import { openLibrary } from '../../../src/edge/store/open';
import { essay, essayId, freshDisk, freshLibrary, got, NOW, onDisk, rowOf, WRITER } from './library-fixture';

afterEach(() => vi.restoreAllMocks());

const good = essay('good');
/** No row that is: IndexedDB takes none without its key. */
const DAMAGED: Readonly<Record<string, object>> = {
  'nothing but its key': { id: 'bad' },
  'null in every field': { id: 'bad', sourceId: null, url: null, title: null, summary: null, tags: null, firstSeenAt: null, datedAt: null },
  'a date in words': { ...rowOf(essay('bad')), datedAt: '1 January', publishedAt: '1 January', firstSeenAt: 'yesterday' },
  'a number for a title': { ...rowOf(essay('bad')), title: 7, text: 'words' },
  'a list for a text': { ...rowOf(essay('bad')), text: ['words'] },
};

describe.each([1, 7, MIGRATIONS.length - 1])('a library of version %i, brought up to date', (version) => {
  async function leftBehind(bad: object): Promise<void> {
    freshDisk();
    const db = await openUpgrading('library', MIGRATIONS.slice(0, version), () => {});
    for (const row of [rowOf(good), bad, rowOf(essay('long', { title: 'Long '.repeat(1_000_000) }))]) await db.put('essays', row as never); // as: damaged on purpose
    db.close();
  }

  test.each(Object.entries(DAMAGED))('goes on past a row with %s, which stays where it is', async (_what, bad) => {
    await leftBehind(bad);
    const library = got(await openLibrary(WRITER));
    for (const next of [moveNextBodies, joinNextPages]) while (got(await next(library)) === 'more');
    const { entries } = await latestEntries(library, { limit: 10 });
    const readable = entries.map(({ essay: { id } }) => id).filter((id) => id !== 'bad');
    expect(readable.sort()).toEqual(['good', 'long']);
    expect(entries.find(({ essay: { id } }) => id === 'long')?.essay.title.length).toBeGreaterThan(4_000_000);
    expect(await onDisk((db) => db.getKey('essays', essayId('bad')))).toBe('bad');
    library.close();
  });
});

test('a browser that allows no database is told of as such; nothing is written elsewhere and nothing throws', async () => {
  const refused = 'A mutation operation was attempted on a database that did not allow mutations.';
  freshDisk();
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException(refused, 'InvalidStateError');
  });
  expect(await openLibrary(WRITER)).toEqual({ ok: false, problem: { kind: 'library-unopened', detail: expect.stringContaining(refused) } });
});

const acts = fc.constantFrom('save', 'archive', 'unarchive', 'markRead', 'markUnread', 'note', 'tag', 'untag', 'highlight');
const step = fc.record({ window: fc.constantFrom(0, 1), what: acts, of: fc.constantFrom('a', 'b'), word: fc.constantFrom('sea', 'quay') });

/** The last of each field, in the order in which they were asked for. */
function expected(steps: readonly { readonly what: string; readonly of: string; readonly word: string }[], id: string) {
  const told = steps.filter(({ of }) => of === id);
  const last = (...names: readonly string[]) => told.findLast(({ what }) => names.includes(what))?.what;
  const tag = (word: string) => told.findLast((each) => ['tag', 'untag'].includes(each.what) && each.word === word)?.what === 'tag';
  return {
    isRead: last('markRead', 'markUnread') === 'markRead',
    note: told.findLast(({ what }) => what === 'note')?.word ?? '',
    tags: ['quay', 'sea'].filter(tag),
    highlights: told.filter(({ what }) => what === 'highlight').length,
  };
}

test('two windows that write the same essays at once: the last of each field stands, and no highlight is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
      const windows = [await freshLibrary(), got(await openLibrary(WRITER))] as const;
      got(await putEssays(windows[0], [essay('a'), essay('b')], { from: 'poll', now: NOW }));
      const quote = { exact: 'words', prefix: '', suffix: '', start: 0 };
      await Promise.all(
        steps.map(({ window, what, of, word }) => {
          const [library, by] = [windows[window === 0 ? 0 : 1], { essayId: essayId(of), from: 'reader', now: NOW } as const];
          if (what === 'highlight') return addHighlight(library, { ...by, quote, ink: 'plain' }).then(got);
          if (what === 'note') return commitAct(library, { ...by, act: { kind: 'note', text: word } }).then(got);
          if (what === 'tag' || what === 'untag') return commitAct(library, { ...by, act: { kind: what, tag: word } }).then(got);
          return commitAct(library, { ...by, act: { kind: what as 'save' } }).then(got); // as: the others are plain kinds
        }),
      );
      for (const id of ['a', 'b']) {
        const marks: Marks = readMarks(marksOf(await onDisk((db) => db.get('marks', essayId(id))))).marks;
        const tags = Object.entries(marks.tags ?? {}).flatMap(([tag, [isOn]]) => (isOn ? tag : []));
        const { highlights } = await highlightsOf(windows[0], essayId(id));
        expect({ isRead: marks.read?.[0] ?? false, note: marks.note?.[0] ?? '', tags: tags.sort(), highlights: highlights.length }).toEqual(
          expected(steps, id),
        );
      }
      for (const library of windows) library.close();
    }),
    { numRuns: 20 }, // a thousand acts
  );
});
