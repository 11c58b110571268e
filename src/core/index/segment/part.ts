/** One part of a segment in memory: only the chunks that were asked for are read, each once, each checked. */
import { checksum } from './checksum';
import { Damaged } from './damaged';
import { CHUNK_BYTES, type PartName, type PartSums, type ReadPart } from './format';

/** What a read costs where nobody says: one more costs Chromium as much as 250 kB, Firefox as 60 (tests/bench/browser/reads.ts). */
const READ_BYTES = 128 * 1024;

type Run = { readonly from: number; readonly to: number }; // chunks; `to` is exclusive

export class Part {
  /** The whole part; only what `load` was asked for is filled in. The system gives memory to touched pages alone. */
  bytes: Uint8Array = new Uint8Array(0);
  private readonly isLoaded: Uint8Array; // by chunk
  private wanted: number[] = [];

  constructor(
    private readonly name: PartName,
    private readonly head: PartSums,
    private readonly read: ReadPart,
    private readonly readBytes = READ_BYTES, // what a read costs beside its bytes, in bytes; so much is read though nobody asked, where it saves a read
  ) {
    this.isLoaded = new Uint8Array(head.sums.length);
  }

  get length(): number {
    return this.head.bytes;
  }

  /** Notes that these bytes will be needed. Errors: Damaged if the part has no such bytes. */
  want(start: number, end: number): void {
    if (start < 0 || end > this.length || end < start) throw new Damaged(`${this.name} has no bytes ${start} to ${end}`);
    for (let chunk = Math.floor(start / CHUNK_BYTES); chunk * CHUNK_BYTES < end; chunk++) {
      if (this.isLoaded[chunk] === 0) this.wanted.push(chunk);
    }
  }

  /** Reads what was wanted. Two calls at once may read a chunk twice: both write the same bytes. */
  async load(): Promise<void> {
    if (this.wanted.length === 0) return;
    const chunks = [...new Set(this.wanted)].sort((a, b) => a - b);
    this.wanted = [];
    const runs = this.runsOf(chunks);
    const isFirst = this.bytes.length !== this.length;
    const cost = runs.reduce((sum, { from, to }) => sum + (to - from) * CHUNK_BYTES + this.readBytes, 0);
    if (isFirst && cost >= this.length) return this.loadWhole();
    if (isFirst) this.bytes = new Uint8Array(this.length);
    await Promise.all(runs.map(({ from, to }) => this.loadRun(from, to)));
  }

  /** Chunks that are read together: what lies between two of them costs no more than a read. */
  private runsOf(chunks: readonly number[]): Run[] {
    const runs: Run[] = [];
    let from = chunks[0] ?? 0;
    let to = from + 1;
    for (const chunk of chunks) {
      if ((chunk - to) * CHUNK_BYTES > this.readBytes) {
        runs.push({ from, to });
        from = chunk;
      }
      to = chunk + 1;
    }
    return [...runs, { from, to }];
  }

  async all(): Promise<Uint8Array> {
    this.want(0, this.length);
    await this.load();
    return this.bytes;
  }

  /** Keeps the bytes that were read instead of copying them. */
  private async loadWhole(): Promise<void> {
    const read = await this.readExactly(0, this.length);
    const bytes = read.byteOffset % 4 === 0 ? read : read.slice(); // whole words are summed
    this.check(bytes, 0, this.isLoaded.length);
    if (this.bytes.length === this.length)
      this.bytes.set(bytes); // another call was faster; its bytes may be in use
    else this.bytes = bytes;
    this.isLoaded.fill(1);
  }

  private async loadRun(from: number, to: number): Promise<void> {
    const start = from * CHUNK_BYTES;
    this.bytes.set(await this.readExactly(start, Math.min(this.length, to * CHUNK_BYTES)), start);
    this.check(this.bytes, from, to);
    this.isLoaded.fill(1, from, to);
  }

  private async readExactly(start: number, end: number): Promise<Uint8Array> {
    const read = await this.read(this.name, start, end);
    if (read.length !== end - start) throw new Damaged(`${this.name} is cut short`);
    return read;
  }

  private check(bytes: Uint8Array, from: number, to: number): void {
    for (let chunk = from; chunk < to; chunk++) {
      const sum = checksum(bytes, chunk * CHUNK_BYTES, Math.min(this.length, (chunk + 1) * CHUNK_BYTES));
      if (sum !== this.head.sums[chunk]) throw new Damaged(`${this.name} does not fit its checksum`);
    }
  }
}
