/**
 * One round of keeping one's machines alike: what the others have written is read and joined, then what was done here is written. Each request is short,
 * and what came is on the disk with how far it has got in one transaction: so it may be ended at any moment, and the next round goes on. What it says is
 * done is done.
 */
import { readHead, readNames, type Segment, unreadOf } from '../core/sync/head';
import { type Item, readItem } from '../core/sync/item';
import { isTooMuch } from '../core/sync/joined';
import { type Answer, came, type SyncProblem, stopped } from '../core/sync/problem';
import type { Reading, Round } from '../core/sync/round';
import { headFile, type Remote, type SeenHead, sealName, segmentFile, textOf } from './remote';
import type { SyncEdges } from './sync-edges';
import { pushAll } from './sync-push';

const ITEMS_A_PIECE = 100; // a transaction: others have a turn between two
const MOST_PACKED_BYTES = 32_000_000; // of a segment as it comes; ours have some hundred kilobytes
const MOST_SEGMENT_BYTES = 128_000_000; // unpacked
const MOST_A_ROUND_BYTES = 256_000_000; // of one machine; the next round goes on

export async function syncRound(edges: SyncEdges): Promise<Round> {
  const ready = await edges.store.ready();
  if (!ready.ok) return { got: 0, sent: 0, skipped: 0, problem: ready.problem };
  const pulled = await pull(edges);
  const asks = await decide(edges);
  const got = pulled.got + (asks.ok ? asks.value : 0);
  const first = pulled.problem ?? (asks.ok ? undefined : asks.problem);
  if (first !== undefined && !GOES_ON.has(first.kind)) return { got, sent: 0, skipped: pulled.skipped, problem: first };
  const pushed = await pushAll(edges);
  const problem = pushed.problem ?? first;
  return { got, sent: pushed.sent, skipped: pulled.skipped, ...(problem && { problem }) };
}

/** What is wrong with what another machine wrote keeps nobody from writing. */
const GOES_ON: ReadonlySet<SyncProblem['kind']> = new Set(['lies', 'newer', 'asks', 'not-ours', 'too-much']);

type Pulled = { readonly got: number; readonly skipped: number; readonly problem?: SyncProblem };

async function pull(edges: SyncEdges): Promise<Pulled> {
  const { tags, mark } = await edges.store.tags();
  const look = await edges.remote.look(tags, mark, edges.device, edges.isThorough);
  if (!look.ok) return { got: 0, skipped: 0, problem: look.problem };
  let [got, skipped] = [0, 0];
  let problem: SyncProblem | undefined;
  for (const head of look.value.heads) {
    if (head.text === undefined) continue;
    const read = await readMachine(edges, head);
    got += read.got;
    skipped += read.skipped;
    problem ??= read.problem;
    if (read.problem !== undefined && !GOES_ON.has(read.problem.kind)) break;
  }
  if (problem === undefined && look.value.mark !== undefined && look.value.mark !== mark) {
    const noted = await edges.store.noteMark(look.value.mark);
    if (!noted.ok) problem = noted.problem;
  }
  return { got, skipped, ...(problem && { problem }) };
}

async function readMachine(edges: SyncEdges, { device, tag, text = '' }: SeenHead): Promise<Pulled> {
  const head = readHead(text);
  if (typeof head === 'string') return { got: 0, skipped: 0, problem: { kind: head === 'newer' ? 'newer' : 'not-ours' } };
  let read = new Set((await edges.store.reading(device))?.read ?? []);
  let [got, skipped, bytes] = [0, 0, 0];
  let problem: SyncProblem | undefined;
  const damaged = new Set<string>();
  for (const segment of unreadOf(head, read)) {
    if (bytes > MOST_A_ROUND_BYTES) return { got, skipped, problem: { kind: 'too-much' } };
    const items = await itemsIn(edges, device, segment);
    if (!items.ok && !LEFT_OUT.has(items.problem.kind)) return { got, skipped, problem: items.problem };
    if (!items.ok) {
      problem ??= items.problem;
      damaged.add(segment.name); // what came after it is read all the same
      continue;
    }
    bytes += items.value.bytes;
    skipped += items.value.skipped;
    read = new Set([...read, segment.name]);
    const kept = await keepAll(edges, device, items.value.items, { tag: '', read: [...read] });
    if (!kept.ok) return { got, skipped, problem: kept.problem };
    got += kept.value;
  }
  const whole = { segments: head.segments.filter(({ name }) => !damaged.has(name)) };
  const reading = { tag: problem === undefined ? tag : '', read: readNames(whole) };
  const noted = await edges.store.keep({ device, items: [], reading });
  problem ??= noted.ok ? undefined : noted.problem;
  return { got, skipped, ...(problem && { problem }) };
}

/** A segment of which this is wrong is asked for again in the next round. */
const LEFT_OUT: ReadonlySet<SyncProblem['kind']> = new Set(['lies', 'too-much']);

/** The last piece says that the segment was read. */
async function keepAll(edges: SyncEdges, device: string, items: readonly Item[], reading: Reading): Promise<Answer<number>> {
  let changed = 0;
  for (let at = 0; at < items.length; at += ITEMS_A_PIECE) {
    const isLast = at + ITEMS_A_PIECE >= items.length;
    const kept = await edges.store.keep({ device, items: items.slice(at, at + ITEMS_A_PIECE), ...(isLast && { reading }) });
    if (!kept.ok) return kept;
    changed += kept.value.changed;
    await edges.yieldNow();
  }
  return came(changed);
}

type Unpacked = { readonly items: readonly Item[]; readonly skipped: number; readonly bytes: number };

/** A segment that is not there although its head names it has just been made into another, or never came: the next round sees. */
async function itemsIn({ remote, seal, packer }: SyncEdges, device: string, { name }: Segment): Promise<Answer<Unpacked>> {
  const file = segmentFile(device, name);
  const got = await remote.get(file, MOST_PACKED_BYTES);
  if (!got.ok) return got;
  if (got.value === undefined) return stopped(await isStillNamed(remote, device, name));
  if (!(await packer.sha256(got.value)).startsWith(name.slice(name.indexOf('-') + 1))) return stopped({ kind: 'lies' });
  const opened = await seal.open(sealName(device, name), got.value);
  if (opened === 'unknown-key') return stopped({ kind: 'phrase-needed' });
  if (opened === undefined) return stopped({ kind: 'lies' });
  const unpacked = await packer.unpack(opened, MOST_SEGMENT_BYTES);
  if (unpacked === undefined) return stopped({ kind: 'lies' });
  const lines = textOf(unpacked)
    .split('\n')
    .filter((line) => line !== '');
  const items = lines.map(readItem).filter((item) => item !== undefined);
  return came({ items, skipped: lines.length - items.length, bytes: got.value.length });
}

async function isStillNamed(remote: Remote, device: string, name: string): Promise<SyncProblem> {
  const again = await remote.get(headFile(device));
  if (!again.ok) return again.problem;
  const head = again.value === undefined ? 'damaged' : readHead(textOf(again.value));
  const isNamed = typeof head !== 'string' && head.segments.some((segment) => segment.name === name);
  return { kind: isNamed ? 'lies' : 'changed' };
}

/** What takes something away is done once all came, where it is not too much of what is here. */
async function decide({ store }: SyncEdges): Promise<Answer<number>> {
  const { taken, kept } = await store.held();
  if (taken === 0) return came(0);
  return isTooMuch(taken, kept) ? stopped({ kind: 'asks', taken, kept }) : store.keepHeld();
}
