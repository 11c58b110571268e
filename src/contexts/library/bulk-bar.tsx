/** In the lower edge of the list: what can be done with the selected, then what was done, until the next act. Below it the keys. */
import { CloseIcon } from '../../ui/icons';
import { counted, say } from '../../ui/words';
import type { LibraryModel } from './model';

export function BulkBar({ model }: { readonly model: LibraryModel }) {
  const { selection, undoing } = model;
  const count = selection.ids.value.size;
  return (
    <>
      <p class="unseen" role="status">
        {undoing.said.value}
      </p>
      {count > 0 ? (
        <Selected model={model} count={count} />
      ) : (
        undoing.said.value !== undefined && <Done model={model} words={undoing.said.value} />
      )}
      <Hints />
    </>
  );
}

function Selected({ model, count }: { readonly model: LibraryModel; readonly count: number }) {
  return (
    <div class="bulk" role="toolbar" aria-label={counted('selectedCount', count)}>
      <span class="bulk-fact">{counted('selectedCount', count)}</span>
      <Step words={say('archiveStep')} name="e" onClick={model.archive} />
      <Step words={say('tagStep')} name="t" onClick={model.openTags} />
      <Step words={say('readStep')} name="m" onClick={model.toggleRead} />
      <Step words={say('saveStep')} name="s" onClick={model.toggleSaved} />
      {model.exportSelected && (
        <button type="button" class="bulk-step" onClick={model.exportSelected}>
          {say('exportStep')}
        </button>
      )}
      <button type="button" class="button-icon" aria-label={say('selectNone')} title={say('selectNone')} onClick={model.selection.clear}>
        <CloseIcon />
      </button>
    </div>
  );
}

function Done({ model, words }: { readonly model: LibraryModel; readonly words: string }) {
  return (
    <div class="bulk">
      <span class="bulk-fact">{words}</span>
      {model.undoing.canUndo.value && (
        <button type="button" class="button-words" aria-keyshortcuts="z" onClick={() => void model.undoing.undo()}>
          {say('undo')} <Key name="z" />
        </button>
      )}
      <button type="button" class="button-icon" aria-label={say('close')} title={say('close')} onClick={model.undoing.hush}>
        <CloseIcon />
      </button>
    </div>
  );
}

function Step({ words, name, onClick }: { readonly words: string; readonly name: string; readonly onClick: () => unknown }) {
  return (
    <button type="button" class="bulk-step" aria-keyshortcuts={name} onClick={() => void onClick()}>
      {words} <Key name={name} />
    </button>
  );
}

function Key({ name }: { readonly name: string }) {
  return (
    <span class="key" aria-hidden="true">
      {name}
    </span>
  );
}

function Hints() {
  const hints: readonly (readonly [readonly string[], string])[] = [
    [['j', 'k'], say('hintMove')],
    [[say('keyEnter')], say('hintRead')],
    [['x'], say('hintSelect')],
    [['e'], say('hintArchive')],
    [['t'], say('hintTag')],
    [['z'], say('hintUndo')],
    [['/'], say('hintSearch')],
    [['?'], say('hintAll')],
  ];
  return (
    <footer class="hints" aria-hidden="true">
      {hints.map(([keys, words]) => (
        <span key={words}>
          {keys.map((name) => (
            <Key key={name} name={name} />
          ))}{' '}
          {words}
        </span>
      ))}
    </footer>
  );
}
