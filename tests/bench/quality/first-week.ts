/** What a reader meets in the first hundred pages, while a library grows day by day from three followed feeds: how often, and how much of it is good. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../contexts/terminal/run';
import { isThere, PACK } from '../../core/related/judged';
import { PACK as RELATED } from '../essays';
import type { Row, Section } from '../section';

/** What was shown here was read and judged as the pack's answers were: 2 read it now, 1 same subject, 0 not related. */
const OWN = join(import.meta.dirname, 'first-week-judgements.jsonl');
const SIZES = [5, 10, 20, 50];
const FEEDS = 3; // followed by one reader
const PAGES = 100;

type Essay = { readonly id: string; readonly blog: string; readonly date: string };
type Judgement = { readonly page: string; readonly essay: string; readonly grade: number };
type Answer = { readonly page: string; readonly library: string; readonly shown: readonly string[] };

const rowsOf = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T); // as: the packs' READMEs say what a line holds

export const firstWeek: Section = {
  name: 'answers: the first hundred pages of readers who follow three feeds; a pair that nobody judged counts in neither share, one that several readers meet each time',
  async rows({ folder, say }) {
    if (!isThere) return [{ skipped: 'the pack of judged answers is not on this machine' }];
    const libraries = growing(rowsOf<Essay>(join(RELATED, 'blogs', 'index.jsonl')));
    const pages = rowsOf<{ id: string }>(join(PACK, 'pages.jsonl')).slice(0, PAGES);
    const judged = [...rowsOf<Judgement>(OWN), ...rowsOf<Judgement>(join(PACK, 'judgements.jsonl'))];
    const grades = new Map(judged.map(({ page, essay, grade }) => [`${page} ${essay}`, grade]));
    const within = join(folder, 'first-week.json');
    writeFileSync(within, JSON.stringify(Object.fromEntries(libraries)));
    const rows: Row[] = [];
    for (const field of ['summary', 'text']) {
      say(`first week: ${field}`);
      const cases = join(folder, 'first-week.jsonl');
      const asked = [...libraries.keys()].flatMap((library) => pages.map(({ id }) => JSON.stringify({ page: id, library, field })));
      writeFileSync(cases, asked.join('\n'));
      const index = join(RELATED, 'blogs', 'index.jsonl');
      const { answers } = await run(
        'related',
        '--index',
        index,
        '--queries',
        join(PACK, 'pages.jsonl'),
        '--within',
        within,
        '--cases',
        cases,
      );
      for (const size of SIZES) rows.push(met(answers as Answer[], size, field, grades)); // as: what the help promises
    }
    return rows;
  },
};

/** By name, "size of reader": the newest essays of three blogs, the readers' blogs turning round. */
function growing(essays: readonly Essay[]): ReadonlyMap<string, readonly string[]> {
  const blogs = [...new Set(essays.map(({ blog }) => blog))].sort();
  const libraries = new Map<string, readonly string[]>();
  for (const [reader] of blogs.entries()) {
    const followed = new Set(Array.from({ length: FEEDS }, (_, feed) => blogs[(reader + feed * 4) % blogs.length]));
    const newest = essays.filter(({ blog }) => followed.has(blog)).sort((a, b) => (a.date < b.date ? 1 : -1));
    for (const size of SIZES)
      libraries.set(
        `${size} of ${reader}`,
        newest.slice(0, size).map(({ id }) => id),
      );
  }
  return libraries;
}

function met(answers: readonly Answer[], size: number, field: string, grades: ReadonlyMap<string, number>): Row {
  const mine = answers.filter(({ library }) => library.startsWith(`${size} of `));
  const spoken = mine.filter(({ shown }) => shown.length > 0).length;
  const known = mine.flatMap(({ page, shown }) => shown.flatMap((essay) => grades.get(`${page} ${essay}`) ?? []));
  const good = known.filter((grade) => grade > 0).length;
  return {
    library: `${size}, ${field}`,
    'of a hundred pages, met something': Math.round((1_000 * spoken) / mine.length) / 10,
    'judged pairs shown': known.length,
    'on the subject, %': known.length === 0 ? '' : Math.round((1_000 * good) / known.length) / 10,
  };
}
