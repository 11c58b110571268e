/** What makes sources due: the alarm, a permission that was given; and the way from the browser's menu to the form that adds one. */
import { woken } from '../../core/follow/source-state';
import type { AlarmName } from '../../edge/browser/alarms';
import { changeStates, following } from '../../edge/store/follow';
import type { FetchList } from './fetch-list';
import type { Home } from './home';
import type { Outside } from './outside';
import type { Refreshing } from './refreshing';

const OPTIONS = 'src/contexts/options/options.html';
const SOON_MS = 60_000;
const PAGE_FIRST_MS = 500; // a page that is there needs a few milliseconds
const DAY_MS = 24 * 60 * 60_000;
/** No alarm is set further ahead: one that stands there was set while the clock was. */
const FARTHEST_MS: Readonly<Record<AlarmName, number>> = {
  refresh: 2 * DAY_MS,
  texts: 8 * DAY_MS,
  backup: 8 * DAY_MS,
  sync: 2 * DAY_MS,
  reader: 2 * DAY_MS,
  send: 2 * DAY_MS,
  marks: DAY_MS,
};
const AGAIN_MS: Readonly<Record<AlarmName, number>> = {
  refresh: SOON_MS,
  texts: 60 * 60_000,
  backup: 60 * 60_000,
  sync: SOON_MS,
  reader: SOON_MS,
  send: SOON_MS,
  marks: SOON_MS,
};

export function dueOf(
  { alarms, tabs, wakes, clock }: Outside,
  { home }: Pick<Home, 'home'>,
  fetchList: FetchList,
  refreshing: Refreshing,
  others: Readonly<Record<'backup' | 'sync' | 'reader' | 'send' | 'marks', () => Promise<void>>>,
) {
  async function refreshDue(): Promise<void> {
    const opened = await home();
    if (!opened.ok) return alarms.setAlarm('refresh', clock.now() + SOON_MS);
    await refreshing.refresh(opened.value);
    await refreshing.readInFull(opened.value);
  }

  /** The texts that the last waking had no time for. */
  async function goOnReading(): Promise<void> {
    const opened = await home();
    await refreshing.walked();
    if (opened.ok) await refreshing.readInFull(opened.value);
  }

  const RINGS: Readonly<Record<AlarmName, () => Promise<void>>> = { refresh: refreshDue, texts: goOnReading, ...others };

  return {
    ring: (name: AlarmName): Promise<void> => RINGS[name](),

    /**
     * Browsers may lose alarms when they are updated or restored, and a clock that was wrong may have set one years ahead. Whoever wakes the background
     * sets it again; what is due is looked up when it rings.
     */
    async ensureAlarms(): Promise<void> {
      for (const name of ['refresh', 'texts', 'backup', 'sync', 'reader', 'send', 'marks'] as const) {
        const at = await alarms.alarmAt(name);
        const isMissing = at === undefined && name === 'refresh';
        const isTooFar = at !== undefined && at > clock.now() + FARTHEST_MS[name];
        if (isMissing || isTooFar) await alarms.setAlarm(name, clock.now() + AGAIN_MS[name]);
      }
    },

    /**
     * Sources that waited for a permission are due as soon as it is given. The page that asked for it asks for its sources too, if it is still there:
     * what that brings is not fetched again.
     */
    async refreshPermitted(): Promise<void> {
      await clock.wait(PAGE_FIRST_MS);
      await refreshing.walked();
      const opened = await home();
      if (!opened.ok) return;
      const { followed } = await following(opened.value);
      const waiting = followed.filter(({ state }) => state.problem?.kind === 'needs-permission');
      const open = await Promise.all(waiting.map(({ source }) => fetchList.isPermitted(source.url)));
      const ids = waiting.filter((_, at) => open[at]).map(({ source }) => source.id);
      if (ids.length === 0) {
        await refreshing.planNext(opened.value);
        return refreshing.readInFull(opened.value); // a feed may be on one site and its essays on another
      }
      await changeStates(opened.value, ids, woken);
      await refreshing.refresh(opened.value);
    },

    /** The form looks the address up when the reader says so. A link's address was not typed by anyone: it may not lead to a machine at home. */
    async openFollowing(url: string, isPage: boolean): Promise<void> {
      const asked = new URLSearchParams({ add: url, ...(!isPage && { from: 'link' }) });
      await tabs.openTab(`${wakes.packagedAddress(OPTIONS)}?${asked}`, { active: true });
    },
  };
}
