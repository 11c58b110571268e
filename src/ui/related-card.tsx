/** One essay that is related to a page: why, and the sentences that face each other, here and there. Finds nothing itself. */
import { excerptSpan } from '../core/highlight/excerpt';
import type { Span } from '../core/page';
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
  readonly language?: string | undefined; // of the page
  readonly isSaved: boolean;
  readonly present?: Passage | undefined; // the one that the page shows
  readonly now: number;
  readonly onGo?: (passage: Passage) => void; // to its place on the page
  readonly onRefuse?: () => void;
  readonly onOpen: (beside: boolean) => void;
  readonly onToggleSaved: () => void;
};

export function RelatedCard({ essay, passages, language, isSaved, present, now, onGo, onRefuse, onOpen, onToggleSaved }: RelatedCardProps) {
  const words = say(isSaved ? 'unsave' : 'save');
  return (
    <article class="card">
      <header class="card-head">
        <h3 lang={essay.language}>
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
        <Pair
          key={passage.span[0]}
          passage={passage}
          hereIn={language}
          thereIn={essay.language}
          isPresent={passage === present}
          onGo={onGo && (() => onGo(passage))}
        />
      ))}
      {onRefuse && (
        <button
          type="button"
          class="button-plain card-no"
          aria-label={say('actOn', { act: say('notRelated'), title: essay.title })}
          onClick={onRefuse}
        >
          {say('notRelated')}
        </button>
      )}
    </article>
  );
}

function SharedWords({ essay }: { readonly essay: RelatedEssay }) {
  const { reasons } = essay;
  if (reasons.length === 0) return null; // null: what preact calls nothing
  return <span>{inPieces('sharesWords', { words: <i>{reasons.join(', ')}</i> })}</span>;
}

type PairProps = {
  readonly passage: Passage;
  readonly hereIn?: string | undefined; // BCP 47
  readonly thereIn?: string | undefined; // likewise
  readonly onGo?: (() => void) | undefined; // to the page's sentence
  readonly isPresent?: boolean;
  readonly maxChars?: number; // of each sentence; a longer one is cut around its shared words
};

/** The page's sentence is known where the page has sent it; the essay's own always is. */
export function Pair({ passage, hereIn, thereIn, onGo, isPresent = false, maxChars = Number.POSITIVE_INFINITY }: PairProps) {
  const { here, hereLit, span, there, thereLit } = passage;
  return (
    <dl class={isPresent ? 'pair is-present' : 'pair'} {...(isPresent && { 'aria-current': 'true' as const })}>
      {here !== undefined && (
        <div>
          <dt>{say('here')}</dt>
          <dd dir="auto" lang={hereIn}>
            {onGo === undefined ? (
              <Quote text={here} lit={hereLit} from={span[0]} maxChars={maxChars} />
            ) : (
              <button type="button" class="pair-go" title={say('showOnPage')} onClick={onGo}>
                <Quote text={here} lit={hereLit} from={span[0]} maxChars={maxChars} />
              </button>
            )}
          </dd>
        </div>
      )}
      <div class="pair-there">
        <dt>{say('there')}</dt>
        <dd dir="auto" lang={thereIn}>
          <Quote text={there} lit={thereLit} from={0} maxChars={maxChars} />
        </dd>
      </div>
    </dl>
  );
}

type QuoteProps = { readonly text: string; readonly lit: readonly Span[]; readonly from: number; readonly maxChars: number };

function Quote({ text, lit, from, maxChars }: QuoteProps) {
  const inText = lit.map(([start, end]): Span => [start - from, end - from]);
  const [start, end] = excerptSpan(text, [0, text.length], inText, maxChars);
  return (
    <>
      {start > 0 && '…'}
      <LitText text={text.slice(start, end)} lit={inText} from={start} />
      {end < text.length && '…'}
    </>
  );
}
