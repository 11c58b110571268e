/**
 * The reader's own highlights on a page of the web: finds their words, paints them, and shows a small bar beside what is selected. Touches no text; it
 * stands on pages where something is highlighted or chosen, and on no other.
 */
import type { Quote } from '../../core/highlight/quote';
import { findQuote, quoteOf } from '../../core/highlight/quote';
import { type HighlightId, INKS, type Ink } from '../../core/library/highlight';
import { inkNames, type PageName } from '../../edge/dom/mark-style';
import { activeElement, bodyOf, closest, selectionOf } from '../../edge/dom/native';
import { type PlainText, plainTextOf } from '../../edge/dom/plain-text';
import { slices } from '../../edge/dom/slices';
import type { Send } from '../../messages/contract';
import { type BarNeeds, type InkBar, inkBar } from './ink-bar';
import { onAddressChange, onBeat, onChange, onSelect } from './watch';

export type InkOutside = BarNeeds & {
  readonly send: Send;
  readonly isOrphaned: () => boolean;
};
export type Inking = {
  readonly isAlive: () => boolean;
  readonly highlightSelection: () => Promise<void>;
  readonly ready: () => Promise<void>; // what was highlighted here is painted
  readonly leave: () => void;
};

type Drawn = { readonly id: HighlightId; readonly quote: Quote; readonly ink: Ink; readonly range?: Range };

const MOST_CHOSEN = 20_000; // characters of what is selected: more is a page
const MOST_REREADS = 30; // of a page that never rests

