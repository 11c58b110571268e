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
        Each essay’s site is asked for its page once, slowly and without cookies; where that fails, at most twice more, days later. It sees
        what it sees of any visit, never what you read or save. Sites that you have not allowed are not asked.
      </p>
    </section>
  );
}
