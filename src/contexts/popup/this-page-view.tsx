/** "This page": what is related to the open page, or why nothing is said. */
import type { Problem } from '../../core/problem';
import type { PageReport, Passage, RelatedEssay } from '../../core/related/answer';
import { inWords } from '../../ui/number-words';
import { RelatedCard } from '../../ui/related-card';
import { leftAloneSentence, sentenceFor } from '../../ui/sentence';
import { counted, say } from '../../ui/words';
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
  const rest = model.here.areAllMarked.value ? [] : related.more;
  const shown = model.here.areAllMarked.value ? [...related.passages, ...related.more] : related.passages;
  return (
    <>
      <h2 class="page-summary">{summaryOf(related.essays.length, marked)}</h2>
      {related.essays.map((essay) => (
        <Card key={essay.id} model={model} essay={essay} passages={shown.filter(({ essayId }) => essayId === essay.id)} />
      ))}
      {rest.length > 0 && (
        <button type="button" class="button-plain" onClick={() => void model.here.showMore()}>
          {counted('markMore', rest.length)}
        </button>
      )}
    </>
  );
}

type CardProps = { readonly model: PopupModel; readonly essay: RelatedEssay; readonly passages: readonly Passage[] };

function Card({ model, essay, passages }: CardProps) {
  const stored = shownOfRelated(essay);
  const shown = model.shown(essay.id, stored);
  return (
    <RelatedCard
      essay={{ ...essay, isRead: !shown.isUnread }}
      passages={passages}
      isSaved={shown.isSaved}
      now={model.now()}
      onOpen={(beside) => void model.open(essay.id, stored, beside)}
      onToggleSaved={() => void model.toggleSaved(essay.id, stored)}
    />
  );
}

/** "Two essays in your library are related to this page. Three passages are marked." */
function summaryOf(essays: number, marked: number): string {
  return say('bothSentences', {
    first: counted('relatedEssays', essays, { word: inWords(essays) }),
    second: counted('markedPassages', marked, { word: inWords(marked) }),
  });
}
