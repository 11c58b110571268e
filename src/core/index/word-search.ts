/** What the search box finds: essays by typed words, the last one perhaps half typed, any of them perhaps mistyped. Pairs play no part here. */
import type { EssayId } from '../essay';
import type { Language } from '../text/language';
import { plainOf } from '../text/plain';
import { stemOf } from '../text/stems';
import { eachWord } from '../text/words';
import { typingErrors } from './edit-distance';
import { LABEL_MARK, LANGUAGE_MARK, readEntry } from './segment/words';
import type { Postings, SegmentedIndex } from './segmented-index';
import type { Accepts } from './term-index';
import { rarity } from './weigh';

const SATURATION = 1.2; // k1: the tenth repeat of a word adds little
const LENGTH_PULL = 0.75; // b: 0 ignores essay length, 1 divides by it fully
const MOST_CHARS = 1_000; // that are typed or pasted
const MOST_WORDS = 64; // different ones
const MOST_FORGIVEN = 8; // words: of a whole sentence that is pasted, those without an error say enough, and each costs a pass over its letter
const MOST_WAYS = 40; // words that one typed word may stand for, the shortest first
const BEGUN = 0.7; // what a word that only begins as typed counts
const MISTYPED = 0.5; // for each error
const MOST_LETTERS = 6; // with which words that were read begin: some hundred kilobytes each

export type Hit = { readonly docId: number; readonly id: EssayId; readonly score: number };

/**
 * Best first; equal scores by id.
 *
 * Shapes  a word followed by anything else is meant whole; the last may go on. The first letter is taken to be right. A word that is repeated is
 *         asked once. `breathe` is awaited between two words, so that others have their turn; where it rejects, the question is given up.
 * Cost    the postings of the words meant. A stem that very many essays hold costs a pass over the frequent terms, once while the index is open.
 * Errors  Damaged.
 * Source  BM25 as in Robertson and Zaragoza, 2009, section 3; a title's words count as `TITLE_WEIGHT` says, an essay's length is that of its terms.
 */
export async function searchWords(
  index: SegmentedIndex,
  typed: string,
  count: number,
  accepts: Accepts = () => true,
  breathe: () => Promise<void> = async () => {},
): Promise<readonly Hit[]> {
  const words = typedWords(typed);
  const scored = await wordsOf(index, words.length <= MOST_FORGIVEN);
  const scores = new Float64Array(index.size);
  for (const word of words) {
    await breathe();
    const found = await scored(word, breathe);
    found?.docIds.forEach((docId, i) => {
      scores[docId] = (scores[docId] ?? 0) + (found.scores[i] ?? 0);
    });
  }
  const found: { docId: number; score: number }[] = [];
  scores.forEach((score, docId) => {
    if (score > 0 && accepts(docId)) found.push({ docId, score });
  });
  return named(index, found, count);
}

/** The essays that hold a word, in no order, and how much it says of each; `saysLittle`: in some language it only holds sentences together. */
export type Scored = { readonly docIds: readonly number[]; readonly scores: readonly number[]; readonly saysLittle: boolean };
export type ScoreWord = (word: TypedWord, breathe?: () => Promise<void>) => Promise<Scored | undefined>;

/** Says of a word which essays hold it; undefined where it means nothing. For the words of one question. */
export async function wordsOf(index: SegmentedIndex, isForgiving: boolean): Promise<ScoreWord> {
  const known = { languages: await languagesIn(index), beginningWith: rememberedWords(index), isForgiving };
  let best = new Float64Array(0); // of the word at hand, by doc id; zeros between two words
  return async (word, breathe = async () => {}) => {
    const ways = await meanings(word, known);
    if (ways.size === 0) return undefined;
    const { lengths, average } = await measured(index);
    if (best.length === 0) best = new Float64Array(index.size);
    await breathe();
    const stems = [...ways.keys()];
    const postings = await index.postings(stems); // of one word at a time: those of a pasted page take a second together
    const byStem = new Map(stems.map((stem, i) => [stem, postings[i]]));
    const docIds: number[] = [];
    const typedRarity = rarityOf(
      [...ways].flatMap(([stem, weight]) => (weight === 1 ? (byStem.get(stem) ?? []) : [])),
      index.live,
    );
    for (const [stem, weight] of ways) {
      const found = byStem.get(stem);
      if (found === undefined) continue;
      const rare = Math.min(typedRarity, rarity(found.docIds.length, index.live)) * weight;
      found.docIds.forEach((docId, i) => {
        const times = Math.expm1(found.usages[i] ?? 0); // `usage` is its logarithm
        const length = (lengths[docId] ?? 0) ** 2 / average;
        const score = (rare * times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH_PULL + LENGTH_PULL * length));
        if (best[docId] === 0) docIds.push(docId);
        best[docId] = Math.max(best[docId] ?? 0, score);
      });
    }
    const scores = docIds.map((docId) => best[docId] ?? 0);
    for (const docId of docIds) best[docId] = 0;
    return { docIds, scores, saysLittle: [...known.languages].some((language) => stemOf(word.word, language) === '') };
  };
}

type Measured = { readonly lengths: Float32Array; readonly average: number };

const measures = new WeakMap<SegmentedIndex, Promise<Measured>>();

/** Once for an index: each key that is pressed asks for it. */
function measured(index: SegmentedIndex): Promise<Measured> {
  const known = measures.get(index) ?? measure(index);
  known.catch(() => measures.delete(index)); // told to who asked
  measures.set(index, known);
  return known;
}

async function measure(index: SegmentedIndex): Promise<Measured> {
  const lengths = await index.lengths();
  return { lengths, average: lengths.reduce((sum, length) => sum + length * length, 0) / Math.max(1, lengths.length) };
}

