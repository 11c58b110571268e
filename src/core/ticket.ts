/** The name under which a command waits. Tickets sort in the order in which commands were given, and say when that was. */

const TIME_DIGITS = 9; // of base 36: they sort by time until the year 5188
const TICKET = /^[0-9a-z]{9}-[0-9]{6}-[0-9a-z]{1,20}$/;

/** A new one: `turn` keeps two of one millisecond apart and in order, `chance` (0 up to 1) two pages. */
export function newTicket(now: number, turn: number, chance: number): string {
  return `${ticketsAt(now)}-${String(turn % 1_000_000).padStart(6, '0')}-${chance.toString(36).slice(2, 14) || '0'}`;
}

/** How every ticket of this moment begins; those given before sort before it. */
export function ticketsAt(now: number): string {
  return Math.max(0, Math.floor(now)).toString(36).padStart(TIME_DIGITS, '0');
}

export function readTicket(raw: unknown): string | undefined {
  return typeof raw === 'string' && TICKET.test(raw) ? raw : undefined;
}

/** When a command was given, ms since 1970, UTC: never later than now, whatever the clock was then. */
export function givenAt(ticket: string, now: number): number {
  const at = Number.parseInt(ticket.slice(0, TIME_DIGITS), 36);
  return Number.isFinite(at) ? Math.min(now, at) : now;
}
