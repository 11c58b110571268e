/** Looks again at the essays nearest to a page, beside one another and with their titles. Does not decide on silence. */
import type { EssayId } from '../essay';
import type { Accepts, TermIndex } from '../index/term-index';
import { rarity } from '../index/weigh';
import type { Language } from '../text/language';
import { isPair, stemsIn } from '../text/terms';
import type { SharedTerm } from './answer';
import type { PageTerm } from './page-terms';
import { type Ranked, type Ranking, rank, weighing } from './rank';
import type { Rarities } from './weights';

/**
 * How many of the nearest are set in order anew; more keep the order of the first look, behind these. With 50 nDCG@5 is .001 higher, but among
 * 100,000 essays finding 50 takes three times as long as finding 20.
 */
export const LOOKED_AT = 20;

/** An essay after the second look: silence.ts decides by its score, and the weights of what is shared sum to that. */
export type Looked = Ranked;

/** A page that says a whole essay's title in one place counts this much more for that essay (nDCG@5 +.008 on summaries, +.004 on texts). */
const TITLE_GAIN = 0.3;
const TITLE_STEMS = 60; // one place on the page: a paragraph; 40 and 100 did as well
const MAX_TITLE_CHARS = 500;

/** An essay that shares many different words is nearer than one with few heavy ones (+.002, +.003; silence keeps 10 % more hits of texts). */
const BREADTH = 0.15;

/** What most of the nearest share does not say which of them is nearest (+.006, +.006). At 1 it would be all that counts, and does harm. */
const AMONG_NEAREST = 0.3;

export type TitlesOf = (essays: readonly Ranked[]) => Promise<ReadonlyMap<EssayId, string>>; // an essay that is gone is left out

type LookOptions = {
  readonly count?: number;
  readonly least?: number;
  readonly accepts?: Accepts | undefined; // by ordinal; all where it is left out
  readonly language?: Language | undefined; // the page's, for how common its words are; titles are stemmed as it is: one in another shares nothing anyway
};

/**
 * The essays nearest to a page, best first, at most `count`; none with a score below `least`. Titles are asked for once, of those essays
 * alone that can still have it: on a page that nothing speaks to, mostly of none.
 *
 * Errors  Damaged.
 */
export async function lookTwice(
  index: TermIndex,
  terms: readonly PageTerm[],
  titlesOf: TitlesOf,
  { count = LOOKED_AT, least = 0, language, accepts }: LookOptions = {},
): Promise<Omit<Ranking, 'ranked'> & { readonly looked: readonly Looked[] }> {
  const first = await rank(index, terms, count, { least: leastAtFirst(terms, least), language, accepts });
  const hopeful = first.ranked.filter(({ score, shared }) => score * breadthOf(shared) * (1 + TITLE_GAIN) >= least);
  const titles = hopeful.length > 0 ? await titlesOf(hopeful) : new Map();
  const gone = new Set(hopeful.filter(({ id }) => !titles.has(id)).map(({ id }) => id)); // such as the page itself: no say in what tells others apart
  const seen = first.ranked.filter(({ id }) => !gone.has(id));
  const looked = secondLook(seen, terms, first.rarities, titles, language);
  return { looked: looked.filter(({ score }) => score >= least), rarities: first.rarities, stuffed: first.stuffed };
}

/** A first score below this can no longer reach `least`, however many words of the page an essay shares and whatever its title is. */
function leastAtFirst(terms: readonly PageTerm[], least: number): number {
  const stems = terms.reduce((count, { term }) => (isPair(term) ? count : count + 1), 0);
  return least / ((1 + TITLE_GAIN) * breadth(Math.max(1, stems)));
}

/**
 * Essays by how near they are when seen beside one another, best first; equal ones by id. One without a title here is left out.
 *
 * Units   the score is rank.ts's, times what breadth and title add.
 * Cost    one step for each shared term of each essay, and for each place on the page where it has a word of an essay's title.
 */
