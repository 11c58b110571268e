/** What one source can do that floods a library: how many honest essays are still shown beside real pages, and how many places it takes itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { described, describeKnown, withoutOwn } from '../../../src/contexts/terminal/opened-index';
import type { EssayRow, QueryRow } from '../../../src/contexts/terminal/pack-rows';
import { pageOf } from '../../../src/contexts/terminal/query-page';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { decisive } from '../../../src/core/index/weigh';
import { choose } from '../../../src/core/related/choice';
import { isPackThere, PACK } from '../essays';
import type { Row, Section } from '../section';

const HONEST = 1_000;
const STUFFED = 500;
const EVERY = 16; // pages are asked about; the stuffing is made of the words of all
const TENTH = 10;
const FLOOD = 'flood.example';

type Blogged = Pick<EssayRow, 'id' | 'title' | 'summary'> & { readonly blog: string };

const rowsOf = <T>(file: string): T[] =>
  readFileSync(join(PACK, 'blogs', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T); // as: the pack's README says what a line holds

export const flood: Section = {
  name: `answers: ${HONEST} honest essays known by summary, and one source that floods`,
  async rows({ say }) {
    if (!isPackThere) return [{ skipped: 'the pack of related reading is not on this machine' }];
    const all = rowsOf<Blogged>('index.jsonl');
    const honest = all.filter((_, at) => Math.floor((at * HONEST) / all.length) !== Math.floor(((at - 1) * HONEST) / all.length)); // spread evenly
    const own = honest.map(({ id, title, summary, blog }): EssayRow => ({ id, title, summary, source: blog }));
    const queries = rowsOf<QueryRow>('queries.jsonl');
    const pages = queries.filter((_, at) => at % EVERY === 0);
    const words = [...new Set(queries.flatMap(({ title, text }) => `${title} ${text}`.toLowerCase().match(/\p{L}{2,}/gu) ?? []))];
    const rows: Row[] = [];
    for (const [what, essays] of [
      ['nothing', []],
      ['every word of all pages in each', stuffed(STUFFED, () => words.join(' '))],
      ['a tenth of these words in each', stuffed(STUFFED, (i) => words.filter((_, at) => (at + i) % TENTH === 0).join(' '))],
      ['a copy of each page', pages.map(({ id, title, text }) => fromFlood(`copy-${id}`, title, text))],
      [
        'five copies of each page',
        pages.flatMap((page) => Array.from({ length: 5 }, (_, i) => fromFlood(`copy-${i}-${page.id}`, page.title, page.text))),
      ],
    ] as const) {
      say(`flood: ${what}`);
      rows.push({ 'the source sends': what, ...(await shownBeside(pages, [...own, ...essays])) });
    }
    return rows;
  },
};

function fromFlood(id: string, title: string, summary: string): EssayRow {
  return { id: id as EssayId, title, summary, source: FLOOD }; // as: a made-up id
}

function stuffed(count: number, text: (i: number) => string): EssayRow[] {
  return Array.from({ length: count }, (_, i) => fromFlood(`stuffed-${i}`, `Note ${i}`, text(i)));
}

async function shownBeside(pages: readonly QueryRow[], essays: readonly EssayRow[]): Promise<Row> {
  const known = new Map(essays.map((essay) => [essay.id, described(essay)]));
  const index = await indexInMemory([...known.values()].map(({ essay }) => ({ ...indexedEssay(essay), source: essay.sourceId })));
  const describe = describeKnown(known);
  let [honest, flooded, full] = [0, 0, 0];
  for (const page of pages) {
    const { shown } = await choose(pageOf(page), index, withoutOwn(page.id, describe));
    const theirs = shown.filter(({ described: { essay } }) => essay.sourceId === FLOOD).length;
    honest += shown.length - theirs;
    flooded += theirs;
    full += theirs > 1 && theirs < shown.length ? 1 : 0;
  }
  return {
    essays: essays.length,
    'honest essays shown': honest,
    'places it takes': flooded,
    'pages on which it has a second place beside others': full,
    'holders of one source that count': Math.floor(decisive(essays.length)),
  };
}
