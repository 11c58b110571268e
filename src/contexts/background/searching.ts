/** Typed search in the library's index. */
import type { EssayId } from '../../core/essay';
import type { SegmentedIndex } from '../../core/index/segmented-index';
import type { Accepts } from '../../core/index/term-index';
import { searchWords } from '../../core/index/word-search';
import type { Library } from '../../edge/store/library';
import { savedIds } from '../../edge/store/lists';
import type { SearchWithin } from '../../messages';
import type { KeptIndex } from './index-keeper';

const MOST_FOUND = 200; // what nobody scrolls past; the next word narrows it

/** Best first. */
export function search(kept: KeptIndex, library: Library, query: string, within: SearchWithin): Promise<EssayId[]> {
  return kept.ask(library, async (index) => {
    const hits = await searchWords(index, query, MOST_FOUND, await accepting(library, index, within));
    return hits.map(({ id }) => id);
  });
}

async function accepting(library: Library, index: SegmentedIndex, { sources, saved }: SearchWithin): Promise<Accepts> {
  const isFrom = await index.filter(sources === undefined ? {} : { sources: new Set(sources) });
  if (saved !== true) return isFrom;
  const ordinals = new Set((await index.ordinals(await savedIds(library))).values());
  return (ordinal) => ordinals.has(ordinal) && isFrom(ordinal);
}
