/** What the background does when it is asked to find, follow, change or refresh sources: messages of messages/contract.ts, in a few lines. */
import type { SourceId } from '../../core/essay';
import { originsToAsk } from '../../core/follow/new-source';
import { accepted, hastened, woken } from '../../core/follow/source-state';
import { ok, type Result } from '../../core/problem';
import { isOff } from '../../core/settings';
import { changeAddress } from '../../edge/store/change-address';
import { changeSource, changeState, changeStates, following as followedIn, followSources, unfollowSource } from '../../edge/store/follow';
import { forgetSource } from '../../edge/store/forget';
import type { Library } from '../../edge/store/library';
import { knownSources } from '../../edge/store/source-rows';
import { findOnPage } from '../../flows/add-source';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import type { House } from './house';
import { softly } from './limits';
import { findingEdges, giveBack, lookAt } from './looking';
import { type Occasion, writing } from './occasion';
import { hostOf } from './sites';

type Names =
  | 'findAt'
  | 'findHere'
  | 'follow'
  | 'unfollow'
  | 'changeSource'
  | 'changeAddress'
  | 'giveBack'
  | 'answerQuestion'
  | 'stopRefresh'
  | 'refresh';

export function followingHandlers(house: House): HandlersOf<Pick<ToBackground, Names>, Occasion> {
  const { outside, refreshing, want } = house;
  const { withLibrary } = house.home;

  /** Nobody waits for it: how far it is stands in storage.session. */
  function begin(library: Library, ids: readonly SourceId[]): void {
    softly(() => refreshing.refresh(library, new Set(ids)));
  }

  /** `forget`: and no word of it is left, here or outside the database. */
  async function unfollow(library: Library, sourceId: SourceId, forget: boolean, occasion: Occasion): Promise<Result<'done'>> {
    const once = writing(library, occasion);
    const source = forget ? (await knownSources(library)).find(({ source: { id } }) => id === sourceId)?.source : undefined;
    const gone = forget ? await forgetSource(once, sourceId, occasion.now) : await unfollowSource(once, sourceId, occasion.now);
    want('badge', 'reserve', 'plan', 'index');
    if (gone.ok && source !== undefined) softly(() => giveBack(house, library, originsToAsk(source.url)));
    return gone.ok ? ok('done') : gone;
  }

  return {
    findAt: ({ address, isTyped }) => withLibrary(async (library) => ok(await lookAt(house, library, address, isTyped))),
    findHere: ({ tabId }) =>
      withLibrary(async (library) => {
        const [tab, { offHosts }] = await Promise.all([outside.tabs.tabById(tabId), house.settings.load()]);
        const off = isOff(hostOf(tab ?? {}) ?? '', offHosts) ? tab?.url : undefined; // nothing is read there: it is looked for as if it were typed
        if (off !== undefined) return ok(await lookAt(house, library, off, true));
        const page = await outside.pageSource.readOpenPage(tabId);
        if (page === undefined) return ok({ kind: 'none', problem: { kind: 'no-address' } });
        const isHtml = /html/i.test(page.contentType); // an open feed is no page: it is fetched as it is
        return ok(await (isHtml ? findOnPage(findingEdges(house, library, page.url), page) : lookAt(house, library, page.url, true)));
      }),
    follow: ({ sources }, occasion) =>
      withLibrary(async (library) => {
        const kept = await followSources(writing(library, occasion), sources, { from: 'options', now: occasion.now });
        if (!kept.ok) return kept;
        begin(
          library,
          sources.map(({ source }) => source.id),
        );
        want('reserve');
        return ok('done');
      }),
    unfollow: ({ sourceId, forget = false }, occasion) => withLibrary((library) => unfollow(library, sourceId, forget, occasion)),
    changeSource: ({ sourceId, change }, occasion) =>
      withLibrary(async (library) => {
        const once = writing(library, occasion);
        const done = await changeSource(once, sourceId, change, occasion.now);
        if (!done.ok) return done;
        const { intervalMs } = change;
        if (intervalMs !== undefined) await changeState(once, sourceId, (state) => hastened(state, intervalMs));
        want('badge', 'reserve', 'plan');
        return ok('done');
      }),
    changeAddress: (ask, occasion) =>
      withLibrary(async (library) => {
        const done = await changeAddress(writing(library, occasion), ask, occasion.now);
        if (!done.ok) return done;
        begin(library, [ask.sourceId]);
        want('reserve');
        return ok('done');
      }),
    giveBack: ({ origins }) =>
      withLibrary(async (library) => {
        await giveBack(house, library, origins);
        return ok('done');
      }),
    answerQuestion: ({ sourceId, isWelcome }, occasion) =>
      withLibrary(async (library) => {
        if (!isWelcome) return unfollow(library, sourceId, false, occasion);
        const done = await changeState(writing(library, occasion), sourceId, accepted);
        if (!done.ok) return done;
        begin(library, [sourceId]);
        return ok('done');
      }),
    stopRefresh: async () => {
      refreshing.stop();
      return ok('done');
    },
    refresh: ({ sourceIds }, occasion) =>
      withLibrary(async (library) => {
        const ids = sourceIds ?? (await followedIn(library)).followed.map(({ source }) => source.id);
        const awake = await changeStates(writing(library, occasion), ids, woken);
        if (!awake.ok) return awake;
        begin(library, ids);
        return ok('begun');
      }),
  };
}
