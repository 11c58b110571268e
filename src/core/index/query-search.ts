/** Which essays answer a query that was typed, and how many: every group of it must hold. Phrases are possible here, and certain once a text was read. */
import { type FindPhrase, phraseFinder } from '../library/phrase';
import type { Clause, Query, Term } from '../library/query';
import type { SegmentedIndex } from './segmented-index';
import type { Accepts } from './term-index';
import { type ScoreWord, type TypedWord, typedWords, wordsOf } from './word-search';

export type Limit = Exclude<Clause, { kind: 'word' | 'phrase' }>;

/** What the words of essays do not tell. */
export type Asides = {
  readonly limitTo: (limit: Limit) => Promise<Accepts>;
  readonly sourcesNamed: (word: TypedWord) => ReadonlySet<string>; // whose name holds the word
  readonly accepts: Accepts;
  readonly breathe: () => Promise<void>; // rejects where the answer is not wanted any more
};

export type Matched = {
  readonly hits: readonly { readonly docId: number; readonly score: number }[]; // in the order of the doc ids
  readonly some: number; // essays that hold any of its words, within the same limits
  readonly isSought: boolean; // words are asked for; else every essay within the limits is a hit
  /** Where phrases are asked for: whether the texts of a hit hold them. */
  readonly isCertain?: (docId: number, texts: readonly string[]) => boolean;
};

const MOST_FORGIVEN = 8; // as word-search.ts
const OF_ITS_SOURCE = 0.3; // of the score: less than any word of its own

/** Which essays hold a term, by doc id; `scores` only where it was looked for. */
type Held = { readonly bits: Uint8Array; readonly scores?: Float32Array; readonly isRequired: boolean; readonly phrase?: FindPhrase };
type Group = { readonly terms: readonly { readonly term: Term; readonly held: Held }[]; readonly isSought: boolean };

/**
 * Shapes  a word that only holds sentences together is looked for and not required.
 * Cost    as searchWords, and a pass over the doc ids for each term.
 * Errors  Damaged, and what `breathe` rejects with.
 */
export async function searchQuery(index: SegmentedIndex, query: Query, asides: Asides): Promise<Matched> {
  const words = query.flat().filter(({ clause }) => clause.kind === 'word').length;
  const [near, exact] = await Promise.all([wordsOf(index, words <= MOST_FORGIVEN), wordsOf(index, false)]);
  const groups: Group[] = [];
  for (const group of query) {
    const terms: { term: Term; held: Held }[] = [];
    for (const term of group) {
      await asides.breathe();
      terms.push({ term, held: await heldBy(index, term, { near, exact, asides }) });
    }
    groups.push({ terms, isSought: group.some(isSoughtTerm) });
  }
  return matched(index, groups, asides.accepts);
}

const isSoughtTerm = ({ isNot, clause }: Term): boolean => !isNot && (clause.kind === 'word' || clause.kind === 'phrase');

type Looking = { readonly near: ScoreWord; readonly exact: ScoreWord; readonly asides: Asides };

async function heldBy(index: SegmentedIndex, { isNot, clause }: Term, { near, exact, asides }: Looking): Promise<Held> {
  if (clause.kind === 'word') {
    const typed = typedWords(clause.word).map((word) => ({ ...word, mayGoOn: word.mayGoOn && clause.mayGoOn }));
    return isNot ? heldWords(index, typed, exact, asides, false) : heldWords(index, typed, near, asides, true);
  }
  if (clause.kind === 'phrase') {
    const typed = typedWords(clause.words).map(({ word }) => ({ word, mayGoOn: false }));
    const held = await heldWords(index, typed, exact, asides, false);
    const phrase = phraseFinder(clause.words);
    const bits = held.isRequired ? held.bits : new Uint8Array(index.size).fill(1);
    return { ...held, bits, isRequired: phrase !== undefined, ...(phrase && { phrase }) };
  }
  const accepts = await asides.limitTo(clause);
  const bits = new Uint8Array(index.size);
  for (let docId = 0; docId < bits.length; docId++) if (accepts(docId)) bits[docId] = 1;
  return { bits, isRequired: true };
}

