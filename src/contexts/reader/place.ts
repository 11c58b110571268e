/** Where one is in the article: how far, at which words, below which heading; and how to get somewhere. Moves the window and changes nothing else. */
import { type Quote, quoteOf } from '../../core/highlight/quote';
import type { ArticleText, TextBlock } from './article-text';

const MARGIN_PX = 64; // below the bar, where one reads on
const QUOTED_CHARS = 160; // of a paragraph: enough to find it again

export type Place = { readonly share: number; readonly quote?: Quote };

/** 0 at the beginning, 1 at the end; what fits in the window is not gone through by scrolling. */
export function shareRead(article: Element): number {
  const { top, height } = article.getBoundingClientRect();
  const way = height - window.innerHeight;
  return way <= 0 ? 0 : Math.max(0, Math.min(1, -top / way));
}

/** The first paragraph that is not wholly above the line one reads on from. */
export function blockOnTop({ blocks }: ArticleText): TextBlock | undefined {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const bottom = blocks[middle]?.element.getBoundingClientRect().bottom ?? 0;
    if (bottom <= MARGIN_PX) low = middle + 1;
    else high = middle;
  }
  return blocks[low];
}

export function placeIn(article: Element, text: ArticleText): Place {
  const block = blockOnTop(text);
  const share = shareRead(article);
  if (block === undefined) return { share };
  const [start, end] = block.span;
  return { share, quote: quoteOf(text.text, [start, Math.min(end, start + QUOTED_CHARS)]) };
}

/** To the top for what one reads on from, to the middle for what one looks for. */
export function goTo(range: Range | Element, where: 'top' | 'middle'): void {
  const { top, height } = range.getBoundingClientRect();
  const above = where === 'top' ? MARGIN_PX : Math.max(MARGIN_PX, (window.innerHeight - height) / 2);
  window.scrollTo({ top: window.scrollY + top - above, behavior: 'instant' });
}

/** Does what moves the text, and puts the paragraph that was on top back to where it stood. */
export function keepingPlace(text: ArticleText | undefined, move: () => void): void {
  const element = text && blockOnTop(text)?.element;
  const before = element?.getBoundingClientRect().top ?? 0;
  const root = document.documentElement;
  root.classList.add('keeps-place'); // the browser's own anchoring would move it a second time
  move();
  if (element && window.scrollY > 0) window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: 'instant' });
  requestAnimationFrame(() => root.classList.remove('keeps-place'));
}

/** The next paragraph, or the one before. */
export function paragraphFrom(text: ArticleText, by: 1 | -1): Element | undefined {
  const elements = [...new Set(text.blocks.map(({ element }) => element))];
  const tops = elements.map((element) => element.getBoundingClientRect().top - MARGIN_PX);
  const index = by === 1 ? tops.findIndex((top) => top > 2) : tops.findLastIndex((top) => top < -2);
  return elements[index];
}
