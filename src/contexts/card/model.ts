/** What the card knows and what can be done in it. The page's script does it, and says what came of it. */
import type { Result } from '../../core/problem';
import type { CardAct, CardContent, CardSays, Press } from '../../core/related/card';
import { sentenceFor } from '../../ui/sentence';
import { say as inWords } from '../../ui/words';

/** What was done, with the way back; what is asked first, for its way back is elsewhere. */
type Done = 'refused' | 'silenced' | 'less' | 'paused';
type Question = 'site' | 'nowhere';

export type CardNow = {
  readonly content: CardContent;
  readonly isSaved: boolean;
  readonly topic: 'essay' | Done | Question;
  readonly hasMore: boolean; // the two rarer acts are shown
  readonly said: string; // what went wrong last, or nothing
};

export type CardModel = {
  readonly now: () => CardNow | undefined;
  readonly show: (content: CardContent) => void;
  readonly next: () => void;
  readonly previous: () => void;
  readonly close: () => void;
  readonly toggleMore: () => void;
  readonly question: (topic: Question) => void;
  readonly back: () => void;
  readonly act: (act: CardAct, press: Press | undefined) => Promise<void>;
};

type CardNeeds = {
  readonly say: (says: CardSays) => Promise<Result<'done' | 'ignored'>>;
  readonly isSeen: () => boolean;
  readonly draw: () => void;
};

export function cardModel({ say, isSeen, draw }: CardNeeds): CardModel {
  let now: CardNow | undefined;

  function turn(change: Partial<CardNow>): void {
    if (now === undefined) return;
    const wasHeld = isHeld(now);
    now = { ...now, ...change };
    if (isHeld(now) !== wasHeld) void say({ kind: 'held', isHeld: isHeld(now) });
    draw();
  }

  return {
    now: () => now,
    show(content) {
      now = { content, isSaved: content.essay.isSaved, topic: 'essay', hasMore: false, said: '' };
      draw();
    },
    next: () => void say({ kind: 'next' }),
    previous: () => void say({ kind: 'previous' }),
    close: () => void say({ kind: 'close' }),
    toggleMore: () => turn({ hasMore: !now?.hasMore }),
    question: (topic) => turn({ topic, said: '' }),
    back: () => turn({ topic: 'essay', hasMore: false, said: '' }),
    async act(act, press) {
      const asked = now?.content;
      if (!isSeen()) return turn({ said: inWords('pressUncounted') }); // a press on what a person does not see is not theirs
      const reply = await say({ kind: 'act', act, ...(press !== undefined && { press }) });
      if (asked !== now?.content) return;
      if (!reply.ok) turn({ said: sentenceFor(reply.problem) });
      else turn(reply.value === 'ignored' ? { said: inWords('pressUncounted') } : { ...AFTER[act], said: '' });
    },
  };
}

/** A question and its answer stay until they are answered or closed. */
const isHeld = ({ topic }: CardNow): boolean => topic !== 'essay';

const AFTER: { readonly [A in CardAct]: Partial<CardNow> } = {
  open: {},
  'open-beside': {},
  save: { isSaved: true },
  unsave: { isSaved: false },
  refuse: { topic: 'refused' },
  unrefuse: { topic: 'essay', hasMore: false },
  silence: { topic: 'silenced' },
  unsilence: { topic: 'essay', hasMore: false },
  less: { topic: 'less' },
  unless: { topic: 'essay', hasMore: false },
  pause: { topic: 'paused' },
  resume: { topic: 'essay', hasMore: false },
  nowhere: {},
  'leave-site': {},
};
