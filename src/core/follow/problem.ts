/** Why a source could not be brought up to date, as data. Says nothing to a person; ui/sentence.ts has the words. */
import type { FeedProblem } from '../feed/problem';

export type SourceProblem =
  | { readonly kind: 'unreachable' } // no answer at all: no such name, refused, broken TLS, or the line went dead
  | { readonly kind: 'garbled' } // it answered, and nothing of what it sent could be unpacked
  | { readonly kind: 'too-slow'; readonly limitMs: number }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'leads-away' } // redirected in a loop, to no web address, or to a site without permission: browsers do not say which
  | { readonly kind: 'private-address'; readonly host: string } // a machine at home or at work that the reader did not type
  | { readonly kind: 'password-in-address' }
  | { readonly kind: 'needs-permission'; readonly origin: string } // a match pattern
  | { readonly kind: 'needs-login'; readonly status: 401 | 402 | 403 | 407 }
  | { readonly kind: 'missing' } // 404
  | { readonly kind: 'gone' } // 410: the site says that it will not come back
  | { readonly kind: 'busy'; readonly status: number } // 429, or 503 with a time to come back
  | { readonly kind: 'server-error'; readonly status: number }
  | { readonly kind: 'odd-answer'; readonly status: number }
  | { readonly kind: 'unreadable'; readonly problem: FeedProblem } // an answer came, and it is no feed or list
  | { readonly kind: 'unfinished' } // reading it ended the background several times
  | { readonly kind: 'broken'; readonly detail: string }; // a mistake of ours met what it said
