/** What a reader highlighted in an essay, as stamped fields around a quote that never changes. Two copies of a library merge field by field. */
import type { EssayId } from '../essay';
import type { Quote } from '../highlight/quote';
import type { Stamped } from './marks';
import { isQuote, readStamped } from './readers';
import { compareStamps } from './stamp';

/** Made once, from the stamp of the act that made it: no two devices make the same. */
export type HighlightId = string & { readonly __brand: 'HighlightId' };

/** Four that are told apart without colour too; the look is the reader page's and the content script's. */
export const INKS = ['plain', 'dashed', 'dotted', 'double'] as const;
export type Ink = (typeof INKS)[number];

export type Highlight = {
  readonly id: HighlightId;
  readonly essayId: EssayId;
  readonly quote: Quote; // in the essay's text as it stood when this was made
  readonly madeAt: number; // ms since 1970, UTC
  readonly ink: Stamped<Ink>;
  readonly note?: Stamped<string>;
  readonly gone?: Stamped<boolean>; // taken off; the row stays, so that other copies of the library hear of it
};

const MOST_NOTE_CHARS = 100_000;

export const isGone = ({ gone }: Highlight): boolean => gone?.[0] === true;

/** Undefined for what is none. A note that cannot be read is left out; without a readable ink it has the first. */
export function readHighlight(raw: unknown): Highlight | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { id, essayId, quote, madeAt, ink, note, gone } = raw as Readonly<Record<string, unknown>>; // as: every field is checked below
  const inked = readStamped(ink, (value): value is Ink => INKS.some((each) => each === value));
  if (typeof id !== 'string' || id === '' || typeof essayId !== 'string' || essayId === '' || !isQuote(quote)) return undefined;
  if (typeof madeAt !== 'number' || !Number.isFinite(madeAt) || inked === undefined) return undefined;
  const noted = readStamped(note, (value): value is string => typeof value === 'string' && value.length <= MOST_NOTE_CHARS);
  const left = readStamped(gone, (value): value is boolean => typeof value === 'boolean');
  return {
    id: id as HighlightId, // as: read back from where it was written, as is the next
    essayId: essayId as EssayId,
    quote,
    madeAt,
    ink: inked,
    ...(noted && { note: noted }),
    ...(left && { gone: left }),
  };
}

/** The same in any order, any number of times and in any grouping. Both sides are of one id; the quote was made with it. */
export function mergeHighlights(a: Highlight, b: Highlight): Highlight {
  const [first] = [a, b].sort((x, y) => x.madeAt - y.madeAt || compareText(JSON.stringify(x.quote), JSON.stringify(y.quote)));
  const { essayId, quote, madeAt, id } = first ?? a;
  const note = laterOf(a.note, b.note);
  const gone = laterOf(a.gone, b.gone);
  return { id, essayId, quote, madeAt, ink: laterOf(a.ink, b.ink) ?? a.ink, ...(note && { note }), ...(gone && { gone }) };
}

/** Equal stamps with unequal values come from a file edited by hand: the order of the values decides, the same on every device. */
function laterOf<T>(a: Stamped<T> | undefined, b: Stamped<T> | undefined): Stamped<T> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compareStamps(a[1], b[1]) || compareText(JSON.stringify(a[0]), JSON.stringify(b[0]));
  return order < 0 ? b : a;
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
