/** Typed search in the library, with the real index and store. */
import type { Library } from '../../edge/store/library';
import { shownBeside } from '../../edge/store/place-rows';
import { searchedTexts } from '../../edge/store/searched-texts';
import { readManifest } from '../../edge/store/segments';
import { sourceNames } from '../../edge/store/source-rows';
import { idsInState, idsTagged } from '../../edge/store/states';
import { countUnindexed, eachUnindexed } from '../../edge/store/unindexed';
import { type SearchEffects, searchLibrary } from '../../flows/search-library';
import type { Found, SearchWithin } from '../../messages';
import type { KeptIndex } from './index-keeper';
import type { Clock } from './outside';

class Overtaken extends Error {}

export type Searching = ReturnType<typeof searchingIn>;

export function searchingIn(index: KeptIndex, { yieldNow }: Pick<Clock, 'yieldNow'>) {
  const newest = new Map<number | undefined, number>(); // question by tab; the popup has none

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
      ask: (ask) => index.ask(library, ask),
      readManifest: () => readManifest(library),
      countUnindexed: (building) => countUnindexed(library, building),
      eachUnindexed: (building, visit) => eachUnindexed(library, building, visit, breathe),
      inState: (state) => idsInState(library, state),
      tagged: (name) => idsTagged(library, name),
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
