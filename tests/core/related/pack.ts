/** The ranking, the silence and the passages on the related-reading pack, read in place. Skips where ../shared is absent, and says so. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, describe as suite, test } from 'vitest';
import { described, describeKnown, withoutOwn } from '../../../src/contexts/terminal/opened-index';
import type { EssayRow, Field, PageRow, PairRow, QueryRow } from '../../../src/contexts/terminal/pack-rows';
import { pageOf } from '../../../src/contexts/terminal/query-page';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import type { SegmentEssay } from '../../../src/core/index/segment/builder';
import { indexedEssay, type TermIndex } from '../../../src/core/index/term-index';
import { choose, type Describe, type Described } from '../../../src/core/related/choice';
import { type PageTerm, pageTerms } from '../../../src/core/related/page-terms';
import { rankSentences } from '../../../src/core/related/passages';
import { lookTwice, type TitlesOf } from '../../../src/core/related/second-look';
import { type Sentence, sentencesOf } from '../../../src/core/related/sentence';
import { MAX_ESSAYS, threshold } from '../../../src/core/related/silence';
import type { Rarities } from '../../../src/core/related/weights';
import { languageOf } from '../../../src/core/text/language';
import { remembering } from './remembering';

const PATIENCE = 600_000; // ms; a minute on a machine that does nothing else
const BEYOND_ALL = 1_000; // no essay scores so much: where only the page's words are asked about, none is looked for
const PACK = join(process.cwd(), '..', 'shared', 'packs', 'related');
const isThere = existsSync(PACK);
if (!isThere) console.info(`The ranking is not measured: there is no ${PACK}.`);

type Query = QueryRow & { readonly blog: string; readonly kind?: string };
type Pair = PairRow & { readonly gold: readonly number[] };
type Essay = EssayRow & { readonly text: string; readonly blog: string };

function rows<T>(file: string): T[] {
  const lines = readFileSync(join(PACK, file), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T); // as: the pack's README says what a line holds
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = <T>(all: readonly T[], claim: (one: T) => boolean): number => all.filter(claim).length / all.length;

type Answer = { readonly isRelevant: readonly boolean[]; readonly shown: readonly boolean[] }; // both best first

export type Floors = { readonly ndcg: number; readonly kept: number; readonly hit1: number; readonly hit3: number };

/** Measures one kind of index and holds it above these. A test file for each kind, so that they run side by side. */
export function holdAbove(field: Field, { ndcg, kept, hit1, hit3 }: Floors): void {
  suite.skipIf(!isThere)(`with an index of ${field}`, () => measure(field, { ndcg, kept, hit1, hit3 }));
}

function measure(field: Field, { ndcg, kept, hit1, hit3 }: Floors): void {
  const entry = ({ text, blog, ...essay }: Essay): SegmentEssay => ({
    ...indexedEssay(field === 'text' ? { ...essay, text } : essay),
    source: blog,
  });
  let essays: Map<string, Essay>;
  let index: TermIndex;

  let known: ReadonlyMap<EssayId, Described>;
  const describe: Describe = (found, how) => describeKnown(known)(found, how);
  const look = (page: QueryRow, terms: readonly PageTerm[], least = 0) => {
    const others = withoutOwn(page.id, describe);
    const titlesOf: TitlesOf = async (found) => new Map([...(await others(found, 'listed'))].map(([id, { essay }]) => [id, essay.title]));
    return lookTwice(index, terms, titlesOf, { language: languageOf(page.text, page.language), least });
  };
  /** The order of all, and what is really shown of them. */
  async function answer(page: QueryRow, relevant: ReadonlySet<string>): Promise<Answer> {
    const read = pageOf(page, known.get(page.id as EssayId)?.essay.url); // as: a page may be an essay
    const terms = pageTerms(read); // as it is read, for both
    const others = (await look(page, terms)).looked.filter(({ id }) => id !== page.id);
    const { shown } = await choose(read, index, withoutOwn(page.id, describe), terms);
    return {
      isRelevant: others.slice(0, 5).map(({ id }) => relevant.has(id)),
      shown: shown.map(({ looked: { id } }) => relevant.has(id)),
    };
  }

  beforeAll(async () => {
    essays = new Map(rows<Essay>('blogs/index.jsonl').map((essay) => [essay.id, essay]));
    known = new Map([...essays.values()].map(({ text, ...essay }) => [essay.id, described(field === 'text' ? { ...essay, text } : essay)]));
    index = remembering(await indexInMemory([...essays.values()].map(entry)));
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
        const one = await answer(query, wanted);
        answers.push(one);
        byBlog.set(query.blog, [...(byBlog.get(query.blog) ?? []), gain(one.isRelevant) / ideal(wanted.size)]);
      }
      const measured = mean([...byBlog.values()].map(mean));
      const hits = answers.filter(({ isRelevant }) => isRelevant.slice(0, MAX_ESSAYS).includes(true));
      const keptHits = share(hits, ({ shown }) => shown.includes(true));
      console.info(
        `${field}: nDCG@5 ${measured.toFixed(4)}, hits kept ${keptHits.toFixed(4)} at ${threshold(index.live, 'en').toFixed(4)}`,
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
        const { shown } = await answer(page, new Set());
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
      let read: { qid: string; sentences: readonly Sentence[]; rarities: Rarities } | undefined; // pairs of one page stand together
      for (const { qid, did, gold } of rows<Pair>('passages/gold.jsonl')) {
        const [page, essay] = [pages.get(qid), essays.get(did)];
        if (page === undefined || essay === undefined) throw new Error(`${qid} or ${did} is not in the pack`);
        if (qid !== read?.qid)
          read = {
            qid,
            sentences: sentencesOf(page.text, page.sentences),
            rarities: (await look(page, pageTerms(page), BEYOND_ALL)).rarities,
          };
        const { text, ...summarised } = essay;
        const order = rankSentences(read.sentences, field === 'text' ? essay : summarised, read.rarities);
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

function relevantByQuery(): Map<string, Set<string>> {
  const relevant = new Map<string, Set<string>>();
  for (const line of readFileSync(join(PACK, 'blogs/qrels.tsv'), 'utf8').split('\n')) {
    const [query = '', essay = ''] = line.split('\t');
    if (essay !== '') relevant.set(query, (relevant.get(query) ?? new Set()).add(essay));
  }
  return relevant;
}

function gain(isRelevant: readonly boolean[]): number {
  return isRelevant.reduce((sum, is, place) => sum + (is ? 1 / Math.log2(place + 2) : 0), 0);
}

function ideal(relevant: number): number {
  return gain(Array.from({ length: Math.min(5, relevant) }, () => true));
}
