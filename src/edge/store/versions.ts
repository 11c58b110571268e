/** What the publishers of saved essays say there now, beside what was saved. What was saved stands in `essays`, and nothing here changes it. */
import type { Essay, EssayId } from '../../core/essay';
import { readEssay } from '../../core/library/readers';
import { ok, type Result } from '../../core/problem';
import type { Transaction } from './database';
import type { Library } from './library';
import { type WriteTransaction, write } from './write';

type PublishersVersion = { readonly essay: Essay; readonly at: number }; // at: ms since 1970, UTC, when it was first seen

/** Keeps the publisher's latest version; one that says the same as the one that is kept changes nothing. Gives whether it is another. */
export function keepPublishersVersion(library: Library, essay: Essay, at: number): Promise<Result<boolean>> {
  return write(library, ['versions'], 'passing', async (tx) => ok(await keepPublishersVersionIn(tx, essay, at)));
}

/** The same as part of a larger change. Needs the store versions. */
export async function keepPublishersVersionIn(tx: WriteTransaction, essay: Essay, at: number): Promise<boolean> {
  const kept = readVersion(await tx.objectStore('versions').get(essay.id));
  if (kept !== undefined && saysTheSame(kept.essay, essay)) return false;
  await tx.objectStore('versions').put({ id: essay.id, essay, at });
  return true;
}

/** Undefined where the publisher has changed nothing since it was saved. */
export async function readPublishersVersion(library: Library, id: EssayId): Promise<PublishersVersion | undefined> {
  const tx = await library.begin(['versions'], 'readonly');
  return readVersion(await tx.objectStore('versions').get(id));
}

/** The same within a transaction that needs the store versions. */
export async function publishersVersionIn<M extends 'readonly' | 'readwrite'>(tx: Transaction<M>, id: EssayId): Promise<Essay | undefined> {
  return readVersion(await tx.objectStore('versions').get(id))?.essay;
}

/** The essays that have one: few. */
export async function versionedIn(tx: Transaction<'readonly'>): Promise<ReadonlySet<EssayId>> {
  return new Set(await tx.objectStore('versions').getAllKeys());
}

/** Those of some essays, by essay. Whoever reads other things as well asks for `versioned` with them. */
export async function publishersVersionsIn(
  tx: Transaction<'readonly'>,
  ids: readonly EssayId[],
  versioned = versionedIn(tx),
): Promise<ReadonlyMap<EssayId, Essay>> {
  const have = await versioned;
  const found = (await Promise.all(ids.filter((id) => have.has(id)).map((id) => tx.objectStore('versions').get(id)))).map(readVersion);
  return new Map(found.flatMap((version) => (version === undefined ? [] : [[version.essay.id, version.essay] as const])));
}

/** The publisher says again what was saved, or it is saved no longer. */
export async function dropPublishersVersionIn(tx: WriteTransaction, id: EssayId): Promise<void> {
  await tx.objectStore('versions').delete(id);
}

function readVersion(raw: unknown): PublishersVersion | undefined {
  const { essay, at } = (typeof raw === 'object' && raw !== null ? raw : {}) as { essay?: unknown; at?: unknown }; // as: both are read next
  const readable = readEssay(essay);
  return readable !== undefined && typeof at === 'number' && Number.isFinite(at) ? { essay: readable, at } : undefined;
}

function saysTheSame(a: Essay, b: Essay): boolean {
  return a.title === b.title && a.summary === b.summary && a.text === b.text && a.url === b.url && a.publishedAt === b.publishedAt;
}
