/** The shards that a publisher's index names, as docs/index-format.md has it: what is no such thing is no shard. Total. */
import { CONTRACT, EXTENSION, MOST_SHARDS } from '../../publish/contract';
import { linkTo } from '../addresses';

/** `url` absolute, of the index's own site. */
export type ShardRef = { readonly url: string; readonly sha256: string };

type Fields = Readonly<Record<string, unknown>>;
const SHA256 = /^[0-9a-f]{64}$/;

/** In their order; empty where the feed is not divided. A shard of another site is none: who may be asked is the site that is followed. */
export function shardsIn(feed: Fields, documentBase: string | undefined): readonly ShardRef[] {
  const { contract, shards } = fieldsOf(feed[EXTENSION]);
  const origin = documentBase && URL.parse(documentBase)?.origin;
  if (contract !== CONTRACT || !Array.isArray(shards) || !origin) return [];
  return shards.slice(0, MOST_SHARDS).flatMap((raw) => {
    const { url, sha256 } = fieldsOf(raw);
    const address = typeof url === 'string' ? linkTo(url, documentBase) : undefined;
    const isWhole = typeof sha256 === 'string' && SHA256.test(sha256) && address !== undefined && URL.parse(address)?.origin === origin;
    return isWhole ? [{ url: address, sha256 }] : [];
  });
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {});
