/** Typed search: titles that the index has not taken in → the index → together, and how many of its essays were not read yet. Effects are handed in. */
import { datedAt, type EssayId, type ListedEssay, type SourceId } from '../core/essay';
import type { Manifest } from '../core/index/manifest';
import type { SegmentedIndex } from '../core/index/segmented-index';
import type { Accepts } from '../core/index/term-index';
import { titleSearch } from '../core/index/title-search';
import { searchWords } from '../core/index/word-search';
import type { Found, SearchWithin } from '../messages';

export type SearchEffects = {
  ask<T>(ask: (index: SegmentedIndex) => Promise<T>): Promise<T>;
  readManifest(): Promise<Manifest>; // of the version that stands
  countUnindexed(building: Manifest['building']): Promise<number>;
  eachUnindexed(building: Manifest['building'], visit: (essay: ListedEssay) => void): Promise<void>; // breathes as well
  savedIds(): Promise<readonly EssayId[]>;
  shownBeside(sources: readonly SourceId[]): Promise<readonly EssayId[]>; // that these sources show, and another speaks for
  breathe(): Promise<void>; // between two pieces of work; rejects where the answer is not wanted any more
};

const MOST_FOUND = 200; // what nobody scrolls past; the next word narrows it

/**
 * Best first. The titles are looked through before the index is asked, so that an essay which is taken in meanwhile is met on one side at least.
 *
 * Shapes  `unread` is 0 only where the index that answered held every essay of the library.
 * Errors  what the effects reject with.
 */
export async function searchLibrary(effects: SearchEffects, query: string, within: SearchWithin): Promise<Found> {
  const { building } = await effects.readManifest();
  const waiting = await effects.countUnindexed(building);
  const titles = waiting === 0 ? [] : await inTitles(effects, building, query, within);
  return effects.ask(async (index) => {
    const hits = await searchWords(index, query, MOST_FOUND, await accepting(effects, index, within), effects.breathe);
    return { essays: together(titles, hits), unread: await unreadBy(effects, index, waiting) };
  });
}

/** Where the index has moved on since it was asked, what it took in may match all the same. */
async function unreadBy({ readManifest, countUnindexed }: SearchEffects, index: SegmentedIndex, waiting: number): Promise<number> {
  const { version, building } = await readManifest();
  const count = await countUnindexed(building);
  return version === index.manifest.version || waiting === 0 ? count : Math.max(1, count);
}

async function accepting(effects: SearchEffects, index: SegmentedIndex, { sources, saved }: SearchWithin): Promise<Accepts> {
  const { savedIds, shownBeside } = effects;
  const isOf = await index.filter(sources === undefined ? {} : { sources: new Set(sources) });
  const beside = new Set(sources === undefined ? [] : (await index.docIds(await shownBeside(sources))).values());
  const isFrom: Accepts = (docId) => isOf(docId) || beside.has(docId);
  if (saved !== true) return isFrom;
  const docIds = new Set((await index.docIds(await savedIds())).values());
  return (docId) => docIds.has(docId) && isFrom(docId);
}

type TitleHit = { readonly id: EssayId; readonly score: number; readonly at: number };

async function inTitles(
  { savedIds, eachUnindexed }: SearchEffects,
  building: Manifest['building'],
  query: string,
  within: SearchWithin,
): Promise<readonly TitleHit[]> {
  const scoreOf = titleSearch(query);
  if (scoreOf === undefined) return [];
  const sources = within.sources && new Set(within.sources);
  const saved = within.saved === true ? new Set(await savedIds()) : undefined;
  const hits: TitleHit[] = [];
  const visit = (essay: ListedEssay): void => {
    const isFrom = sources === undefined || [essay.sourceId, ...(essay.alsoIn ?? [])].some((id) => sources.has(id));
    if (!isFrom || saved?.has(essay.id) === false) return;
    const score = scoreOf(essay.title);
    if (score > 0) hits.push({ id: essay.id, score, at: datedAt(essay) });
  };
  await eachUnindexed(building, visit);
  return hits.sort((a, b) => b.score - a.score || b.at - a.at || (a.id < b.id ? -1 : 1));
}

/** Titles that have every word, then what the index found, then titles that have some of them; each essay once. */
function together(titles: readonly TitleHit[], hits: readonly { readonly id: EssayId }[]): readonly EssayId[] {
  const whole = titles.filter(({ score }) => score === 1);
  const rest = titles.filter(({ score }) => score < 1);
  return [...new Set([...whole, ...hits, ...rest].map(({ id }) => id))].slice(0, MOST_FOUND);
}
