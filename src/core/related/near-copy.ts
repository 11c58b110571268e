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

/** What of a page a copy of it has: its pairs of neighbouring words, and its title. Made once for all essays that are asked about. */
export type Original = { readonly pairs: ReadonlySet<string>; readonly title: string };

/** Shapes  `terms` are page-terms.ts's. */
export function originalOf(terms: readonly PageTerm[], title: string): Original {
  const pairs = new Set<string>();
  for (const { term } of terms) if (isPair(term)) pairs.add(term);
  return { pairs, title };
}

/** Cost: one pass over the essay. */
export function isNearCopy(
  { pairs, title }: Original,
  { title: theirTitle, summary, text }: Pick<Essay, 'title' | 'summary' | 'text'>,
  language: Language | undefined,
): boolean {
  const theirs = pairsIn((text ?? summary).slice(0, MAX_CHARS), language);
  let shared = 0;
  for (const pair of theirs) if (pairs.has(pair)) shared++;
  if (shared < LEAST_PAIRS) return false;
  return shared >= MOSTLY * pairs.size || (shared >= ITS_BEGINNING * theirs.size && bears(title, theirTitle, language));
}

function pairsIn(text: string, language: Language | undefined): ReadonlySet<string> {
  const pairs = new Set<string>();
  let before: string | undefined;
  eachStem(
    text,
    (stem) => {
      if (before !== undefined) pairs.add(pairOf(before, stem));
      before = stem;
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
