/** What can be done when the library does not open: keep a copy, report it, and only then begin a new one. */
import { useSignal } from '@preact/signals';
import type { Problem } from '../../core/problem';
import { sentenceFor } from '../../ui/sentence';
import { ExportButton } from './library';
import { type OptionsModel, RESET_WORDS } from './model';
import { Report } from './report-view';

export function Recovery({ model, problem }: { readonly model: OptionsModel; readonly problem: Problem }) {
  return (
    <>
      <section aria-labelledby="happened">
        <h2 id="happened">The library does not open</h2>
        <p>{sentenceFor(problem)}</p>
      </section>
      <section aria-labelledby="keep">
        <h2 id="keep">Keep a copy</h2>
        <p>The export reads every row that can still be read, as it stands, and changes nothing.</p>
        <ExportButton model={model} words="Export what can be read" />
      </section>
      <Report model={model} />
      {problem.kind === 'library-unopened' && <Reset model={model} />}
    </>
  );
}

/** Only where nothing else is left: a newer library opens after an update, and a silent worker after a restart. */
function Reset({ model }: { readonly model: OptionsModel }) {
  const typed = useSignal('');
  return (
    <section aria-labelledby="reset">
      <h2 id="reset">Begin a new library</h2>
      <p>This deletes what you saved and marked on this machine, for good. Files you exported stay. Export first.</p>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          void model.reset(typed.value);
        }}
      >
        <label for="reset-words">To go on, type: {RESET_WORDS}</label>
        <input
          id="reset-words"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <button type="submit" class="button-plain" disabled={typed.value !== RESET_WORDS || model.isBusy.value}>
          Delete and begin again
        </button>
      </form>
    </section>
  );
}
