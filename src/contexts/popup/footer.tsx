/** The foot: how fresh the list is, "Follow this site", and the last act where it can be taken back. Announces every act to whoever cannot see it. */
import type { ComponentChildren } from 'preact';
import type { SyncProblem } from '../../core/sync/problem';
import { titleOf } from '../../ui/followed';
import { RefreshIcon } from '../../ui/icons';
import { sentenceFor } from '../../ui/sentence';
import { syncSentence } from '../../ui/sync-words';
import { counted, inPieces, say } from '../../ui/words';
import type { PopupModel, Said } from './model';
import { SavedFootLine } from './save-foot';
import { SavedFoot } from './saved-foot';

export function Footer({ model }: { readonly model: PopupModel }) {
  const { trouble, said } = model;
  return (
    <>
      <p class="unseen" role="status">
        {said.value?.words}
      </p>
      {trouble.value && (
        <p class="trouble" role="alert">
          {sentenceFor(trouble.value)}
        </p>
      )}
      {(model.search.query.value === '' || model.savePage.foot.value) && <Foot model={model} />}
    </>
  );
}

function Foot({ model }: { readonly model: PopupModel }) {
  const said = model.said.value;
  const saving = model.savePage.foot.value;
  if (saving) return <SavedFootLine save={model.savePage} foot={saving} />;
  if (said?.undo && !model.isTagging.value) return <UndoFoot said={said} undo={model.undoLast} />;
  if (model.syncTrouble.value !== undefined && model.tab.value !== 'page')
    return <SyncFoot model={model} problem={model.syncTrouble.value} />;
  switch (model.tab.value) {
    case 'latest':
      return <LatestFoot model={model} />;
    case 'saved':
      return <SavedFoot model={model} />;
    case 'page':
      return <PageFoot model={model} />;
  }
}

/** Only while something is wrong that does not pass by itself. */
function SyncFoot({ model, problem }: { readonly model: PopupModel; readonly problem: SyncProblem }) {
  return (
    <Line
      fact={syncSentence(problem, model.now())}
      step={
        <button type="button" class="button-words" onClick={() => model.openSync()}>
          {say('stepSeeOptions')}
        </button>
      }
    />
  );
}

/** Where nothing is followed yet, there is nothing to check. */
function LatestFoot({ model }: { readonly model: PopupModel }) {
  const { checked, isBusy, isChecking, checkNow, stopChecking } = model.sources;
  const counts = model.counts.value;
  if (checked.value === undefined) {
    return <Line fact={counts && say('nothingFollowedYet')} step={<FollowButton model={model} />} />;
  }
  return (
    <Line
      fact={
        <>
          <span class="foot-words">
            <button type="button" class="foot-link" title={say('showAllSources')} onClick={() => model.openSources(false)}>
              {checked.value.fact}
            </button>
            {checked.value.trouble && (
              <button type="button" class="button-words" onClick={() => model.openSources(true)}>
                {checked.value.trouble}
              </button>
            )}
          </span>
          {isChecking.value ? (
            <button type="button" class="button-words" title={say('stopChecking')} onClick={() => void stopChecking()}>
              {say('stop')}
            </button>
          ) : (
            <button
              type="button"
              class="button-icon"
              aria-label={say('checkAllNow')}
              title={say('checkAllNow')}
              aria-disabled={isBusy.value}
              onClick={() => void checkNow()}
            >
              <RefreshIcon />
            </button>
          )}
        </>
      }
      step={<FollowButton model={model} />}
    />
  );
}

function PageFoot({ model }: { readonly model: PopupModel }) {
  const page = model.here.page.value;
  if (page === undefined) return null; // null: what preact calls nothing
  const row = model.sources.followedOn(page.host);
  const saved = model.savedHere.value;
  return (
    <Line
      fact={
        row
          ? inPieces('youFollow', { title: <bdi>{titleOf(row)}</bdi> })
          : saved > 0
            ? counted('savedOfSite', saved)
            : say('newPostsOfSite')
      }
      step={<FollowButton model={model} />}
    />
  );
}

function FollowButton({ model }: { readonly model: PopupModel }) {
  const page = model.here.page.value;
  const words = page === undefined ? say('followASite') : say(model.sources.followedOn(page.host) ? 'otherFeedsHere' : 'followThisSite');
  return (
    <button type="button" class="button-words" aria-haspopup="dialog" onClick={() => void model.openFollow()}>
      {words}
    </button>
  );
}

function UndoFoot({ said, undo }: { readonly said: Said; readonly undo: () => Promise<void> }) {
  return (
    <Line
      fact={said.words}
      step={
        <button type="button" class="button-words" onClick={() => void undo()}>
          {say('undo')}
        </button>
      }
    />
  );
}

function Line({ fact, step }: { readonly fact: ComponentChildren; readonly step?: ComponentChildren }) {
  return (
    <footer class="foot">
      <span class="foot-fact">{fact}</span>
      {step}
    </footer>
  );
}
