/** Which source each essay of a segment is from, and how many and how long the essays of each are. Knows no terms. */
import { decodeSources } from './essay-columns';
import { stepsOf } from './lengths';

export type SourceTotal = { readonly essays: number; readonly steps: number }; // steps: their lengths, as lengths.ts sums them

export type Voices = {
  readonly names: readonly string[];
  readonly numbers: Uint16Array; // by doc id: its source's place in `names`
  readonly totals: readonly SourceTotal[]; // beside `names`
};

export function voicesOf(column: Uint8Array, lengths: Float32Array): Voices {
  const { names, numbers } = decodeSources(column, lengths.length);
  const [essays, steps] = [new Float64Array(names.length), new Float64Array(names.length)];
  for (let docId = 0; docId < numbers.length; docId++) {
    const source = numbers[docId] ?? 0;
    essays[source] = (essays[source] ?? 0) + 1;
    steps[source] = (steps[source] ?? 0) + stepsOf(lengths[docId] ?? 0);
  }
  return { names, numbers, totals: names.map((_, source) => ({ essays: essays[source] ?? 0, steps: steps[source] ?? 0 })) };
}
