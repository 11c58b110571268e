/** A made-up background for the content script: relates the sentences a test names, and writes down what it was asked. */
import { type Companion, startCompanion } from '../../../src/contexts/content/companion';
import type { EssayId } from '../../../src/core/essay';
import type { PageText, Span } from '../../../src/core/page';
import { failed, ok } from '../../../src/core/problem';
import type { PageReport, Passage, Related, RelatedEssay } from '../../../src/core/related/answer';
import { HOST_NAME, MARK_STYLE } from '../../../src/edge/dom/mark-style';
import type { HandlersOf, Send, ToPage } from '../../../src/messages';

export type Asked = { readonly name: string; readonly ask: unknown };
export type Background = {
  readonly companion: Companion;
  readonly handlers: HandlersOf<ToPage, void>;
  readonly asked: Asked[];
  readonly namesAsked: () => string[];
  readonly pages: PageText[];
  orphaned: boolean;
  fails: boolean;
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

export function startWith(answer: (page: PageText) => Related | 'off'): Background {
  const style = document.createElement('style');
  style.className = 'staged';
  style.textContent = MARK_STYLE; // stands for what the background inserts
  document.head.append(style);
  const asked: Asked[] = [];
  const pages: PageText[] = [];
  let handlers: HandlersOf<ToPage, void> | undefined;
  const state = { orphaned: false, fails: false, answer };
  const send = async (name: string, ask: unknown) => {
    asked.push({ name, ask });
    if (state.fails) return failed({ kind: 'worker-silent' });
    if (name !== 'relatePage') return ok('done');
    const { page } = ask as { page: PageText }; // as: the contract of relatePage
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
    shadow: 'open',
  });
  if (handlers === undefined) throw new Error('the content script did not listen at once');
  return Object.assign(state, { companion, handlers, asked, pages, namesAsked: () => asked.map(({ name }) => name) });
}

export const host = (): HTMLElement | null => document.querySelector<HTMLElement>(HOST_NAME);
export const inside = <E extends HTMLElement = HTMLElement>(selector: string): E | null =>
  host()?.shadowRoot?.querySelector<E>(selector) ?? null;
export const card = (): HTMLElement | null => inside('.card:not([hidden])');
export const cardText = (): string => card()?.textContent ?? '';
export const buttonNamed = (name: string): HTMLButtonElement | undefined =>
  [...(card()?.querySelectorAll('button') ?? [])].find((button) => button.textContent === name || button.ariaLabel === name);

/** What is painted, as the page reads. */
export function painted(): string[] {
  const ranges = [...CSS.highlights].flatMap(([name, highlight]) => (name.startsWith('sidelight-') ? [...highlight] : []));
  return ranges
    .filter((range): range is Range => range instanceof Range && !range.collapsed)
    .map((range) => range.toString().replace(/\s+/g, ' '));
}

export async function reportOf({ handlers }: Background): Promise<PageReport> {
  const reply = await handlers.report({}, undefined);
  if (!reply.ok) throw new Error(reply.problem.kind);
  return reply.value;
}
