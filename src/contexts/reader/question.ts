/** What the background is asked about an article: its running prose, as a page's script would send it, and the way back to the article's own text. Pure. */
import type { PageAsRead, Span } from '../../core/page';
import type { TextBlock } from './article-text';

const MOST_CHARS = 200_000; // as of a page: an hour's reading several times over

type About = Omit<PageAsRead, 'text' | 'paragraphs'>;

export type Question = { readonly page: PageAsRead; readonly inArticle: (span: Span) => Span | undefined };

export function questionOf(text: string, blocks: readonly Pick<TextBlock, 'span' | 'kind'>[], about: About): Question {
  const moved: { readonly at: number; readonly from: number; readonly length: number }[] = [];
  const paragraphs: Span[] = [];
  let asked = '';
  for (const { span, kind } of blocks) {
    if (kind !== 'prose' && kind !== 'heading') continue; // code and cells are no sentences
    const words = text.slice(...span).trimEnd();
    if (words === '' || asked.length + words.length >= MOST_CHARS) continue;
    const at = asked === '' ? 0 : asked.length + 1;
    asked += asked === '' ? words : `\n${words}`;
    moved.push({ at, from: span[0], length: words.length });
    if (kind === 'prose') paragraphs.push([at, at + words.length]);
  }
  const inArticle = ([start, end]: Span): Span | undefined => {
    const block = moved.findLast(({ at }) => at <= start);
    return block === undefined || end > block.at + block.length ? undefined : [start - block.at + block.from, end - block.at + block.from];
  };
  return { page: { ...about, text: asked, paragraphs }, inArticle };
}
