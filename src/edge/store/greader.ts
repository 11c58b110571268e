/** What is known of a reader on a server (flows/greader.ts): the way in, and of each item how it stood when both were the same. Kept beside sync-state.ts. */
import type { EssayId } from '../../core/essay';
import type { ReaderItem } from '../../core/greader/answers';
import type { Both, Matched } from '../../core/greader/plan';
import { isSaved } from '../../core/library/fold';
import { ok } from '../../core/problem';
import type { Answer, SyncProblem } from '../../core/sync/problem';
import { following } from './follow';
import type { Library } from './library';
import { entriesOf } from './lists';
import { standingAt } from './save-page';
import { READER, rangeOf, written } from './sync-state';
import { write } from './write';

export type ReaderConfig = { readonly address: string; readonly user: string; readonly password: string };
export type ReaderRan = {
  readonly at: number;
  readonly got: number;
  readonly sent: number;
  readonly feeds: readonly string[];
  readonly problem?: SyncProblem;
}; // feeds: followed on both
type Row = Both & { readonly id: string; readonly essayId: EssayId };

const CONFIG = `${READER}config`;
const RAN = `${READER}ran`;
const ROW = `${READER}row/`;
const STATES_AT_ONCE = 500;

export async function readerConfig(library: Library): Promise<ReaderConfig | undefined> {
  const raw = await (await library.begin(['syncState'], 'readonly')).objectStore('syncState').get(CONFIG);
  return raw as ReaderConfig | undefined; // as: only this file writes there, as below
}

export type ReaderFacts = { readonly config?: Omit<ReaderConfig, 'password'>; readonly ran?: ReaderRan };

/** For pages: without the password. */
export async function readerFacts(library: Library): Promise<ReaderFacts> {
  const store = (await library.begin(['syncState'], 'readonly')).objectStore('syncState');
  const [config, ran] = (await Promise.all([store.get(CONFIG), store.get(RAN)])) as [ReaderConfig | undefined, ReaderRan | undefined]; // as: the same
  return { ...(config && { config: { address: config.address, user: config.user } }), ...(ran && { ran }) };
}

/** Undefined: no longer; what is here and there stays. */
export function setReader(library: Library, config: ReaderConfig | undefined): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState'], 'lasting', async (tx) => {
      await tx.objectStore('syncState').delete(rangeOf(READER));
      if (config !== undefined) await tx.objectStore('syncState').put(config, CONFIG);
      return ok(undefined);
    }),
  );
}

/** How it went; and, where both sides now say the same of an item, that they do. */
export function noteReader(library: Library, ran: ReaderRan, matched: readonly Matched[]): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState'], 'passing', async (tx) => {
      const store = tx.objectStore('syncState');
      if ((await store.getKey(CONFIG)) === undefined) return ok(undefined);
      await store.put(ran, RAN);
      for (const { id, essayId, there } of matched) await store.put({ id, essayId, ...there } satisfies Row, ROW + id);
      return ok(undefined);
    }),
  );
}

export async function readerRows(library: Library): Promise<readonly Row[]> {
  const rows = await (await library.begin(['syncState'], 'readonly')).objectStore('syncState').getAll(rangeOf(ROW));
  return rows as Row[]; // as: noteReader wrote them
}

/** Those that are known here, under any address of theirs. */
export async function knownItems(library: Library, items: readonly ReaderItem[]): Promise<ReadonlyMap<string, EssayId>> {
  const found = new Map<string, EssayId>();
  for (const { id, url, title } of items) {
    const standing = await standingAt(library, { address: url, ...(title !== '' && { title }) });
    if (standing !== undefined) found.set(id, standing.essayId);
  }
  return found;
}

export async function statesOf(library: Library, ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, Both>> {
  const states = new Map<EssayId, Both>();
  for (let at = 0; at < ids.length; at += STATES_AT_ONCE) {
    const some = ids.slice(at, at + STATES_AT_ONCE);
    const { entries } = await entriesOf(library, some);
    for (const { essay, marks, isUnread } of entries) states.set(essay.id, { isRead: !isUnread, isStarred: isSaved(marks) });
  }
  return states;
}

export async function followedFeeds(library: Library): Promise<readonly string[]> {
  const { followed } = await following(library);
  return followed.filter(({ source }) => source.kind === 'feed').map(({ source }) => source.url);
}
