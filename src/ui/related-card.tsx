/** One essay that is related to a page: why, and the sentences that face each other, here and there. Finds nothing itself. */
import type { Passage, RelatedEssay } from '../core/related/answer';
import { bylineOf } from './byline';
import { When } from './entry-row';
import { EssayLink } from './essay-link';
import { SaveIcon } from './icons';
import { LitText } from './lit-text';
import { inPieces, say } from './words';

type RelatedCardProps = {
  readonly essay: RelatedEssay;
  readonly passages: readonly Passage[]; // this essay's, in page order
  readonly isSaved: boolean;
  readonly now: number;
  readonly onOpen: (beside: boolean) => void;
  readonly onToggleSaved: () => void;
};

export function RelatedCard({ essay, passages, isSaved, now, onOpen, onToggleSaved }: RelatedCardProps) {
  const words = say(isSaved ? 'unsave' : 'save');
  return (
    <article class="card">
      <header class="card-head">
        <h3>
          <EssayLink class="card-title" url={essay.url} title={essay.title} onOpen={onOpen} />
        </h3>
        <button
          type="button"
          class="button-icon"
          title={words}
          aria-label={say('actOn', { act: words, title: essay.title })}
          onClick={onToggleSaved}
        >
          <SaveIcon isFilled={isSaved} />
        </button>
      </header>
      <p class="card-about">
        <bdi>{essay.author ?? (essay.sourceTitle || bylineOf(essay))}</bdi>
        <When at={essay.publishedAt} now={now} />
        {isSaved && <span class="card-saved">{say(essay.isRead ? 'saved' : 'savedUnread')}</span>}
        <SharedWords essay={essay} />
      </p>
      {passages.map((passage) => (
        <Pair key={passage.span[0]} passage={passage} />
      ))}
    </article>
  );
}

function SharedWords({ essay }: { readonly essay: RelatedEssay }) {
  const { reasons } = essay;
  if (reasons.length === 0) return null; // null: what preact calls nothing
  return <span>{inPieces('sharesWords', { words: <i>{reasons.join(', ')}</i> })}</span>;
}

/** The page's sentence is known where the page has sent it; the essay's own always is. */
function Pair({ passage: { here, hereLit, span, there, thereLit } }: { readonly passage: Passage }) {
  return (
    <dl class="pair">
      {here !== undefined && (
        <div>
          <dt>{say('here')}</dt>
          <dd dir="auto">
            <LitText text={here} lit={hereLit} from={span[0]} />
          </dd>
        </div>
      )}
      <div class="pair-there">
        <dt>{say('there')}</dt>
        <dd dir="auto">
          <LitText text={there} lit={thereLit} />
        </dd>
      </div>
    </dl>
  );
}
