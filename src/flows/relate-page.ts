/** The walk from a page to its marks: terms → candidates → ranked → silent or not → passages → spans. Effects are handed in. */
import { canonicalAddress } from '../core/address';
import type { Essay, EssayId } from '../core/essay';
import { indexedEssay, spokenBy, type TermIndex } from '../core/index/term-index';
import type { Marks } from '../core/library/marks';
import type { PageText } from '../core/page';
import type { Related, RelatedEssay, SharedTerm } from '../core/related/answer';
import { pageTerms } from '../core/related/page-terms';
import { markPassages } from '../core/related/passages';
import { type Ranked, rank } from '../core/related/rank';
import { MAX_ESSAYS, threshold } from '../core/related/silence';
import { mayBeSameLanguage, spokenIn } from '../core/text/language';

export type Described = { readonly essay: Essay; readonly marks: Marks; readonly sourceTitle: string };

/** An essay that is gone is left out. */
export type Describe = (ids: readonly EssayId[]) => Promise<ReadonlyMap<EssayId, Described>>;

type Shown = { readonly ranked: Ranked; readonly described: Described };

const SILENCE: Related = { essays: [], passages: [], more: [] };
const BATCH = 8; // described at a time: mostly the first is enough, and full texts are heavy
const MAX_LOOKED_AT = 64; // a reader who refused this many on one page wants silence there

/** What in the library speaks to `page`. The same page and library give the same answer. */
export async function relatePage(page: PageText, index: TermIndex, describe: Describe): Promise<Related> {
  const { ranked, rarities, shared } = await rank(index, pageTerms(page), MAX_LOOKED_AT, threshold(index.live));
  const shown = await firstWelcome(ranked, page, describe);
  if (shown.length === 0) return SILENCE;
  const marked = markPassages(
    page,
    shown.map(({ described }) => described.essay),
    rarities,
  );
  const why = await shared(shown.map((one) => one.ranked));
  return { essays: shown.map((one, place) => relatedEssay(one, why[place] ?? [])), ...marked };
}

/** The best three that are neither the page itself, nor refused there, nor in another language, nor one of the three again from another source. */
async function firstWelcome(ranked: readonly Ranked[], page: PageText, describe: Describe): Promise<Shown[]> {
  const here = canonicalAddress(page.url);
  const spoken = spokenIn(page.text, page.language);
  const isReadable = ({ essay }: Described): boolean => mayBeSameLanguage(spoken, spokenBy(indexedEssay(essay)));
  const shown: Shown[] = [];
  for (let from = 0; from < ranked.length && shown.length < MAX_ESSAYS; from += BATCH) {
    const batch = ranked.slice(from, from + BATCH);
    const known = await describe(batch.map(({ id }) => id));
    for (const one of batch) {
      const described = known.get(one.id);
      if (described && isWelcome(described, here) && isReadable(described) && !shown.some((other) => isTwin(other.described, described))) {
        shown.push({ ranked: one, described });
      }
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

function relatedEssay({ ranked, described: { essay, marks, sourceTitle } }: Shown, shared: readonly SharedTerm[]): RelatedEssay {
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
    score: ranked.score,
    shared,
  };
}
