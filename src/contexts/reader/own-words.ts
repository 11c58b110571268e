/** The reader's own highlights on the essay that is read: found in its text as it is now, made from what is selected, changed, taken off and put back. */
import { batch, computed, type Signal, signal } from '@preact/signals';
import { quoteOf } from '../../core/highlight/quote';
import { type Highlight, type HighlightId, INKS, type Ink } from '../../core/library/highlight';
import type { Entry } from '../../core/library/marks';
import type { Span } from '../../core/page';
import type { Problem } from '../../core/problem';
import type { RelatedEssay } from '../../core/related/answer';
import type { HighlightChange } from '../../messages/contract';
import { say } from '../../ui/words';
import type { ArticleText } from './article-text';
import { rangeOfQuote } from './found';
import type { Needs } from './needs';

export type Placed = { readonly highlight: Highlight; readonly range?: Range }; // no range: its words are not in the text any more, or could be meant twice
export type Chosen = { readonly span: Span; readonly range: Range };
export type About = 'asking' | readonly RelatedEssay[];

type OwnNeeds = Pick<Needs, 'send'> & {
  readonly highlights: (id: Entry['essay']['id']) => Promise<readonly Highlight[]>;
  readonly entry: Signal<Entry | undefined>;
  readonly shown: Signal<{ readonly text: ArticleText } | undefined>;
  readonly tell: (words: string, undo?: () => Promise<void>) => void;
  readonly fail: (problem: Problem) => void;
  readonly changed: () => Promise<void>; // the essay may be saved now
};

export function ownWords({ send, highlights, entry, shown, tell, fail, changed }: OwnNeeds) {
  const all = signal<readonly Highlight[]>([]);
  const chosen = signal<Chosen | undefined>(undefined); // what is selected
  const noted = signal<HighlightId | undefined>(undefined); // whose note is about to be written
  const about = signal<About | undefined>(undefined);
  let lastInk: Ink = INKS[0];

  /** In the order of the text; those that are not found, at the end. */
  const placed = computed((): readonly Placed[] => {
    const text = shown.value?.text;
    const found = all.value.map((highlight): Placed => {
      const range = text && rangeOfQuote(text, highlight.quote);
      return range === undefined ? { highlight } : { highlight, range };
    });
    return found.sort((a, b) => placeOf(a) - placeOf(b));
  });
  const placeOf = ({ range }: Placed): number => (range && shown.peek()?.text.spanOf(range)?.[0]) ?? Number.POSITIVE_INFINITY;

  async function load(): Promise<void> {
    const id = entry.peek()?.essay.id;
    if (id === undefined) return;
    const read = await highlights(id).catch(() => undefined);
    if (read !== undefined && id === entry.peek()?.essay.id) all.value = read;
  }

  function choose(range: Range | undefined): void {
    const span = range && shown.peek()?.text.spanOf(range);
    chosen.value = range && span && { span, range };
  }

  async function highlight(): Promise<HighlightId | undefined> {
    const [id, text, words] = [entry.peek()?.essay.id, shown.peek()?.text.text, chosen.peek()];
    if (id === undefined || text === undefined || words === undefined) return undefined;
    const made = await send('highlight', { essayId: id, quote: quoteOf(text, words.span), ink: lastInk, from: 'reader' });
    if (!made.ok) {
      fail(made.problem);
      return undefined;
    }
    getSelection()?.removeAllRanges();
    chosen.value = undefined;
    await Promise.all([load(), changed()]);
    if (made.value === 'done') return undefined;
    const { id: mine } = made.value;
    tell(say('saidHighlighted'), async () => {
      if (await change(mine, { isGone: true })) tell(say('undone'));
    });
    return mine;
  }

  async function highlightWithNote(): Promise<boolean> {
    const id = await highlight();
    noted.value = id;
    return id !== undefined;
  }

  async function change(id: HighlightId, change: HighlightChange): Promise<boolean> {
    if (change.ink !== undefined) lastInk = change.ink;
    const reply = await send('changeHighlight', { id, change, from: 'reader' });
    if (!reply.ok) fail(reply.problem);
    await load();
    return reply.ok;
  }

  async function remove(id: HighlightId): Promise<void> {
    if (!(await change(id, { isGone: true }))) return;
    tell(say('saidHighlightRemoved'), async () => {
      if (await change(id, { isGone: false })) tell(say('undone'));
    });
  }

  /** What else in the library is related to the words that are selected, and to them alone. */
  async function askAbout(): Promise<void> {
    const [essay, text, words] = [entry.peek()?.essay, shown.peek()?.text.text, chosen.peek()];
    if (essay === undefined || text === undefined || words === undefined) return;
    about.value = 'asking';
    const selected = text.slice(...words.span);
    const { url, language } = essay;
    const page = {
      url,
      title: '',
      text: selected,
      paragraphs: [[0, selected.length] as const],
      ...(language !== undefined && { language }),
    };
    const reply = await send('relatePage', { page });
    const found = reply.ok && reply.value !== 'off' ? reply.value.essays : [];
    if (!reply.ok) fail(reply.problem);
    if (about.peek() !== undefined) about.value = found.filter(({ id }) => id !== essay.id);
  }

  /** The highlight at a point of the window, for a press there. */
  function at(x: number, y: number): HighlightId | undefined {
    const isIn = ({ range }: Placed): boolean =>
      [...(range?.getClientRects() ?? [])].some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom);
    return placed.peek().find(isIn)?.highlight.id;
  }

  function clear(): void {
    batch(() => {
      all.value = [];
      [chosen.value, noted.value, about.value] = [undefined, undefined, undefined];
    });
  }

  return { all, placed, chosen, noted, about, load, choose, highlight, highlightWithNote, change, remove, askAbout, at, clear };
}
