/** What was found to follow: each with its newest titles before anything is kept. Chooses what to show; finding.ts does everything. */
import { useId } from 'preact/hooks';
import type { Elsewhere, Findings, Preview } from '../core/follow/findings';
import { counted, countedInWords } from './counted';
import { When } from './entry-row';
import type { Finding } from './finding';
import { siteOf } from './followed';
import { originWords } from './origin-words';
import { sentenceFor } from './sentence';
import { sourceSentence } from './source-sentence';

type FindingProps = { readonly finding: Finding; readonly now: number };

/** `origins`: of the open page, where its usual places could still be tried. */
export function FindingView({ finding, now, origins = [] }: FindingProps & { readonly origins?: readonly string[] }) {
  const look = finding.look.value;
  return (
    <div class="finding" aria-busy={look.kind === 'looking'}>
      {look.kind === 'looking' && (
        <p class="waiting" role="status">
          Looking for what can be followed.
        </p>
      )}
      {look.kind === 'failed' && <p role="alert">{sentenceFor(look.problem)}</p>}
      {look.kind === 'answered' && <Answer finding={finding} now={now} findings={look.findings} origins={origins} />}
      {finding.refused.value && <p role="alert">The browser gave no access to {sitesIn(finding.refused.value)}. Nothing was changed.</p>}
      {finding.trouble.value && <p role="alert">{sentenceFor(finding.trouble.value)}</p>}
    </div>
  );
}

type AnswerProps = FindingProps & { readonly findings: Findings; readonly origins: readonly string[] };

function Answer({ finding, now, findings, origins }: AnswerProps) {
  switch (findings.kind) {
    case 'found':
      return (
        <>
          <p class="finding-fact">{factOf(findings, finding.mayLookFurther.value)}</p>
          {findings.previews.map((preview, index) => (
            <PreviewCard key={preview.source.id} finding={finding} now={now} preview={preview} isFirst={index === 0} />
          ))}
          {findings.elsewhere.map((each) => (
            <ElsewhereCard key={each.url} finding={finding} elsewhere={each} />
          ))}
          {isListing(findings) && finding.mayLookFurther.value && (
            <Permission
              words="A feed that the page does not announce may stand in one of the usual places."
              step="Look for one"
              go={() => finding.allowAndLook(origins)}
            />
          )}
        </>
      );
    case 'needs-permission':
      return (
        <Permission
          words={`To see what is there, Sidelight needs the browser’s permission for ${sitesIn(findings.origins)}.`}
          step="Allow and look"
          go={() => finding.allowAndLook(findings.origins)}
        />
      );
    case 'none':
      return <p class="finding-fact">Nothing to follow was found. {sourceSentence(findings.problem)}</p>;
  }
}

type Found = Extract<Findings, { kind: 'found' }>;

const isListing = ({ previews, elsewhere }: Found): boolean =>
  elsewhere.length === 0 && previews.length > 0 && previews.every(({ source }) => source.kind === 'listing');

/** Where the site itself could not be asked, all that is known is what the page says of itself. */
function factOf(found: Found, wasOnlyPage: boolean): string {
  const { previews, elsewhere } = found;
  if (isListing(found)) return `This ${wasOnlyPage ? 'page announces' : 'site has'} no feed. Sidelight can follow its list of posts.`;
  const all = previews.length + elsewhere.length;
  const feeds = `${countedInWords(all, 'feed')} ${all === 1 ? 'was' : 'were'} found.`;
  return elsewhere.length === 0
    ? feeds
    : `${feeds} To show what is in ${elsewhere.length === 1 ? 'it' : 'one'}, Sidelight needs your permission.`;
}

type PreviewProps = FindingProps & { readonly preview: Preview; readonly isFirst: boolean };

function PreviewCard({ finding, now, preview, isFirst }: PreviewProps) {
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

function ElsewhereCard({ finding, elsewhere }: { readonly finding: Finding; readonly elsewhere: Elsewhere }) {
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

type PermissionProps = { readonly words: string; readonly step: string; readonly go: () => Promise<void> };

/** The click calls `go` at once: a browser asks its question only while the click is fresh. */
function Permission({ words, step, go }: PermissionProps) {
  return (
    <div class="finding-more">
      <p>{words}</p>
      <button type="button" class="button-plain" onClick={() => void go()}>
        {step}
      </button>
    </div>
  );
}

function sitesIn(origins: readonly string[]): string {
  return originWords(origins.find((origin) => !origin.includes('//www.')) ?? origins[0] ?? '');
}

/** "example.org/feed.xml": an address without what every address has. */
function addressWords(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}
