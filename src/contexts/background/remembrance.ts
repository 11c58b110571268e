/**
 * What is remembered of the library outside the databases, and what is done with it when they were emptied: the loss is told, and what was followed is
 * followed again. The sentinel is kept as it is until the reader has read of the loss.
 */
import type { SourceId } from '../../core/essay';
import { type Reserve, readReserve, reserveOf } from '../../core/library/reserve';
import { lossOf, readSentinel } from '../../core/library/sentinel';
import { countSaved } from '../../edge/store/counts';
import { following, followSources, unfollowSource } from '../../edge/store/follow';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { knownSources } from '../../edge/store/source-rows';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';
import type { TellReader } from './told';

export type Remembrance = ReturnType<typeof remembranceOf>;

export function remembranceOf({ sentinel, clock }: Pick<Outside, 'sentinel' | 'clock'>, settings: SettingsDoor, told: TellReader) {
  /** How much is saved in which library; after every act, and before anything else is done with a library that may be another one. */
  async function keep(library: Library): Promise<void> {
    const { createdAt, device } = await readLedger(library);
    if (createdAt === undefined || device === undefined) return;
    const [remembered, saved] = await Promise.all([sentinel.loadSentinel(), countSaved(library)]);
    const loss = lossOf(readSentinel(remembered), { createdAt });
    if (loss !== undefined) await told.tell([loss]);
    else await sentinel.saveSentinel({ createdAt, device, saved, lastSeenAt: clock.now() });
  }

  async function loadReserve(): Promise<Reserve | undefined> {
    return readReserve(await sentinel.loadReserve());
  }

  /** What is followed and how everything is set, written only where it differs. False: the reserve is of another library, and still wanted. */
  async function keepReserve(library: Library): Promise<boolean> {
    const [{ createdAt }, { followed }, known, set, before] = await Promise.all([
      readLedger(library),
      following(library),
      knownSources(library),
      settings.load(),
      sentinel.loadReserve(),
    ]);
    if (createdAt === undefined) return true;
    const remembered = readReserve(before);
    if (remembered !== undefined && remembered.createdAt !== createdAt) return false;
    const unfollowed = known.filter(({ isRefused }) => isRefused).map(({ source }) => source.id);
    const now = reserveOf(createdAt, set, followed, unfollowed);
    if (JSON.stringify(readReserve(now)) !== JSON.stringify(remembered)) await sentinel.saveReserve(now);
    return true;
  }

  /** Told before it is done: a worker that ends in between leaves a loss that is told, and the next one does the rest. */
  async function restore(library: Library): Promise<readonly SourceId[]> {
    const [reserve, { createdAt, device }, { followed }] = await Promise.all([loadReserve(), readLedger(library), following(library)]);
    if (reserve === undefined || createdAt === undefined || device === undefined || reserve.createdAt === createdAt) return [];
    const now = clock.now();
    const here = new Set(followed.map(({ source }) => source.id));
    const missing = reserve.followed.filter(({ source }) => !here.has(source.id));
    const known = new Set((await knownSources(library)).map(({ source }) => source.id));
    for (const id of reserve.unfollowed) if (known.has(id)) await unfollowSource(library, id, now);
    if (missing.length > 0) {
      const blank = { createdAt: reserve.createdAt, device, saved: 0, lastSeenAt: now };
      const lost = { ...(readSentinel(await sentinel.loadSentinel()) ?? blank), createdAt: reserve.createdAt, refollowed: missing.length };
      await sentinel.saveSentinel(lost);
      const loss = lossOf(lost, { createdAt });
      if (loss !== undefined) await told.tell([loss]);
      const again = missing.map(({ source, wishes }) => ({ source: { ...source, addedAt: now }, wishes }));
      const kept = await followSources(library, again, { from: 'start', now });
      if (!kept.ok) {
        await told.tell([kept.problem]);
        return [];
      }
    }
    await sentinel.saveReserve({ ...reserve, createdAt });
    return missing.map(({ source }) => source.id);
  }

  return {
    ...{ keep, keepReserve, restore },
    /** The reader has read what was told; a library that was lost is now the one before this one. */
    async acknowledge(library: Library): Promise<void> {
      await told.clear();
      await sentinel.forgetSentinel();
      await keep(library);
    },
  };
}
