/** What else in the library relates to the essay that is read: asked of the background with the essay's own text. The essay itself is left out. */
import { computed, type Signal, signal } from '@preact/signals';
import type { Entry } from '../../core/library/marks';
import type { Span } from '../../core/page';
import type { Passage, RelatedEssay } from '../../core/related/answer';
import type { ArticleText } from './article-text';
import type { Needs } from './needs';
import { questionOf } from './question';

/** One sentence here and one there; `span` and `hereLit` point into the article's own text. */
export type Pair = Passage & { readonly here: string };
export type Also = { readonly essay: RelatedEssay; readonly pairs: readonly Pair[] };

const MOST_ESSAYS = 5;

export function relatedModel({ send }: Pick<Needs, 'send'>, entry: Signal<Entry | undefined>) {
  const found = signal<readonly Also[]>([]);
  const state = signal<'unasked' | 'asking' | 'known'>('unasked');
  /** In the order of the text, each stretch once. */
  const marks = computed((): readonly Span[] => {
    const spans = found.value.flatMap(({ pairs }) => pairs.map(({ span }) => span));
    return [...new Map(spans.map((span) => [span[0], span] as const)).values()].sort((a, b) => a[0] - b[0]);
  });

  async function ask({ text, blocks }: ArticleText): Promise<void> {
    const asked = entry.peek();
    if (asked === undefined || text.trim() === '') return;
    const { id, url, title, language } = asked.essay;
    const { page, inArticle } = questionOf(text, blocks, { url, title, ...(language !== undefined && { language }) });
    state.value = 'asking';
    const reply = await send('relatePage', { page });
    if (entry.peek()?.essay.id !== id) return;
    state.value = 'known';
    if (!reply.ok || reply.value === 'off') return;
    const { essays, passages, more } = reply.value;
    const pairs = [...passages, ...more].flatMap((passage): Pair[] => {
      const span = inArticle(passage.span);
      const hereLit = passage.hereLit.flatMap((lit) => [inArticle(lit) ?? []].filter((each): each is Span => each.length === 2));
      return span === undefined ? [] : [{ ...passage, span, hereLit, here: text.slice(...span) }];
    });
    const others = essays.filter((essay) => essay.id !== id && essay.url !== url).slice(0, MOST_ESSAYS);
    found.value = others.map((essay) => ({
      essay,
      pairs: pairs.filter(({ essayId }) => essayId === essay.id).sort((a, b) => a.span[0] - b.span[0]),
    }));
  }

  function clear(): void {
    [found.value, state.value] = [[], 'unasked'];
  }

  return { found, state, marks, ask, clear };
}
