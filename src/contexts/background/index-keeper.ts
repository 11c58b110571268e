/** The index of the library in this worker, with the real store. */
import type { SegmentedIndex } from '../../core/index/segmented-index';
import type { Library } from '../../edge/store/library';
import { problemOf } from '../../edge/store/problem-of';
import { essaysAfter, forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../edge/store/segments';
import { IndexKeeper, type Standing } from '../../flows/index-keeper';
import type { Outside } from './outside';
import type { TellReader } from './told';

export type KeptIndex = ReturnType<typeof keptIndex>;

export function keptIndex({ clock }: Pick<Outside, 'clock'>, told: TellReader) {
  let kept: { readonly library: Library; readonly keeper: IndexKeeper } | undefined;
  let isFull = true; // perhaps an earlier worker has said so

  function keeperOf(library: Library): IndexKeeper {
    if (kept?.library !== library) kept = { library, keeper: newKeeper(library) };
    return kept.keeper;
  }

  /** Nothing of what the reader did is lost where the index finds no room, and so it is not told as if it were. */
  async function write(library: Library, ...change: WriteArguments) {
    const written = await writeChange(library, ...change);
    if (!written.ok) {
      isFull = true;
      return written.problem.kind === 'disk-full' ? ({ ok: false, problem: { kind: 'index-full' } } as const) : written;
    }
    if (isFull) await told.forget('index-full');
    isFull = false;
    return written;
  }

  function newKeeper(library: Library): IndexKeeper {
    return new IndexKeeper({
      changed: (limit) => unindexedEssays(library, limit),
      essaysAfter: (id, limit) => essaysAfter(library, id, limit),
      readManifest: () => readManifest(library),
      reads: () => segmentReads(library),
      write: (change, taken) => write(library, change, taken),
      forget: () => forgetIndex(library),
      tell: (problem) => told.tell([problem]),
      problemOf,
      yieldNow: clock.yieldNow,
    });
  }

  return {
    /** As IndexKeeper.ask. */
    ask: <T>(library: Library, ask: (index: SegmentedIndex) => Promise<T>, standing?: Standing): Promise<T> =>
      keeperOf(library).ask(ask, standing),
    /** As IndexKeeper.getReady. */
    getReady: (library: Library): Promise<void> => keeperOf(library).getReady(),
    /** As IndexKeeper.tidy: after essays have changed. */
    tidy: (library: Library): Promise<void> => keeperOf(library).tidy(),
  };
}

type WriteArguments = Parameters<typeof writeChange> extends [Library, ...infer Rest] ? Rest : never;
