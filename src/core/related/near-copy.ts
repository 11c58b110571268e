/** Whether an essay is the page itself under another address. A reader needs no hint to what lies before them. */
import type { Essay } from '../essay';
import type { Language } from '../text/language';
import { eachStem } from '../text/stems';
import { isPair, pairOf, stemsIn } from '../text/terms';
import type { PageTerm } from './page-terms';

const MAX_CHARS = 60_000; // as of the page
const MOSTLY = 0.4; // of the page's pairs of neighbouring words: quoting does not come so far, and a copy loses some by its cutting
const ITS_BEGINNING = 0.6; // of the pairs of an excerpt that bears the page's title
const LEAST_PAIRS = 12; // fewer are shared by chance
const SURE = 0.5; // with half as many by the index it is none: an essay's language may be guessed otherwise than the page's

/** What of a page a copy of it has: its words, its pairs of neighbouring words, and its title. Made once for all essays that are asked about. */
export type Original = { readonly stems: ReadonlySet<string>; readonly pairs: ReadonlySet<string>; readonly title: string };

/** Shapes  `terms` are page-terms.ts's. */
export function originalOf(terms: readonly PageTerm[], title: string): Original {
  const [stems, pairs] = [new Set<string>(), new Set<string>()];
  for (const { term } of terms) (isPair(term) ? pairs : stems).add(term);
  return { stems, pairs, title };
}

/**
 * `shared`: what the index knows of the page's terms to be in the essay; most essays have too few of its pairs to be looked at.
 *
 * Cost  one pass over an essay that has many; of one that has much of the page, a second.
 */
export function isNearCopy(
  { stems, pairs, title }: Original,
  { title: theirTitle, summary, text }: Pick<Essay, 'title' | 'summary' | 'text'>,
  language: Language | undefined,
  shared?: readonly { readonly term: string }[],
): boolean {
  const known = shared?.reduce((count, { term }) => (isPair(term) ? count + 1 : count), 0) ?? pairs.size;
  if (known < SURE * LEAST_PAIRS) return false;
  if (known < SURE * MOSTLY * pairs.size && !bears(title, theirTitle, language)) return false;
  const theirs = (text ?? summary).slice(0, MAX_CHARS);
  const common = pairsIn(theirs, language, (stem) => stems.has(stem)).filter((pair) => pairs.has(pair));
  const different = new Set(common).size;
  if (different < LEAST_PAIRS) return false;
  if (different >= MOSTLY * pairs.size) return true;
  return bears(title, theirTitle, language) && different >= ITS_BEGINNING * new Set(pairsIn(theirs, language)).size;
}

/** The pairs of a text in order, both of whose words are wanted: a pair is made of letters anew, and most of an essay's are not the page's. */
function pairsIn(text: string, language: Language | undefined, isWanted: (stem: string) => boolean = () => true): readonly string[] {
  const pairs: string[] = [];
  let before: string | undefined;
  eachStem(
    text,
    (stem) => {
      const here = isWanted(stem) ? stem : undefined;
      if (before !== undefined && here !== undefined) pairs.push(pairOf(before, here));
      before = here;
    },
    language,
  );
  return pairs;
}

/** A page's title often has its site's name as well. */
function bears(title: string, theirs: string, language: Language | undefined): boolean {
  const here = new Set(stemsIn(title, language).map(({ stem }) => stem));
  const there = stemsIn(theirs, language);
  return there.length > 0 && there.every(({ stem }) => here.has(stem));
}
