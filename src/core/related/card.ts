/** What a page and its card say to each other. The card stands in a frame of our own, where the page's script reads nothing; plain data, and its readers. */
import type { Passage, RelatedEssay } from './answer';

/** One mark, as the card shows it. `passage.here` is the page's sentence. */
export type CardContent = {
  readonly essay: RelatedEssay;
  readonly passage: Passage;
  readonly position: number; // from 1
  readonly total: number;
  readonly language?: string; // BCP 47, of the page
  readonly host: string; // the site, for "Not on this site"
  readonly isDark: boolean; // the ground that the mark stands on
};

/** What a reader does in the card. The page's own script does it, for the mark that the card shows and no other. */
export type CardAct =
  | 'open'
  | 'open-beside'
  | 'save'
  | 'unsave'
  | 'refuse' // not beside this page
  | 'unrefuse'
  | 'silence' // beside no page
  | 'unsilence'
  | 'less' // of its source
  | 'unless'
  | 'pause' // no marks for an hour
  | 'resume'
  | 'leave-site'
  | 'nowhere';

/** Where the press was, in CSS pixels of the card; keys press nowhere. */
export type Press = { readonly x: number; readonly y: number };

/** What the card tells the page's script, which answers each. */
export type CardSays =
  | { readonly kind: 'hello' } // it listens now
  | { readonly kind: 'close' } // Escape, or the cross
  | { readonly kind: 'next' | 'previous' }
  | { readonly kind: 'pointer'; readonly isOver: boolean }
  | { readonly kind: 'held'; readonly isHeld: boolean } // a question stands in it: it does not go by itself
  | { readonly kind: 'act'; readonly act: CardAct; readonly press?: Press };

/** Between the two and nobody else: made by the page's script for one frame, and never in any document's markup. */
export type CardKey = string & { readonly __brand: 'CardKey' };

export const CARD_PAGE = 'src/contexts/card/card.html';

const KEY = /^[a-z0-9]{32}$/;
const ACTS: ReadonlySet<unknown> = new Set<CardAct>([
  ...(['open', 'open-beside', 'save', 'unsave', 'refuse', 'unrefuse', 'silence', 'unsilence'] as const),
  ...(['less', 'unless', 'pause', 'resume', 'leave-site', 'nowhere'] as const),
]);
const PLAIN: ReadonlySet<unknown> = new Set<CardSays['kind']>(['hello', 'close', 'next', 'previous']);

export function readCardKey(raw: unknown): CardKey | undefined {
  return typeof raw === 'string' && KEY.test(raw) ? (raw as CardKey) : undefined; // as: the pattern is the brand
}

export function readCardSays(raw: unknown): CardSays | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { kind, isOver, isHeld, act, press } = raw as Readonly<Record<string, unknown>>; // as: fields are checked below
  if (PLAIN.has(kind)) return { kind } as CardSays; // as: the set holds exactly these kinds
  if (kind === 'pointer' && typeof isOver === 'boolean') return { kind, isOver };
  if (kind === 'held' && typeof isHeld === 'boolean') return { kind, isHeld };
  if (kind !== 'act' || !ACTS.has(act)) return undefined;
  if (press === undefined) return { kind, act: act as CardAct }; // as: in the set
  const at = readPress(press);
  return at && { kind, act: act as CardAct, press: at }; // as: in the set
}

function readPress(raw: unknown): Press | undefined {
  const { x, y } = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>; // as: checked next
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x + y) ? { x, y } : undefined;
}

/** Only the page's own script sends it, by way of the background: looked at as far as showing it needs. */
export function readCardContent(raw: unknown): CardContent | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { essay, passage, position, total, host, isDark } = raw as Readonly<Record<string, unknown>>; // as: fields are checked below
  const isWhole = typeof position === 'number' && typeof total === 'number' && typeof host === 'string' && typeof isDark === 'boolean';
  const hasEssay = typeof essay === 'object' && essay !== null && typeof (essay as { title?: unknown }).title === 'string'; // as: one field is looked at
  const hasPassage = typeof passage === 'object' && passage !== null && typeof (passage as { there?: unknown }).there === 'string'; // as: likewise
  return isWhole && hasEssay && hasPassage ? (raw as CardContent) : undefined; // as: the parts were looked at
}
