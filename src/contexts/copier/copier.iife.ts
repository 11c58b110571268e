/** Takes a copy of the page it is injected into, when a person saves it. Built as one self-contained file; nothing of it is there before. */
import type { CopyRefusal, TakenCopy } from '../../core/copy/taken';
import { send } from '../../edge/browser/messenger';
import { takeCopyOf } from '../../edge/dom/copy/take-copy';
import { drawPicture } from '../../edge/dom/draw-picture';
import { slices, turn } from '../../edge/dom/slices';
import { fetchPicture } from '../../edge/net/fetch-picture';
import { sendPictures } from './send-pictures';

type Taken = TakenCopy | { readonly refused: CopyRefusal };

const world = globalThis as { takeCopy?: () => Promise<Taken>; sendPictures?: (key: string, copyBytes: number) => void }; // as: what is written below, for edge/browser/copier.ts
let pictures: ReadonlyMap<string, string> = new Map();
world.takeCopy = take;
world.sendPictures = (key, copyBytes) => void sendPictures(edges, key, pictures, copyBytes);

const edges: Parameters<typeof sendPictures>[0] = {
  send,
  get: fetchPicture,
  draw: (address, signal) => drawPicture(document, address, signal),
  base64,
  within: (ms) => AbortSignal.timeout(ms),
  here: document.URL,
};

async function take(): Promise<Taken> {
  const took = await takeCopyOf(document, slices(turn));
  if ('refused' in took) return took;
  const { copy, addresses } = took;
  pictures = new Map(copy.pictures.map((name) => [name, addresses.get(name) ?? name]));
  return copy;
}

/** By the browser, which does it beside the page's own work. */
function base64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).split(',')[1] ?? ''));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(new Blob([bytes]));
  });
}
