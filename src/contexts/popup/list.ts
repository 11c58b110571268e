/** One list of the popup, read from the store in batches. Shows the old rows until new ones are there, so that nothing flickers. */
import { signal, batch as together } from '@preact/signals';
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
  const fresh = signal(0); // so many rows from the top are new, of which some may not be read yet
  const isCutShort = signal(false); // more are new, further down
  const at = signal<EssayId | undefined>(undefined); // the row the keys act on
  const turn = signal(0); // one more whenever a read has ended: who waits below the last row looks again whether rows are wanted
  const isCut = signal(false); // further rows are there and could not be read
  let next: unknown;
  let isReadingMore = false;
  let newest = 0;
  let loading: Promise<void> = Promise.resolve(); // the last one

  /** Rows that were kept ready, until they are read. */
  function show(rows: Pick<Batch, 'entries' | 'fresh' | 'isCut' | 'hidden'>): void {
    if (newest > 0) return; // they are read already
    together(() => {
      fresh.value = rows.fresh ?? 0;
      isCutShort.value = rows.isCut ?? false;
      keep(rows.entries, undefined, rows.hidden ?? 0);
    });
  }

  /** Reads again from the top, `atLeast` as many rows as were there. The last call wins. Never rejects: `state` says `failed`. */
  function load(atLeast = entries.peek().length): Promise<void> {
    newest += 1;
    loading = loadAs(newest, atLeast);
    return loading;
  }

  async function loadAs(mine: number, atLeast: number): Promise<void> {
    try {
      let batch = await read();
      let passed = batch.hidden ?? 0;
      const rows = [...batch.entries];
      const { problem: damage, fresh: news = 0, isCut: hasMoreNews = false } = batch;
      while (rows.length < atLeast && batch.next !== undefined && mine === newest) {
        batch = await read(batch.next);
        passed += batch.hidden ?? 0;
        rows.push(...batch.entries);
      }
      if (mine !== newest) return;
      together(() => {
        problem.value = damage;
        fresh.value = news;
        isCutShort.value = hasMoreNews;
        keep(rows, batch.next, passed);
        turn.value += 1;
      });
    } catch {
      if (mine === newest) state.value = 'failed';
    }
  }

  /**
   * Reads the next rows, once at a time; at the end it does nothing. While the list is read again it waits, for what it would add stands below rows
   * that are about to go; what a reading from the top has overtaken is dropped, and `turn` tells.
   */
  async function more(): Promise<void> {
    if (isReadingMore) return;
    isReadingMore = true;
    const hasRead = await readBelow();
    isReadingMore = false;
    if (hasRead) turn.value += 1; // after the flag: who hears of it asks at once
  }

  /** Whether it is worth looking again. */
  async function readBelow(): Promise<boolean> {
    await loaded();
    if (next === undefined) return false;
    const mine = newest;
    isCut.value = false;
    try {
      const batch = await read(next);
      if (mine === newest) keep([...entries.peek(), ...batch.entries], batch.next, hidden.peek() + (batch.hidden ?? 0));
      return true;
    } catch {
      isCut.value = mine === newest; // the rows that are there stay, and the reader may try again
      return mine !== newest;
    }
  }

  /** Resolves when no reading from the top is on its way. */
  async function loaded(): Promise<void> {
    let last: Promise<void> | undefined;
    while (last !== loading) {
      last = loading;
      await last;
    }
  }

  function keep(rows: readonly Entry[], rest: unknown, passed: number): void {
    together(() => {
      entries.value = rows;
      hidden.value = passed;
      next = rest;
      isCut.value = false;
      state.value = 'ready';
    });
  }

  return { entries, state, problem, hidden, fresh, isCutShort, at, turn, isCut, show, load, more, hasMore: () => next !== undefined };
}
