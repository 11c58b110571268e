/** Where on a page an essay is spoken of: how near the nearest stretch of it comes to what the essay says of itself. Decides nothing. */
import type { Essay, TextFacts } from '../essay';
import { withoutAddresses } from '../text/addresses';
import type { Language } from '../text/language';
import { stemsIn } from '../text/terms';
import type { Shares } from './everyday';
import type { PageTerm } from './page-terms';

const WINDOW_STEMS = 50; // some hundred words; 30 and 100 told good from wrong as well
const STEP_STEMS = 25;
const HEAD_STEMS = 70; // of title and summary: what an essay says of itself
const HEAD_CHARS = 2_000;
const THIN_STEMS = 15; // a line; its text then says more of an essay
const MAX_WEIGHT = 6.2; // of a word that stands in one text of five hundred, or fewer; 8 and 9.5 told less

export type Head = readonly string[]; // stems

/**
 * A page's stretches as an index has texts, by stem: most heads share a few words with a page, and only the stretches with those are looked at.
 */
export type Stretches = {
  readonly places: ReadonlyMap<string, number>; // by stem: its place in `holders`
  readonly holders: readonly (readonly Weight[])[];
  readonly lengths: Float64Array; // by stretch
  readonly title: ReadonlySet<string>; // the page's, as stems
  readonly shares: Shares;
};
type Weight = { readonly stretch: number; readonly weight: number };

/** What a stem weighs that stands so often in a stretch, before its rarity. */
const USAGES = Float64Array.from({ length: HEAD_STEMS + WINDOW_STEMS + 1 }, (_, count) => Math.log(1 + count));

/**
 * A page in windows that overlap by half, the first with the title before it.
 *
 * Shapes  `terms` are page-terms.ts's: places give the order back.
 * Cost    one pass over the page's stems, twice.
 */
export function stretchesOf(terms: readonly PageTerm[], title: string, shares: Shares, language: Language | undefined): Stretches {
  const places = new Map<string, number>();
  const rarities: number[] = [];
  const placeOf = (stem: string): number => {
    const known = places.get(stem);
    if (known !== undefined) return known;
    places.set(stem, rarities.length);
    return rarities.push(rarityAnywhere(stem, shares)) - 1;
  };
  const order: number[] = [];
  for (const { term, places: standing } of terms) {
    const [first] = standing; // a pair has none
    if (first === undefined) continue;
    const stem = placeOf(term);
    for (const place of standing) order[place] = stem;
  }
  const titleStems = stemsIn(title, language).map(({ stem }) => stem);
  const stretches = [[...titleStems.map(placeOf), ...order.slice(0, WINDOW_STEMS)]];
  for (let from = STEP_STEMS; from + STEP_STEMS < order.length; from += STEP_STEMS) stretches.push(order.slice(from, from + WINDOW_STEMS));
  const holders = rarities.map((): Weight[] => []);
  const counts = new Uint16Array(rarities.length);
  const lengths = Float64Array.from(stretches, (all, stretch) => {
    const stems = all.filter((stem) => bump(counts, stem));
    let squares = 0;
    for (const stem of stems) {
      const weight = usageOf(counts[stem] ?? 0) * (rarities[stem] ?? 0);
      squares += weight * weight;
      holders[stem]?.push({ stretch, weight });
      counts[stem] = 0;
    }
    return Math.sqrt(squares);
  });
  return { places, holders, lengths, title: new Set(titleStems), shares };
}

/** Counts one more; says whether it is the first. */
function bump(counts: Uint16Array, place: number): boolean {
  const before = counts[place] ?? 0;
  counts[place] = before + 1;
  return before === 0;
}

function usageOf(count: number): number {
  return USAGES[count] ?? Math.log(1 + count);
}

/**
 * What an essay says of itself: its title and summary, or the beginning of its text where there is next to no summary. Undefined where that
 * stands elsewhere and was not asked for.
 */
export function headOf(
  essay: Pick<Essay, 'title' | 'summary' | 'text'> & Partial<TextFacts>,
  language: Language | undefined,
): Head | undefined {
  const { title, summary, text, textLetters } = essay;
  const head = stemsOf(`${title}\n${summary}`, language);
  if (head.length >= THIN_STEMS) return head;
  if (text !== undefined) return stemsOf(`${title}\n${summary}\n${text.slice(0, HEAD_CHARS)}`, language);
  return textLetters === undefined ? head : undefined;
}

function stemsOf(text: string, language: Language | undefined): Head {
  return stemsIn(withoutAddresses(text.slice(0, HEAD_CHARS)), language)
    .slice(0, HEAD_STEMS)
    .map(({ stem }) => stem);
}

/**
 * The cosine of the nearest stretch and the essay's head, 0 to 1. A score says that two texts share much; this says that they share it in one
 * place, and beyond what all texts share.
 */
export function nearestStretch({ places, holders, lengths, shares }: Stretches, head: Head): number {
  const counts = new Map<string, number>();
  for (const stem of head) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const products = new Float64Array(lengths.length);
  let squares = 0;
  for (const [stem, count] of counts) {
    const theirs = usageOf(count) * rarityAnywhere(stem, shares);
    squares += theirs * theirs;
    const place = places.get(stem);
    if (place === undefined) continue;
    for (const { stretch, weight } of holders[place] ?? []) products[stretch] = (products[stretch] ?? 0) + theirs * weight;
  }
  const length = Math.sqrt(squares);
  return products.reduce(
    (most, product, stretch) => (product > 0 ? Math.max(most, product / (length * (lengths[stretch] ?? 0))) : most),
    0,
  );
}

/** How much of the page's title is among these terms, 0 to 1; undefined where it has none. */
export function titleNamed({ title }: Pick<Stretches, 'title'>, shared: readonly { readonly term: string }[]): number | undefined {
  return title.size === 0 ? undefined : shared.reduce((named, { term }) => (title.has(term) ? named + 1 : named), 0) / title.size;
}

/** How rare a stem is among all texts, whatever the library holds. */
export function rarityAnywhere(stem: string, shares: Shares): number {
  const share = shares.get(stem);
  return share === undefined ? MAX_WEIGHT : Math.min(MAX_WEIGHT, -Math.log(share));
}
