/** The index while a worker lives: opened once, brought up to the essays before a question, tidied when nobody waits. Effects are handed in. */
import type { Change } from '../core/index/growth';
import type { Manifest } from '../core/index/manifest';
import { Damaged } from '../core/index/segment/damaged';
import { type ReadSegment, SegmentedIndex } from '../core/index/segmented-index';
import { bug, type Problem, type Result } from '../core/problem';
import { type Changed, catchUp, type KeepIndexEffects, type Step, tidyUp } from './keep-index';

type IndexEffects = KeepIndexEffects & {
  readManifest(): Promise<Manifest>;
  reads(): ReadSegment; // of the segments as they are from now on
  write(change: Change, taken: readonly Changed[]): Promise<Result<'written' | 'stale'>>;
  forget(): Promise<unknown>;
  tell(problem: Problem): Promise<void>;
  problemOf?(error: unknown): Problem; // what a store that throws means; else a mistake of ours
  yieldNow(): Promise<void>;
};

const MOST_STEPS_FIRST = 4; // a thousand essays: a question waits for these, and is answered without the rest while they are taken in
const MOST_PIECES = 24; // segments: those of a large index that is whole are fewer
const MOST_REBUILT = 2; // times a question finds the index damaged; more is no damage but a mistake of ours

/** The version of the index that stands, and how many essays it does not hold as they are. */
export type Standing = Pick<Manifest, 'version' | 'building'> & { readonly unindexed: number };

type Held = { readonly read: ReadSegment; readonly index: SegmentedIndex };
type FindStep = (index: SegmentedIndex) => Promise<Step | undefined>;

export class IndexKeeper {
  private held: Held | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private isTidying = false;

  constructor(private readonly effects: IndexEffects) {}

  /**
   * Asks the index as the library stands now. Two that ask at once share the steps. Who has just looked says how it stands: where nothing has come since
   * the last question, nothing is looked at again and no turn is waited for.
   *
   * Errors  what `ask` rejects with. Where the index is damaged it is built anew and asked again.
   */
  async ask<T>(ask: (index: SegmentedIndex) => Promise<T>, standing?: Standing): Promise<T> {
    const fresh = this.heldAt(standing);
    if (fresh !== undefined) {
      try {
        await fresh.getReady();
        return await ask(fresh);
      } catch (error) {
        if (!(error instanceof Damaged)) throw error; // below it is built anew
      }
    }
    for (let rebuilt = 0; ; rebuilt++) {
      const ready = this.getReady();
      try {
        const index = await this.upToDate();
        await ready;
        return await ask(index);
      } catch (error) {
        if (!(error instanceof Damaged) || rebuilt === MOST_REBUILT) throw error;
        await this.inTurn(() => this.startAnew());
      } finally {
        void this.tidy();
      }
    }
  }

  /**
   * Reads what every question reads, while it is still on its way. Never rejects: who asks is told what is wrong.
   *
   * Cost  nothing once it has been read.
   */
  async getReady(): Promise<void> {
    try {
      const { index } = await this.inTurn(() => this.opened());
      await index.getReady();
    } catch {
      // damage, or a disk that does not answer: the question meets it again
    }
  }

  /** Takes in what is left and merges, with a turn for others between two steps. After essays have changed; questions do it themselves. */
  async tidy(): Promise<void> {
    if (this.isTidying) return;
    this.isTidying = true;
    try {
      while (await this.inTurn(() => this.take((index) => this.nextStep(index)))) {
        await this.effects.yieldNow();
      }
    } catch (error) {
      if (error instanceof Damaged) await this.inTurn(() => this.startAnew());
      else await this.effects.tell(this.effects.problemOf?.(error) ?? bug(error).problem);
    } finally {
      this.isTidying = false;
    }
  }

  /** What is left to take in comes first, unless the index is in many pieces by then: each costs every question, and a worker that begins anew. */
  private async nextStep(index: SegmentedIndex): Promise<Step | undefined> {
    const isScattered = index.manifest.segments.length > MOST_PIECES;
    return (isScattered ? await tidyUp(index) : undefined) ?? (await catchUp(index, this.effects)) ?? tidyUp(index);
  }

  /** The index that is open, where it holds every essay as it is. */
  private heldAt(standing: Standing | undefined): SegmentedIndex | undefined {
    const index = this.held?.index;
    return standing?.unindexed === 0 && index?.manifest.version === standing.version ? index : undefined;
  }

  private async upToDate(): Promise<SegmentedIndex> {
    for (let steps = 0; steps < MOST_STEPS_FIRST; steps++) {
      if (!(await this.inTurn(() => this.take((index) => catchUp(index, this.effects))))) break;
    }
    return (await this.inTurn(() => this.opened())).index;
  }

  /** One after the other: each step is made from the version that the one before has written. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => {}); // whoever asked hears of it
    return mine;
  }

  /** Takes the next step; says whether there was one. */
  private async take(find: FindStep): Promise<boolean> {
    const { index, read } = await this.opened();
    const step = await find(index);
    if (step === undefined) return false;
    const written = await this.effects.write(step.change, step.taken);
    if (!written.ok) {
      await this.effects.tell(written.problem);
      return false; // the disk is full: what is not indexed waits
    }
    this.held = written.value === 'stale' ? undefined : { read, index: SegmentedIndex.open(step.change.manifest, read, index) };
    return true;
  }

  private async opened(): Promise<Held> {
    if (this.held !== undefined) return this.held;
    const read = this.effects.reads();
    try {
      this.held = { read, index: SegmentedIndex.open(await this.effects.readManifest(), read) };
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      await this.effects.forget();
      this.held = { read, index: SegmentedIndex.open(await this.effects.readManifest(), read) };
    }
    return this.held;
  }

  private async startAnew(): Promise<void> {
    this.held = undefined;
    await this.effects.forget();
  }
}
