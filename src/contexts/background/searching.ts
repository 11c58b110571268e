/** Typed search in the library, with the real index and store. */
import type { EssayId } from '../../core/essay';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { shownBeside } from '../../edge/store/place-rows';
import { searchedTexts } from '../../edge/store/searched-texts';
import { sourceNames } from '../../edge/store/source-rows';
import { idsInState, idsTagged } from '../../edge/store/states';
import { eachUnindexed, standingIndex } from '../../edge/store/unindexed';
import { type SearchEffects, searchLibrary } from '../../flows/search-library';
import type { Found, SearchWithin } from '../../messages/contract';
import type { KeptIndex } from './index-keeper';
import type { Clock } from './outside';

class Overtaken extends Error {}

type IdSet = ReadonlySet<EssayId>;

export type Searching = ReturnType<typeof searchingIn>;

export function searchingIn(index: KeptIndex, { yieldNow }: Pick<Clock, 'yieldNow'>) {
  const newest = new Map<number | undefined, number>(); // question by tab; the popup has none

  let known: { readonly version: string; readonly sets: Map<string, Promise<IdSet>> } | undefined;

  /** The same set while nothing was done or fetched: whoever types on asks for it with each letter. */
  async function once(library: Library, name: string, read: () => Promise<IdSet>): Promise<IdSet> {
    const { lastStamp, revision, seenBefore } = await readLedger(library);
    const version = JSON.stringify([lastStamp, revision, seenBefore]);
    if (known?.version !== version) known = { version, sets: new Map() };
    const { sets } = known;
    const set = sets.get(name) ?? read();
    set.catch(() => sets.delete(name)); // told to who asked
    sets.set(name, set);
    return set;
  }

  /** A question of the same page that comes later ends this one, between two words. */
  return async function search(
    library: Library,
    query: string,
    within: SearchWithin,
    asker: number | undefined,
    most?: number,
  ): Promise<Found | 'overtaken'> {
    const mine = (newest.get(asker) ?? 0) + 1;
    newest.set(asker, mine);
    const breathe = async (): Promise<void> => {
      await yieldNow();
      if (newest.get(asker) !== mine) throw new Overtaken();
    };
    const effects: SearchEffects = {
      ask: (ask, standing) => index.ask(library, ask, standing),
      standing: () => standingIndex(library),
      eachUnindexed: (building, visit) => eachUnindexed(library, building, visit, breathe),
      inState: (state) => once(library, state, () => idsInState(library, state)),
      tagged: (name) => once(library, `tag ${name}`, () => idsTagged(library, name)),
      sourceNames: () => sourceNames(library),
      textsOf: async (ids) => new Map([...(await searchedTexts(library, ids))].map(([id, { all }]) => [id, all])),
      shownBeside: (sources) => shownBeside(library, sources),
      breathe,
    };
    try {
      return await searchLibrary(effects, query, within, most);
    } catch (error) {
      if (error instanceof Overtaken) return 'overtaken';
      throw error;
    }
  };
}
