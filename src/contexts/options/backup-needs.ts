/** What the options page needs for backups, restores and room. Types only; backup-reads.ts and main.tsx fill them in. */
import type { Result } from '../../core/problem';
import type { Tally } from '../../core/transfer/backup/tally';
import type { BackupNews } from '../../edge/store/backup-facts';
import type { RestoreRow } from '../../edge/store/database';
import type { RoomTaken } from '../../edge/store/make-room';
import type { NoBackup } from '../../flows/open-backup';
import type { BackedUp } from '../../messages/contract';

export type Made = BackedUp & { readonly file: Blob };

/** A backup that was looked through. `faults`: how much of it is damaged; what is whole can still be restored. */
export type Found = {
  readonly kind: 'found';
  readonly madeAt: number; // ms since 1970, UTC
  readonly device: string;
  readonly isOther: boolean; // of another machine or profile
  readonly rowsInAll: number;
  readonly tally: Tally;
  readonly leftOut: number; // rows that were left out when it was made
  readonly faults: { readonly parts: readonly string[]; readonly pictures: number };
};
export type Looked = Found | { readonly kind: 'no'; readonly why: NoBackup };

export type Room = {
  readonly taken: RoomTaken;
  readonly rest: number; // bytes that the browser counts and none of these has
  readonly quota?: number; // bytes the browser gives
  readonly left?: number;
  readonly going: { readonly pictures: number; readonly copies: number }; // bytes that may go
};

export type BackupNeeds = {
  readonly news: () => Promise<BackupNews>;
  readonly make: (shelf: 'outgoing' | 'before', said: (rows: number) => void) => Promise<Result<Made>>;
  readonly saveFile: (name: string, file: Blob) => void;
  readonly look: (file: Blob, said: (share: number) => void) => Promise<Looked>;
  readonly bringIn: () => Promise<Result<undefined>>; // onto the shelf, what was looked at last
  readonly before: () => Promise<Blob | undefined>; // the backup that was made before the last restore
  readonly restore: () => Promise<RestoreRow | undefined>; // the last one
  readonly maySave: () => Promise<boolean>; // files, without being asked
  readonly requestSaving: () => Promise<boolean>; // the first call of a click
  readonly room: (archivedBefore: number) => Promise<Room>;
  readonly wait: (ms: number) => Promise<void>;
};
