/** What can be done when the library does not open: keep a copy, report it, and only then begin a new one. */
import { useSignal } from '@preact/signals';
import type { Problem } from '../../core/problem';
import { sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';
import { ExportButton } from './library';
import { type OptionsModel, resetWords } from './model';
import { Report } from './report-view';

export function Recovery({ model, problem }: { readonly model: OptionsModel; readonly problem: Problem }) {
  return (
    <>
      <section aria-labelledby="happened">
        <h2 id="happened">{say('recoveryHeading')}</h2>
        <p>{sentenceFor(problem)}</p>
      </section>
      <section aria-labelledby="keep">
        <h2 id="keep">{say('copyHeading')}</h2>
        <p>{say('copyMeans')}</p>
        <ExportButton model={model} words={say('exportReadable')} />
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
      <h2 id="reset">{say('resetHeading')}</h2>
      <p>{say('resetMeans')}</p>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          void model.reset(typed.value);
        }}
      >
        <label for="reset-words">{say('resetField', { words: resetWords() })}</label>
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
        <button type="submit" class="button-plain" disabled={typed.value !== resetWords() || model.isBusy.value}>
          {say('resetButton')}
        </button>
      </form>
    </section>
  );
}
