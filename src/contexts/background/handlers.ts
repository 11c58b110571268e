/** What the background does when it is asked: each message of messages/contract.ts, in a few lines. Commands write and answer; what follows is wanted, not awaited. */
import { originsToAsk } from '../../core/follow/new-source';
import { failed, ok, type Result } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import { withSentences } from '../../core/text/sentences';
import { hostStyle, markStyle } from '../../edge/dom/mark-style';
import { following } from '../../edge/store/follow';
import { noteRelated } from '../../edge/store/history';
import { entriesOf } from '../../edge/store/lists';
import { commitAct, commitActs, renameTag } from '../../edge/store/marks';
import { looked, markAllSeen } from '../../edge/store/seen';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import { ticketFor } from '../../messages/incoming';
import { backupHandlers } from './backup-handlers';
import { followingHandlers } from './following';
import type { House } from './house';
import { bringInk, inkingHandlers } from './inking';
import { knownLinks } from './known-links';
import { softly } from './limits';
import { type Occasion, writing } from './occasion';
import { addressOf } from './reading';
import { learnFrom, refusingHandlers } from './refusing';
import { getReady, relatePage } from './relating';
import { sendingHandlers } from './sending-handlers';
import { syncHandlers } from './sync-handlers';
import { suggestTags } from './tag-suggestions';

const STALE_MS = 30_000; // a tab that opens so long after it was asked for surprises

export type Handlers = HandlersOf<Omit<ToBackground, 'wake'>, Occasion>;

