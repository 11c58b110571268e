/** What the children of the benchmark share: clocks, medians, memory, and the questions that everybody is asked. */
import { readFileSync } from 'node:fs';
import { eachWord } from '../../src/core/text/words';
import type { BenchEssay, BenchPage } from './essays';

export const ENOUGH_MS = 15_000; // whoever is slow is asked fewer
const FREQUENT_WORDS = 25;
const TYPED = 20;

export type Timed<T> = { readonly value: T; readonly ms: number; readonly cpu: number }; // cpu: ms of work, of all threads

export async function timed<T>(work: () => T | Promise<T>): Promise<Timed<T>> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { value, ms, cpu: (user + system) / 1000 };
}

/** One warm pass over some of the questions, then each is timed. */
export async function timesOf<Q>(
  questions: readonly Q[],
  ask: (question: Q) => unknown,
): Promise<{ median: number; p95: number; asked: number }> {
  const startedAt = performance.now();
  for (const question of questions.slice(0, 20)) if (performance.now() - startedAt < ENOUGH_MS / 3) await ask(question);
  const times: number[] = [];
  const begunAt = performance.now();
  for (const question of questions)
    if (times.length < 3 || performance.now() - begunAt < ENOUGH_MS) times.push((await timed(() => ask(question))).ms);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), asked: times.length };
}

/** Heap and typed arrays together, after collecting. */
export function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

export function essaysIn(file: string): BenchEssay[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as BenchEssay); // as: what essays.ts writes
}

export function wholePage({ title, text }: BenchPage): string {
  return `${title} ${text}`;
}

/** What a user does for whom the whole page takes too long: its most frequent words of four letters or more, the very common ones left out. */
export function frequentWords(page: BenchPage, isCommon: (word: string) => boolean): string {
  const counts = new Map<string, number>();
  eachWord(wholePage(page).toLowerCase(), (word) => {
    if (word.length >= 4 && !isCommon(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  const first = [...counts].sort(([, a], [, b]) => b - a).slice(0, FREQUENT_WORDS);
  return first.map(([word]) => word).join(' ');
}

/** What is typed into a search box: the first long words of some titles, the last one cut; every third has two letters swapped. */
export function typedWords(essays: readonly BenchEssay[]): string[] {
  const step = Math.max(1, Math.floor(essays.length / (4 * TYPED)));
  const titles = essays.filter((_, at) => at % step === 0).map(({ title }) => title.toLowerCase().match(/[a-z]{5,}/g) ?? []);
  const usable = titles.filter(({ length }) => length >= 2).slice(0, TYPED);
  return usable.map(([first = '', second = ''], at) => `${at % 3 === 0 ? swapped(first) : first} ${second.slice(0, 4)}`);
}

function swapped(word: string): string {
  return `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`;
}

export function print(figures: Readonly<Record<string, number | undefined>>): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
