/** Which rows of Latest are new still: those that arrived since the last look, until they are unfolded or read. Moves no row. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import { type Shown, shownOf } from '../../ui/entry-row';
import type { List } from './list';

export function newsModel({ entries, fresh, isCutShort }: List, wanted: ReadonlySignal<ReadonlyMap<EssayId, Shown>>) {
  const all = signal(0); // that are new, as the icon counts them: known a little after the rows
  const unfolded = signal<EssayId | undefined>(undefined); // the row that shows its summary; one at a time
  const met = signal<ReadonlySet<EssayId>>(new Set()); // their summaries were looked at
  const first = computed(() => entries.value.slice(0, fresh.value));
  const isLit = (id: EssayId, isUnread: boolean): boolean => !met.value.has(id) && (wanted.value.get(id)?.isUnread ?? isUnread);
  const lit = computed(
    () => new Set(first.value.flatMap((entry) => (isLit(entry.essay.id, shownOf(entry).isUnread) ? entry.essay.id : []))),
  );
  const beyond = computed(() => (isCutShort.value ? Math.max(0, all.value - fresh.value) : 0)); // new, and too many to stand first
  const count = computed(() => beyond.value + fresh.value - (first.value.length - lit.value.size)); // those that are not read from the store yet are new

  function toggle(id: EssayId): void {
    unfolded.value = unfolded.peek() === id ? undefined : id;
    met.value = new Set([...met.peek(), id]);
  }

  /** Going on to another row folds the one that was left. */
  function moved(to: EssayId): void {
    if (unfolded.peek() !== to) unfolded.value = undefined;
  }

  return { all, isCutShort, lit, count, unfolded, toggle, moved };
}
