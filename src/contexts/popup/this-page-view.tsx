/** "This page": what is related to the open page, or why nothing is said. */
import type { Problem } from '../../core/problem';
import type { PageReport, RelatedEssay } from '../../core/related/answer';
import { ItselfLine, Matches, summaryOf } from '../../ui/matches';
import { leftAloneSentence, sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';
import { Ladder } from './ladder';
import { type PopupModel, shownOfRelated } from './model';

type Found = Extract<PageReport, { state: 'related' }>;

export function ThisPageView({ model }: { readonly model: PopupModel }) {
  const { here } = model;
  const report = here.report.value;
  return (
    <div class="page" aria-busy={here.isAsking.value}>
      {here.isAsking.value && report === undefined && (
        <p class="waiting" role="status">
          {say('readingPage')}
        </p>
      )}
      {here.problem.value && here.problem.value.kind !== 'permission-refused' && <Trouble problem={here.problem.value} again={here.ask} />}
      {report && <Report model={model} report={report} />}
      {report?.state === 'related' && model.openPanel && (
        <button type="button" class="button-words" onClick={model.openPanel}>
          {say('openPanel')}
        </button>
      )}
      <Ladder model={model} />
    </div>
  );
}

type TroubleProps = { readonly problem: Problem; readonly again: () => Promise<void> };

function Trouble({ problem, again }: TroubleProps) {
  return (
    <div class="page-trouble">
      <p role="alert">{sentenceFor(problem)}</p>
      <button type="button" class="button-plain" onClick={() => void again()}>
        {say('tryAgain')}
      </button>
    </div>
  );
}

function Report({ model, report }: { readonly model: PopupModel; readonly report: PageReport }) {
  switch (report.state) {
    case 'related':
      return <Related model={model} report={report} />;
    case 'silent':
      return (
        <div class="page-silence">
          <ItselfLine itself={report.itself} />
          <p class="empty-fact">{say('nothingRelated')}</p>
        </div>
      );
    case 'left-alone':
      return (
        <div class="page-silence">
          <p class="empty-fact">{leftAloneSentence(report.why)}</p>
        </div>
      );
    case 'not-asked':
      return (
        <button type="button" class="button" onClick={() => void model.here.ask()}>
          {say('relateThisPage')}
        </button>
      );
  }
}

function Related({ model, report: { related, marked } }: { readonly model: PopupModel; readonly report: Found }) {
  const { here } = model;
  const shownOf = (essay: RelatedEssay) => model.shown(essay.id, shownOfRelated(essay));
  return (
    <>
      <ItselfLine itself={related.itself} />
      <h2 class="page-summary">{summaryOf(related.essays.length, marked)}</h2>
      <Matches
        related={related}
        areAllMarked={here.areAllMarked.value}
        now={model.now()}
        shownOf={shownOf}
        onMore={(areMore) => void here.showMore(areMore)}
        onGo={(passage) => void here.goTo(passage)}
        onOpen={(essay, beside) => void model.open(essay.id, shownOfRelated(essay), beside)}
        onToggleSaved={(essay) => void model.toggleSaved(essay.id, shownOfRelated(essay))}
      />
    </>
  );
}
