/** One essay in a list: its title, who and when, and what can be done with it. Knows no store and sends nothing. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Entry } from '../core/library/marks';
import { ago, dayOf } from './ago';
import { bylineOf, minutesOf, writtenAt } from './byline';
import { EssayLink } from './essay-link';
import { ReadIcon, SaveIcon } from './icons';
import { RowActs } from './row-acts';
import { counted, language, say } from './words';

/** What a row shows of the reader's acts; a list may know of one before the store does. */
export type Shown = { readonly isSaved: boolean; readonly isUnread: boolean };

export function shownOf({ marks, isUnread }: Entry): Shown {
  return { isSaved: marks.saved?.[0] === true, isUnread };
}

/** How much of its light a row has: new is lit, unread is not, read is gone. */
export type Light = 'new' | 'unread' | 'read';

type EntryRowProps = {
  readonly entry: Entry;
  readonly light: Light;
  readonly source?: string | undefined; // as its reader calls it
  readonly others?: readonly string[]; // sources that show it too
  readonly isKept?: boolean; // in a list of what is kept: it says where no text is
  readonly isUnfolded: boolean; // the summary is shown whole, or as much of it as has room
  readonly shown: Shown;
  readonly now: number;
  readonly isReachable: boolean; // by Tab; one row of a list is
  readonly onOpen: (beside: boolean) => void;
  readonly onToggleSaved: () => void;
  readonly onToggleRead: () => void;
  readonly onFocus: () => void;
};

export function EntryRow({
  entry: { essay, publishedNow },
  shown,
  light,
  source,
  others = [],
  isKept = false,
  isUnfolded,
  now,
  isReachable,
  onOpen,
  onFocus,
  ...rest
}: EntryRowProps) {
  const about = useId();
  const minutes = minutesOf(essay);
  return (
    <li class={`row ${shown.isUnread ? 'is-unread' : 'is-read'}${light === 'new' ? ' is-new' : ''}`} onFocusCapture={onFocus}>
      <EssayLink
        class="row-title"
        url={essay.url}
        title={essay.title}
        language={essay.language}
        describedBy={about}
        onOpen={onOpen}
        isReachable={isReachable}
      />
      <div class="row-foot">
        <p class="row-about" id={about}>
          {light !== 'read' && <span class="unseen">{say(light === 'new' ? 'newRow' : 'unread')} </span>}
          <bdi>{source ?? bylineOf(essay)}</bdi>
          {others.length > 0 && <span class="row-also">{say('alsoIn', { sources: language().list(others) })}</span>}
          {minutes !== undefined && <span>{counted('minutes', minutes)}</span>}
          {isKept && essay.textPrint === undefined && <span title={say('addressOnlyMeans')}>{say('addressOnly')}</span>}
          <When at={writtenAt(essay)} now={now} />
          {shown.isSaved && <span class="row-saved">{say(publishedNow ? 'savedBeforeChange' : 'saved')}</span>}
        </p>
        <RowActs title={essay.title} isReachable={isReachable}>
          <RowButton
            words={say(shown.isUnread ? 'markAsRead' : 'markAsUnread')}
            title={essay.title}
            isReachable={isReachable}
            onClick={rest.onToggleRead}
          >
            <ReadIcon isUnread={shown.isUnread} />
          </RowButton>
          <RowButton
            words={say(shown.isSaved ? 'unsave' : 'save')}
            title={essay.title}
            isReachable={isReachable}
            onClick={rest.onToggleSaved}
          >
            <SaveIcon isFilled={shown.isSaved} />
          </RowButton>
        </RowActs>
      </div>
      {essay.summary !== '' && (
        <p class={isUnfolded ? 'row-excerpt is-unfolded' : 'row-excerpt'} dir="auto" lang={essay.language}>
          {essay.summary}
        </p>
      )}
      {isUnfolded && publishedNow && (
        <p class="row-excerpt is-unfolded row-published" dir="auto" lang={essay.language}>
          {say('publishedNow', publishedNow)}
        </p>
      )}
    </li>
  );
}

type RowButtonProps = {
  readonly words: string;
  readonly title: string;
  readonly isReachable: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
};

function RowButton({ words, title, isReachable, onClick, children }: RowButtonProps) {
  return (
    <button
      type="button"
      class="button-icon"
      title={words}
      aria-label={say('actOn', { act: words, title })}
      tabIndex={isReachable ? 0 : -1}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

/** The words of a time, with the day itself for whoever points at it or reads it by machine. */
export function When({ at, now }: { readonly at: number | undefined; readonly now: number }) {
  const words = ago(at, now);
  if (at === undefined || words === '') return null; // null: what preact calls nothing
  return (
    <time dateTime={new Date(at).toISOString()} title={dayOf(at)}>
      {words}
    </time>
  );
}
