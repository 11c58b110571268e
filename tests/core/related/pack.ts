/** The ranking, the silence and the passages on the related-reading pack, read in place. Skips where ../shared is absent, and says so. */
import { beforeAll, expect, describe as suite, test } from 'vitest';
import type { Field, PageRow, PairRow } from '../../../src/contexts/terminal/pack-rows';
import { indexedEssay } from '../../../src/core/index/term-index';
import { type EssayTerms, essayTerms } from '../../../src/core/related/affinity';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rankSentences } from '../../../src/core/related/passages';
import { type Sentence, sentencesOf } from '../../../src/core/related/sentence';
import { MAX_ESSAYS, threshold } from '../../../src/core/related/silence';
import type { Rarities } from '../../../src/core/related/weights';
import {
  type Answer,
  type Essay,
  hitsKept,
  isThere,
  type Library,
  libraryOf,
  mean,
  PACK,
  type Query,
  relevantByQuery,
  rows,
  share,
} from './linked';

const PATIENCE = 600_000; // ms; a minute on a machine that does nothing else
const BEYOND_ALL = 1_000; // no essay scores so much: where only the page's words are asked about, none is looked for
if (!isThere) console.info(`The ranking is not measured: there is no ${PACK}.`);

type Pair = PairRow & { readonly gold: readonly number[] };

export type Floors = { readonly ndcg: number; readonly kept: number; readonly hit1: number; readonly hit3: number };

/** Measures one kind of index and holds it above these. A test file for each kind, so that they run side by side. */
export function holdAbove(field: Field, { ndcg, kept, hit1, hit3 }: Floors): void {
  suite.skipIf(!isThere)(`with an index of ${field}`, () => measure(field, { ndcg, kept, hit1, hit3 }));
}

function measure(field: Field, { ndcg, kept, hit1, hit3 }: Floors): void {
  let essays: Map<string, Essay>;
  let library: Library;

  beforeAll(async () => {
    essays = new Map(rows<Essay>('blogs/index.jsonl').map((essay) => [essay.id, essay]));
    library = await libraryOf([...essays.values()], field);
  }, PATIENCE);

  test(
    `nDCG@5 over blogs is at least ${ndcg}, and silence keeps at least ${kept * 100} % of the hits`,
    async () => {
      const relevant = relevantByQuery();
      const byBlog = new Map<string, number[]>();
      const answers: Answer[] = [];
      for (const query of rows<Query>('blogs/queries.jsonl')) {
        const wanted = relevant.get(query.id);
        if (wanted === undefined) continue;
        const one = await library.answer(query, wanted);
        answers.push(one);
        byBlog.set(query.blog, [...(byBlog.get(query.blog) ?? []), gain(one.isRelevant) / ideal(wanted.size)]);
      }
      const measured = mean([...byBlog.values()].map(mean));
      const keptHits = hitsKept(answers, MAX_ESSAYS);
      console.info(
        `${field}: nDCG@5 ${measured.toFixed(4)}, hits kept ${keptHits.toFixed(4)} at ${threshold(library.essays, 'en').toFixed(4)}`,
      );
      expect(measured).toBeGreaterThanOrEqual(ndcg);
      expect(keptHits).toBeGreaterThanOrEqual(kept);
    },
    PATIENCE,
  );

  test(
    'at most 1.5 % of the easy negatives are shown anything, and 3 % of the hard',
    async () => {
      const answers = new Map<string, boolean[]>([
        ['easy', []],
        ['hard', []],
      ]);
      for (const page of rows<Query>('negatives/queries.jsonl')) {
        const { shown } = await library.answer(page, new Set());
        answers.get(page.kind === 'bitcoin_hard' ? 'hard' : 'easy')?.push(shown.length > 0);
      }
      const [easy = 1, hard = 1] = [...answers.values()].map((some) => share(some, Boolean));
      console.info(`${field}: shown on ${(easy * 100).toFixed(1)} % of the easy and ${(hard * 100).toFixed(1)} % of the hard negatives`);
      expect(easy).toBeLessThanOrEqual(0.015);
      expect(hard).toBeLessThanOrEqual(0.03);
    },
    PATIENCE,
  );

  test(
    `the sentence that held the link is first in at least ${hit1 * 100} %, among three in at least ${hit3 * 100} %`,
    async () => {
      const pages = new Map(rows<PageRow>('passages/pages.jsonl').map((page) => [page.id, page]));
      const places: number[] = [];
      const termsOf = new Map<string, EssayTerms>();
      const toldOf = ({ text, ...summarised }: Essay) => (field === 'text' ? { ...summarised, text } : summarised);
      let read: { qid: string; sentences: readonly Sentence[]; rarities: Rarities } | undefined; // pairs of one page stand together
      for (const { qid, did, gold } of rows<Pair>('passages/gold.jsonl')) {
        const [page, essay] = [pages.get(qid), essays.get(did)];
        if (page === undefined || essay === undefined) throw new Error(`${qid} or ${did} is not in the pack`);
        if (qid !== read?.qid)
          read = {
            qid,
            sentences: sentencesOf(page.text, page.sentences),
            rarities: (await library.look(page, pageTerms(page), BEYOND_ALL)).rarities,
          };
        const told = toldOf(essay);
        const terms = termsOf.get(did) ?? essayTerms(indexedEssay(told)); // a third of the pairs have an essay that came before
        termsOf.set(did, terms);
        const order = rankSentences(read.sentences, told, read.rarities, terms);
        places.push(order.findIndex((place) => gold.includes(place)));
      }
      const first = share(places, (place) => place === 0);
      const amongThree = share(places, (place) => place >= 0 && place < 3);
      console.info(`${field}: passages Hit@1 ${first.toFixed(4)}, Hit@3 ${amongThree.toFixed(4)}`);
      expect(first).toBeGreaterThanOrEqual(hit1);
      expect(amongThree).toBeGreaterThanOrEqual(hit3);
    },
    PATIENCE,
  );
}

function gain(isRelevant: readonly boolean[]): number {
  return isRelevant.reduce((sum, is, place) => sum + (is ? 1 / Math.log2(place + 2) : 0), 0);
}

function ideal(relevant: number): number {
  return gain(Array.from({ length: Math.min(5, relevant) }, () => true));
}
