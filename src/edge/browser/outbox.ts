/**
 * Commands of the reader on their way to the background, in storage.local. A message to a worker that sleeps is lost with the page that sent it,
 * and a popup closes a moment after a key was pressed; what was posted here is done when the worker wakes, whoever is left to hear of it.
 */
import { newTicket } from '../../core/ticket';
import type { Waiting } from '../../messages';

const PREFIX = 'command:';

/** Names one posted command. Tickets sort in the order in which they were posted. */
export type Ticket = string;

let posted = 0; // two commands of one millisecond keep their order

/** The command is on its way to the disk when this returns its promise, and there when that resolves. */
export async function post(message: object): Promise<Ticket> {
  posted += 1;
  const ticket = newTicket(Date.now(), posted, Math.random());
  await chrome.storage.local.set({ [`${PREFIX}${ticket}`]: message });
  return ticket;
}

/** Oldest first. */
export async function waitingCommands(): Promise<readonly Waiting[]> {
  const kept = Object.entries(await chrome.storage.local.get(null)).filter(([key]) => isTicket(key));
  return kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, message]) => ({ ticket: key.slice(PREFIX.length), message }));
}

export async function forgetCommand(ticket: Ticket): Promise<void> {
  await chrome.storage.local.remove(`${PREFIX}${ticket}`);
}

/** Wakes a sleeping background. */
export function onPosted(listener: () => void): void {
  chrome.storage.onChanged.addListener((changes, area) => {
    const isNew = Object.entries(changes).some(([key, { newValue }]) => isTicket(key) && newValue !== undefined);
    if (area === 'local' && isNew) listener();
  });
}

function isTicket(key: string): boolean {
  return key.startsWith(PREFIX);
}
