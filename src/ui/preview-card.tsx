/** One thing that could be followed, as a card: its newest titles, and the step that keeps it or takes it back. */
import { useId } from 'preact/hooks';
import type { Elsewhere, Preview } from '../core/follow/findings';
import { addressWords } from './address-words';
import { When } from './entry-row';
import type { Finding } from './finding';
import { siteOf } from './followed';
import { counted, say } from './words';

type PreviewProps = { readonly finding: Finding; readonly now: number; readonly preview: Preview; readonly isFirst: boolean };

export function PreviewCard({ finding, now, preview, isFirst }: PreviewProps) {
  const { source, count, newest, foundAt } = preview;
  const title = useId();
  return (
    <article class="preview" aria-labelledby={title}>
      <h3 id={title} dir="auto">
        {source.title}
      </h3>
      <p class="preview-about">
        <span>{say(source.kind === 'feed' ? 'feed' : 'listOfPosts')}</span>
        <span>{counted('posts', count)}</span>
        <span title={foundAt?.url ?? source.url}>
          <bdi>{addressWords(foundAt?.url ?? source.url)}</bdi>
        </span>
      </p>
      {newest.length > 0 ? (
        <ol class="preview-posts" aria-label={say('newestPosts')}>
          {newest.map((post) => (
            <li key={post.url}>
              <span dir="auto">{post.title}</span> <When at={post.publishedAt} now={now} />
            </li>
          ))}
        </ol>
      ) : (
        <p class="preview-empty">{say('noPostYet')}</p>
      )}
      <PreviewSteps finding={finding} preview={preview} isFirst={isFirst} />
    </article>
  );
}

function PreviewSteps({ finding, preview, isFirst }: Omit<PreviewProps, 'now'>) {
  const { source, isFollowed, foundAt } = preview;
  const how = finding.keeping.value.get(source.id);
  if (how === 'withheld') {
    return (
      <div class="preview-steps">
        <p role="status">{say('keptNotFetched', { site: siteOf({ siteUrl: source.url, url: source.url }) })}</p>
        <button type="button" class="button-plain" onClick={() => void finding.allow(preview)}>
          {say('allow')}
        </button>
        <Undo finding={finding} preview={preview} />
      </div>
    );
  }
  if (how === 'followed') {
    return (
      <div class="preview-steps">
        <p role="status">{say('followedInLatest')}</p>
        <Undo finding={finding} preview={preview} />
      </div>
    );
  }
  if (how === 'moved') {
    return (
      <div class="preview-steps">
        <p role="status">{say('followedHereNow')}</p>
      </div>
    );
  }
  if (isFollowed && how === undefined) {
    return (
      <div class="preview-steps">
        <p>{foundAt ? say('followedElsewhere', { address: addressWords(source.url) }) : say('followedAlready')}</p>
        {foundAt && (
          <button type="button" class="button-plain" onClick={() => void finding.moveHere(preview)}>
            {say('followHereInstead')}
          </button>
        )}
      </div>
    );
  }
  return (
    <div class="preview-steps">
      <button
        type="button"
        class={isFirst ? 'button' : 'button-plain'}
        aria-label={say('actOn', { act: say('follow'), title: source.title })}
        disabled={how === 'following'}
        onClick={() => void finding.follow(preview)}
      >
        {say('follow')}
      </button>
    </div>
  );
}

function Undo({ finding, preview }: { readonly finding: Finding; readonly preview: Preview }) {
  return (
    <button
      type="button"
      class="button-words"
      aria-label={say('actOn', { act: say('undo'), title: preview.source.title })}
      onClick={() => void finding.unfollow(preview)}
    >
      {say('undo')}
    </button>
  );
}

/** A feed that the page announces where Sidelight may not look yet. */
export function ElsewhereCard({ finding, elsewhere }: { readonly finding: Finding; readonly elsewhere: Elsewhere }) {
  const { url, title } = elsewhere;
  const heading = useId();
  return (
    <article class="preview" aria-labelledby={heading}>
      <h3 id={heading} dir="auto">
        {title ?? say('aFeed')}
      </h3>
      <p class="preview-about">
        <span>{say('feed')}</span>
        <span title={url}>
          <bdi>{addressWords(url)}</bdi>
        </span>
      </p>
      <div class="preview-steps">
        <button
          type="button"
          class="button-plain"
          aria-label={say('actOn', { act: say('allowAndShow'), title: title ?? addressWords(url) })}
          onClick={() => void finding.lookElsewhere(elsewhere)}
        >
          {say('allowAndShow')}
        </button>
      </div>
    </article>
  );
}
