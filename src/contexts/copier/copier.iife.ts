/** Takes a copy of the page it is injected into, when a person saves it. Built as one self-contained file; nothing of it is there before. */
import type { CopyRefusal, TakenCopy } from '../../core/copy/taken';
import { takeCopyOf } from '../../edge/dom/copy/take-copy';
import { slices } from '../../edge/dom/slices';

type Taken = TakenCopy | { readonly refused: CopyRefusal };

const world = globalThis as { takeCopy?: () => Promise<Taken>; sendPictures?: (key: string) => void }; // as: what is written below, for edge/browser/copier.ts
let addresses: ReadonlyMap<string, string> = new Map();
world.takeCopy = take;
world.sendPictures = () => {};

async function take(): Promise<Taken> {
  const took = await takeCopyOf(document, slices());
  if ('refused' in took) return took;
  ({ addresses } = took);
  return took.copy;
}
