/** The library as its page shows it: which essays stand on a shelf, in which order, from where any of them is read by its place. Reads only. */
import type { EssayId, SourceId } from '../../core/essay';
import { isGone, readHighlight } from '../../core/library/highlight';
import { readMarks } from '../../core/library/readers';
import { stampTime } from '../../core/library/stamp';
import { LISTED } from './essay-rows';
import type { Library } from './library';
import { type Listed, newestEntries, shelvedEntries } from './lists';
import { marksOf } from './marks';
import { shownBeside } from './place-rows';
import { idsInState, idsTagged, tagCounts } from './states';
import { openCount } from './unread-count';

export const SHELVES = ['everything', 'later', 'unread', 'begun', 'archive', 'highlighted'] as const;
export type ShelfName = (typeof SHELVES)[number];

export const SORTS = ['newest', 'oldest', 'saved', 'shortest', 'longest', 'title'] as const;
export type Sort = (typeof SORTS)[number]; // saved: most recently, or most recently archived; not of everything

export type Shelf = {
  readonly name: ShelfName;
  readonly sort: Sort;
  readonly tag?: string;
  readonly source?: SourceId;
  readonly kept?: 'whole' | 'address'; // with its text, or without
};

const ROWS_AT_ONCE = 2_000; // some megabytes; others have a turn between two

/** The first rows, before the whole order is known. Undefined where only the whole order tells. */
export async function firstOf(library: Library, shelf: Shelf, limit: number): Promise<Pick<Listed<never>, 'entries'> | undefined> {
  const { name, sort, tag, source, kept } = shelf;
  if (tag !== undefined || source !== undefined || kept !== undefined) return undefined;
  if (name === 'everything' && sort === 'newest') return newestEntries(library, limit);
  return sort === 'saved' && (name === 'later' || name === 'archive') ? shelvedEntries(library, name, { limit }) : undefined;
}

/**
 * Every essay of a shelf in its order.
 *
 * Cost  the keys of an index; by length and by title, the rows of the shelf's essays as well.
 */
export async function orderOf(library: Library, shelf: Shelf): Promise<readonly EssayId[]> {
  const [base, ...others] = await Promise.all([baseOf(library, shelf), ...limitsOf(library, shelf)]);
  const within = others.length === 0 ? base : base.filter((id) => others.every((isIn) => isIn(id)));
  const { sort } = shelf;
  return sort === 'newest' || sort === 'oldest' || sort === 'saved' ? within : sorted(library, within, sort);
}

/** In the order of an index: by day, or as it was saved or archived. */
async function baseOf(library: Library, { name, sort, source }: Shelf): Promise<readonly EssayId[]> {
  const hasOthers = source !== undefined && (await shownBeside(library, [source])).length > 0;
  const tx = await library.begin(['essays', 'marks'], 'readonly');
  const marks = tx.objectStore('marks');
  if (sort === 'saved' && name === 'archive') return (await marks.index('byArchived').getAllKeys()).reverse();
  if (sort === 'saved') return (await (name === 'later' ? marks.index('byLater') : marks.index('bySaved')).getAllKeys()).reverse();
  const essays = tx.objectStore('essays');
  const keys =
    source === undefined || hasOthers
      ? await essays.index('byDate').getAllKeys()
      : await essays.index('bySourceDate').getAllKeys(IDBKeyRange.bound([source], [source, []]));
  return sort === 'oldest' ? keys : keys.reverse();
}

type IsIn = (id: EssayId) => boolean;

function limitsOf(library: Library, { name, sort, tag, source, kept }: Shelf): Promise<IsIn>[] {
  const isBase = name === 'everything' || (sort === 'saved' && (name === 'later' || name === 'archive'));
  const state = name === 'archive' ? 'archived' : name === 'everything' ? undefined : name;
  return [
    ...(isBase || state === undefined ? [] : [idsInState(library, state).then(among)]),
    ...(tag === undefined ? [] : [idsTagged(library, tag).then(among)]),
    ...(source === undefined ? [] : [idsOfSource(library, source).then(among)]),
    ...(kept === undefined
      ? []
      : [
          idsWithText(library).then(
            (ids): IsIn =>
              (id) =>
                ids.has(id) === (kept === 'whole'),
          ),
        ]),
  ];
}

const among =
  (ids: ReadonlySet<EssayId>): IsIn =>
  (id) =>
    ids.has(id);

async function idsOfSource(library: Library, source: SourceId): Promise<ReadonlySet<EssayId>> {
  const tx = await library.begin(['essays'], 'readonly');
  const own = await tx.objectStore('essays').index('bySource').getAllKeys(source);
  return new Set([...own, ...(await shownBeside(library, [source]))]);
}

/** Of which more is kept than what their lists said. */
async function idsWithText(library: Library): Promise<ReadonlySet<EssayId>> {
  const tx = await library.begin(['bodies', 'copies'], 'readonly');
  return new Set((await Promise.all([tx.objectStore('bodies').getAllKeys(), tx.objectStore('copies').getAllKeys()])).flat());
}

