/** What is related to a page: every match in the page's order, Here above There, then essays that match as a whole. Popup and panel show the same. */
import { type ComponentChildren, Fragment } from 'preact';
import type { Itself, Passage, Related, RelatedEssay } from '../core/related/answer';
import type { Shown } from './entry-row';
import { inWords } from './number-words';
import { RelatedCard } from './related-card';
import { counted, say } from './words';

type MatchesProps = {
  readonly related: Related;
  readonly areAllMarked: boolean; // not the first three alone
  readonly now: number;
  readonly shownOf: (essay: RelatedEssay) => Shown;
  readonly present?: Passage | undefined; // the one that the page shows
  readonly onMore: (areMore: boolean) => void;
  readonly onGo?: (passage: Passage) => void; // to its place on the page
  readonly onRefuse?: (essay: RelatedEssay) => void;
  readonly answerTo?: (essay: RelatedEssay) => ComponentChildren; // stands in the place of one that was refused
  readonly onOpen: (essay: RelatedEssay, beside: boolean, passage?: Passage) => void;
  readonly onToggleSaved: (essay: RelatedEssay) => void;
};

export function Matches(props: MatchesProps) {
  const { related, areAllMarked, now, shownOf, present, onMore, onGo, onRefuse, answerTo, onOpen, onToggleSaved } = props;
  const { essays, passages, more, language } = related;
  const marked = inPageOrder(areAllMarked ? [...passages, ...more] : passages);
  const essayOf = new Map(essays.map((essay) => [essay.id, essay]));
  const whole = essays.filter(({ id }) => !marked.some(({ essayId }) => essayId === id));
  const card = (essay: RelatedEssay, its: readonly Passage[] = []) => {
    const { isSaved, isUnread } = shownOf(essay);
    const key = `${essay.id} ${its[0]?.span[0] ?? ''}`;
    const answer = answerTo?.(essay);
    if (answer !== undefined) return <Fragment key={key}>{answer}</Fragment>;
    return (
      <RelatedCard
        key={key}
        essay={{ ...essay, isRead: !isUnread }}
        passages={its}
        language={language}
        present={present}
        isSaved={isSaved}
        now={now}
        {...(onGo && { onGo })}
        {...(onRefuse && { onRefuse: () => onRefuse(essay) })}
        onOpen={(beside) => onOpen(essay, beside, its[0])}
        onToggleSaved={() => onToggleSaved(essay)}
      />
    );
  };
  return (
    <>
      {inRuns(marked).map((run) => {
        const essay = run[0] && essayOf.get(run[0].essayId);
        return essay && card(essay, run);
      })}
      {waitingFirst(whole, shownOf).map((essay) => card(essay))}
      {more.length > 0 && (
        <button type="button" class="button-plain" aria-expanded={areAllMarked} onClick={() => onMore(!areAllMarked)}>
          {areAllMarked ? say('markFewer') : counted('markMore', more.length)}
        </button>
      )}
    </>
  );
}

function inPageOrder(passages: readonly Passage[]): readonly Passage[] {
  return passages.toSorted((a, b) => a.span[0] - b.span[0]);
}

/** Neighbours of one essay stand in one card. */
function inRuns(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const runs: Passage[][] = [];
  for (const passage of passages) {
    const last = runs.at(-1);
    if (last?.[0]?.essayId === passage.essayId) last.push(passage);
    else runs.push([passage]);
  }
  return runs;
}

/** What was saved and not read yet rises; the others keep their order. */
function waitingFirst(essays: readonly RelatedEssay[], shownOf: (essay: RelatedEssay) => Shown): readonly RelatedEssay[] {
  const waits = (essay: RelatedEssay): number => {
    const { isSaved, isUnread } = shownOf(essay);
    return isSaved && isUnread ? 0 : 1;
  };
  return essays.toSorted((a, b) => waits(a) - waits(b));
}

/** The page is an essay of the library. */
export function ItselfLine({ itself }: { readonly itself: Itself | undefined }) {
  if (itself === undefined) return null; // null: what preact calls nothing
  const { isFollowed, isSaved, isRead, sourceTitle } = itself;
  const state = say(isSaved ? (isRead ? 'itselfSavedRead' : 'itselfSaved') : isRead ? 'itselfRead' : 'itselfUnread');
  return <p class="page-itself">{isFollowed ? say('itselfFollowed', { source: sourceTitle, state }) : state}</p>;
}

/** "Two essays in your library are related to this page. Three passages are marked." */
export function summaryOf(essays: number, marked: number): string {
  return say('bothSentences', {
    first: counted('relatedEssays', essays, { word: inWords(essays) }),
    second: counted('markedPassages', marked, { word: inWords(marked) }),
  });
}
