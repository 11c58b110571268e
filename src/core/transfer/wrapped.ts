/** Files that are packed by themselves, without a directory: gzip, and the LZ4 in which Firefox keeps its backups of bookmarks. Bounded: a bomb is refused. */
import { Gunzip } from 'fflate';
import { type Opened, opened, shut } from './import-problem';

const MAX_BYTES = 100_000_000;
const PIECE = 65_536;
const MOZ_LZ4 = 'mozLz40\0';
const LEAST_MATCH = 4;

/** Undefined where it is packed in neither way. */
export function unwrapped(bytes: Uint8Array): Opened<Uint8Array> | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return gunzipped(bytes);
  return [...MOZ_LZ4].every((letter, at) => bytes[at] === letter.charCodeAt(0)) ? fromLz4(bytes) : undefined;
}

/** Piece by piece, and no further than may be held. */
function gunzipped(bytes: Uint8Array): Opened<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let [total, isWhole] = [0, false];
  const gunzip = new Gunzip((piece, isLast) => {
    total += piece.length;
    if (total <= MAX_BYTES) pieces.push(piece);
    isWhole ||= isLast;
  });
  try {
    for (let at = 0; at < bytes.length && total <= MAX_BYTES; at += PIECE)
      gunzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch {
    return shut({ kind: 'cut-short' });
  }
  if (total > MAX_BYTES) return shut({ kind: 'too-large' });
  if (!isWhole) return shut({ kind: 'cut-short' });
  const out = new Uint8Array(total);
  let filled = 0;
  for (const piece of pieces) {
    out.set(piece, filled);
    filled += piece.length;
  }
  return opened(out);
}

/**
 * One block behind its size.
 *
 * Source  lz4_Block_format.md of the LZ4 project; Firefox's toolkit/components/lz4 for the twelve bytes before it.
 */
function fromLz4(bytes: Uint8Array): Opened<Uint8Array> {
  const cut = shut({ kind: 'cut-short' });
  if (bytes.length < MOZ_LZ4.length + 4) return cut;
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(MOZ_LZ4.length, true);
  if (size > MAX_BYTES) return shut({ kind: 'too-large' });
  const out = new Uint8Array(size);
  let [at, filled] = [MOZ_LZ4.length + 4, 0];
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let more = nibble === 15 ? 255 : 0; more === 255; length += more) more = bytes[at++] ?? 0;
    return length;
  };
  while (at < bytes.length) {
    const token = bytes[at++] ?? 0;
    const literals = lengthFrom(token >> 4);
    if (at + literals > bytes.length || filled + literals > size) return cut;
    out.set(bytes.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at >= bytes.length) break; // the last sequence has no match
    const back = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    at += 2;
    const length = lengthFrom(token & 15) + LEAST_MATCH;
    if (back === 0 || back > filled || filled + length > size) return cut;
    for (let copied = 0; copied < length; copied++, filled++) out[filled] = out[filled - back] ?? 0; // byte by byte: it may overlap itself
  }
  return filled === size ? opened(out) : cut;
}
