/** Writes what was done here to the server: into files of this machine alone, of which the head is written last. Whoever reads it finds all that it names. */
import { readMarks } from '../core/library/readers';
import { headText, MOST_ITEMS, madeOf, readHead, type Segment, toMerge } from '../core/sync/head';
import { type Item, lineOf, nameOf } from '../core/sync/item';
import { type Answer, came, type SyncProblem, stopped } from '../core/sync/problem';
import type { Batch, Own, Waiting } from '../core/sync/round';
import { headFile, sealName, segmentFile, textOf, utf8 } from './remote';
import type { SyncEdges } from './sync-edges';

const MOST_A_SEGMENT = 2_000;
const MOST_ITEM_BYTES = 1_000_000; // one that is longer is set aside and named; the rest goes on

export type Pushed = { readonly sent: number; readonly problem?: SyncProblem };

export async function pushAll(edges: SyncEdges): Promise<Pushed> {
  const { store } = edges;
  let most = MOST_A_SEGMENT;
  let sent = 0;
  let begun: Begun | undefined;
  for (;;) {
    const batch = await store.waiting(most);
    if (batch.waiting.length === 0) break;
    if (begun === undefined) {
      const ready = await begin(edges);
      if (!ready.ok) return { sent, problem: ready.problem };
      begun = ready.value;
      if (begun.isAnother) continue; // all is to be written again
    }
    const short = await withoutLong(edges, batch);
    if (!short.ok) return { sent, problem: short.problem };
    const { waiting, items } = short.value;
    if (items.length === 0) {
      const cleared = await store.pushed(await store.own(), undefined, waiting);
      if (!cleared.ok) return { sent, problem: cleared.problem };
      continue; // what waited is here no longer, or was set aside
    }
    const written = await writeSegment({ ...edges, device: begun.device }, items, waiting);
    if (written.ok) {
      sent += items.length;
      await edges.yieldNow();
      continue;
    }
    if (written.problem.kind !== 'too-large') return { sent, problem: written.problem };
    if (waiting.length === 1 && waiting[0] !== undefined) {
      const aside = await store.setAside(waiting[0], 'refused');
      if (!aside.ok) return { sent, problem: aside.problem };
    } else most = Math.max(1, Math.floor(waiting.length / 2));
  }
  if (begun === undefined && (await isUntidy(store))) {
    const ready = await begin(edges);
    if (!ready.ok) return { sent, problem: ready.problem };
    begun = ready.value;
  }
  const tidied = await tidy(edges, begun);
  return { sent, ...(!tidied.ok && { problem: tidied.problem }) };
}

/** Files are left although nothing waits: another machine told under the new key all that was in them. */
async function isUntidy(store: SyncEdges['store']): Promise<boolean> {
  const { dropping, litter = [] } = await store.own();
  return dropping !== undefined || litter.length > 0;
}

type Begun = { readonly device: string; readonly isAnother?: boolean };

/**
 * Before anything is written: whether what this machine wrote last is what lies there. Another's hand in it is a copy of this profile, and one of the
 * two takes another name. Where nothing lies there any more, its reader is asked first.
 */
async function begin({ remote, store, device }: SyncEdges): Promise<Answer<Begun>> {
  const own = await store.own();
  if (own.head === undefined) {
    const made = await remote.prepare(device);
    if (!made.ok) return made;
  }
  const there = await remote.get(headFile(device));
  if (!there.ok) return there;
  const text = there.value === undefined ? undefined : textOf(there.value);
  if (text === undefined && own.head !== undefined) return stopped({ kind: 'own-files-gone' });
  if (text === own.head || text === own.pending) {
    const noted = await store.noteOwn({ ...own, ...leftOf(own, text) });
    return noted.ok ? came({ device }) : noted;
  }
  const another = await store.beAnother();
  if (!another.ok) return another;
  const made = await remote.prepare(another.value);
  return made.ok ? came({ device: another.value, isAnother: true }) : made;
}

/** A file that no head names, or that only a head names of which nobody heard: what it holds waits still, and is written anew. */
function leftOf({ segments, pending, writing, litter = [] }: Own, text: string | undefined): Pick<Own, 'litter' | 'head'> {
  const known = new Set(segments.map(({ name }) => name));
  const head = pending === undefined ? undefined : readHead(pending);
  const unheard = head === undefined || typeof head === 'string' ? [] : head.segments.map(({ name }) => name);
  const left = [...unheard, ...(writing === undefined ? [] : [writing])].filter((name) => !known.has(name) && !litter.includes(name));
  return { litter: [...litter, ...new Set(left)], ...(text !== undefined && { head: text }) };
}

async function withoutLong({ store }: SyncEdges, { waiting, items }: Batch): Promise<Answer<Batch>> {
  const long = new Set(items.filter((item) => utf8(lineOf(item)).length > MOST_ITEM_BYTES).map(nameOf));
  for (const each of waiting) {
    const aside = long.has(each.name) ? await store.setAside(each, 'too-large') : came(undefined);
    if (!aside.ok) return aside;
  }
  return came({ waiting: waiting.filter(({ name }) => !long.has(name)), items: items.filter((item) => !long.has(nameOf(item))) });
}

