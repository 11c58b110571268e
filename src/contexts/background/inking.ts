/** What readers highlight: on the reader page, and on the pages of the web. A page is told what was highlighted on itself, and nothing of any other. */
import type { EssayId } from '../../core/essay';
import { failed, ok, type Result } from '../../core/problem';
import { isOff } from '../../core/settings';
import { barStyle, inkStyle } from '../../edge/dom/mark-style';
import { addHighlight, changeHighlight, highlightOf, highlightsOf } from '../../edge/store/highlights';
import type { Library } from '../../edge/store/library';
import { savePage, standingAt } from '../../edge/store/save-page';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import type { Sender } from '../../messages/sender';
import type { House } from './house';
import { softly } from './limits';
import { type Occasion, writing } from './occasion';
import { hostOf } from './sites';

type Names = 'highlight' | 'changeHighlight' | 'inkHere' | 'noteHere' | 'inkable' | 'aboutHere' | 'chosenWords';

const CHOSEN = 'chosenWords'; // what the memory of this browser's run knows them by

export function inkingHandlers({ outside, home, settings, saving, want }: House): HandlersOf<Pick<ToBackground, Names>, Occasion> {
  const { withLibrary } = home;

  async function isLeftAlone(urls: readonly string[]): Promise<boolean> {
    const { offHosts } = await settings.load();
    return urls.some((url) => isOff(URL.parse(url)?.hostname ?? '', offHosts));
  }

  return {
    highlight: ({ essayId: named, title, quote, ink, note, from }, occasion) =>
      withLibrary(async (library) => {
        const { by, now } = occasion;
        const once = writing(library, occasion);
        const here = await essayToInk(once, { named, title, now }, by);
        if (!here.ok) return here;
        const { essayId } = here.value;
        const made = await addHighlight(once, { essayId, quote, ink, from, now, ...(note !== undefined && { note }) });
        if (!made.ok) return made;
        want('badge', 'sentinel');
        const [address] = by.urls;
        if (by.who === 'page' && by.tabId !== undefined && address !== undefined) copyThere(library, by.tabId, address);
        return ok({ id: made.value });
      }),
    changeHighlight: ({ id, change, from }, occasion) =>
      withLibrary(async (library) => {
        const { by, now } = occasion;
        const known = await highlightOf(library, id);
        const isIts = by.who === 'own' || (known !== undefined && known.essayId === (await essayOfPage(library, by.urls)));
        if (!isIts) return failed({ kind: 'essay-unknown' });
        const changed = await changeHighlight(writing(library, occasion), { id, change, from, now });
        return changed.ok ? ok('done') : changed;
      }),
    inkHere: ({ bornAt }, { by: { tabId, urls } }) =>
      withLibrary(async (library) => {
        const name = await outside.pageNameOf(bornAt);
        const essay = (await isLeftAlone(urls)) ? undefined : await essayOfPage(library, urls);
        const { highlights } = essay === undefined ? { highlights: [] } : await highlightsOf(library, essay);
        if (tabId !== undefined) {
          await outside.scripts.insertStyle(tabId, inkStyle(name), 'AUTHOR');
          await outside.scripts.insertStyle(tabId, barStyle(name), 'USER');
        }
        return ok({ name, highlights: highlights.map(({ id, quote, ink }) => ({ id, quote, ink })) });
      }),
    noteHere: ({ id }, { by: { urls } }) =>
      withLibrary(async (library) => {
        const known = await highlightOf(library, id);
        if (known === undefined || known.essayId !== (await essayOfPage(library, urls))) return failed({ kind: 'essay-unknown' });
        softly(() => outside.tabs.openNote(id));
        return ok('done');
      }),
    aboutHere: async ({ text }, { by: { urls } }) => {
      if (await isLeftAlone(urls)) return failed({ kind: 'page-gone' });
      await outside.memory.remember(CHOSEN, { text, url: urls[0] ?? '' });
      softly(() => outside.tabs.openAbout());
      return ok('done');
    },
    chosenWords: async () => {
      const kept = await outside.memory.recall(CHOSEN);
      return kept === undefined ? failed({ kind: 'page-gone' }) : ok(kept as { text: string; url: string }); // as: nobody else writes there
    },
    inkable: async (_, { by: { tabId, urls } }): Promise<Result<'done'>> => {
      if (tabId !== undefined && !(await isLeftAlone(urls))) await outside.scripts.injectScript(tabId, outside.inkingScript);
      return ok('done');
    },
  };

  /** What one highlights is kept as one sees it. */
  function copyThere(library: Library, tabId: number, address: string): void {
    softly(() => saving.readThere(library, tabId, { address }));
  }

  /** A page is saved by it, known or not: whatever the title, its address is the browser's word. */
  async function essayToInk(
    library: Library,
    { named, title, now }: { readonly named: EssayId | undefined; readonly title: string | undefined; readonly now: number },
    { who, urls }: Sender,
  ): Promise<Result<{ readonly essayId: EssayId }>> {
    if (who !== 'own' && (await isLeftAlone(urls))) return failed({ kind: 'essay-unknown' });
    if (who === 'own') return named === undefined ? failed({ kind: 'essay-unknown' }) : ok({ essayId: named });
    const address = (await knownOf(library, urls)) ?? urls[0];
    if (address === undefined) return failed({ kind: 'essay-unknown' });
    return savePage(library, { address, title }, { from: 'page', now, by: 'page' });
  }

  /** Where the browser knows several addresses, because the page has just moved on, the first that is known. */
  async function knownOf(library: Library, urls: readonly string[]): Promise<string | undefined> {
    for (const url of urls) if ((await standingAt(library, { address: url })) !== undefined) return url;
    return undefined;
  }

  async function essayOfPage(library: Library, urls: readonly string[]): Promise<EssayId | undefined> {
    const address = await knownOf(library, urls);
    return address === undefined ? undefined : (await standingAt(library, { address }))?.essayId;
  }
}

/** A person's command, from the keyboard or the menu: what is selected in that tab now. */
export async function inkSelection({ outside, settings }: Pick<House, 'outside' | 'settings'>, tabId: number): Promise<void> {
  const { scripts, tabs, inkingScript, inkSelectionScript } = outside;
  const [tab, { offHosts }] = await Promise.all([tabs.tabById(tabId), settings.load()]);
  if (tab === undefined || tab.isPrivate || isOff(hostOf(tab) ?? '', offHosts)) return; // on the off list nothing is ever read
  await scripts.injectScript(tabId, inkingScript);
  await scripts.injectScript(tabId, inkSelectionScript);
}

/** Brings the script that paints highlights into a tab whose page has any. Most have none, and nothing is brought. */
export function bringInk({ outside, home }: House, tabId: number | undefined, urls: readonly string[]): void {
  if (tabId === undefined) return;
  softly(() =>
    home.withLibrary(async (library) => {
      for (const url of urls) {
        const standing = await standingAt(library, { address: url });
        if (standing === undefined || (await highlightsOf(library, standing.essayId)).highlights.length === 0) continue;
        await outside.scripts.injectScript(tabId, outside.inkingScript);
        break;
      }
      return ok('done');
    }),
  );
}
