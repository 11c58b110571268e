/** "Also in your library": other essays with pairs of sentences that face each other. This side leads to its place above, that side to its place there. */

import { When } from '../../ui/entry-row';
import { EssayLink } from '../../ui/essay-link';
import { LitText } from '../../ui/lit-text';
import { counted, inPieces, say } from '../../ui/words';
import { Facts } from './facts';
import type { ReaderModel } from './model';
import { paint } from './painted';
import { goTo } from './place';
import type { Also as Found, Pair } from './related';

export function Also({ model }: { readonly model: ReaderModel }) {
  const found = model.related.found.value;
  if (found.length === 0 || !model.shown.value) return null; // null: what preact calls nothing
  return (
    <section class="also" aria-labelledby="also">
      <h2 id="also">{counted('alsoInLibrary', found.length)}</h2>
      {found.map((each) => (
        <Item key={each.essay.id} model={model} also={each} />
      ))}
    </section>
  );
}

function Item({ model, also: { essay, pairs } }: { readonly model: ReaderModel; readonly also: Found }) {
  const open = (beside: boolean, at?: string): void => void model.openRelated(essay.id, beside, at);
  return (
    <article class="also-item">
      <h3>
        <EssayLink class="also-title" url={essay.url} title={essay.title} onOpen={open} />
      </h3>
      <Facts>
        {essay.sourceTitle || essay.author}
        {essay.publishedAt !== undefined && <When at={essay.publishedAt} now={model.now()} />}
        {essay.isSaved && <span class="also-saved">{say(essay.isRead ? 'saved' : 'savedUnread')}</span>}
        {essay.reasons.length > 0 && <span>{inPieces('sharesWords', { words: <i>{essay.reasons.join(', ')}</i> })}</span>}
      </Facts>
      {pairs.map((pair) => (
        <Two key={pair.span[0]} pair={pair} onHere={() => goToPair(model, pair)} onThere={() => open(false, pair.there)} />
      ))}
    </article>
  );
}

function goToPair({ shown }: ReaderModel, { span }: Pair): void {
  const range = shown.peek()?.text.rangeOf(span);
  if (range === undefined) return;
  paint('here', [range]);
  goTo(range, 'middle');
}

type TwoProps = { readonly pair: Pair; readonly onHere: () => void; readonly onThere: () => void };

function Two({ pair: { here, hereLit, span, there, thereLit }, onHere, onThere }: TwoProps) {
  return (
    <div class="two">
      <button type="button" class="side" onClick={onHere}>
        <small>{say('here')}</small>
        <span dir="auto">
          <LitText text={here} lit={hereLit} from={span[0]} />
        </span>
      </button>
      <button type="button" class="side side-there" onClick={onThere}>
        <small>{say('there')}</small>
        <span dir="auto">
          <LitText text={there} lit={thereLit} />
        </span>
      </button>
    </div>
  );
}
