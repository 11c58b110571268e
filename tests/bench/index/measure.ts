/** What the rows of the index's benchmark share: pages as questions, medians, memory. */
import { readFileSync } from 'node:fs';
import { type PageTerm, pageTerms } from '../../../src/core/related/page-terms';

const PAGES = '../shared/packs/related/blogs/queries.jsonl';
export type Page = { readonly title: string; readonly text: string };

export function pages(count: number): Page[] {
  const lines = readFileSync(PAGES, 'utf8').split('\n').filter(Boolean);
  const step = Math.floor(lines.length / count);
  return Array.from({ length: count }, (_, i) => JSON.parse(lines[i * step] ?? '{}') as Page); // as: the pack's own rows
}

export const questions = (count: number): PageTerm[][] => pages(count).map(pageTerms);

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
