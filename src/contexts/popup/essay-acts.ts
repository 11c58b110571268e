/** What a reader does to one essay of the list: save, mark as read, open, each in words and shown at once. */
import type { EssayId } from '../../core/essay';
import type { Shown } from '../../ui/entry-row';
import { say } from '../../ui/words';
import type { actsModel } from './acts';
import type { Needs } from './needs';

type Kind = 'save' | 'unsave' | 'markRead' | 'markUnread';
const OPPOSITE: Readonly<Record<Kind, Kind>> = { save: 'unsave', unsave: 'save', markRead: 'markUnread', markUnread: 'markRead' };

export function essayActs(
  { send, close }: Pick<Needs, 'send' | 'close'>,
  acts: ReturnType<typeof actsModel>,
  tell: (words: string, undo?: () => Promise<void>) => void,
) {
  /** Said at once, with the way back: the opposite on the same essay. */
  const act = (id: EssayId, stored: Shown, change: Partial<Shown>, kind: Kind, words: string): Promise<boolean> => {
    const before = acts.shown(id, stored);
    const run = (after: Shown, done: Kind): Promise<boolean> =>
      acts.perform(id, stored, after, () => send('act', { essayId: id, act: { kind: done }, from: 'popup' }));
    tell(words, async () => {
      if (await run(before, OPPOSITE[kind])) tell(say('undone'));
    });
    return run({ ...before, ...change }, kind);
  };

  function toggleSaved(id: EssayId, stored: Shown): Promise<boolean> {
    return acts.shown(id, stored).isSaved
      ? act(id, stored, { isSaved: false }, 'unsave', say('saidUnsaved'))
      : act(id, stored, { isSaved: true }, 'save', say('saidSaved'));
  }

  function toggleRead(id: EssayId, stored: Shown): Promise<boolean> {
    return acts.shown(id, stored).isUnread
      ? act(id, stored, { isUnread: false }, 'markRead', say('saidRead'))
      : act(id, stored, { isUnread: true }, 'markUnread', say('saidUnread'));
  }

  /** Opening reads, here or on the web as the setting has it; turned: the other way. A new tab in front takes the place of the popup; one beside leaves it open. */
  async function open(id: EssayId, stored: Shown, beside: boolean, isTurned = false): Promise<void> {
    const after = { ...acts.shown(id, stored), isUnread: false };
    const ask = { essayId: id, from: 'popup', beside, ...(isTurned && { isTurned }) } as const;
    const isOpened = await acts.perform(id, stored, after, () => send('openEssay', ask));
    if (!isOpened) return;
    if (beside) tell(say('saidOpenedBeside'));
    else close();
  }

  return { toggleSaved, toggleRead, open };
}
