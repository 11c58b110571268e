/** Typed search. One question at a time: while one is answered, only the last one typed waits. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import type { SearchWithin, Send } from '../../messages';
import type { ListState } from './list';
import type { Reads } from './needs';

/** What is searched: within what is on the screen, and its name in words. */
export type Scope = { readonly within: SearchWithin; readonly words: string };

export function searchModel(needs: { readonly send: Send; readonly reads: Pick<Reads, 'entries'> }, scope: ReadonlySignal<Scope>) {
  const query = signal('');
  const entries = signal<readonly Entry[]>([]);
  const state = signal<ListState>('reading');
  const at = signal<EssayId | undefined>(undefined);
  const place = computed(() => scope.value.words);
  let isAsking = false;

  async function type(text: string): Promise<void> {
    if (text.trim() === '') return clear();
    query.value = text;
    at.value = undefined;
    if (isAsking) return;
    isAsking = true;
    while (query.peek() !== '' && (await ask(query.peek())) !== query.peek());
    isAsking = false;
  }

  /** Gives back what was asked, so that the caller sees whether it is still what is typed. */
  async function ask(asked: string): Promise<string> {
    const found = await find(asked.trim()).catch(() => undefined);
    if (asked === query.peek()) {
      entries.value = found ?? [];
      state.value = found === undefined ? 'failed' : 'ready';
    }
    return asked;
  }

  async function find(asked: string): Promise<readonly Entry[] | undefined> {
    const reply = await needs.send('search', { query: asked, within: scope.peek().within });
    return reply.ok ? needs.reads.entries(reply.value) : undefined;
  }

  function clear(): void {
    query.value = '';
    entries.value = [];
    state.value = 'reading';
    at.value = undefined;
  }

  return { query, entries, state, at, place, type, clear };
}