/** How rare a word is as it was typed. What it may stand for besides counts as no rarer, or every rare look-alike would stand first. */
function rarityOf(typed: readonly Postings[], essays: number): number {
  return typed.reduce((least, { docIds }) => Math.min(least, rarity(docIds.length, essays)), Number.POSITIVE_INFINITY);
}

export async function named(index: SegmentedIndex, found: { docId: number; score: number }[], count: number): Promise<Hit[]> {
  found.sort((a, b) => b.score - a.score);
  const least = found[Math.min(count, found.length) - 1]?.score ?? 0;
  const first = found.filter(({ score }) => score >= least);
  const ids = await index.ids(first.map(({ docId }) => docId));
  const hits = first.map(({ docId, score }, i) => ({ docId, score, id: ids[i] as EssayId })); // as: one id for each doc id
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, count);
}

/** A word as it was typed, in small letters; `mayGoOn`: nothing stands behind it yet. */
export type TypedWord = { readonly word: string; readonly mayGoOn: boolean };

/** The words of what was typed, each once. */
export function typedWords(typed: string): readonly TypedWord[] {
  const goOn = new Map<string, boolean>();
  eachWord(typed.slice(0, MOST_CHARS), (each, _start, end) => {
    const word = each.toLowerCase();
    goOn.set(word, goOn.get(word) === true || end === typed.length);
  });
  return [...goOn].slice(0, MOST_WORDS).map(([word, mayGoOn]) => ({ word, mayGoOn }));
}

/** Nobody says in which language a word is typed: it may be any that an essay is in, and always the one that texts are read in else. */
async function languagesIn(index: SegmentedIndex): Promise<ReadonlySet<Language>> {
  const marks = await index.words(LANGUAGE_MARK);
  return new Set(['en', ...marks.map((mark) => mark.slice(LANGUAGE_MARK.length) as Language)]); // as: builder.ts writes no other
}

type BeginningWith = (letter: string) => Promise<Begun>;
type Begun = { readonly inOrder: readonly Written[]; readonly shortestFirst: readonly Written[] };
type Known = { readonly languages: ReadonlySet<Language>; readonly beginningWith: BeginningWith; readonly isForgiving: boolean };

/** The stems a typed word may stand for, and how surely: 1 for the word itself, less for what it begins; what it resembles is compared whole. */
async function meanings(
  { word, mayGoOn }: TypedWord,
  { languages, beginningWith, isForgiving }: Known,
): Promise<ReadonlyMap<string, number>> {
  const ways = new Map<string, number>();
  const meanStem = (stem: string, weight: number): void => {
    if (stem !== '' && weight > (ways.get(stem) ?? 0)) ways.set(stem, weight);
  };
  const mean = ({ word: meant, isLabel }: Written, weight: number): void => {
    if (isLabel) meanStem(LABEL_MARK + meant, weight);
    else for (const language of languages) meanStem(stemOf(meant, language), weight);
  };
  const plain = plainOf(word);
  mean({ plain, word, isLabel: false }, 1);
  mean({ plain, word: plain, isLabel: true }, 1);
  const most = isForgiving ? errorsIn(plain) : 0;
  if (!mayGoOn && most === 0) return ways;
  const { inOrder, shortestFirst } = await beginningWith([...plain][0] ?? '');
  if (mayGoOn) for (const begun of firstOf(shortestFirst, plain)) mean(begun, BEGUN);
  if (most === 0) return ways;
  const near = inOrder.flatMap((other) => {
    const errors = typingErrors(plain, other.plain, most);
    return errors > 0 && errors <= most ? [{ other, errors }] : [];
  });
  for (const { other, errors } of near.sort((a, b) => a.errors - b.errors).slice(0, MOST_WAYS)) mean(other, MISTYPED ** errors);
  return ways;
}

/** A word of the index: as it may be typed, as it is written, and whether it is one of an essay's labels. */
type Written = { readonly plain: string; readonly word: string; readonly isLabel: boolean };

const read = new WeakMap<SegmentedIndex, Map<string, Promise<Begun>>>();

/** Whoever types on asks with each key for words that begin as those before, and reading all of a letter takes longer than the rest of an answer. */
function rememberedWords(index: SegmentedIndex): BeginningWith {
  const known = read.get(index) ?? new Map<string, Promise<Begun>>();
  read.set(index, known);
  return (letter) => {
    const words = known.get(letter) ?? wordsBeginning(index, letter).then(inBothOrders);
    words.catch(() => known.delete(letter)); // told to who asked
    known.delete(letter);
    known.set(letter, words); // as the last one that was asked for
    const [oldest] = known.keys();
    if (known.size > MOST_LETTERS && oldest !== undefined) known.delete(oldest);
    return words;
  };
}

function inBothOrders(inOrder: readonly Written[]): Begun {
  return { inOrder, shortestFirst: inOrder.toSorted((a, b) => a.plain.length - b.plain.length || (a.plain < b.plain ? -1 : 1)) };
}

function firstOf(shortestFirst: readonly Written[], plain: string): readonly Written[] {
  const first: Written[] = [];
  for (const word of shortestFirst) {
    if (first.length === MOST_WAYS) break;
    if (word.plain.startsWith(plain)) first.push(word);
  }
  return first;
}

async function wordsBeginning(index: SegmentedIndex, plain: string): Promise<Written[]> {
  const [words, labels] = await Promise.all([index.words(plain), index.words(LABEL_MARK + plain)]);
  return [
    ...words.map((entry) => ({ ...readEntry(entry), isLabel: false })),
    ...labels.map((label) => ({ plain: label.slice(1), word: label.slice(1), isLabel: true })),
  ];
}

/** Short words with an error in them are other words. */
export function errorsIn(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}
