/** What silence lets through and what it costs, in libraries of several sizes: strangers' pages, ordinary web pages, and the pages that link to an essay. */
import { existsSync } from 'node:fs';
import type { Field } from '../../../src/contexts/terminal/pack-rows';
import { MAX_ESSAYS } from '../../../src/core/related/silence';
import {
  type Essay,
  hitsKept,
  isThere,
  type Library,
  libraryOf,
  type Query,
  relevantByQuery,
  rows,
  share,
} from '../../core/related/linked';
import { ARTICLE_PACK, articleCases, articlePage } from '../../fixtures/article-pack';
import type { Row, Section } from '../section';

/** How many libraries of a size are asked, and how many of the pages: in turns, so that each is asked somewhere. */
const SIZES = [
  { size: 5, libraries: 44, every: 4 },
  { size: 10, libraries: 33, every: 4 },
  { size: 50, libraries: 22, every: 4 },
  { size: 200, libraries: 11, every: 4 },
  { size: 1_000, libraries: 4, every: 2 },
  { size: Number.POSITIVE_INFINITY, libraries: 1, every: 1 },
];
const MOST_LINKED = 160; // of the pages that link to an essay of one library; where there is but one library, all
const SMALL = 1_000;

type Asked = { readonly linked: readonly Query[]; readonly strangers: readonly Query[]; readonly web: readonly Query[] };
type Shown = { readonly kind: string; readonly isAny: boolean };

export const bySize: Section = {
  name: 'answers: pages that are shown anything and right answers kept, per cent, by how many essays there are',
  async rows({ say }) {
    if (!isThere || !existsSync(ARTICLE_PACK)) return [{ skipped: 'the packs of related reading and of articles are not on this machine' }];
    const essays = rows<Essay>('blogs/index.jsonl');
    const relevant = relevantByQuery();
    const linked = rows<Query>('blogs/queries.jsonl').filter(({ id }) => relevant.has(id));
    const asked = { linked, strangers: rows<Query>('negatives/queries.jsonl'), web: webPages() };
    const table: Row[] = [];
    for (const field of ['summary', 'text'] as const)
      for (const { size, libraries, every } of SIZES) {
        say(`by size: ${Math.min(size, essays.length)}, ${field}`);
        const some = Array.from({ length: libraries }, (_, turn) => halfOfOneBlog(essays, size, turn));
        table.push(await measured(some, { field, every, asked, relevant }));
      }
    return table;
  },
};

/** Articles as people marked them: their text, under the title of the page. */
function webPages(): Query[] {
  return articleCases().map(({ id, articleBody }) => {
    const [, title = ''] = /<title[^>]*>([^<]*)/i.exec(articlePage(id)) ?? [];
    return { id: `web/${id}`, title: title.trim(), text: articleBody, blog: '' };
  });
}

/** Half from one blog, half from all; the same for the same turn. */
function halfOfOneBlog(essays: readonly Essay[], size: number, turn: number): readonly Essay[] {
  if (size >= essays.length) return essays;
  const blogs = [...new Set(essays.map(({ blog }) => blog))];
  const own = essays.filter(({ blog }) => blog === blogs[turn % blogs.length]);
  const chosen = new Set(spread(own, Math.ceil(size / 2), turn));
  for (const essay of spread(essays, size, turn)) if (chosen.size < size) chosen.add(essay);
  for (const essay of essays) if (chosen.size < size) chosen.add(essay);
  return [...chosen];
}

/** So many, evenly, each turn others. */
function spread<T>(all: readonly T[], count: number, turn: number): readonly T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step + turn * 7) % all.length] as T); // as: within
}

type Given = {
  readonly field: Field;
  readonly every: number;
  readonly asked: Asked;
  readonly relevant: ReadonlyMap<string, ReadonlySet<string>>;
};

async function measured(libraries: readonly (readonly Essay[])[], { field, every, asked, relevant }: Given): Promise<Row> {
  const answers: Awaited<ReturnType<Library['answer']>>[] = [];
  const shown: Shown[] = [];
  for (const [turn, essays] of libraries.entries()) {
    const library = await libraryOf(essays, field);
    const ids = new Set(essays.map(({ id }): string => id));
    const rightHere = ({ id }: Query): ReadonlySet<string> =>
      new Set([...(relevant.get(id) ?? [])].filter((one) => one !== id && ids.has(one)));
    const linked = asked.linked.filter((page) => rightHere(page).size > 0);
    const some = essays.length > SMALL ? linked : spread(linked, MOST_LINKED, turn);
    for (const page of some) answers.push(await library.answer(page, rightHere(page)));
    const inTurn = (_: Query, at: number): boolean => at % every === turn % every;
    for (const page of [...asked.strangers.filter(inTurn), ...asked.web.filter(inTurn)]) {
      const answer = await library.answer(page, new Set());
      shown.push({ kind: page.kind ?? 'web', isAny: answer.shown.length > 0 });
    }
  }
  const percent = (part: number): number => Math.round(part * 1_000) / 10;
  const spoken = (pick: (kind: string) => boolean): number =>
    percent(
      share(
        shown.filter(({ kind }) => pick(kind)),
        ({ isAny }) => isAny,
      ),
    );
  return {
    library: `${libraries[0]?.length ?? 0}, ${field}`,
    'easy strangers': spoken((kind) => kind !== 'web' && kind !== 'bitcoin_hard'),
    'hard strangers': spoken((kind) => kind === 'bitcoin_hard'),
    'web pages': spoken((kind) => kind === 'web'),
    'right answers kept': percent(hitsKept(answers, MAX_ESSAYS)),
    'of pages': answers.filter(({ isRelevant }) => isRelevant.slice(0, MAX_ESSAYS).includes(true)).length,
  };
}
