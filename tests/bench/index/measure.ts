/** What the rows of the index's benchmark share: pages as questions, medians, memory. */
import { readFileSync } from 'node:fs';
import type { QueryTerm } from '../../../src/core/index/segmented-index';
import { usage } from '../../../src/core/index/weigh';
import { eachStem } from '../../../src/core/text/stems';
import { isPair } from '../../../src/core/text/terms';

const PAGES = '../shared/packs/related/blogs/queries.jsonl';
export type Page = { readonly title: string; readonly text: string };

export function pages(count: number): Page[] {
  const lines = readFileSync(PAGES, 'utf8').split('\n').filter(Boolean);
  const step = Math.floor(lines.length / count);
  return Array.from({ length: count }, (_, i) => JSON.parse(lines[i * step] ?? '{}') as Page); // as: the pack's own rows
}

/** The whole page, its title three times. */
export function questionOf({ title, text }: Page): QueryTerm[] {
  const counts = new Map<string, number>();
  for (const [part, weight] of [
    [title, 3],
    [text, 1],
  ] as const) {
    let before: string | undefined;
    eachStem(part, (stem) => {
      for (const term of before === undefined ? [stem] : [stem, `${before} ${stem}`]) counts.set(term, (counts.get(term) ?? 0) + weight);
      before = stem;
    });
  }
  return [...counts].map(([term, count]) => ({ term, weight: usage(count, isPair(term)) }));
}

export const questions = (count: number): QueryTerm[][] => pages(count).map(questionOf);

export function spread(times: readonly number[]): { median: number; p95: number } {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0 };
}

/** Heap and typed arrays together, after collecting where that is allowed (--expose-gc). */
export function memoryMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
