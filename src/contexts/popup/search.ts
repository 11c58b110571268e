/** Typed search. Each question is asked at once, for the background gives up the one before; where the index is behind, it is asked again. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import type { SearchWithin } from '../../messages/contract';
import type { ListState } from './list';
import type { Needs } from './needs';

/** What is searched: within what is on the screen, and its name in words. */
export type Scope = { readonly within: SearchWithin; readonly words: string };

type SearchNeeds = Pick<Needs, 'send' | 'wait'> & { readonly reads: Pick<Needs['reads'], 'entries'> };
type Answer = { readonly entries: readonly Entry[]; readonly unread: number; readonly total: number; readonly some: number };

const MOST_CHARS = 1_000; // of a text that is pasted; the background looks at no more
const MOST_TRIES = 5; // two that are open at once must not go on overtaking each other
const AGAIN_MS = 1_000; // while the index takes in what is new, twice as long each time it has not moved
const LONGEST_WAIT_MS = 30_000; // a disk that is full lets it take in nothing

export function searchModel(needs: SearchNeeds, scope: ReadonlySignal<Scope>) {
  const query = signal('');
  const entries = signal<readonly Entry[]>([]);
  const state = signal<ListState>('reading');
  const unread = signal(0); // essays that the index has not taken in yet: their titles alone were searched
  const total = signal(0); // that were found
  const some = signal(0); // that have any of the words
  const isAny = signal(false); // and those are shown
  const at = signal<EssayId | undefined>(undefined);
  const place = computed(() => scope.value.words);
  let newest = 0;

  /** Somebody is about to type: the index is opened meanwhile. */
  function getReady(): void {
    void needs.send('getReady', {});
  }

  async function type(text: string): Promise<void> {
    if (text.trim() === '') return clear();
    query.value = text;
    isAny.value = false;
    await look(text);
  }

  /** Those that have any of the words. */
  async function widen(): Promise<void> {
    isAny.value = true;
    await look(query.peek());
  }

  async function look(text: string): Promise<void> {
    at.value = undefined;
    newest += 1;
    const mine = newest;
    const isWanted = (): boolean => mine === newest;
    const first = await ask(text, isWanted);
    if (!isWanted()) return;
    show(first?.entries ?? [], first);
    for (let [last, waitMs] = [first, AGAIN_MS]; last !== undefined && last.unread > 0; ) {
      await needs.wait(waitMs);
      const next: Answer | undefined = isWanted() ? await ask(text, isWanted) : undefined;
      if (!isWanted() || next === undefined) return;
      waitMs = next.unread === last.unread ? Math.min(2 * waitMs, LONGEST_WAIT_MS) : AGAIN_MS;
      last = next;
      show(below(entries.peek(), next.entries), next);
    }
  }

  function show(found: readonly Entry[], answer: Answer | undefined): void {
    entries.value = found;
    unread.value = answer?.unread ?? 0;
    total.value = answer?.total ?? 0;
    some.value = answer?.some ?? 0;
    state.value = answer === undefined ? 'failed' : 'ready';
  }

  /** Undefined where it could not be asked, or is not wanted any more. Another page of the same kind may have asked since: then it is asked again. */
  async function ask(text: string, isWanted: () => boolean): Promise<Answer | undefined> {
    for (let tries = 0; tries < MOST_TRIES && isWanted(); tries++) {
      const found = await find(text.trim().slice(0, MOST_CHARS)).catch(() => undefined);
      if (found !== 'overtaken') return found;
    }
    return undefined;
  }

  async function find(asked: string): Promise<Answer | 'overtaken' | undefined> {
    const reply = await needs.send('search', { query: asked, within: { ...scope.peek().within, ...(isAny.peek() && { any: true }) } });
    if (!reply.ok) return undefined;
    const { value } = reply;
    return value === 'overtaken' ? value : { ...value, entries: await needs.reads.entries(value.essays) };
  }

  function clear(): void {
    newest += 1;
    query.value = '';
    entries.value = [];
    unread.value = 0;
    total.value = 0;
    some.value = 0;
    state.value = 'reading';
    at.value = undefined;
  }

  return { query, entries, state, unread, total, some, isAny, at, place, getReady, type, widen, clear };
}

/** What was found since stands below what is on the screen: rows do not move by themselves. */
function below(shown: readonly Entry[], found: readonly Entry[]): readonly Entry[] {
  const ids = new Set(shown.map(({ essay }) => essay.id));
  return [...shown, ...found.filter(({ essay }) => !ids.has(essay.id))];
}
