/** Single facts about the library, by name: who writes it, since when, and how far things have got. */
import type { Stamped } from '../../core/library/marks';
import { readStamped } from '../../core/library/readers';
import { isDevice, nextStamp, readStamp, type Stamp } from '../../core/library/stamp';
import { NOTHING_SEEN, type Seen } from '../../core/library/unread';
import { ok, type Result } from '../../core/problem';
import type { Transaction } from './database';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

/** The last backup that its reader got; `lastEvent`: of the history, the last row that it holds. */
export type BackupFact = { readonly at: number; readonly bytes: number; readonly lastEvent: number };
/** Those that were made by themselves, oldest first, as the browser's downloads know them; and what became of the last try. */
export type BackupsFact = {
  readonly downloads: readonly number[];
  readonly triedAt: number;
  readonly failed?: 'disk-full' | 'not-allowed' | 'other';
};

export type Facts = {
  readonly device: string;
  readonly createdAt: number; // ms since 1970, UTC
  readonly lastStamp: Stamp; // the last one given
  readonly seenBefore: Stamped<Seen>;
  readonly lastLookedAt: number; // ms since 1970, UTC: when the list was last looked at
  readonly bundleVersion: string; // the version of Sidelight that last put the bundled index in
  readonly revision: number; // grows with every write that changed an essay
  readonly lastBackup: BackupFact;
  readonly backups: BackupsFact;
  readonly bodiesMoved: { readonly upTo: string; readonly isDone: boolean }; // move-bodies.ts: the rows up to this id have no text of their own
  readonly pagesJoined: { readonly upTo: string; readonly isDone: boolean }; // join-pages.ts: the rows up to this id are one for each page
};

const READERS: { readonly [N in keyof Facts]: (raw: unknown) => Facts[N] | undefined } = {
  device: (raw) => (isDevice(raw) ? raw : undefined),
  createdAt: readNumber,
  lastStamp: readStamp,
  seenBefore: (raw) => readStamped(raw, isSeen),
  lastLookedAt: readNumber,
  bundleVersion: (raw) => (typeof raw === 'string' ? raw : undefined),
  revision: readNumber,
  lastBackup: readBackup,
  backups: readBackups,
  bodiesMoved: readMoved,
  pagesJoined: readMoved,
};

/** A fact that is absent or damaged is undefined. */
export async function fact<N extends keyof Facts, Mode extends IDBTransactionMode>(
  tx: Transaction<Mode>,
  name: N,
): Promise<Facts[N] | undefined> {
  return READERS[name](await tx.objectStore('ledger').get(name));
}

export async function putFact<N extends keyof Facts>(tx: WriteTransaction, name: N, value: Facts[N]): Promise<void> {
  await tx.objectStore('ledger').put(value, name);
}

export async function readLedger(library: Library): Promise<Partial<Facts>> {
  const tx = await library.begin(['ledger'], 'readonly');
  const names = Object.keys(READERS) as (keyof Facts)[]; // as: READERS has exactly these keys
  const pairs = await Promise.all(names.map(async (name) => [name, await fact(tx, name)] as const));
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** When the list was last looked at, ms since 1970, UTC; 0: never. Cost: one request, for the popup waits for it. */
export async function lastLookedAt(library: Library): Promise<number> {
  return (await fact(await library.begin(['ledger'], 'readonly'), 'lastLookedAt')) ?? 0;
}

/** How far the reader has said "all seen". */
export async function seenIn<Mode extends IDBTransactionMode>(tx: Transaction<Mode>): Promise<Seen> {
  return (await fact(tx, 'seenBefore'))?.[0] ?? NOTHING_SEEN;
}

/** The stamp for an act of this device. Whoever uses it writes it down as `lastStamp` in the same transaction. */
export async function stampIn(tx: WriteTransaction, now: number): Promise<Stamp> {
  const [device, last, seen] = await Promise.all([fact(tx, 'device'), fact(tx, 'lastStamp'), fact(tx, 'seenBefore')]);
  if (device === undefined) throw new RangeError('the library has no device: it was not opened for writing');
  return nextStamp(last ?? seen?.[1], now, device);
}

/** A number that differs whenever an essay was added or revised: what is derived from the essays notes it and compares. */
export async function latestChange(library: Library): Promise<number> {
  return (await fact(await library.begin(['ledger'], 'readonly'), 'revision')) ?? 0;
}

export function markSeeded(library: Library, version: string): Promise<Result<undefined>> {
  return write(library, ['ledger'], 'passing', async (tx) => {
    await putFact(tx, 'bundleVersion', version);
    return ok(undefined);
  });
}

function readNumber(raw: unknown): number | undefined {
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
}

function readBackup(raw: unknown): BackupFact | undefined {
  const { at, bytes, lastEvent } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>; // as: each is checked next
  const [made, size, last] = [readNumber(at), readNumber(bytes), readNumber(lastEvent)];
  return made === undefined || size === undefined || last === undefined ? undefined : { at: made, bytes: size, lastEvent: last };
}

function readBackups(raw: unknown): BackupsFact | undefined {
  const { downloads, triedAt, failed } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>; // as: each is checked next
  const tried = readNumber(triedAt);
  if (tried === undefined || !Array.isArray(downloads)) return undefined;
  const isReason = failed === 'disk-full' || failed === 'not-allowed' || failed === 'other';
  return { downloads: downloads.filter((id) => Number.isInteger(id)), triedAt: tried, ...(isReason && { failed }) };
}

function readMoved(raw: unknown): Facts['bodiesMoved'] | undefined {
  const { upTo, isDone } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>; // as: both are checked next
  return typeof upTo === 'string' && typeof isDone === 'boolean' ? { upTo, isDone } : undefined;
}

function isSeen(raw: unknown): raw is Seen {
  const { before, acts } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>; // as: both are checked next
  return readNumber(before) !== undefined && readStamp(acts) !== undefined;
}