/** All of the words: what is typed as one may be several. */
async function heldWords(
  index: SegmentedIndex,
  words: readonly TypedWord[],
  score: ScoreWord,
  asides: Asides,
  isNamed: boolean,
): Promise<Held> {
  const scores = new Float32Array(index.size);
  const counts = new Uint8Array(index.size);
  let required = 0;
  for (const word of words) {
    const found = await score(word, asides.breathe);
    if (found === undefined) continue;
    const step = found.saysLittle ? 0 : 1;
    required += step;
    found.docIds.forEach((docId, at) => {
      counts[docId] = (counts[docId] ?? 0) + step;
      scores[docId] = (scores[docId] ?? 0) + (found.scores[at] ?? 0);
    });
    const named = isNamed && !found.saysLittle ? asides.sourcesNamed(word) : NONE;
    if (named.size === 0) continue;
    const isOf = await index.filter({ sources: named });
    const holders = new Set(found.docIds);
    for (let docId = 0; docId < index.size; docId++) {
      if (holders.has(docId) || !isOf(docId)) continue;
      counts[docId] = (counts[docId] ?? 0) + step;
      scores[docId] = (scores[docId] ?? 0) + OF_ITS_SOURCE;
    }
  }
  const bits = new Uint8Array(index.size);
  for (let docId = 0; docId < bits.length; docId++)
    bits[docId] = Number(required === 0 ? (scores[docId] ?? 0) > 0 : counts[docId] === required);
  return { bits, scores, isRequired: required > 0 };
}

const NONE: ReadonlySet<string> = new Set();

function matched(index: SegmentedIndex, groups: readonly Group[], accepts: Accepts): Matched {
  const { size } = index;
  const isLive = liveOf(index);
  const lacks = new Uint8Array(size); // groups that do not hold
  const outside = new Uint8Array(size); // of those, limits
  const scores = new Float64Array(size);
  for (const { terms, isSought } of groups) {
    for (const { term, held } of terms) if (!term.isNot && held.scores !== undefined) add(held.scores, scores);
    if (isSought && !terms.some(({ held }) => held.isRequired)) continue;
    const holds = heldByAny(terms, size);
    for (let docId = 0; docId < size; docId++) {
      if (holds[docId] === 1) continue;
      lacks[docId] = (lacks[docId] ?? 0) + 1;
      if (!isSought) outside[docId] = 1;
    }
  }
  const isSought = groups.some((group) => group.isSought);
  const uncertain = groups.filter(hasPhrase);
  const hits: { docId: number; score: number }[] = [];
  let some = 0;
  for (let docId = 0; docId < size && groups.length > 0; docId++) {
    const score = scores[docId] ?? 0;
    const isSome = !isSought || score > 0;
    const isHit = lacks[docId] === 0 && (isSome || uncertain.length > 0);
    if (outside[docId] === 1 || !(isSome || isHit) || !isLive(docId) || !accepts(docId)) continue;
    some++;
    if (isHit) hits.push({ docId, score });
  }
  if (uncertain.length === 0) return { hits, some, isSought };
  return { hits, some, isSought, isCertain: (docId, texts) => uncertain.every((group) => isInTexts(group, docId, texts)) };
}

function add(from: Float32Array, to: Float64Array): void {
  for (let docId = 0; docId < from.length; docId++) to[docId] = (to[docId] ?? 0) + (from[docId] ?? 0);
}

/** A phrase that is not to be there may be missing although its words are there. */
function heldByAny(terms: Group['terms'], size: number): Uint8Array {
  const holds = new Uint8Array(size);
  for (const { term, held } of terms) {
    const wanted = term.isNot ? 0 : 1;
    for (let docId = 0; docId < size; docId++)
      if (held.bits[docId] === wanted || (term.isNot && held.phrase !== undefined)) holds[docId] = 1;
  }
  return holds;
}

const hasPhrase = ({ terms }: Group): boolean => terms.some(({ held }) => held.phrase !== undefined);

function isInTexts({ terms }: Group, docId: number, texts: readonly string[]): boolean {
  return terms.some(({ term, held }) => {
    const { phrase } = held;
    const isHeld = held.bits[docId] === 1 && (phrase === undefined || texts.some((text) => phrase(text).length > 0));
    return isHeld !== term.isNot;
  });
}

/** Of an essay that was written anew, or is gone, the index still has the old words. */
function liveOf(index: SegmentedIndex): Accepts {
  const dead = new Set(index.segments().flatMap(({ base, dead }) => [...dead].map((docId) => base + docId)));
  return dead.size === 0 ? () => true : (docId) => !dead.has(docId);
}
