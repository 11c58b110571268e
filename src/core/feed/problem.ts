/** What can be wrong with a feed or a listing, as data. Says nothing to a person; ui/sentence.ts has the words. */

export type FeedProblem =
  | { readonly kind: 'empty' } // no bytes, or white space only
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'undecodable'; readonly encoding: string } // the bytes are in no encoding we have, or are no text
  | { readonly kind: 'web-page'; readonly looksLike: 'page' | 'login' | 'challenge' } // HTML stands where a feed should
  | { readonly kind: 'not-a-feed' }
  | { readonly kind: 'malformed'; readonly detail: string } // begins as a feed, and nothing of it can be read
  | { readonly kind: 'too-slow'; readonly budgetMs: number }
  | { readonly kind: 'no-list'; readonly needsScripts: boolean }; // an HTML page on which no list of posts is found

/** What a parsed feed had wrong with it that did not stop it. */
export type FeedFault =
  | { readonly kind: 'cut-off' } // the file ends before the feed does; every whole item was kept
  | { readonly kind: 'capped'; readonly kept: number } // more items than one poll takes
  | { readonly kind: 'items-unreadable'; readonly count: number };

export type FeedResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: FeedProblem };

export function parsed<T>(value: T): FeedResult<T> {
  return { ok: true, value };
}

export function refused(problem: FeedProblem): { readonly ok: false; readonly problem: FeedProblem } {
  return { ok: false, problem };
}
