/** What in the library relates to words that were chosen on a page: said in a window of ours, for a page could read along. */
import type { EssayId } from '../../core/essay';
import type { Problem } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import { EssayLink } from '../../ui/essay-link';
import { LitText } from '../../ui/lit-text';
import { sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';

export type AboutNeeds = {
  readonly words: string;
  readonly found: 'asking' | Problem | Related;
  readonly search: string; // the address of the library page, looking for the words
  readonly open: (id: EssayId, beside: boolean, at?: string) => void;
};

export function About({ words, found, search, open }: AboutNeeds) {
  return (
    <div class="about">
      <blockquote dir="auto">{words}</blockquote>
      <h1>{say('relatedToThis')}</h1>
      <div role="status">{found !== 'asking' && <Answer found={found} search={search} open={open} />}</div>
    </div>
  );
}

type Found = Omit<AboutNeeds, 'words' | 'found'> & { readonly found: Problem | Related };

function Answer({ found, search, open }: Found) {
  if ('kind' in found) return <p>{sentenceFor(found)}</p>;
  if (found.essays.length === 0)
    return (
      <>
        <p>{say('nothingRelatedToThis')}</p>
        <p>
          <a href={search} target="_blank" rel="noreferrer">
            {say('searchTheseWords')}
          </a>
        </p>
      </>
    );
  return (
    <ul>
      {found.essays.map(({ id, url, title, sourceTitle }) => {
        const passage = [...found.passages, ...found.more].find(({ essayId }) => essayId === id);
        return (
          <li key={id}>
            <EssayLink class="about-title" url={url} title={title} onOpen={(beside) => open(id, beside, passage?.there)} />
            <p class="about-source">{sourceTitle}</p>
            {passage && (
              <p class="about-there" dir="auto">
                <LitText text={passage.there} lit={passage.thereLit} />
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
