/** Packs and checks the parts of backups with what browsers have for it, outside our own thread. */
import type { Bytes, Packing } from '../../core/transfer/backup/packing';

export const packing: Packing = {
  async deflate(bytes) {
    const packed = await new Response(streamOf(bytes).pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
    return new Uint8Array(packed);
  },
  async inflate(bytes, size) {
    const reader = streamOf(bytes).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const unpacked = new Uint8Array(size);
    let filled = 0;
    for (;;) {
      const step = await reader.read().catch(() => undefined);
      if (step === undefined) return undefined;
      if (step.done) return filled === size ? unpacked : undefined;
      if (filled + step.value.length > size) {
        await reader.cancel().catch(() => {}); // it may have failed by itself meanwhile
        return undefined;
      }
      unpacked.set(step.value, filled);
      filled += step.value.length;
    }
  },
  async sha256(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)); // as: bytes that are read are never shared
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  },
};

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new Blob([bytes as Uint8Array<ArrayBuffer>]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>; // as: bytes that are read are never shared

/** A file or a Blob, read a stretch at a time. */
export function bytesOf(blob: Blob): Bytes {
  return { size: blob.size, read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()) };
}
