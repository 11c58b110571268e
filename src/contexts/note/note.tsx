/** A note on highlighted words, written where no page reads along. What stands in the field is kept as it is written; nothing has to be pressed. */
import { useSignal } from '@preact/signals';
import type { Result } from '../../core/problem';
import { say } from '../../ui/words';

export type NoteNeeds = {
  readonly exact: string;
  readonly note: string;
  readonly keep: (text: string) => Promise<Result<unknown>>;
  readonly close: () => void;
};

const PAUSE_MS = 400; // of writing, after which it is kept

export function NoteView({ exact, note, keep, close }: NoteNeeds) {
  const state = useSignal<'kept' | 'writing' | 'failed'>('kept');
  const timer = useSignal<ReturnType<typeof setTimeout> | undefined>(undefined);

  async function keepNow(text: string): Promise<void> {
    clearTimeout(timer.value);
    const kept = await keep(text);
    state.value = kept.ok ? 'kept' : 'failed';
  }

  return (
    <form class="note" onSubmit={(event) => event.preventDefault()}>
      <blockquote>{exact}</blockquote>
      <textarea
        aria-label={say('noteField')}
        autofocus
        defaultValue={note}
        maxLength={100_000}
        onInput={({ currentTarget: { value } }) => {
          state.value = 'writing';
          clearTimeout(timer.value);
          timer.value = setTimeout(() => void keepNow(value), PAUSE_MS);
        }}
        onBlur={({ currentTarget: { value } }) => state.value !== 'kept' && void keepNow(value)}
        onKeyDown={(event) => {
          const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
          if (isDone) void keepNow(event.currentTarget.value).then(() => state.value === 'kept' && close());
        }}
      />
      <p role="status">{state.value === 'failed' ? say('noteFailed') : say('noteKept')}</p>
    </form>
  );
}
