/**
 * Saved copies between one's machines: sent after all else, some a round, each by what it comes to; brought one at a time, when it is wanted. A copy that
 * another machine has and this one has not is named in the item of its essay.
 */
import type { EssayId } from '../core/essay';
import type { CopyRef } from '../core/sync/item';
import { type Answer, came, stopped } from '../core/sync/problem';
import type { Packer, Seal } from '../core/sync/seal';
import { canonicalJson } from '../core/transfer/backup/canonical';
import { type KeptCopy, readKeptCopy } from '../core/transfer/backup/units';
import { blobFile, type Remote, textOf, utf8 } from './remote';

/** A copy as it goes: with the text that it gave its essay, which stands nowhere else. */
export type SentCopy = KeptCopy & { readonly text?: string };

type NextCopy = { readonly id: EssayId; readonly sent: SentCopy };

export type CopyStore = {
  readonly next: () => Promise<NextCopy | undefined>; // one that no server has yet
  readonly picture: (hash: string) => Promise<Uint8Array | undefined>;
  readonly isSent: (hash: string) => Promise<boolean>;
  readonly noteSent: (hash: string) => Promise<Answer<undefined>>;
  readonly putOff: (id: EssayId) => Promise<Answer<undefined>>; // until tomorrow
  readonly noteCopy: (id: EssayId, ref: CopyRef) => Promise<Answer<undefined>>; // it is there, and its item has to say so
};

export type CopyEdges = { readonly remote: Remote; readonly seal: Seal; readonly packer: Packer; readonly store: CopyStore };

const MOST_A_ROUND_BYTES = 20_000_000;
const MOST_PICTURE_BYTES = 32_000_000;
const MOST_MARKUP_BYTES = 64_000_000;
const MOST_PUT_OFF = 2; // a round: where all is slow, it is the server

/** Gives how many went. What is too large for the server stays here, and what the line is too slow for is tried tomorrow; nothing else waits for it. */
export async function sendCopies(edges: CopyEdges): Promise<Answer<number>> {
  let [bytes, count, putOff] = [0, 0, 0];
  while (bytes < MOST_A_ROUND_BYTES) {
    const next = await edges.store.next();
    if (next === undefined) break;
    const sent = await sendCopy(edges, next);
    if (sent.ok) {
      bytes += sent.value;
      count += 1;
      continue;
    }
    if (sent.problem.kind !== 'too-slow' || putOff === MOST_PUT_OFF) return sent;
    putOff += 1;
    const noted = await edges.store.putOff(next.id);
    if (!noted.ok) return noted;
  }
  return came(count);
}

/** Gives how many bytes that took. */
async function sendCopy({ remote, seal, packer, store }: CopyEdges, { id, sent }: NextCopy): Promise<Answer<number>> {
  let bytes = 0;
  for (const hash of hashesOf(sent)) {
    const picture = (await store.isSent(hash)) ? undefined : await store.picture(hash);
    if (picture === undefined) continue;
    const put = await putBlob({ remote, seal }, hash, picture);
    if (!put.ok) return put;
    bytes += picture.length;
    const noted = await store.noteSent(hash);
    if (!noted.ok) return noted;
  }
  const text = utf8(canonicalJson(sent));
  const print = await packer.sha256(text);
  const packed = await packer.pack(text);
  const put = await putBlob({ remote, seal }, print, packed);
  if (!put.ok) return put;
  const noted = await store.noteCopy(id, { at: sent.copy.at, print, bytes: packed.length });
  return noted.ok ? came(bytes + packed.length) : noted;
}

async function putBlob({ remote, seal }: Pick<CopyEdges, 'remote' | 'seal'>, print: string, bytes: Uint8Array): Promise<Answer<undefined>> {
  const [name, ...older] = await seal.namesOf(print);
  const put = await remote.put(blobFile(name), await seal.close(`blobs/${name}`, bytes));
  if (!put.ok) return put.problem.kind === 'too-large' ? came(undefined) : put;
  for (const each of older) {
    const removed = await remote.remove(blobFile(each)); // it lies there under the new key
    if (!removed.ok) return removed;
  }
  return put;
}

export type Brought = { readonly sent: SentCopy; readonly pictures: ReadonlyMap<string, Uint8Array> };

/** Undefined: it is not there yet, or no more. A picture that is not there is one less; `has`: those that are here. */
export async function bringCopy(
  edges: Pick<CopyEdges, 'remote' | 'seal' | 'packer'>,
  ref: CopyRef,
  has: (hash: string) => Promise<boolean>,
): Promise<Answer<Brought | undefined>> {
  const packed = await getBlob(edges, ref.print);
  if (!packed.ok || packed.value === undefined) return packed as Answer<undefined>; // as: neither holds bytes
  const bytes = await edges.packer.unpack(packed.value, MOST_MARKUP_BYTES);
  if (bytes === undefined || (await edges.packer.sha256(bytes)) !== ref.print) return stopped({ kind: 'lies' });
  const sent = readSent(textOf(bytes));
  if (sent === undefined) return stopped({ kind: 'lies' });
  const pictures = new Map<string, Uint8Array>();
  for (const hash of hashesOf(sent)) {
    if (await has(hash)) continue;
    const picture = await getBlob(edges, hash);
    if (!picture.ok) return picture;
    if (picture.value !== undefined && (await edges.packer.sha256(picture.value)) === hash) pictures.set(hash, picture.value);
  }
  return came({ sent, pictures });
}

async function getBlob({ remote, seal }: Pick<CopyEdges, 'remote' | 'seal'>, print: string): Promise<Answer<Uint8Array | undefined>> {
  for (const name of await seal.namesOf(print)) {
    const got = await remote.get(blobFile(name), MOST_PICTURE_BYTES);
    if (!got.ok) return got;
    if (got.value === undefined) continue;
    const opened = await seal.open(`blobs/${name}`, got.value);
    if (opened === 'unknown-key') return stopped({ kind: 'phrase-needed' });
    return opened === undefined ? stopped({ kind: 'lies' }) : came(opened);
  }
  return came(undefined);
}

function readSent(text: string): SentCopy | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    const kept = readKeptCopy(raw);
    const said = (raw as { readonly text?: unknown }).text; // as: readKeptCopy has seen an object
    return kept && { ...kept, ...(typeof said === 'string' && { text: said }) };
  } catch {
    return undefined;
  }
}

const hashesOf = ({ copy }: KeptCopy): readonly string[] => [...new Set(copy.pictures.flatMap(({ hash }) => hash ?? []))];
