/** What the background does when it is asked to find, follow, change or refresh sources: commands of messages.ts, in a few lines. */
import type { SourceId } from '../../core/essay';
import { accepted, hastened, woken } from '../../core/follow/source-state';
import { ok, type Result } from '../../core/problem';
import { readOpenPage } from '../../edge/browser/page-source';
import { fetchSource } from '../../edge/net/fetch-source';
import { changeSource, changeState, changeStates, following as followedIn, followSources, unfollowSource } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import { knownSources } from '../../edge/store/source-rows';
import { type AddEdges, findByAddress, findOnPage } from '../../flows/add-source';
import type { HandlersOf, Sender, ToBackground } from '../../messages';
import { refreshBadge } from './badge';
import { withLibrary } from './home';
import { tidyIndex } from './index-keeper';
import { mayFetch, planNext, refresh } from './refreshing';
import { yieldNow } from './turns';

type Names = 'findAt' | 'findHere' | 'follow' | 'unfollow' | 'changeSource' | 'answerQuestion' | 'refresh';

export const followingHandlers: HandlersOf<Pick<ToBackground, Names>, Sender> = {
  findAt: ({ address, isTyped }) => withLibrary(async (library) => ok(await findByAddress(edgesTo(library), address, isTyped))),
  findHere: ({ tabId }) =>
    withLibrary(async (library) => {
      const page = await readOpenPage(tabId);
      if (page === undefined) return ok({ kind: 'none', problem: { kind: 'no-address' } });
      const isHtml = /html/i.test(page.contentType); // an open feed is no page: it is fetched as it is
      return ok(await (isHtml ? findOnPage(edgesTo(library), page) : findByAddress(edgesTo(library), page.url, true)));
    }),
  follow: ({ sources }) =>
    withLibrary(async (library) => {
      const kept = await followSources(library, sources, { from: 'options', now: Date.now() });
      if (!kept.ok) return kept;
      begin(
        library,
        sources.map(({ source }) => source.id),
      );
      return ok('done');
    }),
  unfollow: ({ sourceId }) => withLibrary((library) => unfollow(library, sourceId)),
  changeSource: ({ sourceId, change }) =>
    withLibrary(async (library) => {
      const done = await changeSource(library, sourceId, change, Date.now());
      if (!done.ok) return done;
      const { intervalMs } = change;
      if (intervalMs !== undefined) await changeState(library, sourceId, (state) => hastened(state, intervalMs));
      await Promise.all([refreshBadge(library), intervalMs !== undefined && planNext(library)]);
      return ok('done');
    }),
  answerQuestion: ({ sourceId, isWelcome }) =>
    withLibrary(async (library) => {
      if (!isWelcome) return unfollow(library, sourceId);
      const done = await changeState(library, sourceId, accepted);
      if (!done.ok) return done;
      begin(library, [sourceId]);
      return ok('done');
    }),
  refresh: ({ sourceIds }) =>
    withLibrary(async (library) => {
      const ids = sourceIds ?? (await followedIn(library)).followed.map(({ source }) => source.id);
      const awake = await changeStates(library, ids, woken);
      if (!awake.ok) return awake;
      begin(library, ids);
      return ok('begun');
    }),
};

async function unfollow(library: Library, sourceId: SourceId): Promise<Result<'done'>> {
  const gone = await unfollowSource(library, sourceId, Date.now());
  void tidyIndex(library);
  await Promise.all([refreshBadge(library), planNext(library)]);
  return gone.ok ? ok('done') : gone;
}

/** Nobody waits for it: how far it is stands in storage.session. */
function begin(library: Library, ids: readonly SourceId[]): void {
  void refresh(library, new Set(ids));
}

function edgesTo(library: Library): AddEdges {
  return { fetchSource, mayFetch, knownSources: () => knownSources(library), yieldNow, now: Date.now };
}
