/** Which rows are selected: one, from here to there, or all that match. */
import { signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';

export function selectionModel() {
  const ids = signal<ReadonlySet<EssayId>>(new Set());
  let anchor: number | undefined; // where the last one was selected

  function toggle(id: EssayId, place: number): void {
    const next = new Set(ids.peek());
    if (!next.delete(id)) next.add(id);
    ids.value = next;
    anchor = place;
  }

  /** From the one that was selected last to here, both with it. */
  function upTo(place: number, order: readonly EssayId[]): void {
    const [first, last] = [Math.min(anchor ?? place, place), Math.max(anchor ?? place, place)];
    ids.value = new Set([...ids.peek(), ...order.slice(first, last + 1)]);
    anchor = place;
  }

  function all(order: readonly EssayId[]): void {
    ids.value = new Set(order);
  }

  function clear(): void {
    anchor = undefined;
    if (ids.peek().size > 0) ids.value = new Set();
  }

  return { ids, toggle, upTo, all, clear };
}
