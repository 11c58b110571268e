/** What a round of syncing is handed. Types only. */
import type { Item } from '../core/sync/item';
import type { Answer } from '../core/sync/problem';
import type { SyncStore } from '../core/sync/round';
import type { Packer, Seal } from '../core/sync/seal';
import type { Remote } from './remote';

export type SyncEdges = {
  readonly remote: Remote;
  readonly seal: Seal;
  readonly packer: Packer;
  readonly store: SyncStore;
  readonly device: string;
  readonly blobs?: Blobs;
  readonly yieldNow: () => Promise<void>;
};

/** Saved copies that the items name have to be there before these are. */
export type Blobs = { readonly sendOf: (items: readonly Item[]) => Promise<Answer<number>> };
