/** What the library holds, and the way out of it. */
import type { Counts } from '../../ui/counts';
import { counted, say } from '../../ui/words';
import type { OptionsModel } from './model';

export function Library({ model }: { readonly model: OptionsModel }) {
  const counts = model.counts.value;
  return (
    <section aria-labelledby="library">
      <h2 id="library">{say('libraryHeading')}</h2>
      <p>{counts ? say('bothSentences', { first: holds(counts), second: say('libraryExport') }) : say('libraryExport')}</p>
      <ExportButton model={model} words={say('exportEverything')} />
    </section>
  );
}

function holds({ essays, saved, sources }: Counts): string {
  return say('libraryHolds', { essays: counted('essays', essays), saved, sources: counted('sources', sources) });
}

export function ExportButton({ model, words }: { readonly model: OptionsModel; readonly words: string }) {
  return (
    <button type="button" class="button-plain" disabled={model.isBusy.value} onClick={() => void model.exportEverything()}>
      {words}
    </button>
  );
}
