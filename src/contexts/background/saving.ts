/** Saves pages and links by one act, wherever it comes from: the mark first, and what follows from it afterwards. */
import type { EssayId } from '../../core/essay';
import type { Place } from '../../core/library/marks';
import { isSamePlace, type PageNames } from '../../core/library/saved-page';
import type { Result } from '../../core/problem';
import { isOff } from '../../core/settings';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { savePage, standingAt, standingOf } from '../../edge/store/save-page';
import type { Saved } from '../../messages/contract';
import type { Copying } from './copying';
import type { Home } from './home';
import { softly, within } from './limits';
import { type Occasion, writing } from './occasion';
import type { Outside } from './outside';
import type { Refreshing } from './refreshing';
import type { SettingsDoor } from './settings';
import { hostOf } from './sites';
import type { TellReader } from './told';

const NAMED_WITHIN_MS = 500; // a page that does not say what it is called is saved by its address
const MOST_TABS = 100; // whose icons are looked at again

type OpenPage = { readonly tabId: number; readonly page: PageNames; readonly from: Place };
type Libraries = { readonly library: Library; readonly writes: Library }; // writes: for what the command itself writes

export type Saving = ReturnType<typeof savingOf>;

export function savingOf(
  outside: Outside,
  {
    home,
    copying,
    refreshing,
    settings,
    told,
  }: {
    readonly home: Home;
    readonly copying: Copying;
    readonly refreshing: Refreshing;
    readonly settings: SettingsDoor;
    readonly told: TellReader;
  },
  want: (part: 'sentinel') => void,
) {
  const { tabs, icon, pageSource, clock } = outside;
  const triedOn = new Map<EssayId, number>(); // the tab where a copy was last asked for while its page was read

  async function namesOfTab(tabId: number): Promise<PageNames | undefined> {
    const [tab, { offHosts }] = await Promise.all([tabs.tabById(tabId), settings.load()]);
    const isRead = !isOff(hostOf(tab ?? {}) ?? '', offHosts); // on the off list nothing is ever read: what the browser calls the page will do
    const own = isRead ? await within(clock, NAMED_WITHIN_MS, pageSource.readPageNames(tabId), undefined) : undefined;
    const address = tab?.url ?? own?.address;
    if (address === undefined) return undefined;
    const isSame = own !== undefined && isSamePlace(own.address, address);
    const title = tab?.title ?? own?.title;
    return { address, ...(isSame && own.canonical !== undefined && { canonical: own.canonical }), ...(title !== undefined && { title }) };
  }

  const save = (writes: Library, page: PageNames, from: Place, by: 'page' | 'link'): Promise<Result<Saved>> =>
    savePage(writes, page, { from, now: clock.now(), by });

  async function saveTab({ library, writes }: Libraries, { tabId, page, from }: OpenPage): Promise<Result<Saved>> {
    const saved = await save(writes, page, from, 'page');
    if (!saved.ok) return saved;
    const { essayId, wasSaved } = saved.value;
    softly(() => icon.showSaved(tabId, true));
    const isCopied = wasSaved && (await standingOf(library, essayId))?.hasCopy === true;
    if (!isCopied) await copying.plan(essayId, { tabId, address: page.address, from });
    want('sentinel'); // and not the badge: what one saves is no more and no less news than before, and in a large library counting keeps the disk from the copy
    return saved;
  }

  async function saveLink({ library, writes }: Libraries, { page, from }: Omit<OpenPage, 'tabId'>): Promise<Result<Saved>> {
    const saved = await save(writes, page, from, 'link');
    if (!saved.ok) return saved;
    await copyWhereOpen(library, saved.value.essayId, from);
    want('sentinel');
    softly(() => showIcons(library));
    softly(() => refreshing.readInFull(library));
    return saved;
  }

  /** A page that is open already is copied there. Tabs whose address nobody may know are none. */
  async function copyWhereOpen(library: Library, id: EssayId, from: Place): Promise<void> {
    if ((await standingOf(library, id))?.hasCopy) return;
    const [[entry], open] = await Promise.all([entriesOf(library, [id]).then(({ entries }) => entries), tabs.loadedTabs().catch(() => [])]);
    const tab = open.find(
      ({ url, isAsleep }) => entry !== undefined && url !== undefined && !isAsleep && isSamePlace(url, entry.essay.url),
    );
    if (tab?.url !== undefined) await copying.plan(id, { tabId: tab.id, address: tab.url, from });
  }

  /** The icons of the tabs whose address may be known, after something was saved or taken out. */
  async function showIcons(library: Library): Promise<void> {
    for (const { id, url } of (await tabs.loadedTabs()).slice(0, MOST_TABS)) {
      if (url === undefined) continue;
      await icon.showSaved(id, (await standingAt(library, { address: url }))?.savedAt !== undefined);
    }
  }

  /** Of the tab that has come to the front. Where its address may not be known, its icon says nothing. */
  async function showIcon(tabId: number): Promise<void> {
    const tab = await tabs.tabById(tabId);
    if (tab?.url === undefined || tab.isPrivate) return;
    const { url } = tab;
    const opened = await home.opened();
    if (opened.ok) await icon.showSaved(tabId, (await standingAt(opened.value, { address: url }))?.savedAt !== undefined);
  }

  /** What nobody is there to hear of is left for whoever opens the popup next. */
  async function byHand(use: (library: Library) => Promise<Result<unknown>>): Promise<void> {
    const done = await home.withLibrary(use);
    if (!done.ok) await told.tell([done.problem]);
  }

  return {
    namesOfTab,
    saveTab: (library: Library, ask: OpenPage, occasion: Occasion) => saveTab({ library, writes: writing(library, occasion) }, ask),
    saveLink: (library: Library, ask: Omit<OpenPage, 'tabId'>, occasion: Occasion) =>
      saveLink({ library, writes: writing(library, occasion) }, ask),
    /** By the key, or from the page's menu. */
    async saveOpen(tabId: number, from: Place): Promise<void> {
      const page = await namesOfTab(tabId);
      if (page !== undefined) await byHand((library) => saveTab({ library, writes: library }, { tabId, page, from }));
    },
    saveLinked: (page: PageNames, from: Place): Promise<void> =>
      byHand((library) => saveLink({ library, writes: library }, { page, from })),
    /** A row or a card was saved. */
    savedByAct: (library: Library, id: EssayId, from: Place): Promise<void> => copyWhereOpen(library, id, from),
    /** A page is read: its icon says whether it is saved, and where it is saved without a copy, one is taken now. */
    async readThere(library: Library, tabId: number, names: PageNames): Promise<void> {
      const standing = await standingAt(library, names);
      await icon.showSaved(tabId, standing?.savedAt !== undefined);
      if (standing?.savedAt === undefined || standing.hasCopy || triedOn.get(standing.essayId) === tabId) return;
      triedOn.set(standing.essayId, tabId); // a page that is read again and again is not asked each time
      await copying.plan(standing.essayId, { tabId, address: names.address, from: 'page' });
    },
    showIcon,
    showIcons,
  };
}
