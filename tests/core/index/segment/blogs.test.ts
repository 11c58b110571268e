/** Real essays and pages: the segments' answers are those of the index in memory. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { build } from '../../../../src/core/index/growth';
import { buildMemoryIndex } from '../../../../src/core/index/memory-index';
import { rarity } from '../../../../src/core/index/weigh';
import { Disk } from './disk';
import { termsOf } from './essays';

const PACK = '../shared/packs/related/blogs';
const isHere = existsSync(PACK);
if (!isHere) console.log(`skipped: ${PACK} is not on this machine`);
const EVERY = Number(process.env['SIDELIGHT_EVERY'] ?? 40); // 1 asks all 1,574 pages

// biome-ignore lint/suspicious/noExplicitAny: the pack's rows are read as they are
const rows = (file: string): any[] =>
  readFileSync(`${PACK}/${file}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line)); // any: test data

test.skipIf(!isHere)('for real pages the first ten are those of the index in memory', { timeout: 600_000 }, async () => {
  const essays = rows('index.jsonl').map(({ id, title, summary }) => ({ id, title, body: summary }));
  const disk = new Disk();
  for await (const change of build(essays)) disk.write(change);
  const [index, memory] = [disk.open(), buildMemoryIndex(essays)];
  for (const [i, { title, text }] of rows('queries.jsonl').entries()) {
    if (i % EVERY !== 0) continue;
    const question = termsOf(`${title}\n${text}`);
    const { near } = await index.nearest(question, { count: 10, lengths: 'rare' });
    const found = await memory.find(question.map(({ term }) => term));
    const sums = new Float64Array(memory.size);
    question.forEach(({ weight }, term) => {
      const postings = found.postings[term];
      const rare = rarity(postings?.ordinals.length ?? 0, memory.size) ** 2;
      postings?.ordinals.forEach((ordinal, at) => {
        sums[ordinal] = (sums[ordinal] ?? 0) + weight * rare * (postings.weights[at] ?? 0);
      });
    });
    const scores = Array.from(sums, (sum, ordinal) => ({ ordinal, score: sum === 0 ? 0 : sum / (found.lengths[ordinal] ?? 1) }));
    const best = scores.sort((a, b) => b.score - a.score).slice(0, 10);
    expect(near.length).toBe(10);
    near.forEach(({ ordinal, score }, place) => {
      const other = best[place];
      expect(score).toBeCloseTo(other?.score ?? 0, 3);
      if (ordinal !== other?.ordinal)
        expect(Math.abs(score - (best.find((one) => one.ordinal === ordinal)?.score ?? -1))).toBeLessThan(1e-4 * score); // equal scores may trade places
    });
  }
});
