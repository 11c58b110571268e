/** What the library holds, and the way out of it. */
import { counted } from '../../ui/counted';
import type { OptionsModel } from './model';

export function Library({ model }: { readonly model: OptionsModel }) {
  const counts = model.counts.value;
  return (
    <section aria-labelledby="library">
      <h2 id="library">Your library</h2>
      <p>
        {counts && `${counted(counts.essays, 'essay')}, ${counts.saved} of them saved, from ${counted(counts.sources, 'source')}. `}
        It is on this machine only. The export is one file with everything in it, which any text editor can read.
      </p>
      <ExportButton model={model} words="Export everything" />
    </section>
  );
}

export function ExportButton({ model, words }: { readonly model: OptionsModel; readonly words: string }) {
  return (
    <button type="button" class="button-plain" disabled={model.isBusy.value} onClick={() => void model.exportEverything()}>
      {words}
    </button>
  );
}
