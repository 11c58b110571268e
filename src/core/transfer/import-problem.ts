/** Why a file brings nothing, as data. Says nothing to a person; the words stand with all the others. */

import type { FormatName } from './formats/format';

export type ImportProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'cut-short'; readonly looksLike?: FormatName } // ends before it should
  | { readonly kind: 'zip-locked' }
  | { readonly kind: 'zip-method' } // packed in a way that browsers cannot unpack
  | { readonly kind: 'zip-lies'; readonly name: string } // unpacks to something else than its directory says
  | { readonly kind: 'too-large' } // unpacks to too much, or has too many files or too long a piece in it
  | { readonly kind: 'zip-of-others'; readonly holds: readonly { readonly extension: string; readonly count: number }[] }
  | { readonly kind: 'passwords' }
  | { readonly kind: 'no-addresses' } // a table without a column of addresses
  | { readonly kind: 'unknown-json' }
  | { readonly kind: 'broken-json' }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'feed' }
  | { readonly kind: 'unknown-text' }
  | { readonly kind: 'binary'; readonly looksLike?: 'picture' | 'pdf' | 'database' | 'program' };

export type Opened<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ImportProblem };

export const opened = <T>(value: T): Opened<T> => ({ ok: true, value });
export const shut = (problem: ImportProblem): { readonly ok: false; readonly problem: ImportProblem } => ({ ok: false, problem });
