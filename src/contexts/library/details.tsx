/** The essay that the keys act on: what it is, what can be done with it, its tags, the note, and its thread. */
import { useEffect, useRef } from 'preact/hooks';
import { isArchived, isSaved, noteOf } from '../../core/library/fold';
import { dayOf } from '../../ui/ago';
import { bylineOf, writtenAt } from '../../ui/byline';
import { CloseIcon } from '../../ui/icons';
import { Thread } from '../../ui/thread';
import { counted, language, say } from '../../ui/words';
import type { LibraryModel } from './model';
import type { Row } from './needs';

export function Details({ model }: { readonly model: LibraryModel }) {
  const row = model.current.value;
  const id = row?.entry.essay.id;
  useEffect(() => {
    if (id !== undefined) void model.readThread();
  }, [id]);
  return (
    <aside class="details" aria-label={say('detailsHeading')}>
      {row !== undefined && <About key={id} model={model} row={row} />}
    </aside>
  );
}

function About({ model, row }: { readonly model: LibraryModel; readonly row: Row }) {
  const { essay, marks, isUnread } = row.entry;
  const at = writtenAt(essay);
  const source = model.names.value.get(essay.sourceId) ?? essay.siteName ?? bylineOf(essay);
  const share = marks.progress?.[0] ?? 0;
  const isBegun = share > 0 && share < 1;
  return (
    <>
      <p class="details-source">
        <bdi>{source}</bdi>
        {at !== undefined && <span>{dayOf(at)}</span>}
      </p>
      <h2 dir="auto" lang={essay.language}>
        {essay.title}
      </h2>
      {essay.author !== undefined && (
        <p class="details-author" dir="auto">
          {essay.author}
        </p>
      )}
      <div class="details-acts">
        <button type="button" class="button" aria-keyshortcuts="Enter" onClick={() => void model.open(row, {})}>
          {isBegun ? say('readOnAt', { share: language().percent(share) }) : say('bookReadHere')}
        </button>
        <button type="button" class="button-plain" aria-keyshortcuts="e" onClick={() => void model.archive()}>
          {say(isSaved(marks) && isArchived(marks) ? 'backToLater' : 'archiveStep')}
        </button>
      </div>
      <div class="details-acts">
        <button type="button" class="button-words" aria-keyshortcuts="s" onClick={() => void model.toggleSaved()}>
          {say(isSaved(marks) ? 'unsave' : 'save')}
        </button>
        <button type="button" class="button-words" aria-keyshortcuts="m" onClick={() => void model.toggleRead()}>
          {say(isUnread ? 'markAsRead' : 'markAsUnread')}
        </button>
        <button type="button" class="button-words" aria-keyshortcuts="o" onClick={() => void model.open(row, { isTurned: true })}>
          {say('openThePage')}
        </button>
      </div>
      {row.highlights > 0 && <p class="details-facts">{counted('highlightCount', row.highlights)}</p>}
      <Tags model={model} />
      <Note model={model} row={row} />
      {model.thread.value.length > 0 && (
        <section>
          <h3>{say('threadHeading')}</h3>
          <Thread rows={model.thread.value} now={model.now()} />
        </section>
      )}
    </>
  );
}

function Tags({ model }: { readonly model: LibraryModel }) {
  return (
    <ul class="tags" aria-label={say('tags')}>
      {model.tagsOfCurrent.value.map((tag) => (
        <li key={tag} class="tag">
          <button type="button" class="tag-name" title={say('showTag', { tag })} onClick={() => model.show({ tag })}>
            <bdi>{tag}</bdi>
          </button>
          <button type="button" class="button-icon" aria-label={say('removeTag', { tag })} onClick={() => void model.untag(tag)}>
            <CloseIcon />
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="tag-add" aria-keyshortcuts="t" onClick={() => void model.openTags()}>
          {say('tagStep')}
        </button>
      </li>
    </ul>
  );
}

/** Kept when one leaves it. What the store says anew does not write over what is being written. */
function Note({ model, row }: { readonly model: LibraryModel; readonly row: Row }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const stored = noteOf(row.entry.marks);
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = stored;
  }, [stored]);
  return (
    <label class="note">
      <span>{say('noteHeading')}</span>
      <textarea
        ref={field}
        rows={3}
        dir="auto"
        placeholder={say('noteHint')}
        maxLength={100_000}
        defaultValue={stored}
        onBlur={(event) => void model.note(event.currentTarget.value.trim())}
      />
    </label>
  );
}
