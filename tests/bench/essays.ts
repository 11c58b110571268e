/** What a benchmark reads: essays of about 80 words, and pages as questions. From the pack where there is one, else from a fixed seed. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const PACK = join(process.cwd(), '..', 'shared', 'packs', 'related');
export const isPackThere = existsSync(PACK);

export type BenchEssay = { readonly id: string; readonly title: string; readonly summary: string };
export type BenchPage = { readonly title: string; readonly text: string };

/** The same count gives the same essays, every time. */
export async function* essays(count: number): AsyncGenerator<BenchEssay> {
  if (!isPackThere) yield* madeEssays(count);
  else {
    const making = spawn(process.execPath, [join(PACK, 'make-large.mjs'), String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: making.stdout })) yield JSON.parse(line) as BenchEssay; // as: what make-large writes
  }
}

/** Up to 1,500 words each, spread over the pack's pages. */
export function pages(count: number): BenchPage[] {
  if (!isPackThere) return [...madePages(count)];
  const lines = readFileSync(join(PACK, 'blogs/queries.jsonl'), 'utf8').split('\n').filter(Boolean);
  const step = Math.max(1, Math.floor(lines.length / count));
  return lines
    .filter((_, place) => place % step === 0)
    .slice(0, count)
    .map((line) => JSON.parse(line) as BenchPage); // as: the pack's own rows
}

function* madeEssays(count: number): Generator<BenchEssay> {
  const random = seeded(20261122);
  for (let place = 0; place < count; place++) yield { id: `e${place}`, title: words(6, random), summary: words(80, random) };
}

function* madePages(count: number): Generator<BenchPage> {
  const random = seeded(7);
  for (let place = 0; place < count; place++) yield { title: words(6, random), text: words(1_000, random) };
}

const SYLLABLES = 'ba ce di fo gu ha ki lo mu ne pa qui ro su ta ve wi xo ya zen'.split(' ');

/** Few words often and many seldom, as in a language: the rank of a word is drawn from a steep curve. */
function words(count: number, random: () => number): string {
  return Array.from({ length: count }, () => {
    const rank = Math.floor(60_000 ** random());
    return [rank % 20, Math.floor(rank / 20) % 20, Math.floor(rank / 400) % 20, Math.floor(rank / 8_000)]
      .map((at) => SYLLABLES[at])
      .join('');
  }).join(' ');
}

/** mulberry32: a fixed sequence for a seed, so that two runs compare. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
