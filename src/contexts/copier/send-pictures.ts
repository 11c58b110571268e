/** Sends the pictures of a copy to the background, one by one: four at a time are fetched, until there is enough of them or of waiting. */
import { dataPicture } from '../../core/copy/data-picture';
import { pictureKind } from '../../core/copy/picture-kind';
import type { PictureLost } from '../../core/library/copy';
import type { FetchedPicture } from '../../edge/net/fetch-picture';
import type { Send } from '../../messages/contract';

export const MOST = { pictures: 60, bytes: 5_000_000, copyBytes: 25_000_000, ms: 30_000 };
const AT_ONCE = 4;

export type PictureEdges = {
  readonly send: Send;
  readonly get: (address: string, maxBytes: number, signal: AbortSignal) => Promise<FetchedPicture>;
  readonly draw: (address: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  readonly base64: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  readonly within: (ms: number) => AbortSignal;
  readonly here: string; // the page's address
};

type Got = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string } | { readonly lost: PictureLost };

/** `pictures`: by the names that the copy has for them. Resolves when each was sent or said to be lost; never rejects. */
export async function sendPictures(
  edges: PictureEdges,
  key: string,
  pictures: ReadonlyMap<string, string>,
  copyBytes = MOST.copyBytes,
): Promise<void> {
  const waiting = [...pictures];
  const signal = edges.within(MOST.ms);
  let [taken, bytes, isEnough] = [0, 0, false];

  async function next(): Promise<void> {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const [url, address] = one;
      taken += 1;
      const isBeyond = isEnough || taken > MOST.pictures || bytes >= copyBytes;
      const got: Got = isBeyond ? { lost: 'too-many' } : signal.aborted ? { lost: 'failed' } : await picture(edges, address, signal);
      if (isEnough) continue; // the background has counted the rest as lost
      if ('lost' in got) {
        await edges.send('lostPicture', { key, url, why: got.lost });
        continue;
      }
      bytes += got.bytes.byteLength;
      const reply = await edges.send('keepPicture', { key, url, type: got.type, base64: await edges.base64(got.bytes) });
      isEnough ||= !reply.ok || reply.value === 'enough';
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

async function picture({ get, draw, here }: PictureEdges, address: string, signal: AbortSignal): Promise<Got> {
  if (address.startsWith('data:')) {
    if (address.length > MOST.bytes * 2) return { lost: 'too-large' };
    return known(dataPicture(address));
  }
  const found = await get(address, MOST.bytes, signal).catch((): FetchedPicture => ({ lost: 'unread' }));
  if ('bytes' in found) return known(found.bytes);
  if (found.lost === 'too-large') return { lost: found.lost };
  const drawn = await draw(address, signal).catch(() => undefined);
  if (drawn !== undefined) return known(drawn);
  return { lost: signal.aborted || originOf(address) === originOf(here) ? 'failed' : 'foreign' };
}

function known(bytes: Uint8Array<ArrayBuffer> | undefined): Got {
  const type = bytes && pictureKind(bytes);
  if (bytes === undefined || type === undefined) return { lost: 'no-picture' };
  return bytes.byteLength > MOST.bytes ? { lost: 'too-large' } : { bytes, type };
}

const originOf = (address: string): string | undefined => URL.parse(address)?.origin;
