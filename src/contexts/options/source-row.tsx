/** One followed source: its name, how it is doing in words, and the one step that would help it. Opens to everything a reader may wish for it. */
import { useComputed } from '@preact/signals';
import { ago } from '../../ui/ago';
import { type FollowedSource, siteOf, titleOf } from '../../ui/followed';
import { healthWords, rhythmWords } from '../../ui/health-words';
import { ChevronIcon } from '../../ui/icons';
import { language, say } from '../../ui/words';
import { SourceDetails } from './source-details';
import type { SourcesModel } from './sources';

type RowProps = { readonly model: SourcesModel; readonly row: FollowedSource; readonly isFirst: boolean };

export function SourceRow({ model, row, isFirst }: RowProps) {
  const { id } = row.source;
  const isOpen = useComputed(() => model.openId.value === id).value;
  const isReachable = useComputed(() => model.at.value === id || (isFirst && model.at.value === undefined)).value;
  const title = titleOf(row);
  const words = row.health.condition === 'well' ? [] : healthWords(row.health, model.now());
  return (
    <li class="source">
      <button
        type="button"
        class="source-title"
        aria-expanded={isOpen}
        tabIndex={isReachable ? 0 : -1}
        onFocus={() => {
          model.at.value = id;
        }}
        onClick={() => model.toggle(id)}
        onKeyDown={moveByKeys}
      >
        <span dir="auto">{title}</span>
        {row.unread > 0 && (
          <>
            {' '}
            <span class="pill">{language().number(row.unread)}</span> <span class="unseen">{say('unreadAfter')}</span>
          </>
        )}
        <ChevronIcon />
      </button>
      <p class="source-about">
        <span>
          <bdi>{siteOf(row.source)}</bdi>
        </span>
        {aboutOf(row, model.now()).map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
      {words.length > 0 && <p class="source-health">{words.join(' ')}</p>}
      <Steps model={model} row={row} />
      {isOpen && <SourceDetails model={model} row={row} />}
    </li>
  );
}

/** Arrows lead from title to title, over folders too; Tab reaches one of them and what is open below it. */
function moveByKeys(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const titles = [...document.querySelectorAll<HTMLElement>('.source-title')];
  const next = titles[titles.indexOf(event.currentTarget) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** What is worth a glance where all is well. */
function aboutOf({ source, wishes, health }: FollowedSource, now: number): readonly string[] {
  return [
    source.kind === 'listing' ? say('aboutList') : '',
    rhythmWords(health.postsPerWeek),
    health.condition === 'well' ? say('aboutChecked', { ago: ago(health.lastSuccessAt, now) }) : '',
    wishes.isMuted ? say('aboutMuted') : '',
    wishes.inBadge ? '' : say('aboutNotOnIcon'),
  ].filter((part) => part !== '');
}

function Steps({ model, row }: { readonly model: SourcesModel; readonly row: FollowedSource }) {
  const title = titleOf(row);
  if (row.health.offer !== undefined) return <Step words={say('goOnThere')} title={title} go={() => model.goOnThere([row])} />;
  switch (row.health.condition) {
    case 'not-allowed':
      return <Step words={say('allow')} title={title} go={() => model.allow([row])} />;
    case 'asleep':
      return <Step words={say('wake')} title={title} go={() => model.check([row])} />;
    case 'gone':
      return <Step words={say('tryOnceMore')} title={title} go={() => model.check([row])} />;
    case 'question':
      return (
        <p class="source-steps">
          <Step words={say('keepFollowing')} title={title} go={() => model.answer(row, true)} />
          <Step words={say('unfollow')} title={title} go={() => model.answer(row, false)} />
        </p>
      );
    default:
      return null; // null: what preact calls nothing
  }
}

type StepProps = { readonly words: string; readonly title: string; readonly go: () => Promise<void> };

/** The click calls `go` at once: a browser asks its question only while the click is fresh. */
function Step({ words, title, go }: StepProps) {
  return (
    <button type="button" class="button-words" aria-label={say('actOn', { act: words, title })} onClick={() => void go()}>
      {words}
    </button>
  );
}
