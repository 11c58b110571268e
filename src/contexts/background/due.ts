/** What makes sources due: the alarm, a permission that was given; and the way from the browser's menu to the form that adds one. */
import { woken } from '../../core/follow/source-state';
import { hasAlarm, setAlarm } from '../../edge/browser/alarms';
import { openTab } from '../../edge/browser/tabs';
import { packagedAddress } from '../../edge/browser/wakes';
import { changeStates, following } from '../../edge/store/follow';
import { home } from './home';
import { mayFetch, planNext, readInFull, refresh, walked } from './refreshing';

const OPTIONS = 'src/contexts/options/options.html';
const SOON_MS = 60_000;
const PAGE_FIRST_MS = 500; // a page that is there needs a few milliseconds

export async function refreshDue(): Promise<void> {
  const opened = await home();
  if (!opened.ok) return setAlarm(Date.now() + SOON_MS);
  await refresh(opened.value);
  await readInFull(opened.value);
}

/** The texts that the last waking had no time for. */
export async function goOnReading(): Promise<void> {
  const opened = await home();
  await walked();
  if (opened.ok) await readInFull(opened.value);
}

/** Browsers may lose alarms when they are updated or restored. Whoever wakes the background sets it again; what is due is looked up when it rings. */
export async function ensureAlarm(): Promise<void> {
  if (!(await hasAlarm())) await setAlarm(Date.now() + SOON_MS);
}

/**
 * Sources that waited for a permission are due as soon as it is given. The page that asked for it asks for its sources too, if it is still there:
 * what that brings is not fetched again.
 */
export async function refreshPermitted(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAGE_FIRST_MS));
  await walked();
  const opened = await home();
  if (!opened.ok) return;
  const { followed } = await following(opened.value);
  const waiting = followed.filter(({ state }) => state.problem?.kind === 'needs-permission');
  const open = await Promise.all(waiting.map(({ source }) => mayFetch(source.url)));
  const ids = waiting.filter((_, at) => open[at]).map(({ source }) => source.id);
  if (ids.length === 0) {
    await planNext(opened.value);
    return readInFull(opened.value); // a feed may be on one site and its essays on another
  }
  await changeStates(opened.value, ids, woken);
  await refresh(opened.value);
}

/** The form looks the address up when the reader says so. A link's address was not typed by anyone: it may not lead to a machine at home. */
export async function openFollowing(url: string, isPage: boolean): Promise<void> {
  const asked = new URLSearchParams({ add: url, ...(!isPage && { from: 'link' }) });
  await openTab(`${packagedAddress(OPTIONS)}?${asked}`, { active: true });
}