export function handlersOf(house: House): Handlers {
  const { outside, told, settings, home, remembrance, sites, thisPage, refreshing, copying, saving, want } = house;
  const { withLibrary } = home;

  /** The permission goes with the marks, unless a source that is followed needs it to be fetched. */
  async function giveUpMarks(origins: readonly string[]): Promise<void> {
    await sites.unwantMarks(origins);
    const opened = await home.home();
    const needed = opened.ok ? (await following(opened.value)).followed.flatMap(({ source }) => originsToAsk(source.url)) : origins;
    const spare = origins.filter((origin) => !needed.includes(origin));
    if (spare.length > 0) await outside.permissions.removeOrigins(spare);
  }

  return {
    ...followingHandlers(house),
    ...backupHandlers(house),
    ...refusingHandlers(house),
    ...inkingHandlers(house),
    ...syncHandlers(house),
    ...sendingHandlers(house),
    act: ({ essayId, act, from }, occasion) =>
      withLibrary(async (library) => {
        const done = await commitAct(writing(library, occasion), { essayId, act, from, now: occasion.now });
        if (!done.ok) return done;
        want('badge', 'sentinel');
        if (act.kind === 'save' || act.kind === 'unsave') softly(() => saving.showIcons(library));
        if (act.kind === 'save') softly(() => saving.savedByAct(library, essayId, from));
        softly(() => learnFrom(house, library, { essayId, kind: act.kind, from }));
        return ok('done');
      }),
    saveTab: (ask, occasion) => withLibrary((library) => saving.saveTab(library, ask, occasion)),
    saveLink: (ask, occasion) => withLibrary((library) => saving.saveLink(library, ask, occasion)),
    namesOfTab: async ({ tabId }) => {
      const names = await saving.namesOfTab(tabId);
      return names === undefined ? failed({ kind: 'page-gone' }) : ok(names);
    },
    whenCopied: ({ essayId }) => withLibrary((library) => copying.whenCopied(library, essayId)),
    keepPicture: async (ask, { by: { tabId } }) => ok(await copying.keepPicture(tabId, ask)),
    lostPicture: async (ask, { by: { tabId } }) => {
      copying.lostPicture(tabId, ask);
      return ok('done');
    },
    actMany: ({ essayIds, act, from }, occasion) =>
      withLibrary(async (library) => {
        const done = await commitActs(writing(library, occasion), { essayIds, act, from, now: occasion.now });
        want('badge', 'sentinel', 'index');
        if (act.kind === 'save' || act.kind === 'unsave') softly(() => saving.showIcons(library));
        return done.ok ? ok({ changed: done.value }) : done;
      }),
    renameTag: ({ tag, to, from }, occasion) =>
      withLibrary(async (library) => {
        const done = await renameTag(writing(library, occasion), { tag, to, from, now: occasion.now });
        want('index');
        return done;
      }),
    suggestTags: ({ essayId }) => withLibrary(async (library) => ok(await suggestTags(library, house.index, essayId))),
    openEssay: ({ essayId, from, beside, at, isTurned = false }, occasion) =>
      withLibrary(async (library) => {
        const { entries } = await entriesOf(library, [essayId]);
        const essay = entries[0]?.essay;
        if (essay === undefined) return failed({ kind: 'essay-unknown' });
        const once = writing(library, occasion);
        const done = await commitAct(once, { essayId, act: { kind: 'open' }, from, now: occasion.now });
        if (!done.ok) return done;
        want('badge', 'sentinel');
        const [page] = occasion.by.who === 'page' ? occasion.by.urls : [];
        if (page !== undefined) await noteRelated(once, { essayId, page, now: occasion.now });
        softly(() => learnFrom(house, library, { essayId, kind: 'open', from }));
        const isLate = once.once?.isRepeated || occasion.now - occasion.givenAt > STALE_MS;
        if (!isLate)
          softly(async () => outside.tabs.openTab(await addressOf(house, library, essay, { at, isTurned }), { active: !beside }));
        return ok('opened');
      }),
    markAllSeen: ({ until }, { now, givenAt, ...occasion }) =>
      withLibrary(async (library) => {
        const marked = await markAllSeen(writing(library, { now, givenAt, ...occasion }), { until, now, givenAt });
        want('badge');
        return marked;
      }),
    looked: (_, { now, givenAt, ...occasion }) =>
      withLibrary(async (library) => {
        const done = await looked(writing(library, { now, givenAt, ...occasion }), { now, givenAt });
        want('badge');
        return done.ok ? ok('done') : done;
      }),
    acknowledge: () =>
      withLibrary(async (library) => {
        await remembrance.acknowledge(library);
        return ok('done');
      }),
    changeSettings: async ({ change }) => {
      await settings.change((before) => ({ ...before, ...change }));
      want('badge', 'reserve', 'registration', 'tabs', 'backup');
      if (change.readsInFull) softly(() => withLibrary(async (library) => ok(await refreshing.readInFull(library))));
      if (change.areMarksOff === false || change.pausedUntil === 0) softly(sites.enterGranted);
      return ok('done');
    },
    setSite: async ({ host, off }) => {
      await sites.setSite(host, off);
      return ok('done');
    },
    setMarks: async ({ origins, on }) => {
      if (on) await sites.wantMarks(origins);
      else await giveUpMarks(origins);
      return ok('done');
    },
    takeBack: async ({ origins }) => {
      await sites.takeBack(origins);
      return ok('done');
    },
    relateTab: ({ tabId }) => thisPage.relateTab(tabId),
    reportTab: ({ tabId }) => thisPage.reportTab(tabId),
    showMore: ({ tabId, areMore }) => thisPage.showMore(tabId, areMore),
    refuseBeside: ({ tabId, ...refusal }) => thisPage.refuse(tabId, refusal),
    goToMatch: ({ tabId, ...place }) => thisPage.goToMatch(tabId, place),
    watchTab: ({ tabId, on }) => thisPage.watch(tabId, on),
    pageNews: async () => ok('done'),
    relateSelection: async ({ tabId }) => {
      const page = await thisPage.selectedIn(tabId);
      if (page === undefined) return ok('nothing');
      return withLibrary(async (library): Promise<Result<Related | 'nothing'>> => {
        const related = await relatePage(library, withSentences(page), house, {
          tabId: undefined,
          canonical: undefined,
          now: outside.clock.now(),
        });
        return related.ok ? ok(related.value === 'off' ? 'nothing' : related.value) : related;
      });
    },
    linksOfTab: async ({ tabId }) => {
      const links = await thisPage.linksIn(tabId);
      return withLibrary(async (library) => ok(await knownLinks(library, links)));
    },
    getReady: async (_, { by: { who, tabId, urls } }) => {
      const opening = home.opened();
      softly(home.home); // furnished meanwhile
      if (who === 'page') bringInk(house, tabId, urls);
      await getReady(opening, house.index);
      return ok('done');
    },
    relatePage: ({ page, canonical }, { by }) =>
      withLibrary(async (library) => {
        const tabId = by.who === 'page' ? by.tabId : undefined;
        const related = await relatePage(library, withSentences(page), house, { tabId, canonical, now: outside.clock.now() });
        if (tabId !== undefined) softly(() => saving.readThere(library, tabId, { address: page.url, canonical, title: page.title }));
        return related;
      }),
    isWelcome: async (_, { by }) => ok(by.tabId === undefined || !(await house.meeting.isToLeave(by.tabId))),
    mayStay: async (_, { by: { urls } }) => ok(await sites.areMarked(urls)),
    heard: async ({ ticket }, { by }) => {
      await told.heard(ticketFor(by, ticket));
      return ok('done');
    },
    search: ({ query, within, most }, { by }) =>
      withLibrary(async (library) => ok(await house.search(library, query, within, by.tabId, most))),
    paintable: async ({ on, bornAt }, { by: { tabId } }) => {
      if (tabId === undefined) return failed({ kind: 'page-gone' });
      const name = await outside.pageNameOf(bornAt);
      const change = on ? outside.scripts.insertStyle : outside.scripts.removeStyle;
      const styles = [change(tabId, markStyle(name), 'AUTHOR'), change(tabId, hostStyle(name), 'USER')];
      await Promise.all(on ? [...styles, outside.scripts.injectScript(tabId, outside.showingScript)] : styles);
      return ok({ name });
    },
    reachable: async (_, { by: { tabId } }) => {
      if (tabId === undefined) return failed({ kind: 'page-gone' });
      await outside.scripts.injectScript(tabId, outside.reachingScript);
      return ok('done');
    },
    showCard: async ({ frameId, ...ask }, { by: { tabId } }) =>
      tabId === undefined ? failed({ kind: 'page-gone' }) : outside.switchboard.showInCard(tabId, frameId, ask),
    showPopup: async () => {
      await outside.tabs.showPopup();
      return ok('done');
    },
    cardSays: async (ask, { by: { tabId, frameId } }) =>
      tabId === undefined || !frameId
        ? failed({ kind: 'page-gone' })
        : outside.switchboard.sendToPage(tabId, 'cardSays', { ...ask, frameId }),
  };
}
