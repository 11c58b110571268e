/** Brings sources up to date with the real browser, network and library: by the alarm, or because the reader asks. One walk at a time. */
import { originPattern } from '../../core/address';
import type { SourceId } from '../../core/essay';
import { nextAlarmAt } from '../../core/follow/schedule';
import { bug } from '../../core/problem';
import { setAlarm } from '../../edge/browser/alarms';
import { hasOrigins } from '../../edge/browser/permissions';
import { saveProgress } from '../../edge/browser/progress';
import { fetchSource } from '../../edge/net/fetch-source';
import { following } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import { keepPoll, knownPosts } from '../../edge/store/polls';
import { type RefreshEdges, refreshSources } from '../../flows/refresh-sources';
import { stayAwake } from './awake';
import { refreshBadge } from './badge';
import { tell } from './home';
import { tidyIndex } from './index-keeper';
import { readTexts } from './texts';
import { yieldNow } from './turns';

const GO_ON_MS = 30_000; // a walk that is cut short goes on at the alarm that was set before it began
const SHOWN_EVERY_MS = 250;

let lastWalk: Promise<void> = Promise.resolve();
let waiting = 0; // walks that have not ended

/** What is due, or what the reader asks for. Resolves when that is done, one way or the other; walks wait for each other. */
export function refresh(library: Library, wanted?: ReadonlySet<SourceId>): Promise<void> {
  waiting++;
  lastWalk = lastWalk
    .then(() => walk(library, wanted))
    .catch((error: unknown) => tell([bug(error).problem]))
    .finally(() => {
      waiting--;
      void readInFull(library);
    });
  return lastWalk;
}

/** Reads essays in full while nobody waits for a walk: never in front of one, and no longer than until the next begins. */
export function readInFull(library: Library): Promise<void> {
  return readTexts(library, () => waiting > 0);
}

/** Resolves when the walks that were asked for by now are done. */
export function walked(): Promise<void> {
  return lastWalk;
}

/** Sets the alarm for what is due next. After an installation, at the browser's start, and when what is followed has changed. */
export async function planNext(library: Library): Promise<void> {
  const { followed } = await following(library);
  await setAlarm(
    nextAlarmAt(
      followed.map(({ state }) => state),
      Date.now(),
    ),
  );
}

async function walk(library: Library, wanted: ReadonlySet<SourceId> | undefined): Promise<void> {
  await setAlarm(Date.now() + GO_ON_MS);
  const sleep = stayAwake();
  const showing = progressOf(library);
  let isOffline = false;
  try {
    const report = await refreshSources({ ...edgesTo(library), ...showing.edges }, wanted);
    isOffline = report.isOffline;
    if (report.problem !== undefined) await tell([report.problem]);
    await setAlarm(report.nextAlarmAt);
  } finally {
    sleep();
    await showing.end(isOffline);
    void tidyIndex(library);
  }
}

export function mayFetch(url: string): Promise<boolean> {
  const origin = originPattern(url);
  return origin === undefined ? Promise.resolve(false) : hasOrigins([origin]);
}

function edgesTo(library: Library): Omit<RefreshEdges, 'told' | 'progress'> {
  return {
    following: async () => (await following(library)).followed,
    knownPosts: (id) => knownPosts(library, id),
    keepPoll: (change) => keepPoll(library, change, { from: 'poll', now: Date.now() }),
    fetchSource,
    mayFetch,
    isOnline: () => navigator.onLine,
    yieldNow,
    now: Date.now,
    random: Math.random,
  };
}

/** Shows how far the walk is and what it brought, some times a second at most. */
function progressOf(library: Library): {
  readonly edges: Pick<RefreshEdges, 'told' | 'progress'>;
  readonly end: (isOffline: boolean) => Promise<void>;
} {
  const startedAt = Date.now();
  let [done, total, shownAt, hasNews] = [0, 0, 0, false];
  const show = async (isRunning: boolean, isOffline = false): Promise<void> => {
    shownAt = Date.now();
    const news = hasNews;
    hasNews = false;
    await Promise.all([
      saveProgress({ done, total, startedAt, isRunning, ...(isOffline && { isOffline }) }),
      news && refreshBadge(library),
    ]);
  };
  return {
    edges: {
      told: () => {
        hasNews = true;
      },
      progress: (now) => {
        ({ done, total } = now);
        if (Date.now() - shownAt >= SHOWN_EVERY_MS) void show(true);
      },
    },
    end: (isOffline) => show(false, isOffline),
  };
}
