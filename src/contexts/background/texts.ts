/** Reads essays in full where their feeds give little: one walk at a time, when no source is being looked at. */
import type { SourceId } from '../../core/essay';
import { isOff } from '../../core/settings';
import type { Library } from '../../edge/store/library';
import { problemOf } from '../../edge/store/problem-of';
import { beginText, keepText, leaveText, restTexts, wantedTexts } from '../../edge/store/texts';
import { fetchTexts, type TextEdges } from '../../flows/fetch-texts';
import { stayAwake } from './awake';
import type { FetchList } from './fetch-list';
import type { KeptIndex } from './index-keeper';
import { softly } from './limits';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';
import type { TellReader } from './told';

const GO_ON_MS = 60_000; // a walk that is cut short goes on at the alarm that was set before it began

/** `isBusy`: something else comes first. */
export function textReader(
  outside: Outside,
  settings: SettingsDoor,
  fetchList: FetchList,
  index: KeptIndex,
  told: TellReader,
  isBusy: () => boolean,
) {
  const { alarms, net, clock } = outside;
  let reading: Promise<void> | undefined;
  let wasInTheWay = false; // the walk that is going on has stopped for something else
  let isWantedAgain = false; // which is done by now

  /** Resolves when the walk is done, one way or the other; one that is going on is joined. Never rejects. */
  function read(library: Library): Promise<void> {
    isWantedAgain ||= wasInTheWay;
    reading ??= walks(library)
      .catch((error: unknown) => told.tell([problemOf(error)]))
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  async function walks(library: Library): Promise<void> {
    do {
      isWantedAgain = false;
      wasInTheWay = false;
      await walk(library);
    } while (isWantedAgain);
  }

  async function walk(library: Library): Promise<void> {
    const edges = edgesTo(library);
    const { wanted } = await edges.wanted(clock.now());
    if (wanted.length > 0) await alarms.setAlarm('texts', clock.now() + GO_ON_MS);
    const sleep = stayAwake(outside);
    try {
      const { kept, nextAt, problem } = await fetchTexts(edges);
      if (problem !== undefined) await told.tell([problem]);
      await alarms.setAlarm('texts', nextAt);
      if (kept > 0) softly(() => index.tidy(library));
    } finally {
      sleep();
    }
  }

  async function mayGoOn(): Promise<boolean> {
    wasInTheWay ||= isBusy();
    return !isBusy() && net.isOnline() && (await settings.load()).readsInFull;
  }

  /** What may be fetched for a source, but for the sites where nothing is ever read. */
  async function openAddresses(library: Library): Promise<(url: string, source: SourceId) => boolean> {
    const [mayFetch, { offHosts }] = await Promise.all([fetchList.forPages(library), settings.load()]);
    return (url, source) => mayFetch(url, source) && !isOff(URL.parse(url)?.hostname ?? '', offHosts);
  }

  function edgesTo(library: Library): TextEdges {
    return {
      mayGoOn,
      permitted: () => openAddresses(library),
      wanted: (now) => wantedTexts(library, now),
      begin: (wanted, now) => beginText(library, wanted, now),
      fetchPage: net.fetchPage,
      keep: (begun, text, title) => keepText(library, begun, text, title.trim() || undefined),
      leave: (begun, next) => leaveText(library, begun, next),
      rest: (source, until, origin) => restTexts(library, source, until, origin),
      wait: clock.wait,
      yieldNow: clock.yieldNow,
      now: clock.now,
    };
  }

  return { read };
}
