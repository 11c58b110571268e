/**
 * The shards of a divided index, one after the other: fetch → hash → read → keep. Each is kept whole, with the note that it was, so this may be ended
 * anywhere. What stands in them was there before: it is in the library and the search, and nothing of it is new.
 */
import type { Essay, EssayId } from '../core/essay';
import { essayIdFor, keysOf } from '../core/feed/identity';
import type { Followed, PollChange } from '../core/follow/poll';
import { judge } from '../core/follow/response';
import { nextShard } from '../core/follow/shards';
import { afterNoShard, afterShard, freshState } from '../core/follow/source-state';
import type { Result } from '../core/problem';
import { hashOfBytes } from '../core/publish/hash';
import { type FetchEdges, fetchThrough } from './fetch-through';
import { type ReadEdges, type Reading, readSource } from './read-source';

type ShardEdges = ReadEdges & FetchEdges & { readonly keepPoll: (change: PollChange) => Promise<Result<'kept' | 'overtaken'>> };

const MOST_A_POLL = 12; // some seconds; the source is due again a minute later
const LONGEST_MS = 30_000;

/** Gives the essays that were kept. `dueAt`: when the source is due where none is left. What does not answer, or has another hash than the index says, is left for the next poll. */
export async function readShards(edges: ShardEdges, followed: Followed, dueAt: number): Promise<readonly EssayId[]> {
  const began = edges.now();
  const kept: EssayId[] = [];
  let { state } = followed;
  for (let count = 0; count < MOST_A_POLL && edges.now() - began < LONGEST_MS; count++) {
    const shard = nextShard(state.shards);
    if (shard === undefined) return kept;
    const reading = (await edges.mayFetch(shard.url)) ? await readShard(edges, followed, shard) : undefined;
    if (reading === undefined) {
      await edges.keepPoll({ before: state, after: afterNoShard(state, dueAt) });
      return kept;
    }
    const essays = essaysOf(reading, followed);
    const after = afterShard(state, shard, { now: edges.now(), dueAt });
    const done = await edges.keepPoll({ before: state, after, essays });
    if (!done.ok || done.value !== 'kept') return kept;
    state = after;
    kept.push(...essays.map(({ id }) => id));
    await edges.yieldNow();
  }
  return kept;
}

async function readShard(
  edges: ShardEdges,
  { source, wishes }: Followed,
  { url, sha256 }: { url: string; sha256: string },
): Promise<Reading | undefined> {
  const fetched = await fetchThrough(edges, { url, typedHost: wishes.typedHost });
  const verdict = judge(fetched, freshState(source.id), edges.now());
  if (verdict.kind !== 'read') return undefined;
  await edges.yieldNow();
  if (hashOfBytes(verdict.body) !== sha256) return undefined;
  const about = { source: { kind: 'feed', siteUrl: source.siteUrl }, url: verdict.trace.url, headers: verdict.headers } as const;
  const reading = await readSource(verdict.body, about, edges);
  return reading.ok ? reading.value : undefined;
}

/** By the names that a poll would give them, so that what the first document shows is the same essay. As old as the following of their source. */
function essaysOf({ posts }: Reading, { source }: Followed): readonly Essay[] {
  return posts.map((post) => {
    const { guid: _, hasOwnAddress: __, ...fields } = post;
    const { guid, address, whole } = keysOf(post);
    return { id: essayIdFor(source.id, guid ?? address ?? whole), sourceId: source.id, firstSeenAt: source.addedAt, ...fields };
  });
}
