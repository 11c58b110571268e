/** A short name for a body, so that the same bytes again cost no parsing. Not for secrets: it stands against chance, not against an attacker. */

/**
 * Two mixed 32-bit lanes over the bytes, with their number. A stranger who makes two bodies of one print only hides their own post.
 *
 * Cost  one pass; about 10 ms for 5 MB.
 */
export function fingerprint(bytes: Uint8Array): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ byte, 0x85ebca6b);
  }
  return [a, b, bytes.length].map((lane) => (lane >>> 0).toString(36)).join('.');
}
