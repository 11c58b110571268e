/** Says why a source could not be brought up to date, or what was wrong with it. Beside sentence.ts, the only place with such words. */
import type { FeedFault, FeedProblem } from '../core/feed/problem';
import type { SourceProblem } from '../core/follow/problem';
import { counted } from './counted';
import { originWords } from './origin-words';

const MEGABYTE = 1_000_000;

/** One or two sentences: what happened, and where there is something to do, what. What comes next is said by health-words.ts. */
export function sourceSentence(problem: SourceProblem | { readonly kind: 'no-address' }): string {
  switch (problem.kind) {
    case 'no-address':
      return 'This is no web address. It reads like example.org or https://example.org/feed.';
    case 'unreachable':
      return 'The site did not answer.';
    case 'too-slow':
      return `The site had not answered after ${counted(Math.round(problem.limitMs / 1000), 'second')}.`;
    case 'too-large':
      return `The answer is larger than ${megabytes(problem.limitBytes)}, so it was not read.`;
    case 'leads-away':
      return 'The address leads in a circle, or on to a site that Sidelight may not read.';
    case 'private-address':
      return `The address leads to ${problem.host}, a machine of a private network. Such an address is followed only where a person typed it.`;
    case 'password-in-address':
      return 'The address holds a password, so it was not asked. Follow the address without the password.';
    case 'needs-permission':
      return `The browser does not let Sidelight read ${originWords(problem.origin)}.`;
    case 'needs-login':
      return problem.status === 402 ? 'The site asks for a payment.' : 'The site asks for a login.';
    case 'missing':
      return 'The site has nothing at this address.';
    case 'gone':
      return 'The site says that this address is gone for good.';
    case 'busy':
      return 'The site has too much to do and asks to be left alone for a while.';
    case 'server-error':
      return `The site has trouble of its own (${problem.status}).`;
    case 'odd-answer':
      return `The site gave an answer that brings no posts (${problem.status}).`;
    case 'unreadable':
      return feedSentence(problem.problem);
    case 'unfinished':
      return 'Reading the answer was cut short three times, so it was put aside.';
    case 'broken':
      return 'Sidelight stumbled over what this source says. Nothing of it was lost.';
  }
}

export function feedSentence(problem: FeedProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'The answer is empty.';
    case 'too-large':
      return `The feed has ${megabytes(problem.bytes)}, and no more than ${megabytes(problem.limit)} are read.`;
    case 'undecodable':
      return 'The answer is no text, or in a script that cannot be decoded.';
    case 'web-page':
      return WEB_PAGES[problem.looksLike];
    case 'not-a-feed':
      return 'What stands at this address is no feed.';
    case 'malformed':
      return 'The feed is so damaged that nothing of it could be read.';
    case 'too-slow':
      return `Reading the feed took longer than ${counted(Math.max(1, Math.round(problem.budgetMs / 1000)), 'second')}, so it was given up.`;
    case 'no-list':
      return problem.needsScripts
        ? 'The page builds its list of posts with scripts, and Sidelight runs none.'
        : 'No list of posts was found on the page.';
  }
}

const WEB_PAGES: Readonly<Record<Extract<FeedProblem, { kind: 'web-page' }>['looksLike'], string>> = {
  page: 'A web page stands where the feed should be.',
  login: 'A page that asks for a login stands where the feed should be.',
  challenge: 'The site wants proof that a person is asking, and gives no feed without it.',
};

/** What did not stop the feed from being read. */
export function faultSentence(fault: FeedFault): string {
  switch (fault.kind) {
    case 'cut-off':
      return 'The feed breaks off; every post before that was read.';
    case 'capped':
      return `The feed is very long; its newest ${counted(fault.kept, 'post')} were read.`;
    case 'items-unreadable':
      return `${counted(fault.count, 'post')} of it could not be read.`;
  }
}

function megabytes(bytes: number): string {
  return `${Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10)} MB`;
}