export function startInking({ send, isOrphaned, ...needs }: InkOutside): Inking {
  let isAlive = true;
  let name: PageName | undefined;
  let drawn: readonly Drawn[] = [];
  let lastInk: Ink = INKS[0];
  let rereads = 0;
  let bar: InkBar | undefined;

  async function begin(): Promise<void> {
    const reply = await send('inkHere', { bornAt: performance.timeOrigin });
    if (!alive() || !reply.ok) return;
    name = reply.value.name as PageName; // as: the background made it
    bar ??= inkBar(document, name, needs);
    drawn = reply.value.highlights.map(({ id, quote, ink: [ink] }) => ({ id, quote, ink }));
    await place();
    select();
  }

  /** Finds the words again, in the page as it is now. Where they are gone, or could be meant twice, nothing is painted. */
  async function place(): Promise<void> {
    if (drawn.length === 0) return paint();
    const read = await plainTextOf(bodyOf(document), slices());
    if (!alive()) return;
    drawn = drawn.map(({ id, quote, ink }) => {
      const range = rangeIn(read, quote);
      return { id, quote, ink, ...(range && { range }) };
    });
    paint();
  }

  function paint(): void {
    if (name === undefined) return;
    for (const [at, registered] of inkNames(name).entries()) {
      const ranges = drawn.flatMap(({ ink, range }) => (INKS[at] === ink && range !== undefined ? [range] : []));
      if (ranges.length > 0) CSS.highlights.set(registered, new Highlight(...ranges));
      else CSS.highlights.delete(registered);
    }
  }

  async function highlight(range: Range, hasNote: boolean): Promise<void> {
    const read = await plainTextOf(bodyOf(document), slices());
    const span = read.spanOf(range);
    if (!alive() || span === undefined) return;
    const quote = quoteOf(read.text, span);
    const made = await send('highlight', { quote, ink: lastInk, title: document.title, from: 'page' });
    if (!made.ok || made.value === 'done') return made.ok ? begin() : bar?.tell(needs.say('inkFailed'));
    const { id } = made.value;
    drawn = [...drawn, { id, quote, ink: lastInk, range }];
    paint();
    selectionOf(document)?.removeAllRanges();
    if (hasNote) void send('noteHere', { id });
    else edit(id, range);
  }

  /** The bar of a highlight: its inks, a note, and off with it. */
  function edit(id: HighlightId, range: Range): void {
    const known = drawn.find((each) => each.id === id);
    if (known === undefined) return;
    bar?.showEditing(range, known.ink, {
      onInk: (ink) => change(id, { ink }, (each) => ({ ...each, ink })),
      onNote: () => void send('noteHere', { id }),
      onRemove: () => change(id, { isGone: true }, () => undefined, known),
    });
  }

  /** On the page at once, and back again where it could not be kept. */
  function change(id: HighlightId, asked: { ink?: Ink; isGone?: boolean }, become: (each: Drawn) => Drawn | undefined, undo?: Drawn): void {
    const before = drawn;
    if (asked.ink !== undefined) lastInk = asked.ink;
    drawn = drawn.flatMap((each) => (each.id === id ? (become(each) ?? []) : [each]));
    paint();
    void send('changeHighlight', { id, change: asked, from: 'page' }).then((reply) => {
      if (reply.ok || !alive()) return;
      drawn = before;
      paint();
      bar?.tell(needs.say('inkFailed'));
    });
    if (undo?.range !== undefined) {
      bar?.showUndo(undo.range, () => {
        drawn = [...drawn, undo];
        paint();
        void send('changeHighlight', { id, change: { isGone: false }, from: 'page' });
      });
    }
  }

  /** Beside what a person has just selected, or has pressed on. */
  function select(at?: { readonly x: number; readonly y: number }): void {
    if (!alive() || bar === undefined) return;
    const range = selected();
    if (range !== undefined) {
      bar.showChoosing(range, {
        onHighlight: () => void highlight(range, false),
        onNote: () => void highlight(range, true),
        onCopy: () => void document.execCommand('copy'), // the clipboard of scripts is closed on http pages
        onRelated: () => void send('aboutHere', { text: range.toString().slice(0, MOST_CHOSEN) }),
      });
      return;
    }
    const pressed = at && drawn.find(({ range: there }) => there !== undefined && isWithin(there, at));
    if (pressed?.range !== undefined) edit(pressed.id, pressed.range);
    else bar.hide();
  }

  function leave(): void {
    if (!isAlive) return;
    isAlive = false;
    for (const stop of stops) stop();
    drawn = [];
    paint();
    bar?.remove();
  }

  function alive(): boolean {
    if (isAlive && isOrphaned()) leave();
    return isAlive;
  }

  const stops = [
    onSelect(select, (target) => bar?.isOwn(target) === true),
    onAddressChange(() => {
      drawn = [];
      paint();
      bar?.hide();
      begun = begin();
    }),
    onChange(document, () => {
      if (!alive() || drawn.length === 0 || rereads >= MOST_REREADS || drawn.every(({ range }) => range !== undefined && !range.collapsed))
        return;
      rereads += 1;
      void place();
    }),
    onBeat(document, () => alive() && name !== undefined && !inkNames(name).every(isPainted) && paint()),
  ];

  /** The registry is shared: a page that clears it takes ours too. */
  function isPainted(registered: string, at: number): boolean {
    const wanted = drawn.filter(({ ink, range }) => ink === INKS[at] && range !== undefined).length;
    return (CSS.highlights.get(registered)?.size ?? 0) === wanted;
  }

  let begun = begin();
  return {
    isAlive: alive,
    leave,
    ready: () => begun,
    async highlightSelection() {
      await begun;
      const range = selected();
      if (range !== undefined) await highlight(range, false);
    },
  };
}

function rangeIn(read: PlainText, quote: Quote): Range | undefined {
  const span = findQuote(read.text, quote);
  return span && read.rangeOf(span);
}

/** What is selected, where it is words that are read: in a field one writes. */
export function selected(): Range | undefined {
  const selection = selectionOf(document);
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const focused = activeElement(document);
  if (focused !== null && closest(focused, 'input,textarea,[contenteditable]:not([contenteditable="false"])') !== null) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  return /\S/.test(range.toString()) ? range : undefined;
}

function isWithin(range: Range, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return [...range.getClientRects()].some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom);
}
