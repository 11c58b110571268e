/** What is related to a page that grew at its end: what was said of its beginning stays, and the new part is asked about by itself. Pure. */
import type { PageAsRead, Span } from '../page';
import type { Passage, Related } from './answer';

/** The page from this letter of its text on. Its title stands above what came first. */
export function partFrom(page: PageAsRead, start: number): PageAsRead {
  const paragraphs = page.paragraphs.filter(([from]) => from >= start).map((span) => moved(span, -start));
  return { ...page, title: '', text: page.text.slice(start), paragraphs };
}

/** Both answers, the later one's spans counted from the beginning of the page. An essay that both found is named once. */
export function joined(first: Related, later: Related, start: number): Related {
  const known = new Set(first.essays.map(({ id }) => id));
  const placed = (passages: readonly Passage[]): readonly Passage[] =>
    passages.map((passage) => ({
      ...passage,
      span: moved(passage.span, start),
      hereLit: passage.hereLit.map((span) => moved(span, start)),
    }));
  return {
    ...later,
    ...first,
    essays: [...first.essays, ...later.essays.filter(({ id }) => !known.has(id))],
    passages: [...first.passages, ...placed(later.passages)],
    more: [...first.more, ...placed(later.more)],
  };
}

function moved([start, end]: Span, by: number): Span {
  return [start + by, end + by];
}
