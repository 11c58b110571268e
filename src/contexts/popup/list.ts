/** One list of the popup, read from the store in batches. Shows the old rows until new ones are there, so that nothing flickers. */
import { signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import type { Problem } from '../../core/problem';
import type { Batch } from './needs';

export type ListState = 'reading' | 'ready' | 'failed'; // reading: nothing was read yet

export type List = ReturnType<typeof listModel>;

export function listModel(read: (before?: unknown) => Promise<Batch>) {
  const entries = signal<readonly Entry[]>([]);
  const state = signal<ListState>('reading');
  const problem = signal<Problem | undefined>(undefined);
  const hidden = signal(0); // by mute words, among the rows read so far
  const at = signal<EssayId | undefined>(undefined); // the row the keys act on
  let next: unknown;
  let isReadingMore = false;
  let newest = 0;

  /** Reads again from the top, `atLeast` as many rows as were there. The last call wins. Never rejects: `state` says `failed`. */
  async function load(atLeast = entries.peek().length): Promise<void> {
    newest += 1;
    const mine = newest;
    try {
      let batch = await read();
      let passed = batch.hidden ?? 0;
      const rows = [...batch.entries];
      problem.value = batch.problem;
      while (rows.length < atLeast && batch.next !== undefined && mine === newest) {
        batch = await read(batch.next);
        passed += batch.hidden ?? 0;
        rows.push(...batch.entries);
      }
      if (mine === newest) keep(rows, batch.next, passed);
    } catch {
      if (mine === newest) state.value = 'failed';
    }
  }

  /** Reads the next rows, once at a time; at the end it does nothing. */
  async function more(): Promise<void> {
    if (next === undefined || isReadingMore) return;
    isReadingMore = true;
    const mine = newest;
    try {
      const batch = await read(next);
      if (mine === newest) keep([...entries.peek(), ...batch.entries], batch.next, hidden.peek() + (batch.hidden ?? 0));
    } catch {
      next = undefined; // the rows that are there stay; the next load tries again
    } finally {
      isReadingMore = false;
    }
  }

  function keep(rows: readonly Entry[], rest: unknown, passed: number): void {
    entries.value = rows;
    hidden.value = passed;
    next = rest;
    state.value = 'ready';
  }

  return { entries, state, problem, hidden, at, load, more, hasMore: () => next !== undefined };
}
