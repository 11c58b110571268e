/** Which shards of a divided index are read, and which are to be read still: part of a source's state. Pure. */
import type { ShardRef } from '../feed/json/published-index';

/** `isRead`: as its hash has it; what changes has another hash. */
export type ShardState = ShardRef & { readonly isRead: boolean };

/** As the index names them now; those that it named before with the same hash need not come again. */
export function shardsAfter(before: readonly ShardState[], named: readonly ShardRef[]): readonly ShardState[] {
  const read = new Set(before.filter(({ isRead }) => isRead).map(nameOf));
  return named.map((shard) => ({ ...shard, isRead: read.has(nameOf(shard)) }));
}

const nameOf = ({ url, sha256 }: ShardRef): string => `${sha256} ${url}`;

/** The newest first, as the index has them. */
export const nextShard = (shards: readonly ShardState[] = []): ShardState | undefined => shards.find(({ isRead }) => !isRead);

export const withRead = (shards: readonly ShardState[], { url }: ShardRef): readonly ShardState[] =>
  shards.map((shard) => (shard.url === url ? { ...shard, isRead: true } : shard));

export function areShards(raw: unknown): raw is readonly ShardState[] {
  return Array.isArray(raw) && raw.every(isShard);
}

function isShard(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null) return false;
  const { url, sha256, isRead } = raw as Partial<Record<keyof ShardState, unknown>>; // as: each is checked here
  return typeof url === 'string' && typeof sha256 === 'string' && typeof isRead === 'boolean';
}
