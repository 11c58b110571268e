/** Who is measured at finding the essays for a whole page, each used as its users would. A new contender is one entry here. */
import MiniSearch from 'minisearch';
import type { EssayId } from '../../../src/core/essay';
import { buildMemoryIndex } from '../../../src/core/index/memory-index';
import { candidates } from '../../../src/core/related/candidates';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import type { BenchEssay, BenchPage } from '../essays';

const WANTED = 10;

export type Lookup = (page: BenchPage) => Promise<readonly string[]>; // ids, best first
export type Contender = (essays: readonly BenchEssay[]) => Lookup;

export const CONTENDERS: Readonly<Record<string, Contender>> = {
  sidelight(essays) {
    const index = buildMemoryIndex(essays.map(({ id, title, summary }) => ({ id: id as EssayId, title, body: summary }))); // as: made-up ids
    return async (page) => (await rank(index, await candidates(index, pageTerms(page)), WANTED)).map(({ id }) => id);
  },
  minisearch(essays) {
    const index = new MiniSearch({ fields: ['title', 'summary'], searchOptions: { boost: { title: 3 } } });
    index.addAll(essays);
    return async ({ title, text }) =>
      index
        .search(`${title} ${text}`)
        .slice(0, WANTED)
        .map(({ id }) => String(id));
  },
};

/** The one that the others' ratios are taken to. */
export const OURS = 'sidelight';
