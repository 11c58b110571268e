/** What a source can do that floods a library: how many honest essays are still shown beside real pages, and how many places it takes itself. */
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
    const alone = await shownBeside(pages, own);
    const rows: Row[] = [told('nothing', own, alone, alone)];
    for (const [what, essays] of [
      ['every word of all pages in each of 500', stuffed(STUFFED, () => words.join(' '))],
      ['a tenth of these words in each of 500', stuffed(STUFFED, (i) => words.filter((_, at) => (at + i) % TENTH === 0).join(' '))],
      ['every word in each of 500, from two sources in one hand', stuffed(STUFFED, () => words.join(' ')).map(inTwoSources)],
      ['a copy of each page', pages.map(({ id, title, text }) => fromFlood(`copy-${id}`, title, text))],
    ] as const) {
      say(`flood: ${what}`);
      const all = [...own, ...essays];
      rows.push(told(what, all, await shownBeside(pages, all), alone));
    }
    return rows;
  },
};

/** By page: how many honest essays are shown, and how many of the source that floods. */
type Shown = { readonly honest: number; readonly flooded: number };

function told(what: string, essays: readonly EssayRow[], shown: readonly Shown[], alone: readonly Shown[]): Row {
  const count = (claim: (one: Shown, at: number) => boolean): number => shown.filter(claim).length;
  return {
    'the source sends': what,
    'holders of one source that count': Math.floor(decisive(essays.length)),
    'honest essays shown': shown.reduce((sum, { honest }) => sum + honest, 0),
    'places it takes': shown.reduce((sum, { flooded }) => sum + flooded, 0),
    'pages that had an honest one': alone.filter(({ honest }) => honest > 0).length,
    'and have none now': count(({ honest }, at) => honest === 0 && (alone[at]?.honest ?? 0) > 0),
  };
}

function fromFlood(id: string, title: string, summary: string): EssayRow {
  return { id: id as EssayId, title, summary, source: FLOOD }; // as: a made-up id
}

function stuffed(count: number, text: (i: number) => string): EssayRow[] {
  return Array.from({ length: count }, (_, i) => fromFlood(`stuffed-${i}`, `Note ${i}`, text(i)));
}

function inTwoSources(row: EssayRow, at: number): EssayRow {
  return at % 2 === 0 ? row : { ...row, source: `second.${FLOOD}` };
}

async function shownBeside(pages: readonly QueryRow[], essays: readonly EssayRow[]): Promise<readonly Shown[]> {
  const known = new Map(essays.map((essay) => [essay.id, described(essay)]));
  const index = await indexInMemory([...known.values()].map(({ essay }) => ({ ...indexedEssay(essay), source: essay.sourceId })));
  const describe = describeKnown(known);
  const beside: Shown[] = [];
  for (const page of pages) {
    const { shown } = await choose(pageOf(page), index, withoutOwn(page.id, describe));
    const flooded = shown.filter(({ described: { essay } }) => essay.sourceId.endsWith(FLOOD)).length;
    beside.push({ honest: shown.length - flooded, flooded });
  }
  return beside;
}
