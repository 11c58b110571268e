/** What looking for something to follow gives back, before anything is kept. Plain data that survives messages. */
import type { Source } from '../essay';
import type { SourceProblem } from './problem';

export type Preview = {
  readonly source: Source; // as it would be kept
  readonly isFollowed: boolean; // already
  readonly foundAt?: Pick<Source, 'url' | 'kind'>; // where it was found, if it is followed at another address
  readonly count: number;
  readonly newest: readonly { readonly title: string; readonly url: string; readonly publishedAt?: number }[];
  readonly typedHost?: string; // a private host that the reader typed: to be kept with the source
};

/** A feed that the page announces on a site we may not fetch yet. */
export type Elsewhere = { readonly url: string; readonly title?: string; readonly origins: readonly string[] };

export type Findings =
  | { readonly kind: 'found'; readonly previews: readonly Preview[]; readonly elsewhere: readonly Elsewhere[]; readonly more?: number } // best first, at least one in all; `more` were named and not asked
  | { readonly kind: 'needs-permission'; readonly origins: readonly string[] }
  | { readonly kind: 'none'; readonly problem: SourceProblem | { readonly kind: 'no-address' } };
