/** What was done, in words, and the way back from each, the last first. Nothing is on a timer. */
import { computed, signal } from '@preact/signals';

type Done = { readonly words: string; readonly undo: () => Promise<boolean> };

const MOST_REMEMBERED = 100;

export function undoModel(tellUndone: () => string) {
  const done = signal<readonly Done[]>([]);
  const said = signal<string | undefined>(undefined); // what stands in the bar
  const canUndo = computed(() => said.value !== undefined && done.value.at(-1)?.words === said.value);

  function tell(words: string, undo?: () => Promise<boolean>): void {
    said.value = words;
    if (undo) done.value = [...done.peek(), { words, undo }].slice(-MOST_REMEMBERED);
  }

  /** Takes back the last act that was not taken back yet. */
  async function undo(): Promise<void> {
    const last = done.peek().at(-1);
    if (last === undefined) return;
    done.value = done.peek().slice(0, -1);
    said.value = (await last.undo()) ? tellUndone() : undefined;
  }

  function hush(): void {
    said.value = undefined;
  }

  return { said, canUndo, tell, undo, hush };
}