function secondLook(
  seen: readonly Ranked[],
  terms: readonly PageTerm[],
  rarities: Rarities,
  titles: ReadonlyMap<EssayId, string>,
  language?: Language,
): Looked[] {
  const sayings = placesOf(terms);
  const apart = tellingApart(seen.slice(0, LOOKED_AT));
  const look = (ranked: Ranked): { looked: Looked; nearness: number }[] => {
    const { id, score, shared } = ranked;
    const title = titles.get(id);
    if (title === undefined) return [];
    const gain = breadthOf(shared) * (1 + TITLE_GAIN * titleSaid(stemsOf(title, language), sayings, rarities));
    const nearness = gain * shared.reduce((sum, { term, weight }) => sum + weight * apart(term), 0);
    const weighed = shared.map((one) => weighing(one, one.weight * gain));
    return [{ looked: { ...ranked, score: score * gain, shared: weighed }, nearness }];
  };
  const anew = seen.slice(0, LOOKED_AT).flatMap(look);
  anew.sort((a, b) => b.nearness - a.nearness || (a.looked.id < b.looked.id ? -1 : 1));
  return [...anew, ...seen.slice(LOOKED_AT).flatMap(look)].map(({ looked }) => looked);
}

function breadth(stems: number): number {
  return stems ** BREADTH;
}

function breadthOf(shared: readonly SharedTerm[]): number {
  return breadth(shared.reduce((stems, { term }) => (isPair(term) ? stems : stems + 1), 0));
}

/** Of a term: how well it tells the essays seen here apart, by how many of them share it; the same shape as `rarity` has in a whole index. */
function tellingApart(seen: readonly Ranked[]): (term: string) => number {
  const holders = new Map<string, number>();
  for (const { shared } of seen) for (const { term } of shared) holders.set(term, (holders.get(term) ?? 0) + 1);
  const telling = Float64Array.from({ length: seen.length + 1 }, (_, held) => rarity(held, seen.length) ** AMONG_NEAREST);
  return (term) => telling[holders.get(term) ?? 0] ?? 0;
}

function placesOf(terms: readonly PageTerm[]): Map<string, readonly number[]> {
  const sayings = new Map<string, readonly number[]>();
  for (const { term, places } of terms) if (places.length > 0) sayings.set(term, places);
  return sayings;
}

function stemsOf(title: string, language: Language | undefined): string[] {
  return [...new Set(stemsIn(title.slice(0, MAX_TITLE_CHARS), language).map(({ stem }) => stem))];
}

/** The most that any one place of the page says of a title: 0 for none of its words, 1 for all. A rare word is more of a title than a common one. */
function titleSaid(stems: readonly string[], sayings: ReadonlyMap<string, readonly number[]>, rarities: Rarities): number {
  const parts = stems.map((stem) => rarities.of.get(stem) ?? rarities.most);
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const said = stems.flatMap((stem, word) => (sayings.get(stem) ?? []).map((place) => ({ place, word }))).sort((a, b) => a.place - b.place);
  return whole > 0 ? mostInOnePlace(said, parts) / whole : 0;
}

/** A window over the places where the page says a word of the title. */
function mostInOnePlace(said: readonly { readonly place: number; readonly word: number }[], parts: readonly number[]): number {
  const inside = new Uint32Array(parts.length); // by word: how often the window has it
  let [most, sum, first] = [0, 0, 0];
  for (const { place, word } of said) {
    if (inside[word] === 0) sum += parts[word] ?? 0;
    inside[word] = (inside[word] ?? 0) + 1;
    for (let left = said[first]; left && left.place <= place - TITLE_STEMS; left = said[++first]) {
      const times = (inside[left.word] ?? 0) - 1;
      inside[left.word] = times;
      if (times === 0) sum -= parts[left.word] ?? 0;
    }
    most = Math.max(most, sum);
  }
  return most;
}
