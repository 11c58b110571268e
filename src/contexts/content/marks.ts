/** The marks on one page: where each stands, and where it stands again after the page has changed. Asks nobody. */
import type { EssayId } from '../../core/essay';
import { type Palette, paletteFor } from '../../core/highlight/contrast';
import { findQuote, type Quote, quoteOf } from '../../core/highlight/quote';
import { toPaint } from '../../core/highlight/to-paint';
import type { Passage, Related } from '../../core/related/answer';
import { type Ground, groundOf } from '../../edge/dom/ground';
import type { PageName } from '../../edge/dom/mark-style';
import type { ReadText } from '../../edge/dom/page-text';
import { type Painter, painter, wipe } from '../../edge/dom/paint';
import { readPage } from '../../edge/dom/readable';

export type Mark = {
  readonly passage: Passage;
  readonly quote: Quote;
  readonly range: Range;
  readonly shown: string; // what the range held when it was placed
  readonly ground: Ground;
  readonly palette: Palette;
};

export type Marks = {
  readonly paintAs: (page: PageName) => void; // from now on they are seen
  readonly placed: () => readonly Mark[]; // in page order
  readonly showMore: () => void;
  readonly setRefused: (essay: EssayId, isRefused: boolean) => void;
  readonly repair: () => Promise<'kept' | 'moved'>;
  readonly close: () => void;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000; // between two readings of a page that keeps taking a passage away

export function openMarks(document: Document, related: Related, read: ReadText): Marks {
  let brush: Painter | undefined;
  const { text } = read.page;
  const quotes = new Map<Passage, Quote>();
  const refused = new Set<EssayId>();
  let wanted: readonly Passage[] = [];
  let marks: ReadonlyMap<Passage, Mark> = new Map();
  let latest = read;
  let wait = FIRST_WAIT_MS;
  let nextReadingAt = 0;
  let isClosed = false;

  function want(passages: readonly Passage[]): void {
    wanted = toPaint(passages, text);
    for (const passage of wanted) if (!quotes.has(passage)) quotes.set(passage, quoteOf(text, passage.span));
    place();
  }

  /** Marks that still stand stay as they are; the others are looked for in the page as it was read last. */
  function place(): void {
    const next = new Map<Passage, Mark>();
    for (const [passage, quote] of quotes) {
      const old = marks.get(passage);
      const span = latest === read ? passage.span : findQuote(latest.page.text, quote);
      const mark = old !== undefined && stands(old) ? old : span && markOf(passage, quote, latest.rangeOf(span));
      if (mark !== undefined) next.set(passage, mark);
    }
    marks = next;
    brush?.paint(placed().map(({ range, palette, passage: { strength } }) => ({ range, palette, strength })));
  }

  function placed(): readonly Mark[] {
    return visible().flatMap((passage) => marks.get(passage) ?? []);
  }

  function visible(): readonly Passage[] {
    return wanted.filter(({ essayId }) => !refused.has(essayId));
  }

  async function repair(): Promise<'kept' | 'moved'> {
    brush?.repair();
    const isWhole = visible().every((passage) => {
      const mark = marks.get(passage);
      return mark !== undefined && stands(mark);
    });
    if (isWhole || performance.now() < nextReadingAt) return 'kept';
    const readable = await readPage(document);
    if (isClosed) return 'kept';
    if (readable.state === 'read') {
      latest = readable.read;
      place();
    }
    wait = marks.size === quotes.size ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
    nextReadingAt = performance.now() + wait;
    return 'moved';
  }

  function close(): void {
    isClosed = true;
    brush?.clear();
  }

  want(related.passages);
  return {
    paintAs(page) {
      wipe(page); // what a Sidelight that was unloaded left here
      brush = painter(page);
      place();
    },
    placed,
    showMore: () => want([...related.passages, ...related.more]),
    setRefused: (essay, isRefused) => {
      if (isRefused) refused.add(essay);
      else refused.delete(essay);
      place();
    },
    repair,
    close,
  };
}

function markOf(passage: Passage, quote: Quote, range: Range | undefined): Mark | undefined {
  const element = range?.startContainer.parentElement;
  if (range === undefined || !element) return undefined;
  const ground = groundOf(element);
  return { passage, quote, range, shown: range.toString(), ground, palette: paletteFor(ground.ground, ground.text) };
}

function stands({ range, shown }: Mark): boolean {
  return range.startContainer.isConnected && range.toString() === shown;
}
