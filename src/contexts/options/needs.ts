/** What the options page is handed. Types only; main.tsx fills them in. */
import type { Source, SourceId } from '../../core/essay';
import type { SuggestedSite } from '../../core/library/suggested-sites';
import type { Problem } from '../../core/problem';
import type { Settings } from '../../core/settings';
import type { ReaderFacts } from '../../edge/store/greader';
import type { Refusal } from '../../edge/store/refusals';
import type { Send } from '../../messages/contract';
import type { Progress } from '../../ui/checking';
import type { Counts } from '../../ui/counts';
import type { AskPermission } from '../../ui/finding';
import type { FollowedSource } from '../../ui/followed';
import type { BackupNeeds } from './backup-needs';
import type { BringNeeds } from './bring-needs';
import type { SendNeeds } from './send-to';
import type { Listed } from './subscriptions';
import type { SyncNeeds } from './sync';

export type Needs = {
  readonly send: Send;
  readonly loadSettings: () => Promise<Settings>;
  readonly onSettings: (listener: (settings: Settings) => void) => void;
  readonly grantedOrigins: () => Promise<readonly string[]>;
  readonly onOrigins: (listener: () => void) => void; // granted or taken back, here or in the browser's own pages
  readonly permissions: AskPermission & { readonly allSites: readonly string[] };
  readonly counts: () => Promise<Counts>; // rejects where the library does not open
  readonly sources: () => Promise<readonly FollowedSource[]>; // in the order of their titles
  readonly known: () => Promise<readonly Known[]>; // unfollowed ones too
  readonly suggested: () => Promise<readonly SuggestedSite[]>; // from the library alone
  readonly listed: () => Promise<readonly Listed[]>; // what an export writes
  readonly countMuted: (words: readonly string[]) => Promise<MutedCounts>;
  readonly refused: () => Promise<Refused>;
  readonly backup: BackupNeeds;
  readonly bring: BringNeeds;
  readonly sendTo: SendNeeds;
  readonly sync: SyncNeeds;
  readonly readerServer: () => Promise<ReaderFacts>;
  readonly progress: () => Promise<Progress | undefined>; // of looking at the sources
  readonly onProgress: (listener: (progress: Progress) => void) => void;
  readonly problems: () => Promise<readonly Problem[]>;
  readonly dump: () => Promise<object | undefined>; // every row as it stands; undefined where there is no library at all
  readonly reset: () => Promise<void>; // deletes the library for good
  readonly download: (name: string, text: string) => void;
  readonly copy: (text: string) => Promise<void>;
  readonly about: { readonly version: string; readonly browser: string };
  readonly now: () => number; // ms since 1970, UTC
};

/** To what its reader said no. */
export type Refused = {
  readonly essays: readonly Refusal[];
  readonly less: readonly { readonly id: SourceId; readonly title: string }[]; // sources of which less is wanted
  readonly names: ReadonlyMap<string, string>; // of all sources
};

export type Known = {
  readonly source: Source;
  readonly isFollowed: boolean;
  readonly isUnfollowed: boolean; // followed once
  readonly title?: string; // as the reader calls it
};

/** How many essays each word hides, and all together. */
export type MutedCounts = {
  readonly each: readonly number[];
  readonly all: number;
  readonly among?: number; // the newest, where not all were looked through
};
