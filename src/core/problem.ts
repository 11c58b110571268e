/** Everything that can go wrong and that a person should hear of. Plain data: it survives messages and storage. */

export type Problem =
  | { readonly kind: 'bundle-damaged'; readonly kept: number; readonly skipped: number } // the bundled index, whole (kept 0) or in part
  | { readonly kind: 'rows-unreadable'; readonly count: number } // rows of the store that do not read as what they should be
  | { readonly kind: 'library-unopened'; readonly detail: string } // three tries failed
  | { readonly kind: 'library-blocked' } // another window holds it open in its earlier form, and does not make way
  | { readonly kind: 'library-newer' } // written by a later version of Sidelight
  | { readonly kind: 'library-lost'; readonly saved: number; readonly refollowed: number; readonly lastSeenAt: number } // the sentinel remembers what the database no longer has; refollowed: sources that are fetched again
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'copy-full'; readonly title: string } // the page is saved, and there was no room for its copy
  | { readonly kind: 'nearly-full'; readonly left: number } // bytes that the browser still gives
  | { readonly kind: 'backup-unmade'; readonly why: 'disk-full' | 'not-allowed' | 'other' } // the one that was due by itself
  | { readonly kind: 'restore-stopped' } // what it was restored from is gone, or no longer reads
  | { readonly kind: 'import-stopped' } // likewise, of an import
  | { readonly kind: 'pictures-full'; readonly title: string } // the copy has its text, and there was no room for its pictures
  | { readonly kind: 'index-full' } // no room for the index: everything is kept, and found again once there is
  | { readonly kind: 'essay-unknown' }
  | { readonly kind: 'followed-already'; readonly title: string } // at that address, as another source
  | { readonly kind: 'permission-refused'; readonly origin: string }
  | { readonly kind: 'page-gone' } // the tab was closed or left while it was read
  | { readonly kind: 'page-busy' } // the tab is there and does not answer
  | { readonly kind: 'worker-silent' } // the background did not answer, twice
  | { readonly kind: 'bug'; readonly detail: string };

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failed(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

/** A mistake of ours, caught once per context. */
export function bug(error: unknown): { readonly ok: false; readonly problem: Problem } {
  return failed({ kind: 'bug', detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}
