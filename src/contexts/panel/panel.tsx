/** The panel's view: about the selection, about the page, and where its links lead. Chooses what to show. */
import type { PageReport, Related, RelatedEssay } from '../../core/related/answer';
import type { KnownLink, Refusal } from '../../messages/contract';
import { EssayLink } from '../../ui/essay-link';
import { ItselfLine, Matches, summaryOf } from '../../ui/matches';
import { leftAloneSentence, sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';
import type { PanelModel } from './model';

export function Panel({ model }: { readonly model: PanelModel }) {
  const { page, report, problem, isAsking, selection, said } = model;
  return (
    <main aria-busy={isAsking.value || report.value === undefined}>
      {page.value?.title !== undefined && <h1 dir="auto">{page.value.title}</h1>}
      {selection.value !== undefined && <Selection model={model} related={selection.value} />}
      {problem.value !== undefined && <p role="alert">{sentenceFor(problem.value)}</p>}
      {report.value !== undefined && <Report model={model} report={report.value} />}
      <p class="said" role="status">
        {isAsking.value ? say('readingPage') : said.value}
      </p>
      {model.links.value.length > 0 && <Links model={model} />}
    </main>
  );
}

function Report({ model, report }: { readonly model: PanelModel; readonly report: PageReport }) {
  switch (report.state) {
    case 'related':
      return (
        <section aria-labelledby="about-page">
          <ItselfLine itself={report.related.itself} />
          <h2 id="about-page">{summaryOf(report.related.essays.length, report.marked)}</h2>
          <Matches
            related={report.related}
            areAllMarked={model.areAllMarked.value}
            now={model.now()}
            shownOf={model.shownOf}
            present={model.present.value}
            onMore={(areMore) => void model.showMore(areMore)}
            onGo={(passage) => void model.goTo(passage)}
            onRefuse={(essay) => void model.refuse(essay.id, 'refuse')}
            answerTo={(essay) => answerTo(model, essay)}
            onOpen={(essay, beside, passage) => void model.open(essay.id, beside, passage)}
            onToggleSaved={(essay) => void model.toggleSaved(essay)}
          />
        </section>
      );
    case 'silent':
      return (
        <div class="panel-silence">
          <ItselfLine itself={report.itself} />
          <p class="empty-fact">{say('nothingRelated')}</p>
        </div>
      );
    case 'left-alone':
      return (
        <div class="panel-silence">
          <p class="empty-fact">{leftAloneSentence(report.why)}</p>
        </div>
      );
    case 'not-asked':
      return (
        <div class="panel-silence">
          <button type="button" class="button" onClick={() => void model.ask()}>
            {say('relateThisPage')}
          </button>
        </div>
      );
  }
}

/** In the place of an essay that is not wanted: what was done, what more can be, and the way back. */
function answerTo(model: PanelModel, { id, sourceTitle }: RelatedEssay) {
  const refusal = model.refused.value.get(id);
  if (refusal === undefined) return undefined;
  const act = (words: string, act: Refusal) => (
    <button type="button" class="button-plain" onClick={() => void model.refuse(id, act)}>
      {words}
    </button>
  );
  const words = { refuse: say('refusedHere'), silence: say('silencedNow'), less: say('lessNow', { source: sourceTitle }) }[refusal];
  return (
    <div class="card card-answer" role="status">
      <p>{words}</p>
      <div class="card-answer-acts">
        {act(say('undo'), UNDO[refusal])}
        {refusal === 'refuse' && act(say('neverThis'), 'silence')}
        {refusal === 'refuse' && sourceTitle !== '' && act(say('lessFromSource', { source: sourceTitle }), 'less')}
      </div>
    </div>
  );
}

const UNDO = { refuse: 'unrefuse', silence: 'unsilence', less: 'unless' } as const;

function Selection({ model, related }: { readonly model: PanelModel; readonly related: Related }) {
  return (
    <section class="selection" aria-labelledby="about-selection">
      <h2 id="about-selection">{say('aboutSelection')}</h2>
      {related.essays.length === 0 ? (
        <p>{say('nothingToSelection')}</p>
      ) : (
        <Matches
          related={{ ...related, more: [] }}
          areAllMarked={false}
          now={model.now()}
          shownOf={model.shownOf}
          onMore={() => {}}
          onOpen={(essay, beside, passage) => void model.open(essay.id, beside, passage)}
          onToggleSaved={(essay) => void model.toggleSaved(essay)}
        />
      )}
    </section>
  );
}

function Links({ model }: { readonly model: PanelModel }) {
  return (
    <section aria-labelledby="links-here">
      <h2 id="links-here">{say('linksHere')}</h2>
      <ul class="links">
        {model.links.value.map((link) => (
          <li key={link.id}>
            <Tick isRead={link.isRead} />
            <div>
              <EssayLink class="link-title" url={link.url} title={link.title} onOpen={(beside) => void model.open(link.id, beside)} />
              <div class="link-state">{stateOf(link)}</div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Filled if read, hollow if not; said in words beside it. */
function Tick({ isRead }: { readonly isRead: boolean }) {
  return (
    <svg class={isRead ? 'tick is-read' : 'tick'} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M1 6.4 4.4 10 11 2.4 4.6 7.2Z" />
    </svg>
  );
}

function stateOf({ isSaved, isRead }: KnownLink): string {
  if (isSaved) return say(isRead ? 'cardSavedRead' : 'cardSavedUnread');
  return say(isRead ? 'linkRead' : 'linkFollowed');
}
