/** Real essays and pages: pruning leaves out no answer. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indexInMemory } from '../../../../src/core/index/in-memory';
import { pivoted } from '../../../../src/core/index/weigh';
import { questionOf } from './essays';

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

test.skipIf(!isHere)('for real pages the first ten are those of adding up every posting', { timeout: 600_000 }, async () => {
  const index = await indexInMemory(rows('index.jsonl').map(({ id, title, summary }) => ({ id, title, body: summary })));
  const lengths = await index.lengths();
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  for (const [i, { title, text }] of rows('queries.jsonl').entries()) {
    if (i % EVERY !== 0) continue;
    const [terms, weigh] = questionOf(`${title}\n${text}`);
    const postings = await index.postings(terms);
    const weights = weigh(await index.holders(terms), index.live);
    const scores = new Float64Array(index.live);
    postings.forEach((held, term) => {
      held?.docIds.forEach((docId, at) => {
        scores[docId] = (scores[docId] ?? 0) + ((weights[term] ?? 0) * (held.usages[at] ?? 0)) / pivoted(lengths[docId] ?? 0, average);
      });
    });
    const best = scores.toSorted((a, b) => b - a).slice(0, 10);
    const near = await index.nearest(terms, weigh, { count: 10 });
    expect(near).toHaveLength(10);
    near.forEach(({ docId, score }, place) => {
      expect(score / (scores[docId] ?? 0)).toBeCloseTo(1, 6); // `usages` are rounded
      expect(score / (best[place] ?? 0)).toBeCloseTo(1, 6);
    });
    const least = near[4]?.score ?? 0;
    expect(await index.nearest(terms, weigh, { count: 10, least })).toEqual(near.filter(({ score }) => score >= least));
  }
});
