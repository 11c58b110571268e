/** Saved, in its parts: what is kept for later, the archive, and each tag. What is archived there leaves, and the next row takes its place. */
import { batch, computed, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import { isArchived } from '../../core/library/fold';
import type { Act, Entry } from '../../core/library/marks';
import type { Problem } from '../../core/problem';
import { say } from '../../ui/words';
import { listModel } from './list';
import type { Needs, SavedCounts, SavedPart } from './needs';

type Told = {
  readonly tell: (words: string, undo?: () => Promise<void>) => void;
  readonly fail: (problem: Problem) => void;
};

export const LATER: SavedPart = { kind: 'later' };
export const ARCHIVE: SavedPart = { kind: 'archive' };

export function savedModel({ reads, send }: Pick<Needs, 'reads' | 'send'>, { tell, fail }: Told) {
  const part = signal<SavedPart>(LATER);
  const counts = signal<SavedCounts | undefined>(undefined);
  const list = listModel((before) => reads.saved(part.peek(), before));
  const tagging = signal<EssayId | undefined>(undefined); // the essay that is given a tag
  const parts = computed((): readonly SavedPart[] => [
    LATER,
    ARCHIVE,
    ...(counts.value?.tags ?? []).map(([tag]): SavedPart => ({ kind: 'tag', tag })),
  ]);

  async function load(): Promise<void> {
    await Promise.all([list.load(), readCounts()]);
    if (part.peek().kind === 'tag' && !parts.peek().some((each) => isSame(each, part.peek()))) await show(LATER);
  }

  async function readCounts(): Promise<void> {
    counts.value = await reads.savedCounts().catch(() => counts.peek());
  }

  async function show(next: SavedPart): Promise<void> {
    batch(() => {
      part.value = next;
      tagging.value = undefined;
      list.at.value = undefined;
    });
    await list.load(0);
  }

  /** The part beside this one; at the ends it stays. */
  function step(by: 1 | -1): void {
    const at = parts.peek().findIndex((each) => isSame(each, part.peek()));
    const next = parts.peek()[at + by];
    if (next !== undefined) void show(next);
  }

  const placeOf = (id: EssayId): number => list.entries.peek().findIndex(({ essay }) => essay.id === id);

  async function act(id: EssayId, done: Act): Promise<boolean> {
    const reply = await send('act', { essayId: id, act: done, from: 'popup' });
    if (!reply.ok) fail(reply.problem);
    return reply.ok;
  }

  /** Does an act and says so; `back` takes it back, and brings the row back to where one is. */
  async function perform(id: EssayId, done: Act, back: Act, words: string): Promise<void> {
    const place = placeOf(id);
    if (!(await act(id, done))) return;
    await load();
    const entries = list.entries.peek();
    if (placeOf(id) === -1 && place !== -1) list.at.value = entries[Math.min(place, entries.length - 1)]?.essay.id;
    tell(words, async () => {
      if (!(await act(id, back))) return;
      await load();
      if (placeOf(id) !== -1) list.at.value = id;
      tell(say('undone'));
    });
  }

  function archive({ essay: { id, title }, marks }: Entry): Promise<void> {
    return isArchived(marks)
      ? perform(id, { kind: 'unarchive' }, { kind: 'archive' }, say('saidThat', { what: say('wasUnarchived'), title }))
      : perform(id, { kind: 'archive' }, { kind: 'unarchive' }, say('saidThat', { what: say('wasArchived'), title }));
  }

  function unsave({ essay: { id, title } }: Entry): Promise<void> {
    return perform(id, { kind: 'unsave' }, { kind: 'save' }, say('saidThat', { what: say('saidUnsavedShort'), title }));
  }

  async function tag(id: EssayId, typed: string): Promise<void> {
    tagging.value = undefined;
    for (const name of new Set(
      typed
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )) {
      await perform(id, { kind: 'tag', tag: name }, { kind: 'untag', tag: name }, say('saidTaggedOne', { tag: name }));
    }
  }

  function moveTo(id: EssayId): void {
    list.at.value = id;
  }

  return { ...list, part, parts, counts, tagging, load, show, step, archive, unsave, tag, moveTo };
}

export function isSame(a: SavedPart, b: SavedPart): boolean {
  return a.kind === b.kind && (a.kind !== 'tag' || (b.kind === 'tag' && a.tag === b.tag));
}
