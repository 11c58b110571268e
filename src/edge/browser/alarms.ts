/** The alarms: when the background looks for new posts next, and when it goes on reading essays in full. When that is, others decide. */
import browser from 'webextension-polyfill';

const REFRESH = 'refresh';
const TEXTS = 'texts';

/** Undefined: nothing is followed, and nothing wakes us. A new time takes the place of the old. */
export function setAlarm(at: number | undefined): Promise<void> {
  return set(REFRESH, at);
}

/** The same for the texts of essays. */
export function setTextAlarm(at: number | undefined): Promise<void> {
  return set(TEXTS, at);
}

async function set(name: string, at: number | undefined): Promise<void> {
  if (at === undefined) await browser.alarms.clear(name);
  else browser.alarms.create(name, { when: at });
}

export async function hasAlarm(): Promise<boolean> {
  return (await browser.alarms.get(REFRESH)) !== undefined;
}

/** In the first tick. What the listener promises keeps Firefox's event page alive until it is done. */
export function onAlarm(refresh: () => Promise<void>, texts: () => Promise<void>): void {
  browser.alarms.onAlarm.addListener(({ name }) => (name === REFRESH ? refresh() : name === TEXTS ? texts() : undefined));
}
