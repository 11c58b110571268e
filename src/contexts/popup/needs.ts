/** What the popup is handed: reads, messages, permissions and the window. Types only; main.tsx fills them in. */
import type { EssayId, Source, SourceId } from '../../core/essay';
import type { FrontPage } from '../../core/library/front-page';
import type { Entry } from '../../core/library/marks';
import type { PageNames } from '../../core/library/saved-page';
import type { SuggestedSite } from '../../core/library/suggested-sites';
import type { Problem } from '../../core/problem';
import type { SyncProblem } from '../../core/sync/problem';
import type { LatestWanted } from '../../edge/store/latest';
import type { Send } from '../../messages/contract';
import type { Progress } from '../../ui/checking';
import type { Counts } from '../../ui/counts';
import type { AskPermission, Notebook } from '../../ui/finding';
import type { FollowedSource } from '../../ui/followed';

/** Some rows of a list, and where the next ones begin; no `next` at the end. `problem` counts those that could not be read. */
export type Batch = {
  readonly entries: readonly Entry[];
  readonly next?: unknown;
  readonly problem?: Problem;
  readonly hidden?: number;
  readonly fresh?: number; // of the first batch: so many of the list's first rows are new, in this batch or in the next
  readonly isCut?: boolean; // and more are, which stand by their dates
};

/** `isAway`: put away, and out of the lists. */
export type Welcome = { readonly source: Source; readonly isAway: boolean };

export type SavedPart = { readonly kind: 'later' | 'archive' } | { readonly kind: 'tag'; readonly tag: string };

export type SavedCounts = {
  readonly later: number;
  readonly archive: number;
  readonly tags: readonly (readonly [tag: string, essays: number])[]; // those that most essays bear first
  readonly letters: number; // of what is left to read for later, as far as it is known
};

export type Reads = {
  latest(wanted: LatestWanted, before?: unknown): Promise<Batch>;
  saved(part: SavedPart, before?: unknown): Promise<Batch>;
  savedCounts(): Promise<SavedCounts>;
  entries(ids: readonly EssayId[]): Promise<readonly Entry[]>; // in this order
  known(page: PageNames): Promise<KnownPage | undefined>; // by any of its addresses
  tags(): Promise<readonly string[]>; // in use, the most used first
  lastLookedAt(): Promise<number>; // ms since 1970, UTC; 0: never
  names(): Promise<ReadonlyMap<SourceId, string>>; // of the sources, as the reader calls them
  welcome(): Promise<Welcome | undefined>; // what came with Sidelight, until the reader has followed or unfollowed it
  counts(): Promise<Counts>;
  countNew(since: number): Promise<number>; // all that are new, as the icon counts them
  suggested(): Promise<readonly SuggestedSite[]>; // sites that essays were saved of and that are not followed
  sources(): Promise<readonly FollowedSource[]>; // in the order of their titles
  syncTrouble(): Promise<SyncProblem | undefined>; // with the server that keeps machines alike, once its reader should hear of it
  problems(): Promise<readonly Problem[]>; // those that last: a library that was lost, rows that do not read
};

export type Permissions = AskPermission & { readonly allSites: readonly string[] };

export type OpenPage = { readonly id: number; readonly url: string; readonly host: string; readonly title?: string };

/** What the library has of a page. */
export type KnownPage = {
  readonly essayId: EssayId;
  readonly savedAt?: number; // ms since 1970, UTC; absent: it is not saved
  readonly progress?: number; // 0 to 1
  readonly hasCopy?: boolean;
};

export type Needs = {
  readonly reads: Reads;
  readonly frontPage: () => Promise<FrontPage | undefined>; // of Latest, as it was kept ready; undefined where it was not
  readonly send: Send;
  readonly permissions: Permissions;
  readonly notebook: Notebook; // what the browser's question was for, which may close the popup
  readonly openPage: () => Promise<OpenPage | undefined>; // undefined: no tab, or none whose address may be known
  readonly progress: () => Promise<Progress | undefined>; // of looking at the sources
  readonly onProgress: (listener: (progress: Progress) => void) => void;
  readonly isOnline: () => boolean; // false only where the browser is sure that it is not
  readonly onOnline: (listener: () => void) => void; // called when that changes
  readonly isCompact: () => Promise<boolean>; // rows of one line and without their beginnings
  readonly markOrigins: () => Promise<readonly string[]>; // where marks are wanted by themselves, as match patterns
  readonly painted: () => Promise<void>; // resolves once what was rendered is on the screen
  readonly wait: (ms: number) => Promise<void>;
  readonly openReader: (id: EssayId) => void;
  readonly openOptions: () => void;
  readonly openLibrary: (typed: string) => void; // the library page, with this in its search field
  readonly openPanel?: () => void; // beside the page, and the popup closes; called straight from a click
  readonly openBackup: () => void; // where Options restores one
  readonly openSync: () => void; // where Options keeps machines alike
  readonly openImport: () => void; // where it takes in what was saved elsewhere
  readonly openSources: (isTroubleOnly: boolean) => void; // the page of Options that lists them, or those that need a look
  readonly close: () => void;
  readonly now: () => number; // ms since 1970, UTC
};
