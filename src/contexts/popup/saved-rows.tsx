/** The rows of Saved: what is left of each, lit from the start as far as it was read. The archive is in months. */
import { useComputed } from '@preact/signals';
import { useId } from 'preact/hooks';
import { isArchived, isBegun, tagsOn } from '../../core/library/fold';
import type { Entry } from '../../core/library/marks';
import { stampTime } from '../../core/library/stamp';
import { ago } from '../../ui/ago';
import { bylineOf, minutesOf } from '../../ui/byline';
import { EssayLink } from '../../ui/essay-link';
import { ArchiveIcon, OutIcon, SaveIcon } from '../../ui/icons';
import { RowActs } from '../../ui/row-acts';
import { counted, language, say } from '../../ui/words';
import type { PopupModel } from './model';
import { Below } from './rows';

export function SavedRows({ model }: { readonly model: PopupModel }) {
  const { entries, part, at } = model.saved;
  const isInMonths = part.value.kind === 'archive';
  const months = isInMonths ? inMonths(entries.value) : [{ month: undefined, entries: entries.value }];
  const hasAt = entries.value.some(({ essay }) => essay.id === at.value);
  const first = entries.value[0]?.essay.id;
  return (
    <>
      {months.map(({ month, entries: some }) => (
        <section key={month ?? ''}>
          {month !== undefined && (
            <div class="part-heading">
              <h2>{month}</h2>
            </div>
          )}
          <ul class="rows" aria-label={month ?? say('savedEssaysList')}>
            {some.map((entry) => (
              <SavedRow key={entry.essay.id} model={model} entry={entry} isFallback={!hasAt && entry.essay.id === first} />
            ))}
          </ul>
        </section>
      ))}
      <Below list={model.saved} />
    </>
  );
}

/** By when each was archived, as they stand. */
function inMonths(entries: readonly Entry[]): readonly { readonly month: string; readonly entries: readonly Entry[] }[] {
  const months: { month: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const stamp = (entry.marks.archived ?? entry.marks.saved)?.[1];
    const month = stamp === undefined ? say('earlier') : language().monthHere(stampTime(stamp));
    const last = months.at(-1);
    if (last?.month === month) last.entries.push(entry);
    else months.push({ month, entries: [entry] });
  }
  return months;
}

type RowProps = { readonly model: PopupModel; readonly entry: Entry; readonly isFallback: boolean };

function SavedRow({ model, entry, isFallback }: RowProps) {
  const { essay, marks } = entry;
  const about = useId();
  const isAt = useComputed(() => model.saved.at.value === essay.id).value;
  const isReachable = isAt || isFallback;
  const share = isBegun(marks) ? (marks.progress?.[0] ?? 0) : 0;
  const isDone = isArchived(marks) && !entry.isUnread;
  return (
    <li class={isDone ? 'row saved-row is-read' : 'row saved-row'} onFocusCapture={() => model.saved.moveTo(essay.id)}>
      <EssayLink
        class="row-title"
        url={essay.url}
        title={essay.title}
        language={essay.language}
        describedBy={about}
        onOpen={(beside) => void model.openSaved(entry, beside)}
        isReachable={isReachable}
      />
      <div class="row-foot">
        <p class="row-about" id={about}>
          <bdi>{model.names.value.get(essay.sourceId) ?? essay.siteName ?? bylineOf(essay)}</bdi>
          <Facts entry={entry} now={model.now()} />
        </p>
        <RowActs title={essay.title} isReachable={isReachable}>
          <Act
            words={say(isArchived(marks) ? 'backToLater' : 'archiveStep')}
            entry={entry}
            isReachable={isReachable}
            onClick={() => model.saved.archive(entry)}
          >
            <ArchiveIcon />
          </Act>
          <Act words={say('openThePage')} entry={entry} isReachable={isReachable} onClick={() => model.openSaved(entry, false, true)}>
            <OutIcon />
          </Act>
          <Act words={say('unsave')} entry={entry} isReachable={isReachable} onClick={() => model.saved.unsave(entry)}>
            <SaveIcon isFilled={true} />
          </Act>
        </RowActs>
      </div>
      {share > 0 && <span class="row-share" style={{ inlineSize: `${share * 100}%` }} />}
    </li>
  );
}

function Facts({ entry: { essay, marks, isUnread, publishedNow }, now }: { readonly entry: Entry; readonly now: number }) {
  const minutes = minutesOf(essay);
  const share = isBegun(marks) ? (marks.progress?.[0] ?? 0) : 0;
  const tags = tagsOn(marks);
  const readAt = marks.read?.[0] === true ? stampTime(marks.read[1]) : undefined;
  return (
    <>
      {minutes !== undefined && <span>{counted('minutes', minutes)}</span>}
      {minutes !== undefined && share > 0 && (
        <span class="row-left-over">{counted('minutesLeft', Math.max(1, Math.round(minutes * (1 - share))))}</span>
      )}
      {essay.textLetters === undefined && <span>{say('addressOnly')}</span>}
      {publishedNow && <span>{say('savedBeforeChange')}</span>}
      {tags.length > 0 && <bdi>{tags.join(', ')}</bdi>}
      {isArchived(marks) && isUnread && <span>{say('archivedUnread')}</span>}
      {isArchived(marks) && readAt !== undefined && <span>{say('readWhen', { when: ago(readAt, now) })}</span>}
    </>
  );
}

type ActProps = {
  readonly words: string;
  readonly entry: Entry;
  readonly isReachable: boolean;
  readonly onClick: () => unknown;
  readonly children: preact.ComponentChildren;
};

function Act({ words, entry, isReachable, onClick, children }: ActProps) {
  return (
    <button
      type="button"
      class="button-icon"
      title={words}
      aria-label={say('actOn', { act: words, title: entry.essay.title })}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => void onClick()}
    >
      {children}
    </button>
  );
}