async function sorted(library: Library, ids: readonly EssayId[], sort: 'shortest' | 'longest' | 'title'): Promise<readonly EssayId[]> {
  const facts = new Map<EssayId, { readonly letters: number; readonly title: string }>();
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
    const tx = await library.begin(['essays'], 'readonly');
    const rows = await Promise.all(ids.slice(at, at + ROWS_AT_ONCE).map((id) => tx.objectStore('essays').get(id)));
    for (const row of rows) if (row !== undefined) facts.set(row.id, { letters: row.textLetters ?? 0, title: String(row.title) });
  }
  const lettersOf = (id: EssayId): number => facts.get(id)?.letters || (sort === 'shortest' ? Number.POSITIVE_INFINITY : 0); // of unknown length: last
  if (sort === 'title') {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return ids.toSorted((a, b) => compare(facts.get(a)?.title ?? '', facts.get(b)?.title ?? ''));
  }
  return ids.toSorted((a, b) => (sort === 'shortest' ? lettersOf(a) - lettersOf(b) || 0 : lettersOf(b) - lettersOf(a)) || 0);
}

/** The day by which an essay stands where it stands: ms since 1970, UTC. Undefined in an order that knows no days. */
export async function dayInOrder(library: Library, id: EssayId, { name, sort }: Pick<Shelf, 'name' | 'sort'>): Promise<number | undefined> {
  const tx = await library.begin(['essays', 'marks'], 'readonly');
  if (sort === 'newest' || sort === 'oldest') return (await tx.objectStore('essays').get(id))?.datedAt;
  if (sort !== 'saved') return undefined;
  const { marks } = readMarks(marksOf(await tx.objectStore('marks').get(id)));
  const stamped = name === 'archive' ? marks.archived : marks.saved;
  return stamped && stampTime(stamped[1]);
}

/** What stands in a row beside the essay and its marks. */
export type Beside = { readonly highlights: number; readonly hasCopy: boolean };

/** Cost  one request where nothing is highlighted, and one for each essay; another for each where something is. */
export async function besideOf(library: Library, ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, Beside>> {
  const tx = await library.begin(['highlights', 'copies'], 'readonly');
  const copies = Promise.all(ids.map((id) => tx.objectStore('copies').getKey(id)));
  const anyHighlights = (await tx.objectStore('highlights').count()) > 0;
  const byEssay = tx.objectStore('highlights').index('byEssay');
  const highlights = anyHighlights ? await Promise.all(ids.map((id): Promise<unknown[]> => byEssay.getAll(id))) : [];
  const keys = await copies;
  const standing = (rows: readonly unknown[] = []): number =>
    rows.flatMap((row) => readHighlight(row) ?? []).filter((each) => !isGone(each)).length;
  return new Map(ids.map((id, at) => [id, { highlights: standing(highlights[at]), hasCopy: keys[at] !== undefined }] as const));
}

export type ShelfCounts = {
  readonly shelves: Readonly<Record<ShelfName, number>>;
  readonly tags: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<SourceId, number>; // those that show any
  readonly whole: number; // with their text
};

/** Cost  counts on indexes, and the marks of all that bear any. */
export async function shelfCounts(library: Library, sources: Iterable<SourceId>): Promise<ShelfCounts> {
  const tx = await library.begin([...LISTED, 'marks', 'ledger', 'places', 'sources'], 'readonly');
  const [everything, later, archive, unread] = await Promise.all([
    tx.objectStore('essays').count(),
    tx.objectStore('marks').index('byLater').count(),
    tx.objectStore('marks').index('byArchived').count(),
    openCount(tx).then((count) => count.all()),
  ]);
  const bySource = await Promise.all(
    [...sources].map(async (id) => {
      const own = await tx.objectStore('essays').index('bySource').count(id);
      const others = await tx
        .objectStore('places')
        .index('byBesideDate')
        .count(IDBKeyRange.bound([id], [id, []]));
      return [id, own + others] as const;
    }),
  );
  const [begun, highlighted, whole, tags] = await Promise.all([
    idsInState(library, 'begun'),
    idsInState(library, 'highlighted'),
    idsWithText(library),
    tagCounts(library),
  ]);
  return {
    shelves: { everything, later, unread, archive, begun: begun.size, highlighted: highlighted.size },
    tags,
    sources: new Map(bySource.filter(([, count]) => count > 0)),
    whole: whole.size,
  };
}

/** How much there is to read for later, in letters of the texts that are known, and in how many of them. */
export async function laterLetters(library: Library): Promise<{ readonly letters: number; readonly essays: number }> {
  const tx = await library.begin(['essays', 'marks'], 'readonly');
  const ids = await tx.objectStore('marks').index('byLater').getAllKeys(null, ROWS_AT_ONCE);
  const [rows, marks] = await Promise.all([
    Promise.all(ids.map((id) => tx.objectStore('essays').get(id))),
    Promise.all(ids.map((id): Promise<unknown> => tx.objectStore('marks').get(id))),
  ]);
  let letters = 0;
  for (const [at, row] of rows.entries()) {
    const done = readMarks(marksOf(marks[at])).marks.progress?.[0] ?? 0;
    letters += (row?.textLetters ?? 0) * (1 - done);
  }
  return { letters, essays: ids.length };
}
