/** Where one types a tag for what is selected, or another name for a tag. Dialogs: the keys of the list rest meanwhile. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../../ui/words';
import type { LibraryModel } from './model';

export function TagField({ model }: { readonly model: LibraryModel }) {
  const known = [...(model.counts.value?.tags.keys() ?? [])];
  return (
    <Ask
      heading={say('bookTagField')}
      value=""
      known={known}
      onClose={() => model.showPanel(undefined)}
      onAnswer={(typed) => void model.tag(typed)}
    >
      {model.suggested.value.length > 0 && (
        <p class="suggested">
          <span>{say('suggestedTags')}</span>
          {model.suggested.value.map((tag) => (
            <button key={tag} type="button" class="tag-add" onClick={() => void model.tag(tag)}>
              <bdi>{tag}</bdi>
            </button>
          ))}
        </p>
      )}
    </Ask>
  );
}

export function RenameTag({ model, tag }: { readonly model: LibraryModel; readonly tag: string }) {
  const known = [...(model.counts.value?.tags.keys() ?? [])];
  return (
    <Ask
      heading={say('renameTagTo', { tag })}
      value={tag}
      known={known}
      onClose={() => model.startRenaming(undefined)}
      onAnswer={(typed) => void model.renameTag(tag, typed)}
    >
      <p class="ask-more">{say('renameMerges')}</p>
    </Ask>
  );
}

type AskProps = {
  readonly heading: string;
  readonly value: string;
  readonly known: readonly string[];
  readonly onClose: () => void;
  readonly onAnswer: (typed: string) => void;
  readonly children: ComponentChildren;
};

function Ask({ heading, value, known, onClose, onAnswer, children }: AskProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  useLayoutEffect(() => {
    dialog.current?.showModal();
    field.current?.select();
    field.current?.focus();
  }, []);
  return (
    <dialog class="ask" ref={dialog} aria-labelledby={`${list}-heading`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(field.current?.value ?? '');
          onClose();
        }}
      >
        <label id={`${list}-heading`} for={`${list}-field`}>
          {heading}
        </label>
        <input id={`${list}-field`} ref={field} type="text" list={list} defaultValue={value} maxLength={200} autocomplete="off" />
        <datalist id={list}>
          {known.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        {children}
        <p class="ask-steps">
          <button type="submit" class="button">
            {say('done')}
          </button>
          <button type="button" class="button-plain" onClick={onClose}>
            {say('cancel')}
          </button>
        </p>
      </form>
    </dialog>
  );
}
