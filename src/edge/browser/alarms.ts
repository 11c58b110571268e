/** The alarms: when the background looks for new posts next, goes on reading essays in full, makes a backup, keeps machines alike. When that is, others decide. */
import browser from 'webextension-polyfill';

/** `refresh`: look for new posts. `texts`: go on reading essays in full. `backup`: make one. `sync`: keep one's machines alike. `reader`: and a reader on a server. `marks`: they come back. */
export type AlarmName = 'refresh' | 'texts' | 'backup' | 'sync' | 'reader' | 'send' | 'marks';
const NAMES: ReadonlySet<string> = new Set<AlarmName>(['refresh', 'texts', 'backup', 'sync', 'reader', 'send', 'marks']);

/** Undefined: nothing is to be done, and nothing wakes us. A new time takes the place of the old. */
export async function setAlarm(name: AlarmName, at: number | undefined): Promise<void> {
  if (at === undefined) await browser.alarms.clear(name);
  else browser.alarms.create(name, { when: at });
}

/** When it rings, ms since 1970, UTC; undefined where none is set. */
export async function alarmAt(name: AlarmName): Promise<number | undefined> {
  return (await browser.alarms.get(name))?.scheduledTime;
}

/** In the first tick. What the listener promises keeps Firefox's event page alive until it is done. */
export function onAlarm(ring: (name: AlarmName) => Promise<void>): void {
  browser.alarms.onAlarm.addListener(({ name }) => (NAMES.has(name) ? ring(name as AlarmName) : undefined)); // as: it is one of them
}
