/** The sites where nothing is ever read, whatever else was granted. */
import { useSignal } from '@preact/signals';
import { say } from '../../ui/words';
import type { OptionsModel } from './model';

export function OffList({ model }: { readonly model: OptionsModel }) {
  const { offHosts } = model.settings.value;
  return (
    <section aria-labelledby="off">
      <h2 id="off">{say('offHeading')}</h2>
      <p>{say('offMeans')}</p>
      {offHosts.length > 0 && (
        <ul class="sites" aria-labelledby="off">
          {offHosts.map((host) => (
            <li key={host}>
              <bdi>{host}</bdi>
              <button
                type="button"
                class="button-words"
                aria-label={say('actOn', { act: say('remove'), title: host })}
                onClick={() => void model.turnOn(host)}
              >
                {say('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AddHost model={model} />
    </section>
  );
}

function AddHost({ model }: { readonly model: OptionsModel }) {
  const typed = useSignal('');
  const isRefused = useSignal(false);
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const isAdded = await model.turnOff(typed.value);
    isRefused.value = !isAdded && model.trouble.value === undefined;
    if (isAdded) typed.value = '';
  };
  return (
    <form class="add" onSubmit={(event) => void add(event)}>
      <label for="off-host">{say('site')}</label>
      <input
        id="off-host"
        type="text"
        inputMode="url"
        placeholder={say('addressExample')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={isRefused.value}
        aria-describedby="off-host-refused"
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          isRefused.value = false;
        }}
      />
      <button type="submit" class="button-plain" disabled={typed.value.trim() === ''}>
        {say('add')}
      </button>
      <p id="off-host-refused" class="aside" role="status">
        {isRefused.value && say('noSiteName')}
      </p>
    </form>
  );
}
