/** The index of the library in this worker, with the real store. */
import type { SegmentedIndex } from '../../core/index/segmented-index';
import type { Library } from '../../edge/store/library';
import { essaysAfter, forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../edge/store/segments';
import { IndexKeeper } from '../../flows/index-keeper';
import { tell } from './home';
import { yieldNow } from './turns';

let kept: { readonly library: Library; readonly keeper: IndexKeeper } | undefined;

function keeperOf(library: Library): IndexKeeper {
  if (kept?.library !== library) kept = { library, keeper: newKeeper(library) };
  return kept.keeper;
}

function newKeeper(library: Library): IndexKeeper {
  return new IndexKeeper({
    changed: (limit) => unindexedEssays(library, limit),
    essaysAfter: (id, limit) => essaysAfter(library, id, limit),
    readManifest: () => readManifest(library),
    reads: () => segmentReads(library),
    write: (change, taken) => writeChange(library, change, taken),
    forget: () => forgetIndex(library),
    tell: (problem) => tell([problem]),
    yieldNow,
  });
}

/** As IndexKeeper.ask. */
export function askIndex<T>(library: Library, ask: (index: SegmentedIndex) => Promise<T>): Promise<T> {
  return keeperOf(library).ask(ask);
}

/** As IndexKeeper.getReady. */
export function getIndexReady(library: Library): Promise<void> {
  return keeperOf(library).getReady();
}

/** As IndexKeeper.tidy: after essays have changed. */
export function tidyIndex(library: Library): Promise<void> {
  return keeperOf(library).tidy();
}
