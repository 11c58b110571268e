/** What a reader does to one essay or to many: in commands of bounded size, each with its way back. */
import type { EssayId } from '../../core/essay';
import type { Act } from '../../core/library/marks';
import type { Problem, Result } from '../../core/problem';
import type { Send } from '../../messages/contract';
import { MOST_AT_ONCE } from '../../messages/to-background';

export type Fail = (problem: Problem) => void;

/** The essays that the act changed; undefined where it failed, which was told. What was done before that stands. */
export async function actOn(send: Send, fail: Fail, ids: readonly EssayId[], act: Act): Promise<readonly EssayId[] | undefined> {
  const changed: EssayId[] = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const essayIds = ids.slice(at, at + MOST_AT_ONCE);
    const reply: Result<{ changed: readonly EssayId[] } | 'done'> = await send('actMany', { essayIds, act, from: 'library' });
    if (!reply.ok) {
      fail(reply.problem);
      return undefined;
    }
    changed.push(...(reply.value === 'done' ? essayIds : reply.value.changed)); // done: by a worker that took the answer with it
  }
  return changed;
}

export type Step = { readonly act: Act; readonly back: Act };

export const STEPS = {
  save: { act: { kind: 'save' }, back: { kind: 'unsave' } },
  unsave: { act: { kind: 'unsave' }, back: { kind: 'save' } },
  archive: { act: { kind: 'archive' }, back: { kind: 'unarchive' } },
  unarchive: { act: { kind: 'unarchive' }, back: { kind: 'archive' } },
  markRead: { act: { kind: 'markRead' }, back: { kind: 'markUnread' } },
  markUnread: { act: { kind: 'markUnread' }, back: { kind: 'markRead' } },
} as const satisfies Readonly<Record<string, Step>>;

export const tagStep = (tag: string): Step => ({ act: { kind: 'tag', tag }, back: { kind: 'untag', tag } });
export const untagStep = (tag: string): Step => ({ act: { kind: 'untag', tag }, back: { kind: 'tag', tag } });

export type Performed = { readonly changed: readonly EssayId[]; readonly undo: () => Promise<boolean> };

/** Does one step after the other; `changed`: by the last. Undone in the opposite order, on those that each step changed. */
export async function perform(send: Send, fail: Fail, ids: readonly EssayId[], steps: readonly Step[]): Promise<Performed | undefined> {
  const done: { readonly step: Step; readonly changed: readonly EssayId[] }[] = [];
  for (const step of steps) {
    const changed = await actOn(send, fail, ids, step.act);
    if (changed === undefined) break;
    done.push({ step, changed });
  }
  const last = done.at(-1);
  if (last === undefined) return undefined;
  const undo = async (): Promise<boolean> => {
    for (const { step, changed } of done.toReversed()) {
      if (changed.length > 0 && (await actOn(send, fail, changed, step.back)) === undefined) return false;
    }
    return true;
  };
  return { changed: last.changed, undo };
}
