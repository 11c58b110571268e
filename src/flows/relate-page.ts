/** The walk from a page to its marks: terms → candidates → ranked → silent or not → passages → spans. Effects are handed in. */
import type { EssayId } from '../core/essay';
import type { TermIndex } from '../core/index/term-index';
import type { PageText } from '../core/page';
import type { Related, RelatedEssay } from '../core/related/answer';
import { choose, type Describe, type Shown } from '../core/related/choice';
import { likenessOf } from '../core/related/likeness';
import { isSameSentence, isSameSite } from '../core/related/own-site';
import { pageTerms } from '../core/related/page-terms';
import { markPassages } from '../core/related/passages';
import { reasonsOf } from '../core/related/reasons';
import { type Language, spokenIn, tagOf } from '../core/text/language';

const SILENCE: Related = { essays: [], passages: [], more: [] };

/** What in the library speaks to `page`. The same page and library give the same answer. `terms` need no index: they can be made before there is one. */
export async function relatePage(page: PageText, index: TermIndex, describe: Describe, terms = pageTerms(page)): Promise<Related> {
  const related = relateTo(page, await choose(page, index, describe, terms));
  const likeness = related.essays.length > 0 ? likenessOf(terms) : undefined;
  return likeness === undefined ? related : { ...related, likeness };
}

function relateTo(page: PageText, { shown, rarities }: Awaited<ReturnType<typeof choose>>): Related {
  if (shown.length === 0) return SILENCE;
  const marked = markPassages(
    page,
    shown.map(({ described: { essay }, standing }) => ({ essay, standing })),
    rarities,
  );
  const own = new Set(ownSentences(page, shown, marked));
  if (own.size > 0) return relateTo(page, { shown: shown.filter(({ described }) => !own.has(described.essay.id)), rarities });
  const { language } = spokenIn(page.text, page.language);
  const tag = tagOf(page.text, page.language);
  return { ...(tag !== undefined && { language: tag }), essays: shown.map((one) => relatedEssay(one, language)), ...marked };
}

/** On its own site a page whose sentences are an essay's shows that essay. */
function ownSentences(page: PageText, shown: readonly Shown[], { passages, more }: Pick<Related, 'passages' | 'more'>): readonly EssayId[] {
  const here = new Set(
    shown.filter(({ described: { essay } }) => isSameSite(page.url, essay.url)).map(({ described }) => described.essay.id),
  );
  const own = [...passages, ...more].filter(
    ({ essayId, span, there }) => here.has(essayId) && isSameSentence(page.text.slice(...span), there),
  );
  return own.map(({ essayId }) => essayId);
}

function relatedEssay(
  { looked: { score, shared }, described: { essay, marks, sourceTitle } }: Shown,
  language: Language | undefined,
): RelatedEssay {
  const { id, url, title, author, publishedAt } = essay;
  const tag = tagOf(essay.text ?? `${title} ${essay.summary}`, essay.language);
  return {
    id,
    url,
    title,
    sourceTitle,
    ...(author !== undefined && { author }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(tag !== undefined && { language: tag }),
    isSaved: marks.saved?.[0] === true,
    isRead: marks.read?.[0] === true,
    score,
    shared,
    reasons: reasonsOf(shared, language),
  };
}
