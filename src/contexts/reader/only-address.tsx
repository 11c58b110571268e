/** Where no text is kept: what there is, and what will happen. */
import { say } from '../../ui/words';
import type { ReaderModel } from './model';

export function OnlyAddress({ model, summary }: { readonly model: ReaderModel; readonly summary: string }) {
  return (
    <section class="only-address" aria-labelledby="only-address">
      {summary !== '' && (
        <p class="summary" dir="auto" lang={model.entry.value?.essay.language}>
          {summary}
        </p>
      )}
      <h2 id="only-address">{say('onlyAddress')}</h2>
      <p>{say('onlyAddressMeans')}</p>
      <button type="button" class="button-plain" onClick={model.openOnWeb}>
        {say('openWebPage')}
      </button>
    </section>
  );
}
