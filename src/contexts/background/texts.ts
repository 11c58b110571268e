/** Reads essays in full where their feeds give little: one walk at a time, when no source is being looked at. */
import { mayFetchWith } from '../../core/follow/may-fetch';
import { bug } from '../../core/problem';
import { isOff } from '../../core/settings';
import { setTextAlarm } from '../../edge/browser/alarms';
import { grantedOrigins } from '../../edge/browser/permissions';
import { loadSettings } from '../../edge/browser/settings';
import { fetchPage } from '../../edge/net/fetch-source';
import type { Library } from '../../edge/store/library';
import { beginText, keepText, leaveText, restTexts, wantedTexts } from '../../edge/store/texts';
import { fetchTexts, type TextEdges } from '../../flows/fetch-texts';
import { stayAwake } from './awake';
import { tell } from './home';
import { tidyIndex } from './index-keeper';
import { yieldNow } from './turns';

const GO_ON_MS = 60_000; // a walk that is cut short goes on at the alarm that was set before it began

let reading: Promise<void> | undefined;
let wasInTheWay = false; // the walk that is going on has stopped for something else
let isWantedAgain = false; // which is done by now

/** Resolves when the walk is done, one way or the other; one that is going on is joined. `isBusy`: something else comes first. */
export function readTexts(library: Library, isBusy: () => boolean): Promise<void> {
  isWantedAgain ||= wasInTheWay;
  reading ??= walks(library, isBusy)
    .catch((error: unknown) => tell([bug(error).problem]))
    .finally(() => {
      reading = undefined;
    });
  return reading;
}

async function walks(library: Library, isBusy: () => boolean): Promise<void> {
  do {
    isWantedAgain = false;
    wasInTheWay = false;
    await walk(library, isBusy);
  } while (isWantedAgain);
}

async function walk(library: Library, isBusy: () => boolean): Promise<void> {
  const edges = edgesTo(library, isBusy);
  const { wanted } = await edges.wanted(Date.now());
  if (wanted.length > 0) await setTextAlarm(Date.now() + GO_ON_MS);
  const sleep = stayAwake();
  try {
    const { kept, nextAt, problem } = await fetchTexts(edges);
    if (problem !== undefined) await tell([problem]);
    await setTextAlarm(nextAt);
    if (kept > 0) void tidyIndex(library);
  } finally {
    sleep();
  }
}

async function mayGoOn(isBusy: () => boolean): Promise<boolean> {
  wasInTheWay ||= isBusy();
  return !isBusy() && navigator.onLine && (await loadSettings()).readsInFull;
}

/** What the browser permits, but for the sites where nothing is ever read. */
async function openAddresses(): Promise<(url: string) => boolean> {
  const [origins, { offHosts }] = await Promise.all([grantedOrigins(), loadSettings()]);
  const isGranted = mayFetchWith(origins);
  return (url) => isGranted(url) && !isOff(URL.parse(url)?.hostname ?? '', offHosts);
}

function edgesTo(library: Library, isBusy: () => boolean): TextEdges {
  return {
    mayGoOn: () => mayGoOn(isBusy),
    permitted: openAddresses,
    wanted: (now) => wantedTexts(library, now),
    begin: (wanted, now) => beginText(library, wanted, now),
    fetchPage,
    keep: (begun, text) => keepText(library, begun, text),
    leave: (begun, next) => leaveText(library, begun, next),
    rest: (source, until) => restTexts(library, source, until),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    yieldNow,
    now: Date.now,
  };
}
