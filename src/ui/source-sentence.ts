/** Says why a source could not be brought up to date, or what was wrong with it. Beside sentence.ts, the only place with such words. */
import type { FeedFault, FeedProblem } from '../core/feed/problem';
import type { SourceProblem } from '../core/follow/problem';
import { originWords } from './origin-words';
import { counted, type Phrase, say } from './words';

const MEGABYTE = 1_000_000;

/** One or two sentences: what happened, and where there is something to do, what. What comes next is said by health-words.ts. */
export function sourceSentence(problem: SourceProblem | { readonly kind: 'no-address' }): string {
  switch (problem.kind) {
    case 'no-address':
      return say('sourceNoAddress');
    case 'unreachable':
      return say('sourceUnreachable');
    case 'too-slow':
      return say('sourceTooSlow', { time: counted('seconds', Math.round(problem.limitMs / 1000)) });
    case 'too-large':
      return say('sourceTooLarge', { size: megabytes(problem.limitBytes) });
    case 'leads-away':
      return say('sourceLeadsAway');
    case 'private-address':
      return say('sourcePrivate', { host: problem.host });
    case 'password-in-address':
      return say('sourcePassword');
    case 'needs-permission':
      return say('sourceNeedsPermission', { site: originWords(problem.origin) });
    case 'needs-login':
      return say(FORBIDDEN[problem.status]);
    case 'missing':
      return say('sourceMissing');
    case 'gone':
      return say('sourceGone');
    case 'garbled':
      return say('sourceGarbled');
    case 'busy':
      return say('sourceBusy');
    case 'server-error':
      return say('sourceServerError', { status: String(problem.status) });
    case 'odd-answer':
      return say('sourceOddAnswer', { status: String(problem.status) });
    case 'unreadable':
      return feedSentence(problem.problem);
    case 'unfinished':
      return say('sourceUnfinished');
    case 'broken':
      return say('sourceBroken');
  }
}

/** Only 401 and 407 ask for a name and a password. */
const FORBIDDEN: Readonly<Record<Extract<SourceProblem, { kind: 'needs-login' }>['status'], Phrase>> = {
  401: 'sourceNeedsLogin',
  402: 'sourceNeedsPayment',
  403: 'sourceRefused',
  407: 'sourceNeedsLogin',
};

export function feedSentence(problem: FeedProblem): string {
  switch (problem.kind) {
    case 'empty':
      return say('feedEmpty');
    case 'too-large':
      return say('feedTooLarge', { size: megabytes(problem.bytes), limit: megabytes(problem.limit) });
    case 'undecodable':
      return say('feedUndecodable');
    case 'web-page':
      return say(WEB_PAGES[problem.looksLike]);
    case 'not-a-feed':
      return say('feedIsNone');
    case 'malformed':
      return say('feedMalformed');
    case 'too-slow':
      return say('feedTooSlow', { time: counted('seconds', Math.max(1, Math.round(problem.budgetMs / 1000))) });
    case 'no-list':
      return say(problem.needsScripts ? 'feedListByScripts' : 'feedNoList');
  }
}

const WEB_PAGES: Readonly<Record<Extract<FeedProblem, { kind: 'web-page' }>['looksLike'], Phrase>> = {
  page: 'feedIsPage',
  login: 'feedIsLogin',
  challenge: 'feedIsChallenge',
};

/** What did not stop the feed from being read. */
export function faultSentence(fault: FeedFault): string {
  switch (fault.kind) {
    case 'cut-off':
      return say('faultCutOff');
    case 'capped':
      return counted('faultCapped', fault.kept);
    case 'items-unreadable':
      return counted('faultItems', fault.count);
  }
}

function megabytes(bytes: number): string {
  return say('megabytes', { size: Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10) });
}
