/** At the end of the line of tabs: which part of Latest is shown, and whether what was read is left out. */
import { byFolder, type FollowedSource, foldersOf, titleOf } from '../../ui/followed';
import { ChevronIcon, ReadIcon } from '../../ui/icons';
import { say } from '../../ui/words';
import { menuValue, partFrom } from './filter';
import type { PopupModel } from './model';

export function LatestPart({ model }: { readonly model: PopupModel }) {
  const { sources, filter, welcome } = model;
  const hasSeveral = sources.rows.value.length + (welcome.value ? 1 : 0) > 1;
  return (
    <div class="tab-line-end">
      {(hasSeveral || filter.name.value !== undefined) && <PartMenu model={model} />}
      {(hasSeveral || filter.unreadOnly.value) && (
        <button
          type="button"
          class="button-icon list-switch"
          aria-label={say('unreadOnly')}
          title={say('unreadOnly')}
          aria-pressed={filter.unreadOnly.value}
          aria-keyshortcuts="u"
          onClick={filter.toggleUnread}
        >
          <ReadIcon isUnread={false} />
        </button>
      )}
    </div>
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