/** First the segment, then the head that names it, then it is noted here. Wherever that ends, the next time does the rest. */
async function writeSegment(edges: SyncEdges, items: readonly Item[], sent: readonly Waiting[]): Promise<Answer<undefined>> {
  const { store } = edges;
  const own = await store.own();
  const put = await putSegment(edges, own, items);
  if (!put.ok) return put;
  const segments = [...own.segments, put.value];
  const headed = await putHead(edges, { ...own, segments, next: own.next + 1 });
  if (!headed.ok) return headed;
  return store.pushed(headed.value, { name: put.value.name, names: items.map(nameOf) }, sent);
}

/** Its file is noted before it is written, so that none is left behind. */
async function putSegment(
  { remote, seal, packer, device, store }: SyncEdges,
  own: Own,
  items: readonly Item[],
  of?: readonly string[],
): Promise<Answer<Segment>> {
  const packed = await packer.pack(utf8(inOrder(items).join('')));
  const closed = await seal.close(sealName(device, String(own.next)), packed);
  const name = `${own.next}-${(await packer.sha256(closed)).slice(0, 16)}`;
  const noted = await store.noteOwn({ ...own, next: own.next + 1, writing: name });
  if (!noted.ok) return noted;
  const put = await remote.put(segmentFile(device, name), closed);
  return put.ok ? came({ name, count: items.length, ...(of && { of }) }) : put;
}

/** What was done about the same time stands together: its moments are alike, and so are packed into less. */
function inOrder(items: readonly Item[]): readonly string[] {
  const lines = items.map((item) => ({ line: `${lineOf(item)}\n`, at: latestIn(item) }));
  return lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.line < b.line ? -1 : 1)).map(({ line }) => line);
}

const latestIn = (item: Item): string => (item.kind === 'essay' ? (readMarks(item.marks).marks.saved?.[1] ?? '') : '');

/** Gives what is written, with nothing pending. */
async function putHead({ remote, store, device }: SyncEdges, own: Own): Promise<Answer<Own>> {
  const head = headText(own);
  const noted = await store.noteOwn({ ...(await store.own()), pending: head, next: own.next });
  if (!noted.ok) return noted;
  const put = await remote.put(headFile(device), utf8(head));
  if (!put.ok) return put;
  const { pending: _, writing: __, ...rest } = own;
  return came({ ...rest, head });
}

/** Small segments become larger ones, and what nobody needs any more is removed. Only where something was written in this round. */
async function tidy(edges: SyncEdges, begun: Begun | undefined): Promise<Answer<undefined>> {
  if (begun === undefined) return came(undefined);
  const own = { ...edges, device: begun.device };
  const dropped = await dropRewritten(own);
  if (!dropped.ok) return dropped;
  for (;;) {
    const merged = await mergeSome(own);
    if (!merged.ok) return merged;
    if (!merged.value) break;
  }
  return sweep(own);
}

/** All that they held was written anew. */
async function dropRewritten(edges: SyncEdges): Promise<Answer<undefined>> {
  const own = await edges.store.own();
  const { dropping, ...rest } = own;
  if (dropping === undefined) return came(undefined);
  const going = new Set(dropping);
  const segments = own.segments.filter(({ name }) => !going.has(name));
  return replaceSegments(edges, { ...rest, segments, litter: [...(own.litter ?? []), ...dropping] }, undefined);
}

async function mergeSome(edges: SyncEdges): Promise<Answer<boolean>> {
  const { store } = edges;
  const own = await store.own();
  const some = toMerge(own.segments);
  if (some.length === 0) return came(false);
  const items = (await store.itemsOf(await store.namesIn(some.map(({ name }) => name)))).slice(0, MOST_ITEMS);
  const going = new Set(some.map(({ name }) => name));
  const put = await putSegment(edges, own, items, madeOf(some));
  if (!put.ok) return put;
  const segments = [...own.segments.filter(({ name }) => !going.has(name)), put.value];
  const next: Own = { ...own, segments, next: own.next + 1, litter: [...(own.litter ?? []), ...going] };
  const replaced = await replaceSegments(edges, next, { name: put.value.name, names: items.map(nameOf) });
  return replaced.ok ? came(true) : replaced;
}

async function replaceSegments(
  edges: SyncEdges,
  next: Own,
  segment: Parameters<SyncEdges['store']['pushed']>[1],
): Promise<Answer<undefined>> {
  const headed = await putHead(edges, next);
  return headed.ok ? edges.store.pushed(headed.value, segment, []) : headed;
}

async function sweep({ remote, store, device }: SyncEdges): Promise<Answer<undefined>> {
  for (;;) {
    const own = await store.own();
    const [file, ...litter] = own.litter ?? [];
    if (file === undefined) return came(undefined);
    const removed = await remote.remove(segmentFile(device, file));
    if (!removed.ok) return removed;
    const noted = await store.noteOwn({ ...own, litter });
    if (!noted.ok) return noted;
  }
}
