/** What the popup is handed: reads, messages, permissions and the window. Types only; main.tsx fills them in. */
import type { Entry } from '../../core/library/marks';
import type { Problem } from '../../core/problem';
import type { Send } from '../../messages';
import type { Counts } from '../../ui/counted';

/** Some rows of a list, and where the next ones begin; no `next` at the end. `problem` counts those that could not be read. */
export type Batch = { readonly entries: readonly Entry[]; readonly next?: unknown; readonly problem?: Problem };

export type Reads = {
  latest(before?: unknown): Promise<Batch>;
  saved(before?: unknown): Promise<Batch>;
  search(query: string): Promise<readonly Entry[]>;
  counts(): Promise<Counts>;
  problems(): Promise<readonly Problem[]>; // those that last: a library that was lost, rows that do not read
};

export type Permissions = {
  readonly allSites: readonly string[];
  has(origins: readonly string[]): Promise<boolean>;
  request(origins: readonly string[]): Promise<boolean>;
};

export type OpenPage = { readonly id: number; readonly url: string; readonly host: string };

export type Needs = {
  readonly reads: Reads;
  readonly send: Send;
  readonly permissions: Permissions;
  readonly openPage: () => Promise<OpenPage | undefined>; // undefined: no tab, or none whose address may be known
  readonly painted: () => Promise<void>; // resolves once what was rendered is on the screen
  readonly openOptions: () => void;
  readonly close: () => void;
  readonly now: () => number; // ms since 1970, UTC
};
