/** The walk that follows a save: take what is seen → read it → gather its pictures → keep it whole. The save itself is done before, and stays whatever comes of this. */
import { readTakenCopy, type TakenCopy } from '../core/copy/taken';
import { type PictureLimits, type PictureTray, pictureTray } from '../core/copy/tray';
import type { EssayId } from '../core/essay';
import type { Picture } from '../core/library/copy';
import type { Place } from '../core/library/marks';
import { isSamePlace } from '../core/library/saved-page';
import type { Problem, Result } from '../core/problem';

const SILENT_MS = 10_000; // a page that sends nothing for so long is gone, or its pictures are: what has come is kept

/** A copy that is to be taken, noted before it is. */
export type WantedCopy = { readonly essayId: EssayId; readonly address: string; readonly from: Place }; // address: of the page as it was open

/** What is kept. `B`: as a picture is. */
export type GatheredCopy<B> = {
  readonly essayId: EssayId;
  readonly from: Place;
  readonly taken: TakenCopy;
  readonly pictures: readonly Picture[];
  readonly blobs: readonly B[];
};

export type CopyEdges<B> = {
  readonly take: () => Promise<unknown>; // what the copier gives; rejects where the browser lets no extension in
  readonly limits: PictureLimits;
  readonly sendPictures: (into: PictureTray<B>) => Promise<() => void>; // they come from now on; gives back the way to stop listening
  readonly keep: (copy: GatheredCopy<B>) => Promise<Result<CopyKept>>;
  readonly wait: (ms: number) => Promise<void>;
};

export type CopyKept = { readonly state: 'kept'; readonly isPartial: boolean } | { readonly state: 'unwanted' }; // unwanted: saved no longer

/** none: nothing can be read there. elsewhere: by then the tab showed something else. failed: it could not be written. */
export type CopyOutcome =
  | (CopyKept & { readonly lacksRoom?: true }) // for its pictures
  | { readonly state: 'none' | 'elsewhere' }
  | { readonly state: 'failed'; readonly problem: Problem };

/** May be ended anywhere: until `keep` nothing of it is on the disk. */
export async function copyPage<B>(edges: CopyEdges<B>, { essayId, address, from }: WantedCopy): Promise<CopyOutcome> {
  const taken = readTakenCopy(await edges.take().catch(() => undefined));
  if (taken === undefined) return { state: 'none' };
  if (!isSamePlace(taken.address, address)) return { state: 'elsewhere' };
  const tray = pictureTray<B>(taken.pictures, edges.limits);
  if (edges.limits.copyBytes === 0) tray.close('too-many'); // its reader keeps none, so none is asked for
  await gather(edges, tray);
  return keepWhatFits(edges, { essayId, from, taken, pictures: tray.pictures(), blobs: tray.blobs() });
}

/** Where there is no room for all of it, the text alone. */
async function keepWhatFits<B>(edges: CopyEdges<B>, copy: GatheredCopy<B>): Promise<CopyOutcome> {
  const kept = await edges.keep(copy);
  if (kept.ok) return kept.value;
  if (kept.problem.kind !== 'disk-full' || copy.blobs.length === 0) return { state: 'failed', problem: kept.problem };
  const pictures = copy.pictures.map(({ url, lost = 'no-room' }): Picture => ({ url, lost }));
  const text = await edges.keep({ ...copy, pictures, blobs: [] });
  if (!text.ok) return { state: 'failed', problem: text.problem };
  return text.value.state === 'kept' ? { ...text.value, lacksRoom: true } : text.value;
}

async function gather<B>(edges: CopyEdges<B>, tray: PictureTray<B>): Promise<void> {
  if (tray.isOver()) return;
  const stop = await edges.sendPictures(tray).catch(() => undefined);
  if (stop === undefined) return;
  for (let before = -1; !tray.isOver() && tray.turns() > before; ) {
    before = tray.turns();
    await Promise.race([tray.done, edges.wait(SILENT_MS)]);
  }
  tray.close('failed');
  stop();
}
