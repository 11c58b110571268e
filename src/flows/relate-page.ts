/** The walk from a page to its marks: terms → candidates → ranked → silent or not → passages → spans. Effects are handed in. */
import type { TermIndex } from '../core/index/term-index';
import type { PageText } from '../core/page';
import type { Related, RelatedEssay } from '../core/related/answer';
import { choose, type Describe, type Shown } from '../core/related/choice';
import { pageTerms } from '../core/related/page-terms';
import { markPassages } from '../core/related/passages';
import { reasonsOf } from '../core/related/reasons';
import { type Language, spokenIn } from '../core/text/language';

const SILENCE: Related = { essays: [], passages: [], more: [] };

/** What in the library speaks to `page`. The same page and library give the same answer. `terms` need no index: they can be made before there is one. */
export async function relatePage(page: PageText, index: TermIndex, describe: Describe, terms = pageTerms(page)): Promise<Related> {
  const { shown, rarities } = await choose(page, index, describe, terms);
  if (shown.length === 0) return SILENCE;
  const marked = markPassages(
    page,
    shown.map(({ described: { essay }, standing }) => ({ essay, standing })),
    rarities,
  );
  const { language } = spokenIn(page.text, page.language);
  return { essays: shown.map((one) => relatedEssay(one, language)), ...marked };
}

function relatedEssay(
  { looked: { score, shared }, described: { essay, marks, sourceTitle } }: Shown,
  language: Language | undefined,
): RelatedEssay {
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
    reasons: reasonsOf(shared, language),
  };
}
