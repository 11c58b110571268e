/** What the pack of related reading holds, and how a page of it is answered: the order of all, and what is really shown. For tests and the bench. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { described, describeKnown, withoutOwn } from '../../../src/contexts/terminal/opened-index';
import type { EssayRow, Field, QueryRow } from '../../../src/contexts/terminal/pack-rows';
import { pageOf } from '../../../src/contexts/terminal/query-page';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { choose } from '../../../src/core/related/choice';
import { type PageTerm, pageTerms } from '../../../src/core/related/page-terms';
import { lookTwice, type TitlesOf } from '../../../src/core/related/second-look';
import { languageOf } from '../../../src/core/text/language';
import { remembering } from './remembering';

export const PACK = join(process.cwd(), '..', 'shared', 'packs', 'related');
export const isThere = existsSync(PACK);

export type Query = QueryRow & { readonly blog: string; readonly kind?: string };
export type Essay = EssayRow & { readonly text: string; readonly blog: string };
export type Answer = { readonly isRelevant: readonly boolean[]; readonly shown: readonly boolean[] }; // both best first

export function rows<T>(file: string): T[] {
  const lines = readFileSync(join(PACK, file), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T); // as: the pack's README says what a line holds
}

/** By page: the essays that it links to, or that link to it. */
export function relevantByQuery(): Map<string, Set<string>> {
  const relevant = new Map<string, Set<string>>();
  for (const line of readFileSync(join(PACK, 'blogs/qrels.tsv'), 'utf8').split('\n')) {
    const [query = '', essay = ''] = line.split('\t');
    if (essay !== '') relevant.set(query, (relevant.get(query) ?? new Set()).add(essay));
  }
  return relevant;
}

export type Library = Awaited<ReturnType<typeof libraryOf>>;

/** Of essays that are known by their summary, or in full. */
export async function libraryOf(essays: readonly Essay[], field: Field) {
  const told = essays.map(({ text, ...essay }) => (field === 'text' ? { ...essay, text } : essay));
  const known = new Map(told.map((essay) => [essay.id, described(essay)]));
  const index = remembering(await indexInMemory(told.map((essay) => ({ ...indexedEssay(essay), source: essay.blog }))));
  const describe = describeKnown(known);
  /** Before what is silent is left out: all that reach `least`. */
  const look = (page: QueryRow, terms: readonly PageTerm[], least = 0) => {
    const others = withoutOwn(page.id, describe);
    const titlesOf: TitlesOf = async (found) => new Map([...(await others(found, 'listed'))].map(([id, { essay }]) => [id, essay.title]));
    return lookTwice(index, terms, titlesOf, { language: languageOf(page.text, page.language), least });
  };
  const answer = async (page: QueryRow, relevant: ReadonlySet<string>): Promise<Answer> => {
    const read = pageOf(page, known.get(page.id as EssayId)?.essay.url); // as: a page may be an essay
    const terms = pageTerms(read); // as it is read, for both
    const others = (await look(page, terms)).looked.filter(({ id }) => id !== page.id);
    const { shown } = await choose(read, index, withoutOwn(page.id, describe), terms);
    return {
      isRelevant: others.slice(0, 5).map(({ id }) => relevant.has(id)),
      shown: shown.map(({ looked: { id } }) => relevant.has(id)),
    };
  };
  return { essays: index.live, look, answer };
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
export const share = <T>(all: readonly T[], claim: (one: T) => boolean): number => all.filter(claim).length / all.length;

/** Of the pages that have a right answer among the first that could be shown: on how many silence leaves one. */
export function hitsKept(answers: readonly Answer[], first: number): number {
  const hits = answers.filter(({ isRelevant }) => isRelevant.slice(0, first).includes(true));
  return share(hits, ({ shown }) => shown.includes(true));
}
