/** The one alarm: when the background looks for new posts next. When that is, core/follow/schedule.ts decides. */
import browser from 'webextension-polyfill';

const REFRESH = 'refresh';

/** Undefined: nothing is followed, and nothing wakes us. A new time takes the place of the old. */
export async function setAlarm(at: number | undefined): Promise<void> {
  if (at === undefined) await browser.alarms.clear(REFRESH);
  else browser.alarms.create(REFRESH, { when: at });
}

export async function hasAlarm(): Promise<boolean> {
  return (await browser.alarms.get(REFRESH)) !== undefined;
}

/** In the first tick. What the listener promises keeps Firefox's event page alive until it is done. */
export function onAlarm(rings: () => Promise<void>): void {
  browser.alarms.onAlarm.addListener(({ name }) => (name === REFRESH ? rings() : undefined));
}
