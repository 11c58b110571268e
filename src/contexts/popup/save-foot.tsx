/** The foot after a save: what was kept, a field in which letters become tags, and the way back. The same place says that a page is kept already. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../ui/icons';
import { inPieces, say } from '../../ui/words';
import { focusList } from './listen-to-keys';
import type { SaveFoot, SavePage } from './save-page';

export function SavedFootLine({ save, foot }: { readonly save: SavePage; readonly foot: SaveFoot }) {
  return foot.kind === 'just' ? <JustSaved save={save} foot={foot} /> : <Kept save={save} foot={foot} />;
}

function JustSaved({ save, foot }: { readonly save: SavePage; readonly foot: SaveFoot }) {
  const isTagging = save.tags.given.value.length > 0 || save.tags.typed.value !== '';
  return (
    <footer class={isTagging ? 'foot save-foot is-tagging' : 'foot save-foot'}>
      {!isTagging && <Fact foot={foot} />}
      <TagField key={foot.essayId} save={save} />
      {!isTagging && (
        <button type="button" class="button-words" onClick={() => void save.undo()}>
          {say('undo')}
        </button>
      )}
    </footer>
  );
}

function Kept({ save, foot }: { readonly save: SavePage; readonly foot: SaveFoot }) {
  return (
    <footer class="foot save-foot">
      <Fact foot={foot} />
      <button type="button" class="button-words" onClick={save.readHere}>
        {say('readHere')}
      </button>
      <button type="button" class="button-words" onClick={() => void save.remove()}>
        {say('removeSaved')}
      </button>
    </footer>
  );
}

function Fact({ foot: { fact, more } }: { readonly foot: SaveFoot }) {
  const first = <b>{fact}</b>;
  return <span class="save-words">{more === undefined ? first : inPieces('joined', { first, second: <span>{more}</span> })}</span>;
}

function TagField({ save: { tags } }: { readonly save: SavePage }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const typed = tags.typed.value;
  const offered = tags.offered.value;
  const press = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const isUsed = PRESSED[event.key]?.(tags, event) ?? false;
    if (isUsed) event.preventDefault();
  };
  return (
    <span class="tags">
      {tags.given.value.map((tag) => (
        <span class="tag" key={tag}>
          <bdi>{tag}</bdi>
          <button
            type="button"
            class="tag-off"
            aria-label={say('tagTaken', { tag })}
            title={say('tagTaken', { tag })}
            onClick={() => void tags.take(tag)}
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      <span class="tag-typed">
        <span class="tag-ghost" aria-hidden="true">
          <span class="tag-under">{typed}</span>
          {offered?.slice(typed.trimStart().length)}
        </span>
        <input
          ref={field}
          class="tag-field"
          aria-label={say('tagField')}
          placeholder={tags.given.value.length === 0 ? say('tagIt') : ''}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
          value={typed}
          onInput={(event) => tags.type(event.currentTarget.value)}
          onKeyDown={press}
        />
      </span>
      {(typed !== '' || tags.given.value.length > 0) && (
        <span class="tag-hints" aria-hidden="true">
          {offered !== undefined && (
            <>
              <span class="key">{say('keyTab')}</span> <bdi>{offered}</bdi>
            </>
          )}{' '}
          <span class="key">{say('keyEnter')}</span> {say('tagDone')}
        </span>
      )}
    </span>
  );
}

type Press = (tags: SavePage['tags'], event: KeyboardEvent) => boolean;

/** Whether the key was used; what is not goes its usual way. */
const PRESSED: Readonly<Record<string, Press>> = {
  Tab: (tags, event) => !event.shiftKey && tags.complete(),
  Enter: leave,
  ArrowDown: leave,
  Escape: leave,
  Backspace(tags) {
    if (tags.typed.peek() !== '') return false;
    void tags.takeLast();
    return true;
  },
};

/** Back to the list, where letters are keys again. Escape gives nothing more. */
function leave(tags: SavePage['tags'], event: KeyboardEvent): boolean {
  if (event.key === 'Escape') tags.type('');
  else tags.done();
  focusList();
  return true;
}
