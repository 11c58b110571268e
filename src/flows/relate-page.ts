/** The walk from a page to its marks: terms → candidates → ranked → silent or not → passages → spans. Effects are handed in. */
import { canonicalAddress } from '../core/address';
import type { Essay, EssayId } from '../core/essay';
import { indexedEssay, spokenBy, type TermIndex } from '../core/index/term-index';
import type { Marks } from '../core/library/marks';
import type { PageText } from '../core/page';
import type { Related, RelatedEssay } from '../core/related/answer';
import { pageTerms } from '../core/related/page-terms';
import { markPassages } from '../core/related/passages';
import { type Looked, lookTwice, type TitlesOf } from '../core/related/second-look';
import { MAX_ESSAYS, threshold } from '../core/related/silence';
import { languageOf, mayBeSameLanguage, spokenIn } from '../core/text/language';

export type Described = { readonly essay: Essay; readonly marks: Marks; readonly sourceTitle: string };

/** Essays as lists show them, or with their texts; asked for those of a few only. One that is gone is left out. */
export type Describe = (ids: readonly EssayId[], how: 'listed' | 'whole') => Promise<ReadonlyMap<EssayId, Described>>;

type Shown = { readonly looked: Looked; readonly described: Described };

const SILENCE: Related = { essays: [], passages: [], more: [] };

/** What in the library speaks to `page`. The same page and library give the same answer. `terms` need no index: they can be made before there is one. */
export async function relatePage(page: PageText, index: TermIndex, describe: Describe, terms = pageTerms(page)): Promise<Related> {
  let known: ReadonlyMap<EssayId, Described> = new Map();
  const titlesOf: TitlesOf = async (essays) => {
    const ids = essays.map(({ id }) => id);
    known = await describe(ids, 'listed');
    return new Map([...known].map(([id, { essay }]) => [id, essay.title]));
  };
  const language = languageOf(page.text, page.language);
  const least = threshold(index.live, language);
  const { looked, rarities } = await lookTwice(index, terms, titlesOf, { least, language });
  const shown = await firstWelcome(looked, page, known, describe);
  if (shown.length === 0) return SILENCE;
  const marked = markPassages(
    page,
    shown.map(({ described }) => described.essay),
    rarities,
  );
  return { essays: shown.map(relatedEssay), ...marked };
}

/** The best three that are neither the page itself, nor refused there, nor in another language, nor one of the three again from another source. */
async function firstWelcome(
  looked: readonly Looked[],
  page: PageText,
  known: ReadonlyMap<EssayId, Described>,
  describe: Describe,
): Promise<Shown[]> {
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
    const whole = await describe(
      next.map(({ id }) => id),
      'whole',
    );
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

function relatedEssay({ looked: { score, shared }, described: { essay, marks, sourceTitle } }: Shown): RelatedEssay {
  const { id, url, title, author, publishedAt } = essay;
  return {
    id,
    url,
    title,
    sourceTitle,
    ...(author !== undefined && { author }),
    ...(publishedAt !== undefined && { publishedAt }),
    isSaved: marks.saved?.[0] === true,
    isRead: marks.read?.[0] === true,
    score,
    shared,
  };
}
