/** What comes in: whether it may be asked, whether it is a command, and its place in the outbox. Sending is edge/browser/messenger.ts (our own pages: own-messenger.ts). */
import { bug } from '../core/problem';
import { readTicket } from '../core/ticket';
import type { AskOf, NameOf, Raw, ReadersOf, ToBackground, ToPage } from './contract';
import { nothing } from './readers';
import type { Sender } from './sender';
import { type Entry, TO_BACKGROUND } from './to-background';

/** The same, as `answer` takes it. Pure, so that the content script carries none of it. */
export const readToBackground: ReadersOf<ToBackground> = /* @__PURE__ */ readersOf(TO_BACKGROUND);

function readersOf(table: typeof TO_BACKGROUND): ReadersOf<ToBackground> {
  return Object.fromEntries(Object.entries(table).map(([name, { read }]) => [name, read])) as ReadersOf<ToBackground>; // as: the same names, each with its own reader
}

/** Whether `sender` may ask this. A name that is not in the contract may be asked: nobody answers. */
export function mayAsk(message: unknown, sender: Sender): boolean {
  const { name, ask } = readMessage(message);
  if (sender.who === 'own' || name === undefined) return true;
  const { from, read, fits } = TO_BACKGROUND[name] as unknown as Entry<never>; // as: each entry is asked about its own asks alone
  if (from === 'own pages' || (from === 'the card') !== (sender.who === 'card')) return false;
  const readable = read(ask);
  return readable === undefined || fits === undefined || fits(readable, sender); // what does not read is answered as such
}

/** What a page hears that asks for more. */
export const REFUSED = /* @__PURE__ */ bug('a page may not ask this');

/** A message that names one of the reader's commands. */
export function isCommand(message: unknown): message is { readonly name: string } {
  const { name } = readMessage(message);
  return name !== undefined && TO_BACKGROUND[name].kind === 'command';
}

function readMessage(message: unknown): { readonly name?: NameOf<ToBackground>; readonly ask: Raw } {
  const { name, ask } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; ask?: unknown }; // as: both are checked next
  const given = typeof ask === 'object' && ask !== null ? (ask as Raw) : {}; // as: an object's fields are unknown
  if (typeof name !== 'string' || !Object.hasOwn(TO_BACKGROUND, name)) return { ask: given };
  return { name: name as NameOf<ToBackground>, ask: given }; // as: hasOwn has just said so
}

/** The place in the outbox that a message names. */
export function ticketOf(message: unknown): string | undefined {
  return typeof message === 'object' && message !== null ? readTicket((message as Raw)['ticket']) : undefined; // as: an object's fields are unknown
}

/** A page's own place in the outbox: none that it names is one of ours or of another tab. */
export function ticketFor({ who, tabId }: Sender, ticket: string): string {
  return who === 'own' ? ticket : `${ticket}@${tabId ?? 'page'}`;
}

export const readToPage: ReadersOf<ToPage> = {
  report: nothing,
  more: (raw) => raw as AskOf<ToPage, 'more'>, // as: the background has read it by TO_BACKGROUND
  goTo: (raw) => raw as AskOf<ToPage, 'goTo'>, // as: likewise
  refuse: (raw) => raw as AskOf<ToPage, 'refuse'>, // as: likewise
  selected: nothing,
  links: nothing,
  watch: (raw) => raw as AskOf<ToPage, 'watch'>, // as: likewise
  nextMark: nothing,
  previousMark: nothing,
  toggleCard: nothing,
  leave: nothing,
  cardSays: (raw) => raw as AskOf<ToPage, 'cardSays'>, // as: the background has read it by TO_BACKGROUND, and only it is heard here
};

/** A command as it waits in the outbox. Tickets sort in the order in which commands were given. */
export type Waiting = { readonly ticket: string; readonly message: unknown; readonly by?: Sender }; // by: absent for our own pages
