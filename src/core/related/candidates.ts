/** Looks a page's terms up in an index and weighs them by it: all that ranking, explaining and passages need to know. */
import type { Postings, TermIndex } from '../index/term-index';
import { rarity, usage } from '../index/weigh';
import { scriptOf } from '../text/script';
import { isPair } from '../text/terms';
import type { PageTerm } from './page-terms';

export type Candidates = {
  readonly essays: number; // in the index
  readonly lengthOf: (ordinal: number) => number; // what an essay's score is divided by
  readonly terms: readonly WeighedTerm[]; // those that some essay has
  readonly rarities: Rarities;
};

/** How rare each term of the page is, and how rare one is that no essay has. */
export type Rarities = { readonly of: ReadonlyMap<string, number>; readonly most: number };

export type WeighedTerm = Pick<PageTerm, 'term' | 'words'> & {
  readonly postings: Postings;
  readonly weight: number; // its part of a score is this, times what the essay uses, over the essay's length
};

/** How much an essay's own length counts beside the average's. By its own alone, one line is near to any page with its words. */
const OWN_LENGTH_SHARE = 0.8;

/**
 * The page's length is taken over all its words, those included that no essay has: a page about something else then scores low, however
 * well its few known words fit. Pairs lengthen no page, since most pairs of any page are new to any index.
 *
 * Cost  one look at the index.
 */
export async function candidates(index: TermIndex, terms: readonly PageTerm[]): Promise<Candidates> {
  const { postings, lengths } = await index.find(terms.map(({ term }) => term));
  const holders = (place: number): number => postings[place]?.ordinals.length ?? 0;
  const rarities = raritiesOf(terms, holders, index.size);
  const length = pageLength(terms, holders, index.size);
  const weighed: WeighedTerm[] = [];
  terms.forEach(({ term, occurrences, words }, place) => {
    const held = postings[place];
    const rare = rarities.get(term) ?? 0;
    const weight = (usage(occurrences, isPair(term)) * rare * rare) / length; // rare twice: once for the page, once for the essay
    if (held !== undefined) weighed.push({ term, words, postings: held, weight });
  });
  return { essays: index.size, lengthOf: pivoted(lengths), terms: weighed, rarities: { of: rarities, most: rarity(0, index.size) } };
}

function pageLength(terms: readonly PageTerm[], holders: (place: number) => number, essays: number): number {
  let squares = 0;
  terms.forEach(({ term, occurrences }, place) => {
    if (!isPair(term)) squares += (usage(occurrences, false) * rarity(holders(place), essays)) ** 2;
  });
  return Math.sqrt(squares);
}

/**
 * On the pack, summaries and full texts then need the same threshold, which keeps 80 % of the hits of either instead of 81 and 78.
 *
 * Source  Singhal, Buckley and Mitra, "Pivoted document length normalization", 1996.
 */
function pivoted(lengths: Float32Array): (ordinal: number) => number {
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return (ordinal) => (1 - OWN_LENGTH_SHARE) * average + OWN_LENGTH_SHARE * (lengths[ordinal] ?? 0);
}

/**
 * A term's rarity is judged among the essays in its script. They are not counted anywhere, but the page's most common word of that script
 * will stand in half of them or more. Else two Chinese essays among a thousand English ones would make the commonest Chinese words the
 * rarest of all. The rarest word of every script is as rare as the rarest of the index, whose lengths it is divided by.
 */
function raritiesOf(terms: readonly PageTerm[], holders: (place: number) => number, essays: number): Map<string, number> {
  const scripts = terms.map(({ term }) => scriptOf(term));
  const most = new Map<string, number>();
  scripts.forEach((script, place) => {
    most.set(script, Math.max(most.get(script) ?? 0, holders(place)));
  });
  const written = new Map([...most].map(([script, held]) => [script, script === 'latin' ? essays : Math.min(essays, 2 * held + 1)]));
  const rarityIn = (holding: number, among: number): number => (rarity(holding, among) / rarity(0, among)) * rarity(0, essays);
  return new Map(terms.map(({ term }, place) => [term, rarityIn(holders(place), written.get(scripts[place] ?? '') ?? essays)]));
}
