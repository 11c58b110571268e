/** What stands above Latest where there is something to say: the welcome, a part of the list that is left out, the one question a source may wait with. */
import { type FollowedSource, titleOf } from '../../ui/followed';
import { questionSentence } from '../../ui/health-words';
import { counted, inPieces, say } from '../../ui/words';
import type { PopupModel } from './model';

export function ListBar({ model }: { readonly model: PopupModel }) {
  const { sources, filter, latest, welcome } = model;
  const hasHeading = latest.fresh.value > 0; // which has the button
  const asking = sources.asking.value;
  return (
    <>
      {asking && <QuestionLine model={model} asking={asking} />}
      {welcome.value && (
        <p class="list-line">
          <span>
            {sources.rows.value.length === 0 ? say('cameAlong') : inPieces('cameAlongNamed', { title: <bdi>{welcome.value.title}</bdi> })}
          </span>
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
      {filter.unreadOnly.value && (
        <p class="list-line">
          <span>{say('unreadOnly')}</span>
          <span class="list-line-steps">
            {!hasHeading && canMarkSeen(model) && <MarkSeen model={model} />}
            <button type="button" class="button-words" onClick={filter.toggleUnread}>
              {say('showAll')}
            </button>
          </span>
        </p>
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
