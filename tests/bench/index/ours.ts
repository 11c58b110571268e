/** One measurement of the index in a process of its own, as a line of JSON: build, first answer from stored bytes, further answers, adding 50. */
import { closeSync, createReadStream, mkdirSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { deserialize, serialize } from 'node:v8';
import { build, type Change, change, mergeStep } from '../../../src/core/index/growth';
import { EMPTY, type Manifest } from '../../../src/core/index/manifest';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { type ReadSegment, SegmentedIndex } from '../../../src/core/index/segmented-index';
import { searchWords } from '../../../src/core/index/word-search';
import type { PageTerm } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { memoryMegabytes, questions, spread } from './measure';

const [, , what = '', folder = '', data = ''] = process.argv;

const essayOf = (line: string): SegmentEssay => {
  const { id, title, summary, url, date } = JSON.parse(line);
  return { id, title, body: summary, source: new URL(url).host, at: Date.parse(date) };
};
async function* essaysIn(file: string): AsyncGenerator<SegmentEssay> {
  for await (const line of createInterface({ input: createReadStream(file) })) if (line !== '') yield essayOf(line);
}

function store({ manifest, pieces }: Change): number {
  mkdirSync(folder, { recursive: true });
  for (const { segment, part, number, bytes } of pieces)
    writeFileSync(`${folder}/${segment}.${part}`, bytes, { flag: number === 0 ? 'w' : 'a' });
  const row = serialize(manifest);
  writeFileSync(`${folder}/manifest`, row);
  return pieces.reduce((sum, { bytes }) => sum + bytes.length, row.length);
}

const files = new Map<string, number>();
const reads = { count: 0, bytes: 0 };
const read: ReadSegment = async (segment, part, start, end) => {
  const name = `${folder}/${segment}.${part}`;
  const file = files.get(name) ?? openSync(name, 'r');
  files.set(name, file);
  reads.count++;
  reads.bytes += end - start;
  const bytes = new Uint8Array(end - start);
  return bytes.subarray(0, readSync(file, bytes, 0, end - start, start));
};
const stored = (): Manifest => deserialize(readFileSync(`${folder}/manifest`)) as Manifest; // as: `store` wrote it
const nearest = (index: SegmentedIndex, question: readonly PageTerm[]) => rank(index, question, 10);

const measurements: Record<string, () => Promise<Record<string, unknown>>> = {
  async build() {
    const all: SegmentEssay[] = [];
    for await (const essay of essaysIn(data)) all.push(essay);
    const start = performance.now();
    let bytes = 0;
    const merged: Manifest[] = [EMPTY];
    for await (const one of build(all)) {
      bytes += store(one);
      merged.push(one.manifest);
    }
    return { essays: all.length, ms: performance.now() - start, megabytes: bytes / 1e6, segments: merged.at(-1)?.segments.length };
  },
  async stream() {
    const start = performance.now();
    let bytes = 0;
    for await (const one of build(essaysIn(data))) bytes += store(one);
    return { ms: performance.now() - start, megabytes: bytes / 1e6, peak: memoryMegabytes() };
  },
  async first() {
    const [question = []] = questions(1);
    const before = memoryMegabytes();
    const start = performance.now();
    const index = SegmentedIndex.open(stored(), read);
    const { ranked } = await nearest(index, question);
    const ms = performance.now() - start;
    return { ms, reads: reads.count, megabytesRead: reads.bytes / 1e6, added: memoryMegabytes() - before, best: ranked[0]?.id };
  },
  async next() {
    const asked = questions(150);
    const before = memoryMegabytes();
    const index = SegmentedIndex.open(stored(), read);
    for (const question of asked) await nearest(index, question);
    const times: number[] = [];
    for (const question of asked) {
      const start = performance.now();
      await nearest(index, question);
      times.push(performance.now() - start);
    }
    return { ...spread(times), added: memoryMegabytes() - before };
  },
  async add() {
    const all: SegmentEssay[] = [];
    for await (const essay of essaysIn(data)) {
      all.push({ ...essay, id: `new-${essay.id}` as SegmentEssay['id'] }); // as: made up
      if (all.length === 50 * 7) break;
    }
    const times: number[] = [];
    for (let i = 0; i < all.length; i += 50) {
      const start = performance.now();
      const index = SegmentedIndex.open(stored(), read);
      const made = await change(index, all.slice(i, i + 50));
      store({ ...made, manifest: index.manifest }); // each time onto the same index
      times.push(performance.now() - start);
    }
    return { first: times[0], ...spread(times.slice(1)) };
  },
  async merge() {
    let index = SegmentedIndex.open(stored(), read);
    const times: number[] = [];
    for (;;) {
      const start = performance.now();
      const step = await mergeStep(index);
      if (step === undefined) break;
      store(step);
      index = SegmentedIndex.open(step.manifest, read, index);
      times.push(performance.now() - start);
    }
    return { steps: times.length, ...spread(times), longest: Math.max(0, ...times), segments: index.manifest.segments.length };
  },
  async search() {
    const index = SegmentedIndex.open(stored(), read);
    const times: Record<string, number> = {};
    for (const typed of ['rust asyn', 'compiler error', 'javascirpt testing', 'people w', 'rust asyn']) {
      const start = performance.now();
      await searchWords(index, typed, 10);
      times[times[typed] === undefined ? typed : `${typed} again`] = performance.now() - start;
    }
    return times;
  },
};

const result = await measurements[what]?.();
for (const file of files.values()) closeSync(file);
console.log(JSON.stringify({ what, ...result, onDisk: statSync(`${folder}/manifest`).size }));
