/** What an answer of another reader's server means: taken, tried again, or refused until its reader changes something. Pure. */

export type Answer = { readonly status: number; readonly body: string; readonly retryAfterMs?: number };

/** waits: it is tried again. refused: not before its reader has changed something. */
export type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'waits'; readonly why: Waits; readonly afterMs?: number }
  | { readonly kind: 'refused'; readonly why: Refuses };
export type Waits = 'unreachable' | 'busy' | 'server';
export type Refuses = 'login' | 'address' | 'content';

/** `already`: the status that says that it is there. */
export function judge(answer: Answer | 'unreachable', already: number | undefined): Outcome {
  if (answer === 'unreachable') return { kind: 'waits', why: 'unreachable' };
  const { status, retryAfterMs } = answer;
  if ((status >= 200 && status < 300) || status === already) return { kind: 'sent' };
  if (status === 401 || status === 403) return { kind: 'refused', why: 'login' };
  if (status === 404 || status === 405 || status === 410 || (status >= 300 && status < 400)) return { kind: 'refused', why: 'address' };
  if (status === 429 || status === 408 || status === 425)
    return { kind: 'waits', why: 'busy', ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
  return status >= 500
    ? { kind: 'waits', why: 'server', ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) }
    : { kind: 'refused', why: 'content' };
}

/** A field of a stranger's JSON. */
function valueIn(body: string, name: string): unknown {
  try {
    const raw: unknown = JSON.parse(body);
    return typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>)[name] : undefined; // as: an object's fields are unknown
  } catch {
    return undefined;
  }
}

export const holds = (body: string, name: string): boolean => typeof valueIn(body, name) === 'object' && valueIn(body, name) !== null;

/** The same as text. */
export function fieldIn(body: string, name: string): string | undefined {
  const value = valueIn(body, name);
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
}

const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 60 * 60_000;

/** When a page that was not taken is tried next: longer and longer, or when the server says. `tries`: so far. */
export function nextTryAt(now: number, tries: number, outcome: Exclude<Outcome, { kind: 'sent' }>): number {
  if (outcome.kind === 'refused') return now + LONGEST_MS;
  return now + Math.max(outcome.afterMs ?? 0, Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, tries - 1))));
}
