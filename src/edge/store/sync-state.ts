/**
 * What is known of the server that keeps one's machines alike: its address, how to speak to it, what was read and written, and how the last rounds went.
 * Stands in the library's own database, which no content script reaches, and in no backup and no export: a name and a password are in it.
 */
import { isDevice } from '../../core/library/stamp';
import { ok, type Problem, type Result } from '../../core/problem';
import { type Answer, came, type SyncProblem, stopped } from '../../core/sync/problem';
import type { Kind, Own, Reading } from '../../core/sync/round';
import type { HeldKey } from '../seal/seal';
import type { Transaction } from './database';
import type { Library } from './library';
import { ON } from './unsynced';
import { type WriteTransaction, write } from './write';

export type SyncConfig = {
  readonly kind: Kind;
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly keys: readonly HeldKey[]; // none: nothing is encrypted
  readonly joinedAt: number; // ms since 1970, UTC
};

/** One round, as its reader sees it. */
export type Ran = {
  readonly at: number; // ms since 1970, UTC
  readonly got: number;
  readonly sent: number;
  readonly skipped: number;
  readonly problem?: SyncProblem;
};

export type Aside = { readonly name: string; readonly why: 'too-large' | 'refused' };

/** `answer`: what its reader said about what would be taken away, or about files that are gone. */
type Rows = {
  readonly config: SyncConfig;
  readonly own: Own;
  readonly mark: string;
  readonly ran: readonly Ran[];
  readonly notBefore: number;
  readonly wholeSent: string; // what was told of the whole library last
  readonly scan: { readonly store: 'marks' | 'sourceMarks'; readonly after: string }; // all that is here is being told, up to here
};

export const READING = 'from/';
export const NAMES = 'names/';
export const HELD = 'held/';
export const ASIDE = 'aside/';
export const READER = 'reader/';
const KEPT_ROUNDS = 10;

export const NOTHING_WRITTEN: Own = { segments: [], next: 1 };

export async function stateIn<N extends keyof Rows, M extends 'readonly' | 'readwrite'>(
  tx: Transaction<M>,
  name: N,
): Promise<Rows[N] | undefined> {
  return (await tx.objectStore('syncState').get(name)) as Rows[N] | undefined; // as: only this file and its neighbours write there
}

export async function putState<N extends keyof Rows>(tx: WriteTransaction, name: N, value: Rows[N] | undefined): Promise<void> {
  if (value === undefined) await tx.objectStore('syncState').delete(name);
  else await tx.objectStore('syncState').put(value, name);
}

export async function loadState<N extends keyof Rows>(library: Library, name: N): Promise<Rows[N] | undefined> {
  return stateIn(await library.begin(['syncState'], 'readonly'), name);
}

export function saveState<N extends keyof Rows>(library: Library, name: N, value: Rows[N] | undefined): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState'], 'passing', async (tx) => {
      await putState(tx, name, value);
      return ok(undefined);
    }),
  );
}

/** What the store says, as whoever syncs hears it. */
export async function written<T>(writing: Promise<Result<T>>): Promise<Answer<T>> {
  const result = await writing;
  return result.ok ? came(result.value) : stopped(problemOf(result.problem));
}

const problemOf = ({ kind }: Problem): SyncProblem => ({ kind: kind === 'disk-full' ? 'disk-full' : 'library' });

export const rangeOf = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** From now on what is done here is noted, and all that is here is told. What was known of another server is not known of this one. */
export function beginSync(library: Library, config: SyncConfig): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState', 'unsynced'], 'lasting', async (tx) => {
      await clearIn(tx);
      await putState(tx, 'config', config);
      await tellAllIn(tx);
      return ok(undefined);
    }),
  );
}

/** Everything here waits to be told, in pieces (sync-scan.ts). Needs the stores syncState and unsynced. */
export async function tellAllIn(tx: WriteTransaction): Promise<void> {
  await tx.objectStore('unsynced').put({ turn: 0 }, ON);
  await putState(tx, 'scan', { store: 'marks', after: '' });
  await putState(tx, 'wholeSent', undefined);
}

/** Nothing is known of a server any more. What lies there stays there. */
export function endSync(library: Library): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState', 'unsynced'], 'lasting', async (tx) => {
      await Promise.all([clearIn(tx), tx.objectStore('unsynced').clear()]);
      return ok(undefined);
    }),
  );
}

/** What is known of a reader on a server stands here too, and stays. */
async function clearIn(tx: WriteTransaction): Promise<void> {
  const store = tx.objectStore('syncState');
  await Promise.all([store.delete(IDBKeyRange.upperBound(READER, true)), store.delete(IDBKeyRange.lowerBound(`${READER}\uffff`, true))]);
}

/** How a round went. One that brought nothing and found nothing wrong takes the place of the one before that was like it. */
export function noteRound(library: Library, round: Ran, notBefore: number | undefined): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState'], 'passing', async (tx) => {
      if ((await stateIn(tx, 'config')) === undefined) return ok(undefined);
      const before = (await stateIn(tx, 'ran')) ?? [];
      const [last] = before;
      const rest = last !== undefined && isQuiet(last) && isQuiet(round) ? before.slice(1) : before;
      await putState(tx, 'ran', [round, ...rest].slice(0, KEPT_ROUNDS));
      await putState(tx, 'notBefore', notBefore);
      return ok(undefined);
    }),
  );
}

const isQuiet = ({ got, sent, skipped, problem }: Ran): boolean => got + sent + skipped === 0 && problem === undefined;

export type SyncFacts = {
  readonly config?: Omit<SyncConfig, 'password' | 'keys'> & { readonly isEncrypted: boolean };
  readonly ran: readonly Ran[]; // the last first
  readonly waiting: number; // items that no other machine was told of yet
  readonly aside: readonly Aside[];
  readonly machines: readonly string[]; // the others that were read
};

/** For pages: without the password. */
export async function syncFacts(library: Library): Promise<SyncFacts> {
  const tx = await library.begin(['syncState', 'unsynced'], 'readonly');
  const store = tx.objectStore('syncState');
  const [config, ran, waiting, aside, reasons, read] = await Promise.all([
    stateIn(tx, 'config'),
    stateIn(tx, 'ran'),
    tx.objectStore('unsynced').count(),
    store.getAllKeys(rangeOf(ASIDE)),
    store.getAll(rangeOf(ASIDE)),
    store.getAllKeys(rangeOf(READING)),
  ]);
  return {
    ...(config && { config: shown(config) }),
    ran: ran ?? [],
    waiting: Math.max(0, waiting - 1),
    aside: aside.map((name, at) => ({ name: name.slice(ASIDE.length), why: (reasons[at] as Aside).why })), // as: setAside wrote it
    machines: read.map((name) => name.slice(READING.length)).filter(isDevice),
  };
}

function shown({ password: _, keys, ...config }: SyncConfig): NonNullable<SyncFacts['config']> {
  return { ...config, isEncrypted: keys.length > 0 };
}

export async function readingIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, device: string): Promise<Reading | undefined> {
  return (await tx.objectStore('syncState').get(READING + device)) as Reading | undefined; // as: only keepItems writes it
}
