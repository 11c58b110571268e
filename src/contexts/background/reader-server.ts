/** Reads in both: subscriptions, read and starred, kept the same with a reader on a server that its reader named. Looks first, and does it once asked to. */
import { originPattern } from '../../core/address';
import { previewImport } from '../../core/follow/import-preview';
import { type Answer, type SyncProblem, stopped } from '../../core/sync/problem';
import { followSources } from '../../edge/store/follow';
import {
  followedFeeds,
  knownItems,
  noteReader,
  type ReaderConfig,
  readerConfig,
  readerFacts,
  readerRows,
  setReader,
  statesOf,
} from '../../edge/store/greader';
import type { Library } from '../../edge/store/library';
import { commitActs } from '../../edge/store/marks';
import { savePage } from '../../edge/store/save-page';
import { knownSources } from '../../edge/store/source-rows';
import { logIn, lookAtReader, type ReaderEdges, type ReaderLook, tellReader } from '../../flows/greader';
import type { ReaderSeen } from '../../messages/contract';
import { stayAwake } from './awake';
import type { Outside } from './outside';

const EVERY_MS = 30 * 60_000;
const PASSING = { from: 'import' as const };

export type ReaderServer = ReturnType<typeof readerServerOf>;

export function readerServerOf(outside: Outside, want: (...parts: readonly ('badge' | 'plan' | 'index')[]) => void) {
  const { alarms, clock, sync, permissions } = outside;
  let going: Promise<SyncProblem | undefined> | undefined;

  async function look(
    library: Library,
    config: ReaderConfig,
  ): Promise<Answer<{ readonly look: ReaderLook; readonly tell: () => Promise<Answer<number>> }>> {
    const origin = originPattern(config.address);
    if (origin === undefined || !(await permissions.hasOrigins([origin]))) return stopped({ kind: 'not-allowed' });
    if (!outside.net.isOnline()) return stopped({ kind: 'offline' });
    const { ask } = sync.syncNet(new URL(config.address).origin, { user: '', password: '' });
    const session = await logIn(config, ask, clock.now);
    if (!session.ok) return session;
    const edges: ReaderEdges = {
      ...{ ask, now: clock.now },
      rows: () => readerRows(library),
      since: async () => (await readerFacts(library)).ran?.at,
      find: (items) => knownItems(library, items),
      states: (ids) => statesOf(library, ids),
      followed: async () => {
        const before = new Set((await readerFacts(library)).ran?.feeds ?? []);
        return (await followedFeeds(library)).filter((url) => !before.has(url)); // one that is there no longer was taken away there
      },
    };
    const looked = await lookAtReader(session.value, edges);
    return looked.ok ? { ok: true, value: { look: looked.value, tell: () => tellReader(session.value, edges, looked.value) } } : looked;
  }

  async function newFeeds(library: Library, { subscriptions }: ReaderLook) {
    const entries = subscriptions.map((each) => ({ kind: 'feed' as const, ...each }));
    const known = await knownSources(library);
    const refused = new Set(known.filter(({ isUnfollowed, isRefused }) => isUnfollowed || isRefused).map(({ source }) => source.id));
    return previewImport(entries, known, clock.now()).toAdd.filter(({ source }) => !refused.has(source.id)); // what was unfollowed here stays so
  }

  /** What the first joining would do, counted. */
  async function preview(library: Library, config: ReaderConfig): Promise<Answer<ReaderSeen>> {
    const looked = await look(library, config);
    if (!looked.ok) return looked;
    const { look: seen } = looked.value;
    const { here, there, fresh } = seen.plan;
    return {
      ok: true,
      value: {
        feeds: { both: seen.subscriptions.length, here: (await newFeeds(library, seen)).length, there: seen.missingThere.length },
        read: { here: here.read.length, there: there.read.length },
        saved: { here: here.save.length + fresh.length, there: there.star.length },
      },
    };
  }

  function run(library: Library): Promise<SyncProblem | undefined> {
    going ??= round(library).finally(() => {
      going = undefined;
    });
    return going;
  }

  async function round(library: Library): Promise<SyncProblem | undefined> {
    const config = await readerConfig(library);
    if (config === undefined) return undefined;
    const stop = stayAwake(outside);
    try {
      const looked = await look(library, config);
      const at = clock.now();
      if (!looked.ok) {
        const { ran } = await readerFacts(library);
        await noteReader(library, { ...(ran ?? { at: 0, got: 0, sent: 0, feeds: [] }), problem: looked.problem }, []);
        return looked.problem;
      }
      const got = await keep(library, looked.value.look);
      const told = await looked.value.tell();
      const agreed = looked.value.look.matched.filter(
        ({ there, here }) => there.isRead === here.isRead && there.isStarred === here.isStarred,
      );
      await noteReader(
        library,
        { at, got, sent: told.ok ? told.value : 0, feeds: await followedFeeds(library), ...(!told.ok && { problem: told.problem }) },
        agreed,
      );
      if (got > 0) want('badge', 'plan', 'index');
      return told.ok ? undefined : told.problem;
    } finally {
      await alarms.setAlarm('reader', clock.now() + EVERY_MS);
      stop();
    }
  }

  /** Here: what is new there is followed, and what was read or starred there is so here. */
  async function keep(library: Library, seen: ReaderLook): Promise<number> {
    const now = clock.now();
    const feeds = await newFeeds(library, seen);
    const added = feeds.map(({ source, folder }) => ({ source, wishes: { followed: true, ...(folder !== undefined && { folder }) } }));
    if (added.length > 0) await followSources(library, added, { ...PASSING, now });
    const { read, unread, save, unsave } = seen.plan.here;
    for (const [kind, ids] of [
      ['markRead', read],
      ['markUnread', unread],
      ['save', save],
      ['unsave', unsave],
    ] as const)
      if (ids.length > 0) await commitActs(library, { essayIds: ids, act: { kind }, ...PASSING, now });
    for (const { url, title } of seen.plan.fresh)
      await savePage(library, { address: url, ...(title !== '' && { title }) }, { ...PASSING, now, by: 'link' });
    return added.length + read.length + unread.length + save.length + unsave.length + seen.plan.fresh.length;
  }

  async function tend(library: Library): Promise<void> {
    const config = await readerConfig(library);
    if (config === undefined) return alarms.setAlarm('reader', undefined);
    const at = await alarms.alarmAt('reader');
    if (at === undefined || at > clock.now() + EVERY_MS) await alarms.setAlarm('reader', clock.now() + EVERY_MS);
  }

  async function join(library: Library, config: ReaderConfig | undefined): Promise<void> {
    await setReader(library, config);
    if (config === undefined) await alarms.setAlarm('reader', undefined);
  }

  return { preview, run, tend, join };
}
