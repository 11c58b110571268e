/** Puts the pictures of a copy in their places, from what was kept. What was not kept has its words and its host there. Asks the web for nothing. */
import type { Copy } from '../../core/library/copy';
import { say } from '../../ui/words';
import { OWN } from './article-text';

/** `leave` gives the pictures' addresses back, after which none of them shows. */
export async function placePictures(
  root: Element,
  { pictures }: Pick<Copy, 'pictures'>,
  read: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Blob>>,
): Promise<{ readonly leave: () => void }> {
  const hashes = new Map(pictures.flatMap(({ url, hash }) => (hash === undefined ? [] : [[url, hash] as const])));
  const none: ReadonlyMap<string, Blob> = new Map();
  const blobs = hashes.size === 0 ? none : await read([...new Set(hashes.values())]).catch(() => none);
  const addresses = new Map<string, string>(); // hash → blob: address, one for each picture however often it stands there
  for (const image of root.querySelectorAll<HTMLImageElement>('img')) {
    const named = image.dataset['src'] ?? image.getAttribute('src') ?? '';
    const key = hashes.get(named) ?? named;
    const blob = blobs.get(key) ?? decoded(named);
    image.removeAttribute('data-src');
    if (blob === undefined) {
      image.replaceWith(frameFor(image.alt, named));
      continue;
    }
    const address = addresses.get(key) ?? URL.createObjectURL(blob);
    addresses.set(key, address);
    image.decoding = 'async';
    image.src = address;
  }
  return { leave: () => addresses.forEach((address) => void URL.revokeObjectURL(address)) };
}

/** What clean.ts has let through as data: is a picture of these kinds, and none of another. */
function decoded(address: string): Blob | undefined {
  const [, type, base64] = /^data:(image\/(?:png|jpeg|gif|webp|avif));base64,(.*)$/is.exec(address) ?? [];
  if (type === undefined || base64 === undefined) return undefined;
  try {
    return new Blob([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], { type });
  } catch {
    return undefined; // cut or damaged
  }
}

function frameFor(alt: string, address: string): HTMLElement {
  const frame = document.createElement('span');
  frame.className = 'picture-lost';
  const host = URL.parse(address)?.hostname;
  const words = document.createElement('span');
  words.textContent = alt.trim() === '' ? say('pictureNotKept') : alt.trim();
  frame.append(words);
  if (host !== undefined && host !== '') {
    const where = document.createElement('small');
    where.setAttribute(OWN, '');
    where.textContent = say('pictureFrom', { host });
    frame.append(where);
  }
  return frame;
}
