/** Bytes as a browser hands them over: unpacked where a header or their first bytes tell of it, and no more of them than are read. */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { MAX_FEED_BYTES } from '../../core/feed/limits';

const LIMIT = { maxOutputLength: MAX_FEED_BYTES + 1 };

export function unpacked(bytes: Uint8Array, encoding?: string): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const ways = [...(isGzip ? [gunzipSync] : []), ...(/deflate/i.test(encoding ?? '') ? [inflateSync, inflateRawSync] : [])];
  for (const unpack of ways) {
    try {
      return unpack(bytes, LIMIT);
    } catch {
      // not packed in this way: the next, or as they are
    }
  }
  return bytes;
}
