/** Measures one contender in a process of its own, so that nobody pays for another's memory. Prints one line of JSON. */
import { type BenchEssay, essays, pages } from '../essays';
import { CONTENDERS } from './contenders';

const PAGES = 100;

export type Measured = {
  readonly contender: string;
  readonly essays: number;
  readonly buildMs: number;
  readonly firstMs: number; // the first page ever asked: nothing is warm
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly addedMb: number; // heap and typed arrays, the essays themselves not counted
};

const [, , name = '', count = ''] = process.argv;
const contender = CONTENDERS[name];
if (contender === undefined) throw new RangeError(`nobody here is called "${name}"`);

const all: BenchEssay[] = [];
for await (const essay of essays(Number(count))) all.push(essay);
const asked = pages(PAGES);
const before = megabytes();
const [lookup, buildMs] = await timed(() => contender(all));
const addedMb = megabytes() - before;
const times: number[] = [];
for (const page of asked) times.push((await timed(() => lookup(page)))[1]);
const [firstMs = 0, ...rest] = times;
const sorted = rest.toSorted((a, b) => a - b);
const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
const measured: Measured = { contender: name, essays: all.length, buildMs, firstMs, medianMs: at(0.5), p95Ms: at(0.95), addedMb };
process.stdout.write(`${JSON.stringify(measured)}\n`);

async function timed<T>(act: () => T | Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const made = await act();
  return [made, performance.now() - start];
}

function megabytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
