/** What a poll needs and what it leaves, on disk: posts known so far, and a poll kept whole or not at all. Touches no wish of the reader. */
import type { Essay, EssayId, ListedEssay, SourceId } from '../../core/essay';
import type { Aliases, KnownPosts } from '../../core/feed/merge';
import type { PollChange } from '../../core/follow/poll';
import { readSourceState } from '../../core/follow/read-state';
import { keepsText } from '../../core/follow/text-asking';
import { listed, readRow, withTextOf } from '../../core/library/essay-row';
import type { Place } from '../../core/library/marks';
import { readSource } from '../../core/library/readers';
import { MAX_AHEAD_MS } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import type { AliasesRow } from './database';
import { LISTED, newestOfSourceIn, ofSourceIn } from './essay-rows';
import { putEssaysIn, WITH_ESSAYS } from './essays';
import { fact, seenIn } from './ledger';
import type { Library } from './library';
import { publishersVersionsIn } from './versions';
import { type WriteTransaction, write } from './write';

const MOST_ALIASES = 5_000; // a feed that names its posts anew with each poll must not grow for ever; the oldest names go first
const MOST_SHARED = 2_000; // of these, names that mean nothing: a few in feeds that reuse names, and they are to be remembered longest

const POLL_MS = 10 * 60_000; // none takes longer from its answer to the disk

/** Everything known of one source, in its publisher's latest words: those are what the next poll is held against; `most`: the newest alone, of an index that is too large to be held against a poll. Of texts only their prints: a poll has to know whether one is another now, not what it says. */
export async function knownPosts(library: Library, id: SourceId, most?: number): Promise<KnownPosts> {
  const tx = await library.begin([...LISTED, 'aliases', 'versions', 'places'], 'readonly');
  const [owned, aliases, placed] = await Promise.all([
    most === undefined ? ofSourceIn(tx, id) : newestOfSourceIn(tx, id, most),
    tx.objectStore('aliases').get(id),
    tx.objectStore('places').index('bySource').getAll(id),
  ]);
  const under = new Set(placed.map(({ essayId }) => essayId)); // known to this source by its own words, whoever speaks for them
  const essays = owned.filter((essay) => !under.has(essay.id));
  const versions = await publishersVersionsIn(
    tx,
    essays.map((essay) => essay.id),
  );
  const shown = placed.flatMap(({ said, firstSeenAt }) => readRow({ ...said, firstSeenAt })?.essay ?? []);
  return { essays: [...essays.map((essay) => listedVersion(versions.get(essay.id), essay)), ...shown], aliases: readAliases(aliases) };
}

/**
 * Essays, names and state in one transaction. A source that is no longer followed, or that somebody else has polled since, is left as it is.
 *
 * Units   now in ms since 1970, UTC: the moment of the revisions.
 * Errors  disk-full and the problems of opening; nothing is kept then.
 */
export function keepPoll(
  library: Library,
  { before, after, source, essays = [], aliases }: PollChange,
  occasion: { readonly from: Place; readonly now: number },
): Promise<Result<'kept' | 'overtaken'>> {
  const { sourceId: id } = before;
  return write(library, [...WITH_ESSAYS, 'sourceStates'], 'passing', async (tx) => {
    const row = await tx.objectStore('sourceStates').get(id);
    if (row === undefined || readSourceState(row, id).turn !== before.turn) return ok('overtaken');
    await tx.objectStore('sourceStates').put(after);
    if (source !== undefined) await tx.objectStore('sources').put({ ...source, addedAt: await addedAtOf(tx, id, source.addedAt) });
    if (aliases !== undefined && aliases.size > 0) await addAliases(tx, id, aliases); // first: a name that several posts bear is no page's
    const arrived = before.lastSuccessAt === undefined ? essays : await arrivedIn(tx, id, essays, occasion.now);
    if (arrived.length > 0) await putEssaysIn(tx, arrived, occasion);
    return ok('kept');
  });
}

/**
 * What arrives after the list was looked at is new, though the clock was set back since, or the look came while the poll was under way: it counts as
 * first seen a moment after that look, and after all that its source held. A look that lies more than a day ahead was made by a wrong clock, and
 * nothing waits for it.
 */
async function arrivedIn(tx: WriteTransaction, id: SourceId, essays: readonly Essay[], now: number): Promise<readonly Essay[]> {
  const [lookedAt = 0, { before }, addedAt] = await Promise.all([fact(tx, 'lastLookedAt'), seenIn(tx), addedAtOf(tx, id, 0)]);
  const passed = Math.max(...[lookedAt, before, addedAt].filter((at) => at - now < MAX_AHEAD_MS));
  const isOfThisPoll = (at: number): boolean => at > now - POLL_MS && at !== addedAt; // at its moment: what an index has always had is seen first with its source
  return essays.map((essay) =>
    essay.firstSeenAt <= passed && isOfThisPoll(essay.firstSeenAt) ? { ...essay, firstSeenAt: passed + 1 } : essay,
  );
}

/** First seen stays with the essay, whatever its publisher makes of it. */
function listedVersion(version: Essay | undefined, essay: ListedEssay): ListedEssay {
  if (version === undefined) return essay;
  const published = listed({ ...version, firstSeenAt: essay.firstSeenAt });
  return keepsText(essay, version.text) ? withTextOf(published, essay) : published;
}

async function addedAtOf(tx: WriteTransaction, id: SourceId, otherwise: number): Promise<number> {
  return readSource(await tx.objectStore('sources').get(id))?.addedAt ?? otherwise;
}

async function addAliases(tx: WriteTransaction, id: SourceId, more: Aliases): Promise<void> {
  const known = readAliases(await tx.objectStore('aliases').get(id));
  const all = [...new Map([...[...known].filter(([name]) => !more.has(name)), ...more])];
  const shared = all.filter(([, means]) => means === 'shared').slice(-MOST_SHARED);
  const own = all.filter(([, means]) => means !== 'shared').slice(shared.length - MOST_ALIASES);
  const row: AliasesRow = { id, aliases: [...shared, ...own] };
  await tx.objectStore('aliases').put(row);
}

function readAliases(row: unknown): Aliases {
  const { aliases } = (typeof row === 'object' && row !== null ? row : {}) as { aliases?: unknown }; // as: checked next
  const isPair = (each: unknown): each is [string, EssayId | 'shared'] =>
    Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'string';
  return new Map(Array.isArray(aliases) ? aliases.filter(isPair) : []);
}
