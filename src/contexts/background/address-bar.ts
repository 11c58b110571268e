/** The address bar searches the library and opens what it found: from the local store alone, like any other search. */
import { webAddress } from '../../core/address';
import type { Line } from '../../core/library/address-line';
import { readQuery, soughtIn } from '../../core/library/query';
import { lightOf, litIn } from '../../core/library/snippet';
import { ok } from '../../core/problem';
import type { Where } from '../../edge/browser/omnibox';
import { entriesOf } from '../../edge/store/lists';
import { commitAct } from '../../edge/store/marks';
import { standingAt } from '../../edge/store/save-page';
import { sourceNames } from '../../edge/store/source-rows';
import { bylineOf } from '../../ui/byline';
import { libraryPath } from '../../ui/library-address';
import { litPieces } from '../../ui/lit-pieces';
import type { House } from './house';
import { addressOf } from './reading';

const MOST_LINES = 8; // Chromium shows no more
const ASKER = -1; // no tab has this number: it and the pages do not overtake each other

export function addressBar({ outside, settings, home, search, want }: House) {
  async function linesFor(typed: string): Promise<readonly Line[]> {
    if (typed.trim() === '') return [];
    const found = await home.withLibrary(async (library) => {
      const answer = await search(library, typed.trim(), {}, ASKER, MOST_LINES);
      if (answer === 'overtaken') return ok([]);
      const [{ entries }, names] = await Promise.all([entriesOf(library, answer.essays), sourceNames(library)]);
      const light = lightOf(soughtIn(readQuery(typed)));
      return ok(
        entries.map(
          ({ essay }): Line => ({
            content: essay.url,
            title: litPieces(essay.title, litIn(essay.title, light)),
            about: names.get(essay.sourceId) ?? bylineOf(essay),
          }),
        ),
      );
    });
    return found.ok ? found.value : [];
  }

  /** A line that was chosen opens its essay; words open the library with them. */
  async function choose(text: string, where: Where): Promise<void> {
    const address = webAddress(text);
    const essay = address === undefined ? undefined : await openingOf(address);
    const url = essay ?? outside.wakes.packagedAddress(libraryPath(text.trim() === '' ? {} : { q: text.trim() }));
    if (where === 'here') await outside.tabs.goTo(url);
    else await outside.tabs.openTab(url, { active: where === 'front' });
  }

  /** Where an essay of this address is read, and that it was opened. */
  async function openingOf(address: string): Promise<string | undefined> {
    const opened = await home.withLibrary(async (library) => {
      const standing = await standingAt(library, { address });
      const essay = standing && (await entriesOf(library, [standing.essayId])).entries[0]?.essay;
      if (essay === undefined) return ok(undefined);
      await commitAct(library, { essayId: essay.id, act: { kind: 'open' }, from: 'bar', now: outside.clock.now() });
      want('badge', 'sentinel');
      return ok(await addressOf({ outside, settings }, library, essay));
    });
    return opened.ok ? opened.value : undefined;
  }

  return { linesFor, choose };
}
