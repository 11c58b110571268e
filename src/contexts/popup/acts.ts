/** What a reader does to essays, shown at once and taken back when it was not kept. Rows and cards ask here what to show. */
import { signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Problem, Result } from '../../core/problem';
import type { Shown } from '../../ui/entry-row';

/** Told of every change to what is shown, so that counts can follow. */
type Moved = (before: Shown, after: Shown) => void;

export function actsModel(moved: Moved, fail: (problem: Problem) => void) {
  const wanted = signal<ReadonlyMap<EssayId, Shown>>(new Map()); // what was done here, whether or not the store has it yet
  const kept = new Map<EssayId, Shown>(); // what the store is known to hold
  const newest = new Map<EssayId, number>(); // of several acts on one essay, only the last may take back
  const running = new Set<Promise<unknown>>();

  const shown = (id: EssayId, stored: Shown): Shown => wanted.value.get(id) ?? stored;

  function show(id: EssayId, before: Shown, after: Shown): void {
    wanted.value = new Map(wanted.peek()).set(id, after);
    moved(before, after);
  }

  /** Shows `after`, runs the act, and goes back to what the store holds if it fails. */
  async function perform(id: EssayId, stored: Shown, after: Shown, run: () => Promise<Result<unknown>>): Promise<boolean> {
    const turn = (newest.get(id) ?? 0) + 1;
    newest.set(id, turn);
    if (!kept.has(id)) kept.set(id, shown(id, stored));
    show(id, shown(id, stored), after);
    const act = run();
    running.add(act);
    const reply = await act;
    running.delete(act);
    if (reply.ok) kept.set(id, after);
    else if (newest.get(id) === turn) show(id, after, kept.get(id) ?? stored);
    if (!reply.ok) fail(reply.problem);
    return reply.ok;
  }

  /** The store was read again and knows better; acts still on their way keep what they show. */
  function forget(): void {
    if (running.size > 0) return;
    wanted.value = new Map();
    kept.clear();
  }

  /** Resolves when no act is on its way. */
  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.allSettled(running);
  }

  return { wanted, shown, perform, forget, settled };
}
