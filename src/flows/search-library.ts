/** Typed search: titles that the index has not taken in → the index → phrases in the texts → together, and how many there are. Effects are handed in. */
import { datedAt, type EssayId, type ListedEssay, type SourceId } from '../core/essay';
import type { Manifest } from '../core/index/manifest';
import { type Limit, type Matched, searchQuery } from '../core/index/query-search';
import type { SegmentedIndex } from '../core/index/segmented-index';
import type { Accepts } from '../core/index/term-index';
import type { TypedWord } from '../core/index/word-search';
import { type Query, readQuery, type State, withAny } from '../core/library/query';
import { plainOf } from '../core/text/plain';
import { stemOf } from '../core/text/stems';
import { eachWord } from '../core/text/words';
import type { Found, SearchWithin } from '../messages/contract';
import type { Standing } from './index-keeper';
import { type OnTitle, titleQuery } from './title-query';

export type SearchEffects = {
  ask<T>(ask: (index: SegmentedIndex) => Promise<T>, standing: Standing): Promise<T>;
  standing(): Promise<Standing>;
  eachUnindexed(building: Manifest['building'], visit: (essay: ListedEssay) => void): Promise<void>; // breathes as well
  inState(state: Exclude<State, 'read'>): Promise<ReadonlySet<EssayId>>;
  tagged(name: string): Promise<ReadonlySet<EssayId>>;
  shownBeside(sources: readonly SourceId[]): Promise<readonly EssayId[]>; // that these sources show, and another speaks for
  sourceNames(): Promise<ReadonlyMap<SourceId, string>>; // as the reader calls them
  textsOf(ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, readonly string[]>>; // title, text, labels: all that may hold a phrase
  breathe(): Promise<void>; // between two pieces of work; rejects where the answer is not wanted any more
};

const MOST_FOUND = 200; // where nobody asks for more
const MOST_READ = 2_000; // texts that are looked through for a phrase, the best first
const READ_AT_ONCE = 100;
const LEAST_OF_A_NAME = 3; // letters of a source's name that is half typed

/**
 * Best first; without words, the newest. The titles are looked through before the index is asked, so that an essay which is taken in meanwhile is met
 * on one side at least.
 *
 * Shapes  `unread` is 0 only where the index that answered held every essay of the library.
 * Errors  what the effects reject with.
 */
export async function searchLibrary(effects: SearchEffects, typed: string, within: SearchWithin, most = MOST_FOUND): Promise<Found> {
  const [standing, names] = await Promise.all([effects.standing(), namesIn(effects)]);
  const { building, unindexed: waiting } = standing;
  const query = readQuery(typed);
  const isAny = within.any === true;
  const titles = waiting === 0 ? NO_TITLES : await inTitles(effects, building, { query, within, names });
  return effects.ask(async (index) => {
    const found = await inIndex(effects, index, { query: isAny ? withAny(query) : query, within, names });
    const best = await ranked(index, found, found.isCertain === undefined ? most : MOST_READ);
    const { kept, isCut } = await certain(effects, found, best);
    const essays = [...new Set([...titles.first, ...kept.map(({ id }) => id), ...(isAny ? titles.rest : [])])];
    const missed = found.isCertain === undefined ? Math.max(0, found.hits.length - best.length) : 0;
    return {
      essays: essays.slice(0, most),
      total: essays.length + missed,
      some: Math.max(essays.length + missed, found.some + (await countBeside(index, [...titles.first, ...titles.rest]))),
      ...(isCut && { isCut }),
      unread: await unreadBy(effects, index, waiting),
    };
  }, standing);
}

type Asked = { readonly query: Query; readonly within: SearchWithin; readonly names: Names };
type Names = ReadonlyMap<SourceId, string>;

async function namesIn(effects: SearchEffects): Promise<Names> {
  return new Map([...(await effects.sourceNames())].map(([id, name]) => [id, plainOf(name)]));
}

async function inIndex(effects: SearchEffects, index: SegmentedIndex, { query, within, names }: Asked): Promise<Matched> {
  const minutes = await index.minutes();
  const among = async (ids: ReadonlySet<EssayId>): Promise<Accepts> => {
    const docIds = await placesOf(index, ids);
    return (docId) => docIds.has(docId);
  };
  const limitTo = async (limit: Limit): Promise<Accepts> => {
    switch (limit.kind) {
      case 'tag':
        return among(await effects.tagged(limit.name));
      case 'source':
        return fromSources(effects, index, sourcesCalled(names, limit.name));
      case 'is': {
        const isIn = await among(await effects.inState(limit.state === 'read' ? 'unread' : limit.state));
        return limit.state === 'read' ? (docId) => !isIn(docId) : isIn;
      }
      case 'before':
        return (docId) => (minutes[docId] ?? 0) < limit.at / 60_000;
      case 'after':
        return (docId) => (minutes[docId] ?? 0) >= Math.floor(limit.at / 60_000);
    }
  };
  const accepts = await accepting(effects, index, within);
  return searchQuery(index, query, { limitTo, sourcesNamed: (word) => sourcesNamed(names, word), accepts, breathe: effects.breathe });
}

const places = new WeakMap<SegmentedIndex, WeakMap<ReadonlySet<EssayId>, Promise<ReadonlySet<number>>>>();

/** Where the essays of a set stand. Whoever types on asks for the same set again, which may be half of a large library. */
function placesOf(index: SegmentedIndex, ids: ReadonlySet<EssayId>): Promise<ReadonlySet<number>> {
  const known = places.get(index) ?? new WeakMap();
  places.set(index, known);
  const before: Promise<ReadonlySet<number>> | undefined = known.get(ids);
  if (before !== undefined) return before;
  const found = index.docIds(ids).then((docIds): ReadonlySet<number> => new Set(docIds.values()));
  found.catch(() => known.delete(ids)); // told to who asked
  known.set(ids, found);
  return found;
}

/** Whose name holds this, as one part of it. */
export function sourcesCalled(names: Names, name: string): readonly SourceId[] {
  const sought = plainOf(name);
  return [...names].flatMap(([id, plain]) => (plain.includes(sought) ? id : []));
}

function sourcesNamed(names: Names, { word, mayGoOn }: TypedWord): ReadonlySet<string> {
  const sought = plainOf(word);
  const mayBegin = mayGoOn && sought.length >= LEAST_OF_A_NAME;
  const sources = new Set<string>();
  if (stemOf(word) === '' && !mayBegin) return sources;
  for (const [id, name] of names) {
    if (!name.includes(sought)) continue;
    eachWord(name, (each) => (each === sought || (mayBegin && each.startsWith(sought))) && sources.add(id));
  }
  return sources;
}

async function accepting(effects: SearchEffects, index: SegmentedIndex, { sources, saved }: SearchWithin): Promise<Accepts> {
  const isFrom = sources === undefined ? () => true : await fromSources(effects, index, sources);
  if (saved !== true) return isFrom;
  const docIds = await placesOf(index, await effects.inState('saved'));
  return (docId) => docIds.has(docId) && isFrom(docId);
}

async function fromSources({ shownBeside }: SearchEffects, index: SegmentedIndex, sources: readonly SourceId[]): Promise<Accepts> {
  const isOf = await index.filter({ sources: new Set(sources) });
  const beside = new Set((await index.docIds(await shownBeside(sources))).values());
  return (docId) => isOf(docId) || beside.has(docId);
}

type Ranked = { readonly id: EssayId; readonly docId: number };

/** The best, by score and then by id; where no words were asked for, the newest. */
async function ranked(index: SegmentedIndex, { hits, isSought }: Matched, most: number): Promise<readonly Ranked[]> {
  const minutes = isSought ? undefined : await index.minutes();
  const scored = minutes === undefined ? hits : hits.map(({ docId }) => ({ docId, score: minutes[docId] ?? 0 }));
  const order = Float64Array.from(scored, ({ score }) => score).sort();
  const least = order[Math.max(0, order.length - most)] ?? Number.NEGATIVE_INFINITY;
  const best = scored.filter(({ score }) => score >= least); // more where scores are equal
  const ids = await index.ids(best.map(({ docId }) => docId));
  return best
    .map(({ docId, score }, at) => ({ docId, score, id: ids[at] as EssayId })) // as: one id for each doc id
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

/** Of what may hold the phrases, what does. Where there is too much to read, the best are read. */
async function certain({ textsOf, breathe }: SearchEffects, { isCertain, hits }: Matched, best: readonly Ranked[]) {
  if (isCertain === undefined) return { kept: best, isCut: false };
  const kept: Ranked[] = [];
  const read = best.slice(0, MOST_READ);
  for (let at = 0; at < read.length; at += READ_AT_ONCE) {
    await breathe();
    const some = read.slice(at, at + READ_AT_ONCE);
    const texts = await textsOf(some.map(({ id }) => id));
    for (const one of some) if (isCertain(one.docId, texts.get(one.id) ?? [])) kept.push(one);
  }
  return { kept, isCut: hits.length > read.length };
}

/** Of some essays, how many the index does not hold. */
async function countBeside(index: SegmentedIndex, ids: readonly EssayId[]): Promise<number> {
  return ids.length === 0 ? 0 : ids.length - (await index.docIds(ids)).size;
}

/** Where the index has moved on since it was asked, what it took in may match all the same. */
async function unreadBy({ standing }: SearchEffects, index: SegmentedIndex, waiting: number): Promise<number> {
  const { version, unindexed } = await standing();
  return version === index.manifest.version || waiting === 0 ? unindexed : Math.max(1, unindexed);
}

type InTitles = { readonly first: readonly EssayId[]; readonly rest: readonly EssayId[] };
const NO_TITLES: InTitles = { first: [], rest: [] };

/** The titles that answer the query whole, and those that have any of its words, each newest first. */
async function inTitles(effects: SearchEffects, building: Manifest['building'], { query, within, names }: Asked): Promise<InTitles> {
  const sources = within.sources && new Set(within.sources);
  const saved = within.saved === true ? await effects.inState('saved') : undefined;
  const answers: OnTitle | undefined = titleQuery(query, await limitsOf(effects, query, names));
  if (answers === undefined) return NO_TITLES;
  const whole: { readonly id: EssayId; readonly at: number }[] = [];
  const part: typeof whole = [];
  await effects.eachUnindexed(building, (essay) => {
    const isFrom = sources === undefined || [essay.sourceId, ...(essay.alsoIn ?? [])].some((id) => sources.has(id));
    if (!isFrom || saved?.has(essay.id) === false) return;
    const answer = answers(essay);
    if (answer !== 'none') (answer === 'whole' ? whole : part).push({ id: essay.id, at: datedAt(essay) });
  });
  const newestFirst = (rows: typeof whole): EssayId[] => rows.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
  return { first: newestFirst(whole), rest: newestFirst(part) };
}

type Holds = (essay: ListedEssay) => boolean;

/** What a query is limited to, for one essay at a time. */
async function limitsOf(effects: SearchEffects, query: Query, names: Names): Promise<ReadonlyMap<Limit, Holds>> {
  const limits = query.flatMap((group) =>
    group.flatMap(({ clause }) => (clause.kind === 'word' || clause.kind === 'phrase' ? [] : clause)),
  );
  return new Map(await Promise.all(limits.map(async (limit) => [limit, await holds(effects, limit, names)] as const)));
}

async function holds(effects: SearchEffects, limit: Limit, names: Names): Promise<Holds> {
  switch (limit.kind) {
    case 'tag': {
      const tagged = await effects.tagged(limit.name);
      return ({ id }) => tagged.has(id);
    }
    case 'source': {
      const sources = new Set(sourcesCalled(names, limit.name));
      return ({ sourceId, alsoIn = [] }) => [sourceId, ...alsoIn].some((id) => sources.has(id));
    }
    case 'is': {
      const ids = await effects.inState(limit.state === 'read' ? 'unread' : limit.state);
      return ({ id }) => ids.has(id) !== (limit.state === 'read');
    }
    case 'before':
      return (essay) => datedAt(essay) < limit.at;
    case 'after':
      return (essay) => datedAt(essay) >= limit.at;
  }
}
