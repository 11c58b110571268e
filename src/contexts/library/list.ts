/** The list of the library page: an order of essays, of which only the rows in sight are read. Shows the old rows until new ones are there. */
import { batch, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Reads, Row } from './needs';

export type ListState = 'reading' | 'ready' | 'failed';

const MOST_KEPT = 2_000; // rows in memory; those that were seen long ago are read again

export function listModel(reads: Pick<Reads, 'rows'>) {
  const order = signal<readonly EssayId[]>([]); // as far as it is known
  const total = signal(0); // of which `order` may be the beginning
  const state = signal<ListState>('reading');
  const at = signal(0); // the row that the keys act on
  const drawn = signal(0); // one more whenever rows were read
  const rows = new Map<EssayId, Row>();
  let wanted: readonly [first: number, last: number] = [0, 0];
  let isReading = false;

  function show(ids: readonly EssayId[], count = ids.length): void {
    batch(() => {
      order.value = ids;
      total.value = count;
      state.value = 'ready';
      at.value = Math.max(0, Math.min(at.peek(), count - 1));
    });
    void read();
  }

  function fail(): void {
    state.value = 'failed';
  }

  /** Rows that were read on the way to an order. */
  function know(read: readonly Row[]): void {
    for (const row of read) rows.set(row.entry.essay.id, row);
    drawn.value += 1;
  }

  /** These are in sight now: whatever of them is not there is read, one batch after the other. */
  function want(first: number, last: number): void {
    wanted = [first, last];
    void read();
  }

  async function read(): Promise<void> {
    if (isReading) return; // who reads looks again at what is wanted
    isReading = true;
    for (let missing = missed(); missing.length > 0; missing = missed()) {
      const found = await reads.rows(missing).catch(() => undefined);
      if (found === undefined) break;
      know(found);
      for (const id of missing) if (!rows.has(id)) gone.add(id);
    }
    isReading = false;
    tidy();
  }

  const gone = new Set<EssayId>(); // an index may know an essay that is not there any more

  function missed(): readonly EssayId[] {
    const [first, last] = wanted;
    return order
      .peek()
      .slice(first, last + 1)
      .filter((id) => !rows.has(id) && !gone.has(id));
  }

  function tidy(): void {
    if (rows.size <= MOST_KEPT) return;
    const [first, last] = wanted;
    const near = new Set(order.peek().slice(Math.max(0, first - 200), last + 200));
    for (const id of rows.keys()) if (!near.has(id)) rows.delete(id);
  }

  /** The store knows better: what is in sight is read again, and stays until it is. */
  async function readAgain(): Promise<void> {
    const [first, last] = wanted;
    const inSight = new Set(order.peek().slice(first, last + 1));
    for (const id of rows.keys()) if (!inSight.has(id)) rows.delete(id);
    gone.clear();
    const found = await reads.rows([...inSight]).catch(() => []);
    know(found);
    await read();
  }

  /** These stand here no longer; what comes after them moves up. */
  function drop(ids: ReadonlySet<EssayId>): void {
    const left = order.peek().filter((id) => !ids.has(id));
    if (left.length < order.peek().length) show(left, total.peek() - (order.peek().length - left.length));
  }

  const rowAt = (index: number): Row | undefined => {
    const id = order.peek()[index];
    return id === undefined ? undefined : rows.get(id);
  };

  return { order, total, state, at, drawn, show, fail, know, want, readAgain, drop, rowAt, rowOf: (id: EssayId) => rows.get(id) };
}
