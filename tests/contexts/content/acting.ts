/** A made-up background for the content script: relates the sentences a test names, and writes down what it was asked. */
import { type Companion, startCompanion } from '../../../src/contexts/content/companion';
import { startShowing } from '../../../src/contexts/content/showing';
import type { EssayId } from '../../../src/core/essay';
import type { PageAsRead, PageText, Span } from '../../../src/core/page';
import { failed, ok, type Result } from '../../../src/core/problem';
import type { PageReport, Passage, Related, RelatedEssay } from '../../../src/core/related/answer';
import type { CardContent, CardKey, CardSays } from '../../../src/core/related/card';
import { withSentences } from '../../../src/core/text/sentences';
import { hostName, hostStyle, markStyle, type PageName } from '../../../src/edge/dom/mark-style';
import { bring, isSeen, makeRoomBelow } from '../../../src/edge/dom/reach';
import type { HandlersOf, Send, ToPage } from '../../../src/messages/contract';

export type Asked = { readonly name: string; readonly ask: unknown };
export type Background = {
  readonly companion: Companion;
  readonly handlers: HandlersOf<ToPage, void>;
  readonly asked: Asked[];
  readonly namesAsked: () => string[];
  readonly pages: PageText[];
  readonly shown: CardContent[]; // in the card, one after the other
  readonly says: (says: CardSays) => Promise<Result<'done' | 'ignored'>>; // what a reader does in it
  orphaned: boolean;
  fails: boolean;
  isWelcome: boolean;
  mayStay: boolean; // marks stand by themselves here
  frameless: boolean; // the page lets no frame of ours stand
  height: number; // what the card would like
  answer: (page: PageText) => Related | 'off';
};

const essay = (id: string, title: string, more: Partial<RelatedEssay> = {}): RelatedEssay => ({
  id: id as EssayId, // as: made up
  url: `https://essays.example/${id}`,
  title,
  sourceTitle: 'Harbour notes',
  publishedAt: Date.UTC(2021, 4, 28),
  isSaved: false,
  isRead: false,
  score: 0.5,
  shared: [{ term: 'pencil', words: 'pencil', weight: 0.3 }],
  reasons: ['pencil'],
  ...more,
});

export const ESSAYS = [essay('a', 'On pencils'), essay('b', 'On trees', { isSaved: true })];

/** One passage for each sentence that begins with one of these words, the essays taking turns. */
export function relatedTo(page: PageText, beginnings: readonly string[], more: readonly string[] = []): Related {
  const passages = (wanted: readonly string[]) =>
    wanted.flatMap((beginning, i): Passage[] => {
      const span = page.sentences.find(([start]) => page.text.startsWith(beginning, start));
      return span === undefined ? [] : [passageAt(span, ESSAYS[i % 2]?.id as EssayId, ((i % 3) + 1) as 1 | 2 | 3)]; // as: two essays, three strengths
    });
  return { essays: ESSAYS, passages: passages(beginnings), more: passages(more) };
}

function passageAt(span: Span, essayId: EssayId, strength: 1 | 2 | 3): Passage {
  return { essayId, span, strength, hereLit: [[span[0], span[0] + 1]], there: 'A pencil knows more than a table.', thereLit: [[2, 8]] };
}

export const NAME = 'abcdefghijkl' as PageName; // as: made up
const FRAME = 7;

export function startWith(answer: (page: PageText) => Related | 'off'): Background {
  const style = document.createElement('style');
  style.className = 'staged';
  style.textContent = markStyle(NAME) + hostStyle(NAME); // stands for what the background inserts
  document.head.append(style);
  const asked: Asked[] = [];
  const pages: PageText[] = [];
  let handlers: HandlersOf<ToPage, void> | undefined;
  const shown: CardContent[] = [];
  let key = '' as CardKey; // as: filled in below
  const state = { orphaned: false, fails: false, isWelcome: true, mayStay: true, frameless: false, height: 300, answer };
  const send = async (name: string, ask: unknown) => {
    asked.push({ name, ask });
    if (state.fails) return failed({ kind: 'worker-silent' });
    if (name === 'isWelcome') return ok(state.isWelcome);
    if (name === 'mayStay') return ok(state.mayStay);
    if (name === 'paintable') return ok({ name: NAME });
    if (name === 'showCard') {
      shown.push((ask as { content: CardContent }).content); // as: the contract of showCard
      return ok({ height: state.height });
    }
    if (name !== 'relatePage') return ok('done');
    const page = withSentences((ask as { page: PageAsRead }).page); // as: the contract of relatePage
    pages.push(page);
    return ok(state.answer(page));
  };
  const companion = startCompanion({
    send: send as Send, // as: answers every name of the contract
    listen(given) {
      handlers = given;
      return () => {
        handlers = undefined;
      };
    },
    isOrphaned: () => state.orphaned,
    say: (word, ...values) => [word, ...values].join(' '),
    cardAddress(made) {
      key = made as CardKey; // as: the script made it
      if (!state.frameless) queueMicrotask(() => void says({ kind: 'hello' }));
      return 'about:blank';
    },
    showing: () => startShowing,
    reach: () => ({ bring, isSeen, makeRoomBelow }),
    again: () => asked.push({ name: 'again', ask: {} }),
    shadow: 'open',
  });
  const says: Background['says'] = async (said) => handlers?.cardSays({ key, frameId: FRAME, says: said }, undefined) ?? ok('done');
  if (handlers === undefined) throw new Error('the content script did not listen at once');
  return Object.assign(state, { companion, handlers, asked, pages, shown, says, namesAsked: () => asked.map(({ name }) => name) });
}

export const host = (): HTMLElement | null => document.querySelector<HTMLElement>(hostName(NAME));
export const inside = <E extends HTMLElement = HTMLElement>(selector: string): E | null =>
  host()?.shadowRoot?.querySelector<E>(selector) ?? null;
/** The frame, while one sees it. */
export const card = (): HTMLElement | null => {
  const frame = inside('iframe');
  return frame !== null && host()?.matches(':popover-open') && getComputedStyle(frame).visibility === 'visible' ? frame : null;
};

/** What is painted, as the page reads. */
export function painted(): string[] {
  const ranges = [...CSS.highlights].flatMap(([name, highlight]) => (name.startsWith(NAME) ? [...highlight] : []));
  return ranges
    .filter((range): range is Range => range instanceof Range && !range.collapsed)
    .map((range) => range.toString().replace(/\s+/g, ' '));
}

export async function reportOf({ handlers }: Background): Promise<PageReport> {
  const reply = await handlers.report({}, undefined);
  if (!reply.ok) throw new Error(reply.problem.kind);
  return reply.value;
}
