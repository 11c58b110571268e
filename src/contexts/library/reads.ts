/** The library page's reads, straight from the store. Rejects while there is no library to read; the background is then woken, which makes it. */
import type { EssayId } from '../../core/essay';
import type { Entry } from '../../core/library/marks';
import { threadOf } from '../../edge/store/history';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { openedOnce } from '../../edge/store/open';
import { searchedTexts } from '../../edge/store/searched-texts';
import { besideOf, dayInOrder, firstOf, orderOf, shelfCounts } from '../../edge/store/shelves';
import { sourceNames } from '../../edge/store/source-rows';
import type { Reads, Row } from './needs';

export function storeReads(): Reads {
  const library = openedOnce();
  return {
    async first(shelf, limit) {
      const from = await library();
      const found = await firstOf(from, shelf, limit);
      return found && rowsOf(from, found.entries);
    },
    order: async (shelf) => orderOf(await library(), shelf),
    async rows(ids) {
      const from = await library();
      const [{ entries }, beside] = await Promise.all([entriesOf(from, ids), besideOf(from, ids)]);
      return rowsOf(from, entries, beside);
    },
    day: async (id, shelf) => dayInOrder(await library(), id, shelf),
    async counts() {
      const from = await library();
      return shelfCounts(from, (await sourceNames(from)).keys());
    },
    names: async () => sourceNames(await library()),
    async said(ids) {
      const texts = await searchedTexts(await library(), ids);
      return new Map([...texts].map(([id, { text, own }]) => [id, { text, own }]));
    },
    thread: async (id) => (await threadOf(await library(), id)).rows,
  };
}

type Besides = Awaited<ReturnType<typeof besideOf>>;

async function rowsOf(library: Library, entries: readonly Entry[], known: Besides = new Map()): Promise<readonly Row[]> {
  const missing = entries.flatMap(({ essay }): readonly EssayId[] => (known.has(essay.id) ? [] : [essay.id])); // an index may know an essay by an id of before
  const more = missing.length === 0 ? known : await besideOf(library, missing);
  return entries.map((entry) => {
    const { highlights = 0, hasCopy = false } = known.get(entry.essay.id) ?? more.get(entry.essay.id) ?? {};
    return { entry, highlights, hasText: hasCopy || entry.essay.textPrint !== undefined };
  });
}
