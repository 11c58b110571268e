/** Typed search over the whole library. One question at a time: while one is answered, only the last one typed waits. */
import { signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import type { ListState } from './list';

export function searchModel(search: (query: string) => Promise<readonly Entry[]>) {
  const query = signal('');
  const entries = signal<readonly Entry[]>([]);
  const state = signal<ListState>('reading');
  const at = signal<EssayId | undefined>(undefined);
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
    const found = await search(asked.trim()).catch(() => undefined);
    if (asked === query.peek()) {
      entries.value = found ?? [];
      state.value = found === undefined ? 'failed' : 'ready';
    }
    return asked;
  }

  function clear(): void {
    query.value = '';
    entries.value = [];
    state.value = 'reading';
    at.value = undefined;
  }

  return { query, entries, state, at, type, clear };
}
