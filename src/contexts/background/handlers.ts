/** What the background does when it is asked: each command of messages.ts, in a few lines. */
import { originsToAsk } from '../../core/follow/new-source';
import { failed, ok } from '../../core/problem';
import { pageNameOf } from '../../edge/browser/page-name';
import { removeOrigins } from '../../edge/browser/permissions';
import { insertStyle, removeStyle } from '../../edge/browser/scripts';
import { loadSettings, saveSettings } from '../../edge/browser/settings';
import { sendToPage, showInCard } from '../../edge/browser/switchboard';
import { openTab, showPopup } from '../../edge/browser/tabs';
import { hostStyle, markStyle } from '../../edge/dom/mark-style';
import { following } from '../../edge/store/follow';
import { entriesOf } from '../../edge/store/lists';
import { looked, markAllSeen } from '../../edge/store/seen';
import type { HandlersOf, Sender, ToBackground } from '../../messages';
import { commit } from './acts';
import { refreshBadge } from './badge';
import { followingHandlers } from './following';
import { acknowledge, home, withLibrary } from './home';
import { readInFull } from './refreshing';
import { getReady, relatePage } from './relating';
import { search } from './searching';
import { setSite, takeBack, unwantMarks, wantMarks } from './sites';
import { relateTab, reportTab, showMore } from './this-page';

export const handlers: HandlersOf<Omit<ToBackground, 'wake'>, Sender> = {
  ...followingHandlers,
  act: (ask) => withLibrary((library) => commit(library, ask)),
  openEssay: ({ essayId, from, beside }) =>
    withLibrary(async (library) => {
      const { entries } = await entriesOf(library, [essayId]);
      const url = entries[0]?.essay.url;
      if (url === undefined) return failed({ kind: 'essay-unknown' });
      await openTab(url, { active: !beside });
      const done = await commit(library, { essayId, act: { kind: 'open' }, from });
      return done.ok ? ok('opened') : done;
    }),
  markAllSeen: ({ until }) =>
    withLibrary(async (library) => {
      const marked = await markAllSeen(library, { until, now: Date.now() });
      await refreshBadge(library);
      return marked;
    }),
  looked: () =>
    withLibrary(async (library) => {
      const done = await looked(library, { now: Date.now() });
      await refreshBadge(library);
      return done.ok ? ok('done') : done;
    }),
  acknowledge: () =>
    withLibrary(async (library) => {
      await acknowledge(library);
      return ok('done');
    }),
  changeSettings: async ({ change }) => {
    await saveSettings({ ...(await loadSettings()), ...change });
    return withLibrary(async (library) => {
      await refreshBadge(library);
      if (change.readsInFull) void readInFull(library);
      return ok('done');
    });
  },
  setSite: async ({ host, off }) => {
    await setSite(host, off);
    return ok('done');
  },
  setMarks: async ({ origins, on }) => {
    if (on) await wantMarks(origins);
    else await giveUpMarks(origins);
    return ok('done');
  },
  takeBack: async ({ origins }) => {
    await takeBack(origins);
    return ok('done');
  },
  relateTab: ({ tabId }) => relateTab(tabId),
  reportTab: ({ tabId }) => reportTab(tabId),
  showMore: ({ tabId }) => showMore(tabId),
  getReady: () =>
    withLibrary(async (library) => {
      await getReady(library);
      return ok('done');
    }),
  relatePage: ({ page }) => withLibrary((library) => relatePage(library, page)),
  search: ({ query, within }, { tabId }) => withLibrary(async (library) => ok(await search(library, query, within, tabId))),
  isWelcome: async () => ok(true),
  heard: async () => ok('done'),
  paintable: async ({ on, bornAt }, { tabId }) => {
    if (tabId === undefined) return failed({ kind: 'page-gone' });
    const name = await pageNameOf(bornAt);
    const change = on ? insertStyle : removeStyle;
    await Promise.all([change(tabId, markStyle(name), 'AUTHOR'), change(tabId, hostStyle(name), 'USER')]);
    return ok({ name });
  },
  showCard: async ({ frameId, ...ask }, { tabId }) =>
    tabId === undefined ? failed({ kind: 'page-gone' }) : showInCard(tabId, frameId, ask),
  showPopup: async () => {
    await showPopup();
    return ok('done');
  },
  cardSays: async (ask, { tabId, frameId }) =>
    tabId === undefined || !frameId ? failed({ kind: 'page-gone' }) : sendToPage(tabId, 'cardSays', { ...ask, frameId }),
};

/** The permission goes with the marks, unless a source that is followed needs it to be fetched. */
async function giveUpMarks(origins: readonly string[]): Promise<void> {
  await unwantMarks(origins);
  const opened = await home();
  const needed = opened.ok ? (await following(opened.value)).followed.flatMap(({ source }) => originsToAsk(source.url)) : origins;
  const spare = origins.filter((origin) => !needed.includes(origin));
  if (spare.length > 0) await removeOrigins(spare);
}
