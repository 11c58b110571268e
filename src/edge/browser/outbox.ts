/**
 * The bell of the outbox, in storage.session: a message to a worker that sleeps is lost with the page that sent it, and a popup closes a moment after
 * a key was pressed. What is set here is on its way at once and wakes the background, and so the command itself is set here too, beside the outbox
 * on the disk (edge/store/desk.ts): a page that is closed takes a transaction with it that has only begun. No content script reaches either.
 */
import type { Waiting } from '../../messages/incoming';

const PREFIX = 'command:';

export async function ring({ ticket, message }: Waiting): Promise<void> {
  await chrome.storage.session.set({ [`${PREFIX}${ticket}`]: message });
}

/** Commands whose bell was rung and that are not done yet. */
export async function rung(): Promise<readonly Waiting[]> {
  const kept = Object.entries(await chrome.storage.session.get(null)).filter(([key]) => key.startsWith(PREFIX));
  return kept.map(([key, message]) => ({ ticket: key.slice(PREFIX.length), message }));
}

export async function silence(ticket: string): Promise<void> {
  await chrome.storage.session.remove(`${PREFIX}${ticket}`);
}

/** In the first tick. */
export function onRung(listener: () => void): void {
  chrome.storage.onChanged.addListener((changes, area) => {
    const isNew = Object.entries(changes).some(([key, { newValue }]) => key.startsWith(PREFIX) && newValue !== undefined);
    if (area === 'session' && isNew) listener();
  });
}
