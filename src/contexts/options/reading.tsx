/** How the popup's rows look, and where essays open. How the reader page looks is set there. */
import { say } from '../../ui/words';
import type { OptionsModel } from './model';

export function Reading({ model }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="reading">
      <h2 id="reading">{say('readingHeading')}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={model.settings.value.readsHere}
          aria-describedby="reading-facts"
          onChange={({ currentTarget }) => void model.setReadsHere(currentTarget.checked)}
        />
        {say('readsHereChoice')}
      </label>
      <p id="reading-facts" class="aside">
        {say('readsHereFacts')}
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={model.settings.value.compactRows}
          onChange={({ currentTarget }) => void model.setCompactRows(currentTarget.checked)}
        />
        {say('compactChoice')}
      </label>
    </section>
  );
}
