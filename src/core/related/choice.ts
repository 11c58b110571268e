/** What is shown beside a page: the one rule of silence, for the product, the terminal and whatever measures them. Marks nothing. */
import { canonicalAddress } from '../address';
import type { Essay, EssayId } from '../essay';
import { indexedEssay, type Near, spokenBy, type TermIndex } from '../index/term-index';
import type { Marks } from '../library/marks';
import type { PageText } from '../page';
import { languageOf, mayBeSameLanguage, spokenIn } from '../text/language';
import { type PageTerm, pageTerms } from './page-terms';
import { type Looked, lookTwice, type TitlesOf } from './second-look';
import { MAX_ESSAYS, threshold } from './silence';
import type { Rarities } from './weights';

export type Described = { readonly essay: Essay; readonly marks: Marks; readonly sourceTitle: string };

/** Essays as lists show them, or with their texts, which is asked for few. One that is gone is left out. */
export type Describe = (found: readonly Pick<Near, 'id' | 'docId'>[], how: 'listed' | 'whole') => Promise<ReadonlyMap<EssayId, Described>>;

export type Shown = { readonly looked: Looked; readonly described: Described };
export type Choice = { readonly shown: readonly Shown[]; readonly rarities: Rarities }; // shown: best first; none is silence

/**
 * The essays that are worth a reader's look beside `page`, three at most. The same page and library give the same choice.
 *
 * Errors  Damaged.
 */
export async function choose(
  page: Omit<PageText, 'sentences'>,
  index: TermIndex,
  describe: Describe,
  terms: readonly PageTerm[] = pageTerms(page),
): Promise<Choice> {
  let known: ReadonlyMap<EssayId, Described> = new Map();
  const titlesOf: TitlesOf = async (essays) => {
    known = await describe(essays, 'listed');
    return new Map([...known].map(([id, { essay }]) => [id, essay.title]));
  };
  const language = languageOf(page.text, page.language);
  const least = threshold(index.live, language);
  const { looked, rarities } = await lookTwice(index, terms, titlesOf, { least, language });
  return { shown: await firstWelcome(looked, page, known, describe), rarities };
}

/** The best three that are neither the page itself, nor refused there, nor in another language, nor one of the three again from another source. */
async function firstWelcome(
  looked: readonly Looked[],
  page: Omit<PageText, 'sentences'>,
  known: ReadonlyMap<EssayId, Described>,
  describe: Describe,
): Promise<readonly Shown[]> {
  const here = canonicalAddress(page.url);
  const spoken = spokenIn(page.text, page.language);
  const isReadable = ({ essay }: Described): boolean => mayBeSameLanguage(spoken, spokenBy(indexedEssay(essay)));
  const welcome = looked.filter(({ id }) => {
    const described = known.get(id);
    return described !== undefined && isWelcome(described, here);
  });
  const shown: Shown[] = [];
  for (let at = 0; at < welcome.length && shown.length < MAX_ESSAYS; at += MAX_ESSAYS) {
    const next = welcome.slice(at, at + MAX_ESSAYS);
    const whole = await describe(next, 'whole');
    for (const one of next) {
      const described = whole.get(one.id);
      const isTwice = described === undefined || shown.some((other) => isTwin(other.described, described));
      if (!isTwice && isReadable(described)) shown.push({ looked: one, described });
    }
  }
  return shown.slice(0, MAX_ESSAYS);
}

function isWelcome({ essay, marks: { refused } }: Described, here: string | undefined): boolean {
  return here === undefined || (canonicalAddress(essay.url) !== here && refused?.[here]?.[0] !== true);
}

function isTwin({ essay: one }: Described, { essay: other }: Described): boolean {
  return one.title === other.title && canonicalAddress(one.url) === canonicalAddress(other.url);
}
