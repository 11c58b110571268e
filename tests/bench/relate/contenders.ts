/** Who is measured at finding the essays for a whole page, each used as its users would. A new contender is one entry here. */
import MiniSearch from 'minisearch';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import type { BenchEssay, BenchPage } from '../essays';

const WANTED = 10;

export type Lookup = (page: BenchPage) => Promise<readonly string[]>; // ids, best first
export type Contender = (essays: readonly BenchEssay[]) => Lookup;

export const CONTENDERS: Readonly<Record<string, Contender>> = {
  sidelight(essays) {
    const index = indexInMemory(essays.map(({ id, title, summary }) => ({ id: id as EssayId, title, body: summary }))); // as: made-up ids
    return async (page) => (await rank(await index, pageTerms(page), WANTED)).ranked.map(({ id }) => id);
  },
  minisearch(essays) {
    return miniSearch(essays, ({ title, text }) => `${title} ${text}`);
  },
  'minisearch, 25 words'(essays) {
    return miniSearch(essays, ({ title, text }) => frequentWords(`${title} ${text}`, 25).join(' '));
  },
};

/** The one that the others' ratios are taken to. */
export const OURS = 'sidelight';

function miniSearch(essays: readonly BenchEssay[], question: (page: BenchPage) => string): Lookup {
  const index = new MiniSearch({ fields: ['title', 'summary'], searchOptions: { boost: { title: 3 } } });
  index.addAll(essays);
  return async (page) =>
    index
      .search(question(page))
      .slice(0, WANTED)
      .map(({ id }) => String(id));
}

/** What a user does for whom the whole page takes too long. */
function frequentWords(text: string, count: number): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{4,}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([word]) => word);
}
