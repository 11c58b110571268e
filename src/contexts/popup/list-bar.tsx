/** The line above Latest: which part of it is shown, "Mark all seen", what mute words hide, and the one question a source may wait with. */
import { byFolder, type FollowedSource, foldersOf, titleOf } from '../../ui/followed';
import { questionSentence } from '../../ui/health-words';
import { ChevronIcon } from '../../ui/icons';
import { counted, inPieces, say } from '../../ui/words';
import { menuValue, partFrom } from './filter';
import type { PopupModel } from './model';

export function ListBar({ model }: { readonly model: PopupModel }) {
  const { sources, filter, latest, welcome } = model;
  const shownSources = sources.rows.value.length + (welcome.value ? 1 : 0);
  const hasMenu = shownSources > 1 || filter.name.value !== undefined;
  const canMark = latest.fresh.value === 0 && canMarkSeen(model); // where something is new, its heading has the button
  const hasSwitch = filter.unreadOnly.value || shownSources > 1;
  const asking = sources.asking.value;
  return (
    <>
      {asking && <QuestionLine model={model} asking={asking} />}
      {welcome.value && (
        <p class="list-line">
          <span>{say('cameAlong')}</span>
          <span class="list-line-steps">
            <button type="button" class="button-words" onClick={() => void model.followWelcome()}>
              {say('follow')}
            </button>
            <button type="button" class="button-words" onClick={() => void model.putAway(true)}>
              {say('putAway')}
            </button>
          </span>
        </p>
      )}
      {(hasMenu || canMark || hasSwitch) && (
        <div class="list-bar">
          {hasMenu ? <PartMenu model={model} /> : <span />}
          {hasSwitch && (
            <button
              type="button"
              class="list-switch"
              aria-pressed={filter.unreadOnly.value}
              aria-keyshortcuts="u"
              onClick={filter.toggleUnread}
            >
              {say('unreadOnly')}
            </button>
          )}
          {canMark && <MarkSeen model={model} />}
        </div>
      )}
      {(latest.hidden.value > 0 || filter.withHidden.value) && (
        <p class="list-line">
          <span>{filter.withHidden.value ? say('shownWithHidden') : counted('hiddenByMute', latest.hidden.value)}</span>
          <button type="button" class="button-words" onClick={filter.toggleHidden}>
            {say(filter.withHidden.value ? 'hideAgain' : 'show')}
          </button>
        </p>
      )}
    </>
  );
}

export function canMarkSeen({ counts, filter }: PopupModel): boolean {
  return (counts.value?.unread ?? 0) > 0 && filter.name.value === undefined;
}

export function MarkSeen({ model }: { readonly model: PopupModel }) {
  return (
    <button type="button" class="button-words" onClick={() => void model.markAllSeen()}>
      {say('markAllSeen')}
    </button>
  );
}

/** The browser's own menu: it opens over the popup's edge, takes letters to jump, and needs no code for a thousand lines. */
function PartMenu({ model: { filter, sources } }: { readonly model: PopupModel }) {
  const rows = sources.rows.value;
  const folders = foldersOf(rows);
  return (
    <span class="part">
      <select
        aria-label={say('show')}
        value={menuValue(filter.part.value)}
        onChange={(event) => filter.show(partFrom(event.currentTarget.value))}
      >
        <option value="">{say('allSources')}</option>
        {folders.length > 0 && (
          <optgroup label={say('folders')}>
            {folders.map((folder) => (
              <option key={folder} value={menuValue({ kind: 'folder', folder })}>
                {folder}
              </option>
            ))}
          </optgroup>
        )}
        {[...byFolder(rows)].map(([folder, inside]) => (
          <optgroup key={folder ?? ''} label={folder ?? say(folders.length > 0 ? 'inNoFolder' : 'sourcesHeading')}>
            {inside.map((row) => (
              <option key={row.source.id} value={menuValue({ kind: 'source', id: row.source.id })}>
                {lineOf(row)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <ChevronIcon />
    </span>
  );
}

function lineOf(row: FollowedSource): string {
  return row.unread > 0 && !row.wishes.isMuted ? say('nameWithCount', { name: titleOf(row), count: row.unread }) : titleOf(row);
}

function QuestionLine({ model: { sources }, asking }: { readonly model: PopupModel; readonly asking: FollowedSource }) {
  return (
    <section class="question" aria-label={say('questionAbout', { title: titleOf(asking) })}>
      <p>{inPieces('questionOf', { title: <b dir="auto">{titleOf(asking)}</b>, question: questionSentence(asking.health) })}</p>
      <p class="question-answers">
        <button type="button" class="button-words" onClick={() => void sources.answer(asking, true)}>
          {say('keepFollowing')}
        </button>
        <button type="button" class="button-words" onClick={() => void sources.answer(asking, false)}>
          {say('unfollow')}
        </button>
      </p>
    </section>
  );
}
