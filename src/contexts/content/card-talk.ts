/** What the card says of the mark it stands at, and what a reader does there. Every act is a message; only the background writes. */
import type { EssayId } from '../../core/essay';
import type { Act } from '../../core/library/marks';
import type { Result } from '../../core/problem';
import type { Related, RelatedEssay } from '../../core/related/answer';
import type { Child } from '../../edge/dom/element';
import type { Send } from '../../messages';
import { sentenceFor } from '../../ui/sentence';
import { type CardActs, essayView, refusedView, siteView } from './card-view';
import type { Mark } from './marks';

export type CardTalk = {
  readonly turnTo: (mark: Mark) => void;
  readonly view: (position: number, total: number) => Child[];
  readonly titleOf: (mark: Mark) => string;
};

export type TalkNeeds = {
  readonly send: Send;
  readonly related: Related;
  readonly page: string; // canonical address, for "not related"
  readonly redraw: () => void;
  readonly next: () => void;
  readonly setRefused: (essay: EssayId, isRefused: boolean) => void;
  readonly leaveSite: () => void;
};

export function cardTalk({ send, related, page, redraw, next, setRefused, leaveSite }: TalkNeeds): CardTalk {
  const essays = new Map(related.essays.map((essay) => [essay.id, essay]));
  const saved = new Set(related.essays.filter(({ isSaved }) => isSaved).map(({ id }) => id));
  let at: { readonly mark: Mark; readonly essay: RelatedEssay } | undefined;
  let topic: 'essay' | 'refused' | 'site' = 'essay';
  let hasMore = false;
  let said = '';

  function turnTo(mark: Mark): void {
    const essay = essays.get(mark.passage.essayId);
    at = essay && { mark, essay };
    turn('essay');
  }

  function turn(next: typeof topic): void {
    topic = next;
    hasMore = false;
    said = '';
  }

  /** A failure is said in the card and nothing else changes. */
  async function attempt(asked: Promise<Result<unknown>>, then: () => void): Promise<void> {
    const reply = await asked;
    said = '';
    if (reply.ok) then();
    else said = sentenceFor(reply.problem);
    redraw();
  }

  const act = (essayId: EssayId, done: Act) => send('act', { essayId, act: done, from: 'page' });

  function actsOn(essayId: EssayId): CardActs {
    return {
      next,
      open: (beside) => void attempt(send('openEssay', { essayId, from: 'page', beside }), () => {}),
      toggleSaved: () =>
        void attempt(act(essayId, { kind: saved.has(essayId) ? 'unsave' : 'save' }), () => {
          if (!saved.delete(essayId)) saved.add(essayId);
        }),
      toggleMore() {
        hasMore = !hasMore;
        redraw();
      },
      refuse: () =>
        void attempt(act(essayId, { kind: 'refuse', page }), () => {
          turn('refused');
          setRefused(essayId, true);
        }),
      unrefuse: () =>
        void attempt(act(essayId, { kind: 'unrefuse', page }), () => {
          turn('essay');
          setRefused(essayId, false);
        }),
      askSite() {
        turn('site');
        redraw();
      },
      back() {
        turn('essay');
        redraw();
      },
      leaveSite: () => void attempt(send('setSite', { host: location.hostname, off: true }), leaveSite),
    };
  }

  function view(position: number, total: number): Child[] {
    if (at === undefined) return [];
    const { essay, mark } = at;
    const acts = actsOn(essay.id);
    if (topic === 'refused') return refusedView(acts);
    if (topic === 'site') return siteView(location.hostname, acts);
    const { passage, quote } = mark;
    return essayView({ essay, passage, here: quote.exact, position, total, isSaved: saved.has(essay.id), hasMore, said }, acts);
  }

  return { turnTo, view, titleOf: ({ passage }) => essays.get(passage.essayId)?.title ?? '' };
}
