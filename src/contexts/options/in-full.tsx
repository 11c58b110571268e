/** Whether the pages of essays are asked for their text, and what that tells their sites. */
import type { OptionsModel } from './model';

export function InFull({ model }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="in-full">
      <h2 id="in-full">Essays in full</h2>
      <p>
        Many feeds give only a summary. Sidelight can then read the essay’s own page, and marks become more exact: the newest twenty of each
        site you follow, then what is new and what you save.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={model.settings.value.readsInFull}
          aria-describedby="in-full-facts"
          onChange={({ currentTarget }) => void model.setReadsInFull(currentTarget.checked)}
        />
        Read essays in full where a feed gives only a summary
      </label>
      <p id="in-full-facts" class="aside">
        Each site is asked once for each essay’s page, slowly, without cookies; where that fails, at most twice more, days later. What it
        sees is a visit to that page from your network address; nothing else is sent, and nobody else is asked. Sites that you have not
        allowed, and those where nothing is ever read, are left out.
      </p>
    </section>
  );
}
