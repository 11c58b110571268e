/** What was found to follow: each with its newest titles before anything is kept. Chooses what to show; finding.ts does everything. */
import type { Findings } from '../core/follow/findings';
import type { Finding } from './finding';
import { inWords } from './number-words';
import { originWords } from './origin-words';
import { ElsewhereCard, PreviewCard } from './preview-card';
import { sentenceFor } from './sentence';
import { sourceSentence } from './source-sentence';
import { counted, say } from './words';

type FindingProps = { readonly finding: Finding; readonly now: number };

/** `origins`: of the open page, where its usual places could still be tried. */
export function FindingView({ finding, now, origins = [] }: FindingProps & { readonly origins?: readonly string[] }) {
  const look = finding.look.value;
  return (
    <div class="finding" aria-busy={look.kind === 'looking'}>
      {look.kind === 'looking' && (
        <p class="waiting" role="status">
          {say('lookingForFeeds')}
        </p>
      )}
      {look.kind === 'failed' && <p role="alert">{sentenceFor(look.problem)}</p>}
      {look.kind === 'answered' && <Answer finding={finding} now={now} findings={look.findings} origins={origins} />}
      {finding.refused.value && <p role="alert">{say('refusedNothingChanged', { site: sitesIn(finding.refused.value) })}</p>}
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
          {findings.more !== undefined && <p class="finding-more-feeds">{counted('feedsMore', findings.more)}</p>}
          {isListing(findings) && finding.mayLookFurther.value && (
            <Permission words={say('usualPlaces')} step={say('lookForOne')} go={() => finding.allowAndLook(origins)} />
          )}
        </>
      );
    case 'needs-permission':
      return (
        <Permission
          words={say('needsPermissionToSee', { site: sitesIn(findings.origins) })}
          step={say('allowAndLook')}
          go={() => finding.allowAndLook(findings.origins)}
        />
      );
    case 'none':
      return <p class="finding-fact">{say('nothingToFollow', { why: sourceSentence(findings.problem) })}</p>;
  }
}

type Found = Extract<Findings, { kind: 'found' }>;

const isListing = ({ previews, elsewhere }: Found): boolean =>
  elsewhere.length === 0 && previews.length > 0 && previews.every(({ source }) => source.kind === 'listing');

/** Where the site itself could not be asked, all that is known is what the page says of itself. */
function factOf(found: Found, wasOnlyPage: boolean): string {
  const { previews, elsewhere } = found;
  if (isListing(found)) return say(wasOnlyPage ? 'pageHasNoFeed' : 'siteHasNoFeed');
  const all = previews.length + elsewhere.length;
  const feeds = counted('feedsFound', all, { word: inWords(all) });
  return elsewhere.length === 0 ? feeds : counted('feedsElsewhere', elsewhere.length, { found: feeds });
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
