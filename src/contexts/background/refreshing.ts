/** Brings sources up to date with the browser, network and library it is handed: by the alarm, or because the reader asks. One walk at a time. */
import type { SourceId } from '../../core/essay';
import { hostOf } from '../../core/follow/poll';
import { nextDueIn } from '../../core/follow/ration';
import { nextAlarmAt } from '../../core/follow/schedule';
import { following } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import { keepPoll, knownPosts } from '../../edge/store/polls';
import { problemOf } from '../../edge/store/problem-of';
import { makeRoom } from '../../edge/store/room';
import { type RefreshEdges, refreshSources } from '../../flows/refresh-sources';
import { stayAwake } from './awake';
import type { FetchList } from './fetch-list';
import type { KeptIndex } from './index-keeper';
import { softly, within } from './limits';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';
import { textReader } from './texts';
import type { TellReader } from './told';

const GO_ON_MS = 30_000; // a walk that is cut short goes on at the alarm that was set before it began
const STOPPED_FOR_MS = 15 * 60_000;
const SHOWN_EVERY_MS = 250;
const SHOWN_WITHIN_MS = 2_000;

const laterThan = (at: number | undefined, least: number): number | undefined => at && Math.max(at, least);

export type Refreshing = ReturnType<typeof refreshingOf>;

/** `news`: something came, so that the icon has another number. */
export function refreshingOf(
  outside: Outside,
  settings: SettingsDoor,
  fetchList: FetchList,
  index: KeptIndex,
  told: TellReader,
  news: () => void,
) {
  const { alarms, net, progress, clock } = outside;
  const texts = textReader(outside, settings, fetchList, index, told, () => waiting > 0);
  let lastWalk: Promise<void> = Promise.resolve();
  let waiting = 0; // walks that have not ended
  let isStopped = false; // by the reader: all that is under way or waiting ends

  /** What is due, or what the reader asks for. Resolves when that is done, one way or the other; walks wait for each other. Never rejects. */
  function refresh(library: Library, wanted?: ReadonlySet<SourceId>): Promise<void> {
    waiting++;
    lastWalk = lastWalk
      .then(() => walk(library, wanted))
      .catch((error: unknown) => told.tell([problemOf(error)]))
      .finally(() => {
        waiting--;
        if (waiting === 0) isStopped = false;
        softly(() => texts.read(library));
      });
    return lastWalk;
  }

  async function walk(library: Library, wanted: ReadonlySet<SourceId> | undefined): Promise<void> {
    await alarms.setAlarm('refresh', clock.now() + GO_ON_MS);
    const sleep = stayAwake(outside);
    const showing = shower();
    let isOffline = false;
    try {
      const mayFetch = await fetchList.forPolls(library);
      const report = await refreshSources({ ...edgesTo(library), mayFetch, ...showing.edges }, wanted);
      isOffline = report.isOffline;
      if (report.problem !== undefined) await told.tell([report.problem]);
      await alarms.setAlarm('refresh', isStopped ? laterThan(report.nextAlarmAt, clock.now() + STOPPED_FOR_MS) : report.nextAlarmAt);
    } finally {
      sleep();
      await showing.end(isOffline);
      softly(() => index.tidy(library));
    }
  }

  function edgesTo(library: Library): Omit<RefreshEdges, 'told' | 'progress' | 'mayFetch'> {
    return {
      following: async () => (await following(library)).followed,
      knownPosts: (id, most) => knownPosts(library, id, most),
      keepPoll: (change) => keepPoll(library, change, { from: 'poll', now: clock.now() }),
      makeRoom: (id, standing) => makeRoom(library, id, standing),
      fetchSource: net.fetchSource,
      isOnline: net.isOnline,
      isStopped: () => isStopped,
      isSparing: net.isSparing,
      yieldNow: clock.yieldNow,
      now: clock.now,
      random: clock.random,
    };
  }

  /** Shows how far the walk is and what it brought, some times a second at most. */
  function shower(): { readonly edges: Pick<RefreshEdges, 'told' | 'progress'>; readonly end: (isOffline: boolean) => Promise<void> } {
    const startedAt = clock.now();
    let [done, total, shownAt, hasNews] = [0, 0, 0, false];
    const show = async (isRunning: boolean, isOffline = false): Promise<void> => {
      shownAt = clock.now();
      if (hasNews) news();
      hasNews = false;
      const shown = progress.saveProgress({ done, total, startedAt, isRunning, ...(isOffline && { isOffline }) });
      await within(clock, SHOWN_WITHIN_MS, shown, undefined).catch(() => {}); // nobody is told how far it is
    };
    return {
      edges: {
        told: () => {
          hasNews = true;
        },
        progress: (now) => {
          ({ done, total } = now);
          if (clock.now() - shownAt >= SHOWN_EVERY_MS) softly(() => show(true));
        },
      },
      end: (isOffline) => show(false, isOffline),
    };
  }

  return {
    refresh,
    /** Nothing more is asked; what is being asked now is kept as it comes. The rest is due as it was. */
    stop(): void {
      isStopped = waiting > 0;
    },
    /** Reads essays in full while nobody waits for a walk: never in front of one, and no longer than until the next begins. */
    readInFull: texts.read,
    /** Resolves when the walks that were asked for by now are done. */
    walked: (): Promise<void> => lastWalk,
    /**
     * Sets the alarm for what is due next, unless a walk is going on, which does so itself. One that rings sooner stays: put off at every wake, it
     * would never ring while pages wake the background.
     */
    async planNext(library: Library): Promise<void> {
      if (waiting > 0) return;
      const { followed } = await following(library);
      const now = clock.now();
      const next = nextAlarmAt(nextDueIn(followed, hostOf, now), now);
      const at = await alarms.alarmAt('refresh');
      if (next === undefined || at === undefined || at > next) await alarms.setAlarm('refresh', next);
    },
  };
}
