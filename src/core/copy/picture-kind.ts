/** What kind of picture bytes are, by the first of them: what a server calls them is hearsay. */

const RASTERS: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
];
const BOXES: Readonly<Record<string, string>> = { avif: 'image/avif', avis: 'image/avif' };
const LOOKED_AT = 1_024;

/** Undefined for what no copy shows. */
export function pictureKind(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  for (const [type, at, sign] of RASTERS) if (start.startsWith(sign, at)) return type;
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'image/webp';
  if (start.startsWith('ftyp', 4))
    return [start.slice(8, 12), ...(start.slice(16, 64).match(/.{4}/gs) ?? [])]
      .map((brand) => BOXES[brand])
      .find((type) => type !== undefined);
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(start)
    ? 'image/svg+xml'
    : undefined;
}
