/**
 * What is saved and another reader's server is to hear of: the account, how far what is saved was looked through, and the pages that wait. Kept beside
 * sync-state.ts, in no backup and no export: a token is in it.
 */
import type { EssayId } from '../../core/essay';
import { isSaved } from '../../core/library/fold';
import { firstStampAt, type Stamp } from '../../core/library/stamp';
import { ok, type Result } from '../../core/problem';
import type { Outcome } from '../../core/save-to/answers';
import type { Parcel } from '../../core/save-to/calls';
import type { Account, Service } from '../../core/save-to/services';
import { marksIn } from '../../core/transfer/backup/join';
import { outEntry } from '../../core/transfer/out/entry';
import { fact } from './ledger';
import type { Library } from './library';
import { THREADS, threadIn } from './threads';
import { write } from './write';

export type Why = Extract<Outcome, { readonly why: unknown }>['why'] | 'not-allowed';
export type Sending = { readonly id: EssayId; readonly tries: number; readonly nextAt: number; readonly why?: Why }; // nextAt: ms since 1970, UTC

const ACCOUNT = 'send-to/account';
const UP_TO = 'send-to/up-to';
const SENT = 'send-to/sent';
const ROW = 'send-to/row/';
const AT_ONCE = 200; // pages that are found in one go; the rest in the next

const allRows = (): IDBKeyRange => IDBKeyRange.bound(ROW, `${ROW}\uffff`);

export async function sendAccount(library: Library): Promise<Account | undefined> {
  const raw = await (await library.begin(['syncState'], 'readonly')).objectStore('syncState').get(ACCOUNT);
  return raw as Account | undefined; // as: only this file writes there, as below
}

export type SendFacts = {
  readonly account?: { readonly service: Service; readonly address: string };
  readonly sent: number;
  readonly waiting: number;
  readonly why?: Why; // of the page that waits longest
  readonly nextAt?: number; // ms since 1970, UTC
};

/** For pages: without the token. */
export async function sendFacts(library: Library): Promise<SendFacts> {
  const store = (await library.begin(['syncState'], 'readonly')).objectStore('syncState');
  const [raw, sent, rows] = await Promise.all([store.get(ACCOUNT), store.get(SENT), store.getAll(allRows())]);
  const account = raw as Account | undefined; // as: the same
  const waiting = (rows as readonly Sending[]).toSorted((a, b) => b.tries - a.tries || a.nextAt - b.nextAt); // as: the same
  const [first] = waiting;
  return {
    ...(account && { account: { service: account.service, address: account.address } }),
    sent: typeof sent === 'number' ? sent : 0,
    waiting: waiting.length,
    ...(first?.why !== undefined && { why: first.why, nextAt: first.nextAt }),
  };
}

/** What is saved from now on. Another account of the same server keeps what waits; undefined: no longer, and nothing waits. */
export function setSendAccount(library: Library, account: Account | undefined, now: number): Promise<Result<undefined>> {
  return write(library, ['syncState', 'ledger'], 'lasting', async (tx) => {
    const store = tx.objectStore('syncState');
    const before = (await store.get(ACCOUNT)) as Account | undefined; // as: the same
    const isSame = before !== undefined && before.service === account?.service && before.address === account.address;
    if (!isSame) for (const name of [ACCOUNT, UP_TO, SENT]) await store.delete(name);
    if (!isSame) await store.delete(allRows());
    if (account === undefined) return ok(undefined);
    await store.put(account, ACCOUNT);
    if (!isSame) await store.put((await fact(tx, 'lastStamp')) ?? firstStampAt(now), UP_TO);
    for (const row of (await store.getAll(allRows())) as readonly Sending[]) await store.put({ ...row, nextAt: now }, ROW + row.id); // as: the same
    return ok(undefined);
  });
}

/** Pages that were saved since the last look wait from now on. Gives whether there may be more. */
export function findNewlySaved(library: Library, now: number): Promise<Result<boolean>> {
  return write(library, ['syncState', 'marks'], 'passing', async (tx) => {
    const store = tx.objectStore('syncState');
    const upTo = (await store.get(UP_TO)) as Stamp | undefined; // as: the same
    if (upTo === undefined) return ok(false);
    const range = IDBKeyRange.lowerBound([upTo, '\uffff'], true);
    const rows = await tx.objectStore('marks').index('bySaved').getAll(range, AT_ONCE);
    for (const { id } of rows) await store.put({ id, tries: 0, nextAt: now } satisfies Sending, ROW + id);
    const last = rows.at(-1)?.savedStamp;
    if (last !== undefined) await store.put(last, UP_TO);
    return ok(rows.length === AT_ONCE);
  });
}

/** Those that wait, by when they are tried next. */
export async function sendingsOf(library: Library): Promise<readonly Sending[]> {
  const rows = await (await library.begin(['syncState'], 'readonly')).objectStore('syncState').getAll(allRows());
  return (rows as readonly Sending[]).toSorted((a, b) => a.nextAt - b.nextAt); // as: the same
}

/** Undefined where it is saved no longer. */
export async function parcelOf(library: Library, id: EssayId): Promise<Parcel | undefined> {
  const thread = await threadIn(await library.begin(THREADS, 'readonly'), id);
  const entry = thread && isSaved(marksIn(thread)) ? outEntry(thread) : undefined;
  if (entry === undefined) return undefined;
  const { essay, tags, notes, archivedAt } = entry;
  return { url: essay.url, title: essay.title, tags, note: notes.join('\n\n'), isArchived: archivedAt !== undefined };
}

/** `next`: undefined, it waits no longer. */
export function settleSending(library: Library, id: EssayId, next: Sending | undefined, isSent: boolean): Promise<Result<undefined>> {
  return write(library, ['syncState'], 'passing', async (tx) => {
    const store = tx.objectStore('syncState');
    if ((await store.getKey(ROW + id)) === undefined) return ok(undefined); // given up meanwhile
    if (next === undefined) await store.delete(ROW + id);
    else await store.put(next, ROW + id);
    if (isSent) await store.put((((await store.get(SENT)) as number | undefined) ?? 0) + 1, SENT); // as: the same
    return ok(undefined);
  });
}

/** All that wait are due. */
export function hastenSendings(library: Library, now: number): Promise<Result<undefined>> {
  return write(library, ['syncState'], 'passing', async (tx) => {
    const store = tx.objectStore('syncState');
    for (const row of (await store.getAll(allRows())) as readonly Sending[]) await store.put({ ...row, nextAt: now }, ROW + row.id); // as: the same
    return ok(undefined);
  });
}
