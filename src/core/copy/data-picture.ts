/** The bytes of a picture whose address holds it. Reads any text; undefined for what is no picture. */

/** Cost  one pass; the caller bounds its length. */
export function dataPicture(address: string): Uint8Array<ArrayBuffer> | undefined {
  const comma = address.indexOf(',');
  const head = address.slice(0, comma);
  if (comma < 0 || !/^data:image\//i.test(head)) return undefined;
  const body = address.slice(comma + 1).split('#')[0] ?? '';
  try {
    const raw = decodeURIComponent(body.replace(/%(?![\da-f]{2})/gi, '%25'));
    return /;\s*base64\s*$/i.test(head) ? bytesOf(atob(raw.replace(/\s+/g, ''))) : new TextEncoder().encode(raw);
  } catch {
    return undefined;
  }
}

function bytesOf(letters: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
