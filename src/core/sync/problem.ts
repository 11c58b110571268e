/** What may come between one's machines and the server, told apart as far as a reader can do something about it. Plain data. */

export type SyncProblem =
  | { readonly kind: 'offline' }
  | { readonly kind: 'not-allowed' } // the browser has no leave for the address any more
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'refused' } // 401, 403: name or password
  | { readonly kind: 'not-found' } // 404: address, database or password: servers differ in what they say
  | { readonly kind: 'no-folder' } // 409 to a new folder: the one above it is not there
  | { readonly kind: 'changed' } // 412, 409: somebody else wrote in between
  | { readonly kind: 'locked' } // 423
  | { readonly kind: 'full' } // 507
  | { readonly kind: 'too-large' } // 413, for what was sent
  | { readonly kind: 'busy'; readonly until: number } // 429, 503: not before then, ms since 1970, UTC
  | { readonly kind: 'server'; readonly status: number } // any other answer that is no yes
  | { readonly kind: 'leads-away' } // a redirect: nothing is sent where it leads
  | { readonly kind: 'page-instead' } // a page for people: a network's sign-in, or the server's own
  | { readonly kind: 'lies' } // what it gives is not what was written, or not what it says
  | { readonly kind: 'too-much' } // more bytes than anything of ours has
  | { readonly kind: 'newer' } // written by a later version of Sidelight
  | { readonly kind: 'not-ours' } // something else lies there under our names
  | { readonly kind: 'phrase-needed' } // it is encrypted, or was again under another phrase
  | { readonly kind: 'phrase-wrong' }
  | { readonly kind: 'own-files-gone' } // what this machine wrote is there no longer: asked before it is written again
  | { readonly kind: 'asks'; readonly taken: number; readonly kept: number } // another machine takes so much away that its reader is asked first
  | { readonly kind: 'disk-full' } // here
  | { readonly kind: 'library' }; // it does not open

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: SyncProblem };

export const came = <T>(value: T): Answer<T> => ({ ok: true, value });
export const stopped = (problem: SyncProblem): { readonly ok: false; readonly problem: SyncProblem } => ({ ok: false, problem });

/** Whether it may be gone by itself, so that the next time tries again and nobody need be told yet. */
export function passes({ kind }: SyncProblem): boolean {
  return PASSING.has(kind);
}

const PASSING: ReadonlySet<SyncProblem['kind']> = new Set([
  'offline',
  'unreachable',
  'too-slow',
  'changed',
  'locked',
  'busy',
  'page-instead',
  'server',
]);

/** Whether a reader should hear of it: what passes by itself is told once it has not for a while. */
export function isTrouble(ran: readonly { readonly problem?: SyncProblem }[]): SyncProblem | undefined {
  const [last] = ran;
  if (last?.problem === undefined) return undefined;
  const areMany = ran.length >= 3 && ran.slice(0, 3).every(({ problem }) => problem !== undefined);
  return !passes(last.problem) || areMany ? last.problem : undefined;
}
