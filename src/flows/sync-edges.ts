/** What a round of syncing is handed. Types only. */
import type { SyncStore } from '../core/sync/round';
import type { Packer, Seal } from '../core/sync/seal';
import type { Remote } from './remote';

export type SyncEdges = {
  readonly remote: Remote;
  readonly seal: Seal;
  readonly packer: Packer;
  readonly store: SyncStore;
  readonly device: string;
  readonly isThorough?: boolean; // asked for by its reader, who may have set up another machine just now
  readonly yieldNow: () => Promise<void>;
};
