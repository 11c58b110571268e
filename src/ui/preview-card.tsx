/** One thing that could be followed, as a card: its newest titles, and the step that keeps it or takes it back. */
import { useId } from 'preact/hooks';
import type { Elsewhere, Preview } from '../core/follow/findings';
import { counted } from './counted';
import { When } from './entry-row';
import type { Finding } from './finding';
import { siteOf } from './followed';

type PreviewProps = { readonly finding: Finding; readonly now: number; readonly preview: Preview; readonly isFirst: boolean };

export function PreviewCard({ finding, now, preview, isFirst }: PreviewProps) {
  const { source, count, newest } = preview;
  const title = useId();
  return (
    <article class="preview" aria-labelledby={title}>
      <h3 id={title} dir="auto">
        {source.title}
      </h3>
      <p class="preview-about">
        <span>{source.kind === 'feed' ? 'Feed' : 'List of posts'}</span>
        <span>{counted(count, 'post')}</span>
        <bdi title={source.url}>{addressWords(source.url)}</bdi>
      </p>
      {newest.length > 0 ? (
        <ol class="preview-posts" aria-label="Newest posts">
          {newest.map((post) => (
            <li key={post.url}>
              <span dir="auto">{post.title}</span> <When at={post.publishedAt} now={now} />
            </li>
          ))}
        </ol>
      ) : (
        <p class="preview-empty">It holds no post yet.</p>
      )}
      <PreviewSteps finding={finding} preview={preview} isFirst={isFirst} />
    </article>
  );
}

function PreviewSteps({ finding, preview, isFirst }: Omit<PreviewProps, 'now'>) {
  const { source, isFollowed } = preview;
  const how = finding.keeping.value.get(source.id);
  if (how === 'withheld') {
    return (
      <div class="preview-steps">
        <p role="status">
          Kept, but not fetched: the browser gave no access to {siteOf({ siteUrl: source.url, url: source.url })}. You can allow it at any
          time.
        </p>
        <button type="button" class="button-plain" onClick={() => void finding.allow(preview)}>
          Allow
        </button>
        <Undo finding={finding} preview={preview} />
      </div>
    );
  }
  if (how === 'followed') {
    return (
      <div class="preview-steps">
        <p role="status">Followed. Its posts stand in Latest.</p>
        <Undo finding={finding} preview={preview} />
      </div>
    );
  }
  if (isFollowed && how === undefined) {
    return (
      <div class="preview-steps">
        <p>You follow this already.</p>
      </div>
    );
  }
  return (
    <div class="preview-steps">
      <button
        type="button"
        class={isFirst ? 'button' : 'button-plain'}
        aria-label={`Follow: ${source.title}`}
        disabled={how === 'following'}
        onClick={() => void finding.follow(preview)}
      >
        Follow
      </button>
    </div>
  );
}

function Undo({ finding, preview }: { readonly finding: Finding; readonly preview: Preview }) {
  return (
    <button type="button" class="button-words" aria-label={`Undo: ${preview.source.title}`} onClick={() => void finding.unfollow(preview)}>
      Undo
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
        {title ?? 'A feed'}
      </h3>
      <p class="preview-about">
        <span>Feed</span>
        <bdi title={url}>{addressWords(url)}</bdi>
      </p>
      <div class="preview-steps">
        <button
          type="button"
          class="button-plain"
          aria-label={`Allow and show: ${title ?? addressWords(url)}`}
          onClick={() => void finding.lookElsewhere(elsewhere)}
        >
          Allow and show
        </button>
      </div>
    </article>
  );
}

/** "example.org/feed.xml": an address without what every address has. */
function addressWords(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}
