/** Words the reader does not want to hear of, each with how much it hides. */
import { useSignal } from '@preact/signals';
import { counted, say } from '../../ui/words';
import type { OptionsModel } from './model';
import type { MutedCounts } from './needs';

export function MuteWords({ model }: { readonly model: OptionsModel }) {
  const { muteWords } = model.settings.value;
  const counts = model.muted.value;
  return (
    <section aria-labelledby="mute">
      <h2 id="mute">{say('muteHeading')}</h2>
      <p>
        {counts && muteWords.length > 0 ? say('bothSentences', { first: say('muteMeans'), second: hiddenWords(counts) }) : say('muteMeans')}
      </p>
      {muteWords.length > 0 && (
        <ul class="sites" aria-labelledby="mute">
          {muteWords.map((word, index) => (
            <li key={word}>
              <span>
                <bdi>{word}</bdi>
                {counts && <span class="muted-count"> {hidesWords(counts, index)}</span>}
              </span>
              <button
                type="button"
                class="button-words"
                aria-label={say('actOn', { act: say('remove'), title: word })}
                onClick={() => void model.unmute(word)}
              >
                {say('remove')}
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
  return among === undefined ? counted('hiddenInLibrary', all) : counted('hiddenAmong', all, { among });
}

function hidesWords({ each, among }: MutedCounts, index: number): string {
  return counted(among === undefined ? 'hidesEssays' : 'hidesOfThese', each[index] ?? 0);
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
      <label for="mute-word">{say('muteField')}</label>
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
        {say('mute')}
      </button>
      <p id="mute-word-refused" class="aside" role="status">
        {isRefused.value && say('mutedAlready')}
      </p>
    </form>
  );
}
