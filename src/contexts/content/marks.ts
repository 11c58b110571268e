/** The marks on one page: where each stands, and where it stands again after the page has changed. Asks nobody. */
import type { EssayId } from '../../core/essay';
import { type Palette, paletteFor } from '../../core/highlight/contrast';
import { findQuote, type Quote, quoteLater } from '../../core/highlight/quote';
import { toPaint } from '../../core/highlight/to-paint';
import type { Passage, Related } from '../../core/related/answer';
import { type Ground, groundOf } from '../../edge/dom/ground';
import { type PageName, PRESENT } from '../../edge/dom/mark-style';
import type { ReadText } from '../../edge/dom/page-text';
import { type Painter, painter, wipe } from '../../edge/dom/paint';
import { readPage } from '../../edge/dom/readable';
import { copiesIn, type Spot } from './redrawn';

export type Mark = {
  readonly passage: Passage;
  readonly words: string; // as they were read
  readonly range: Range;
  readonly ends: readonly [from: Spot, to: Spot]; // of the range, which the page may take out of it
  readonly shown: string; // what the range held when it was placed
  readonly ground: Ground;
  readonly palette: Palette;
};

export type Marks = {
  readonly paintAs: (page: PageName) => void; // from now on they are seen
  readonly placed: () => readonly Mark[]; // in page order
  readonly showMore: (areMore: boolean) => void;
  readonly setRefused: (essay: EssayId, isRefused: boolean) => void;
  readonly setHidden: (areHidden: boolean) => void; // all of them
  readonly repair: () => Promise<'kept' | 'moved'>;
  readonly setPresent: (passage: Passage | undefined) => void; // the one that a panel speaks of stands out
  readonly redrawn: (records: readonly MutationRecord[]) => void; // at once, before anybody sees what was drawn
  readonly renew: (related: Related, read: ReadText) => void; // another answer, to the page as it was read now
  readonly move: (read: ReadText) => void; // the same answer, and the page as it was read now
  readonly standing: (passages: readonly Passage[]) => readonly Passage[]; // those whose words the page still has
  readonly close: () => void;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000; // between two readings of a page that keeps taking a passage away
const BLINK_MS = 10_000; // a passage that is taken away sooner after it was found again
const MAX_BLINKS = 2; // so often, gets no mark any more
/** Firefox paints no highlight inside a shadow root by a style of the document's. */
const PAINTS_IN_ROOTS = !('openOrClosedShadowRoot' in Element.prototype);

export function openMarks(document: Document, first: Related, firstRead: ReadText): Marks {
  let brush: Painter | undefined;
  let [related, read] = [first, firstRead];
  let areMore = false;
  const quotes = new Map<Passage, () => Quote>();
  const refused = new Set<EssayId>();
  let wanted: readonly Passage[] = [];
  let marks: ReadonlyMap<Passage, Mark> = new Map();
  let latest = read;
  let found = new WeakMap<Passage, { readonly at: number; readonly blinks: number }>(); // again, after the page had taken it away
  let wait = FIRST_WAIT_MS;
  let nextReadingAt = 0;
  let isClosed = false;
  let present: Passage | undefined;
  let areHidden = false;

  function want(): void {
    wanted = toPaint(areMore ? [...related.passages, ...related.more] : related.passages, read.page.text);
    for (const passage of quotes.keys()) if (!wanted.includes(passage)) quotes.delete(passage);
    for (const passage of wanted) if (!quotes.has(passage)) quotes.set(passage, quoteIn(passage));
    place();
  }

  const quoteIn = (passage: Passage): (() => Quote) => quotes.get(passage) ?? quoteLater(read.page.text, passage.span);

  function move(to: ReadText): void {
    latest = to;
    place();
  }

  /** Marks that still stand stay as they are; the others are looked for in the page as it was read last. */
  function place(): void {
    const next = new Map<Passage, Mark>();
    for (const [passage, quote] of quotes) {
      const old = marks.get(passage);
      const span = latest === read ? passage.span : findQuote(latest.page.text, quote());
      const mark = old !== undefined && stands(old) ? old : span && markOf(passage, latest.page.text.slice(...span), latest.rangeOf(span));
      if (mark === undefined) continue;
      if (mark !== old && old !== undefined) note(passage);
      if (isSteady(passage)) next.set(passage, mark);
    }
    marks = next;
    paint();
  }

  function note(passage: Passage): void {
    const { at, blinks } = found.get(passage) ?? { at: Number.NEGATIVE_INFINITY, blinks: 0 };
    const now = performance.now();
    found.set(passage, { at: now, blinks: now - at < BLINK_MS ? blinks + 1 : 0 });
  }

  const isSteady = (passage: Passage): boolean => (found.get(passage)?.blinks ?? 0) <= MAX_BLINKS;

  function paint(): void {
    brush?.paint(
      placed().map(({ range, palette, passage }) => ({ range, palette, strength: passage === present ? PRESENT : passage.strength })),
    );
  }

  /** Copies of the same words, in the place of those that went: nobody sees the mark gone. */
  function redrawn(records: readonly MutationRecord[]): void {
    if (brush === undefined || !records.some(({ type, removedNodes }) => type === 'characterData' || removedNodes.length > 0)) return;
    let copies: ReturnType<typeof copiesIn> | undefined;
    const next = new Map(marks);
    for (const [passage, mark] of marks) {
      if (stands(mark)) continue;
      copies ??= copiesIn(records);
      const ends = mark.ends.map((spot) => (spot.node.isConnected ? spot : copies?.(spot)));
      const range = rangeBetween(ends[0], ends[1]);
      if (range !== undefined && range.toString() === mark.shown) next.set(passage, { ...mark, range, ends: endsOf(range) });
    }
    if (copies === undefined) return;
    marks = next;
    paint();
  }

  /** The page or the system may have turned dark. */
  function lookAgain(): boolean {
    let isOther = false;
    const next = new Map<Passage, Mark>();
    for (const [passage, mark] of marks) {
      const now = stands(mark) ? markOf(passage, mark.words, mark.range) : mark;
      const isSame = now === undefined || (now.palette === mark.palette && String(now.ground.ground) === String(mark.ground.ground));
      isOther ||= !isSame;
      next.set(passage, isSame ? mark : now);
    }
    marks = next;
    if (isOther) paint();
    return isOther;
  }

  function placed(): readonly Mark[] {
    return visible().flatMap((passage) => marks.get(passage) ?? []);
  }

  function visible(): readonly Passage[] {
    if (areHidden) return [];
    return wanted.filter((passage) => !refused.has(passage.essayId) && isSteady(passage));
  }

  async function repair(): Promise<'kept' | 'moved'> {
    brush?.repair();
    const isOther = lookAgain();
    const isWhole = visible().every((passage) => {
      const mark = marks.get(passage);
      return mark !== undefined && stands(mark);
    });
    if (isWhole || performance.now() < nextReadingAt) return isOther ? 'moved' : 'kept';
    const [before, readable] = [latest, await readPage(document)];
    if (isClosed || latest !== before) return 'kept';
    if (readable.state === 'read') move(readable.read);
    wait = marks.size === quotes.size ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
    nextReadingAt = performance.now() + wait;
    return 'moved';
  }

  function close(): void {
    isClosed = true;
    brush?.clear();
  }

  want();
  return {
    paintAs(page) {
      wipe(page); // what a Sidelight that was unloaded left here
      brush = painter(page);
      place();
    },
    placed,
    showMore: (are) => {
      areMore = are;
      want();
    },
    setRefused: (essay, isRefused) => {
      if (isRefused) refused.add(essay);
      else refused.delete(essay);
      place();
    },
    setHidden(are) {
      areHidden = are;
      place();
    },
    setPresent(passage) {
      present = passage;
      paint();
    },
    repair,
    redrawn,
    renew(to, at) {
      const known = new Map(quotes);
      [related, read, latest, found] = [to, at, at, new WeakMap()];
      quotes.clear();
      for (const [passage, quote] of known)
        if (related.passages.includes(passage) || related.more.includes(passage)) quotes.set(passage, quote);
      want();
    },
    move,
    standing: (passages) =>
      passages.filter((passage) => {
        const mark = marks.get(passage);
        if (mark !== undefined) return stands(mark);
        return latest === read || findQuote(latest.page.text, quoteIn(passage)()) !== undefined;
      }),
    close,
  };
}

function markOf(passage: Passage, words: string, range: Range | undefined): Mark | undefined {
  const element = range?.startContainer.parentElement;
  if (range === undefined || !element) return undefined;
  if (!PAINTS_IN_ROOTS && range.startContainer.getRootNode() instanceof ShadowRoot) return undefined;
  const ground = groundOf(element);
  const palette = paletteFor(ground.ground, ground.text);
  return { passage, words, range, ends: endsOf(range), shown: range.toString(), ground, palette };
}

function endsOf({ startContainer, startOffset, endContainer, endOffset }: Range): Mark['ends'] {
  return [
    { node: startContainer, at: startOffset },
    { node: endContainer, at: endOffset },
  ];
}

function rangeBetween(from: Spot | undefined, to: Spot | undefined): Range | undefined {
  if (from === undefined || to === undefined) return undefined;
  const [first, last] = [from.node as Text, to.node as Text]; // as: passages begin and end in text
  if (from.at > first.length || to.at > last.length) return undefined;
  const range = document.createRange();
  range.setStart(first, from.at);
  range.setEnd(last, to.at);
  return range;
}

function stands({ range, shown }: Mark): boolean {
  return range.startContainer.isConnected && range.toString() === shown;
}
