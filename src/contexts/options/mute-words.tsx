/** Words the reader does not want to hear of, each with how much it hides. */
import { useSignal } from '@preact/signals';
import { counted } from '../../ui/counted';
import type { OptionsModel } from './model';
import type { MutedCounts } from './needs';

export function MuteWords({ model }: { readonly model: OptionsModel }) {
  const { muteWords } = model.settings.value;
  const counts = model.muted.value;
  return (
    <section aria-labelledby="mute">
      <h2 id="mute">Mute words</h2>
      <p>
        Essays with one of these words in their title, summary or tags stay out of Latest and of the icon. Nothing is deleted, and search
        finds them.
        {counts && muteWords.length > 0 && ` ${hiddenWords(counts)}`}
      </p>
      {muteWords.length > 0 && (
        <ul class="sites" aria-labelledby="mute">
          {muteWords.map((word, index) => (
            <li key={word}>
              <span>
                <bdi>{word}</bdi>
                {counts && <span class="muted-count"> {hidesWords(counts, index)}</span>}
              </span>
              <button type="button" class="button-words" aria-label={`Remove: ${word}`} onClick={() => void model.unmute(word)}>
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      <AddWord model={model} />
    </section>
  );
}

function hiddenWords({ all, among }: MutedCounts): string {
  const verb = all === 1 ? 'is' : 'are';
  const where = among === undefined ? 'of your library' : `among your ${counted(among, 'newest', 'newest')}`;
  return `${counted(all, 'essay')} ${where} ${verb} hidden now.`;
}

function hidesWords({ each, among }: MutedCounts, index: number): string {
  return `hides ${counted(each[index] ?? 0, 'essay')}${among === undefined ? '' : ' of these'}`;
}

function AddWord({ model }: { readonly model: OptionsModel }) {
  const typed = useSignal('');
  const isRefused = useSignal(false);
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const isAdded = await model.mute(typed.value);
    isRefused.value = !isAdded && model.trouble.value === undefined;
    if (isAdded) typed.value = '';
  };
  return (
    <form class="add" onSubmit={(event) => void add(event)}>
      <label for="mute-word">Word or phrase</label>
      <input
        id="mute-word"
        type="text"
        autocomplete="off"
        maxLength={200}
        aria-describedby="mute-word-refused"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          isRefused.value = false;
        }}
      />
      <button type="submit" class="button-plain" disabled={typed.value.trim() === ''}>
        Mute
      </button>
      <p id="mute-word-refused" class="aside" role="status">
        {isRefused.value && 'This word is muted already.'}
      </p>
    </form>
  );
}
