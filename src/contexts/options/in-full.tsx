/** Whether the pages of essays are asked for their text, and what that tells their sites. */
import { say } from '../../ui/words';
import type { OptionsModel } from './model';

export function InFull({ model }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="in-full">
      <h2 id="in-full">{say('inFullHeading')}</h2>
      <p>{say('inFullMeans')}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={model.settings.value.readsInFull}
          aria-describedby="in-full-facts"
          onChange={({ currentTarget }) => void model.setReadsInFull(currentTarget.checked)}
        />
        {say('inFullChoice')}
      </label>
      <p id="in-full-facts" class="aside">
        {say('inFullFacts')}
      </p>
    </section>
  );
}
