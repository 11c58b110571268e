/** The walk from a page to its marks: terms → candidates → ranked → silent or not → passages → spans. Effects are handed in. */
import type { EssayId } from '../core/essay';
import type { TermIndex } from '../core/index/term-index';
import type { PageText } from '../core/page';
import type { Related, RelatedEssay } from '../core/related/answer';
import { choose, type Describe, type Shown } from '../core/related/choice';
import { likenessOf } from '../core/related/likeness';
import { isNamedThere, isSameSentence, isSameSite } from '../core/related/own-site';
import { pageTerms } from '../core/related/page-terms';
import { type Marked, markPassages } from '../core/related/passages';
import { reasonsOf } from '../core/related/reasons';
import { type Language, spokenIn, tagOf } from '../core/text/language';

type Chosen = Awaited<ReturnType<typeof choose>>;

const SILENCE: Related = { essays: [], passages: [], more: [] };

/** What in the library speaks to `page`. The same page and library give the same answer. `terms` need no index: they can be made before there is one. */
export async function relatePage(page: PageText, index: TermIndex, describe: Describe, terms = pageTerms(page)): Promise<Related> {
  const related = relateTo(page, await choose(page, index, describe, terms));
  const likeness = related.essays.length > 0 ? likenessOf(terms) : undefined;
  return likeness === undefined ? related : { ...related, likeness };
}

/** `alike`: essays that are known to say something word for word as the page does. */
function relateTo(page: PageText, { shown, rarities }: Chosen, alike: ReadonlySet<EssayId> = new Set()): Related {
  if (shown.length === 0) return SILENCE;
  const marked = markPassages(
    page,
    shown.map(({ described: { essay }, standing }) => ({ essay, standing, isAlike: alike.has(essay.id) })),
    rarities,
  );
  const same = sayingTheSame(page, shown, marked);
  if (same.size > 0) {
    const left = shown.filter(({ described: { essay } }) => !(same.has(essay.id) && isNamedThere(page, essay)));
    return relateTo(page, { shown: left, rarities }, new Set([...alike, ...same]));
  }
  const { language } = spokenIn(page.text, page.language);
  const tag = tagOf(page.text, page.language);
  return { ...(tag !== undefined && { language: tag }), essays: shown.map((one) => relatedEssay(one, language)), ...marked };
}

/** Of the page's own site, with a sentence that faces itself. */
function sayingTheSame(page: PageText, shown: readonly Shown[], { passages, more }: Marked): ReadonlySet<EssayId> {
  const here = new Set(
    shown.filter(({ described: { essay } }) => isSameSite(page.url, essay.url)).map(({ described }) => described.essay.id),
  );
  const same = [...passages, ...more].filter(
    ({ essayId, span, there }) => here.has(essayId) && isSameSentence(page.text.slice(...span), there),
  );
  return new Set(same.map(({ essayId }) => essayId));
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
