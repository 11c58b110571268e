/** The index while the worker lives: opened once, brought up to the essays before a question, tidied when nobody waits. */
import type { Manifest } from '../../core/index/manifest';
import { Damaged } from '../../core/index/segment/damaged';
import { type ReadSegment, SegmentedIndex } from '../../core/index/segmented-index';
import { bug } from '../../core/problem';
import { essaysAfter } from '../../edge/store/essays';
import type { Library } from '../../edge/store/library';
import { forgetIndex, readManifest, segmentReads, unindexedEssays, writeChange } from '../../edge/store/segments';
import { catchUp, type Step, tidyUp } from '../../flows/keep-index';
import { tell } from './home';
import { yieldNow } from './turns';

const MOST_STEPS_FIRST = 4; // a thousand essays: a question waits for these, and is answered without the rest while they are taken in

type Held = { readonly library: Library; readonly read: ReadSegment; readonly index: SegmentedIndex };
let held: Held | undefined;
let last: Promise<unknown> = Promise.resolve();
let isTidying = false;

/**
 * Asks the index as the library stands now. Two that ask at once share the steps.
 *
 * Errors  what `ask` rejects with. Where the index is damaged it is built anew and asked again.
 */
export async function askIndex<T>(library: Library, ask: (index: SegmentedIndex) => Promise<T>): Promise<T> {
  try {
    return await ask(await upToDate(library));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    await inTurn(() => startAnew(library));
    return ask(await upToDate(library));
  } finally {
    void tidy(library);
  }
}

async function upToDate(library: Library): Promise<SegmentedIndex> {
  for (let steps = 0; steps < MOST_STEPS_FIRST; steps++) {
    if (!(await inTurn(() => take(library, nextToCatchUp)))) break;
  }
  return (await inTurn(() => opened(library))).index;
}

/** Takes in what is left and merges, with a turn for others between two steps. After essays have changed, and after questions. */
export async function tidy(library: Library): Promise<void> {
  if (isTidying) return;
  isTidying = true;
  try {
    while (await inTurn(() => take(library, nextOfAll))) await yieldNow();
  } catch (error) {
    await (error instanceof Damaged ? inTurn(() => startAnew(library)) : tell([bug(error).problem]));
  } finally {
    isTidying = false;
  }
}

/** One after the other: each step is made from the version that the one before has written. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

type FindStep = (index: SegmentedIndex, library: Library) => Promise<Step | undefined>;

const nextToCatchUp: FindStep = (index, library) =>
  catchUp(index, {
    changed: (limit) => unindexedEssays(library, limit),
    essaysAfter: (id, limit) => essaysAfter(library, id, limit),
  });

const nextOfAll: FindStep = async (index, library) => (await nextToCatchUp(index, library)) ?? tidyUp(index);

/** Takes the next step; says whether there was one. */
async function take(library: Library, find: FindStep): Promise<boolean> {
  const { index, read } = await opened(library);
  const step = await find(index, library);
  if (step === undefined) return false;
  const written = await writeChange(library, step.change, step.taken);
  if (!written.ok) {
    await tell([written.problem]);
    return false; // the disk is full: what is not indexed waits
  }
  held = written.value === 'stale' ? undefined : { library, read, index: SegmentedIndex.open(step.change.manifest, read, index) };
  return true;
}

async function opened(library: Library): Promise<Held> {
  if (held?.library === library) return held;
  const read = segmentReads(library);
  held = { library, read, index: await openedFrom(await readManifest(library), read, library) };
  return held;
}

async function openedFrom(manifest: Manifest, read: ReadSegment, library: Library): Promise<SegmentedIndex> {
  try {
    return SegmentedIndex.open(manifest, read);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    await forgetIndex(library);
    return SegmentedIndex.open(await readManifest(library), read);
  }
}

async function startAnew(library: Library): Promise<void> {
  held = undefined;
  await forgetIndex(library);
}
