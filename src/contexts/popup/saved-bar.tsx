/** The parts of Saved as words: Later, Archive, and the tags, of which the rest stand in a menu. Only the chosen one shows its number. */
import { language, say } from '../../ui/words';
import type { PopupModel } from './model';
import type { SavedPart } from './needs';
import { isSame } from './saved';

const MOST_LETTERS = 26; // of the tags that stand in the line: what is left beside Later, Archive and the menu

export function SavedBar({ model: { saved } }: { readonly model: PopupModel }) {
  const parts = saved.parts.value;
  const shown = parts.slice(0, 2 + fitting(parts.slice(2).map(nameOf)));
  const rest = parts.slice(shown.length);
  const chosen = saved.part.value;
  return (
    <fieldset class="saved-bar" aria-label={say('partsOfSaved')} aria-keyshortcuts="[ ]">
      {shown.map((part, index) => (
        <button
          key={nameOf(part)}
          type="button"
          class={index === 2 ? 'saved-part is-first-tag' : 'saved-part'}
          aria-pressed={isSame(part, chosen)}
          onClick={() => void saved.show(part)}
        >
          <bdi>{nameOf(part)}</bdi>
          {isSame(part, chosen) && <Count count={countOf(part, saved.counts.value)} />}
        </button>
      ))}
      {rest.length > 0 && (
        <select
          class="saved-rest"
          aria-label={say('moreTags')}
          value={chosen.kind === 'tag' ? chosen.tag : ''}
          onChange={({ currentTarget: { value } }) => value !== '' && void saved.show({ kind: 'tag', tag: value })}
        >
          <option value="">{say('moreOfThemMenu', { count: rest.length })}</option>
          {rest.map((part) => (
            <option key={nameOf(part)} value={nameOf(part)}>
              {nameOf(part)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

/** How many stand in the line. */
function fitting(names: readonly string[]): number {
  let letters = 0;
  const first = names.findIndex((name) => {
    letters += name.length + 3;
    return letters > MOST_LETTERS;
  });
  return first === -1 ? names.length : first;
}

function nameOf(part: SavedPart): string {
  return part.kind === 'tag' ? part.tag : say(part.kind === 'later' ? 'shelfLater' : 'shelfArchive');
}

function countOf(part: SavedPart, counts: PopupModel['saved']['counts']['value']): number | undefined {
  if (part.kind === 'tag') return counts?.tags.find(([tag]) => tag === part.tag)?.[1];
  return part.kind === 'later' ? counts?.later : counts?.archive;
}

function Count({ count }: { readonly count: number | undefined }) {
  return count === undefined ? null : <span class="saved-count"> {language().number(count)}</span>; // null: what preact calls nothing
}
