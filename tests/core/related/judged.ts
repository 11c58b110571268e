/** How good what is shown really is, as judged answers tell it: what share of it is on the page's subject, and how much of what is, is kept. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../contexts/terminal/run';

const SHARED = join(process.cwd(), '..', 'shared', 'packs');
export const PACK = join(SHARED, 'judged');
const ESSAYS = join(SHARED, 'related', 'blogs', 'index.jsonl');
export const isThere = existsSync(PACK) && existsSync(ESSAYS);

export type Judged = { readonly isGood: boolean; readonly isBest: boolean; readonly isShown: boolean };
export type Quality = { readonly precision: number; readonly kept: number; readonly keptBest: number; readonly shown: number };

export function qualityOf(judged: readonly Judged[]): Quality {
  const share = (some: readonly Judged[], claim: (one: Judged) => boolean): number =>
    some.length === 0 ? 1 : some.filter(claim).length / some.length;
  const shown = judged.filter(({ isShown }) => isShown);
  return {
    precision: share(shown, ({ isGood }) => isGood),
    kept: share(
      judged.filter(({ isGood }) => isGood),
      ({ isShown }) => isShown,
    ),
    keptBest: share(
      judged.filter(({ isBest }) => isBest),
      ({ isShown }) => isShown,
    ),
    shown: shown.length,
  };
}

export function inWords({ precision, kept, keptBest, shown }: Quality): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `${percent(precision)} of ${shown} on the subject, ${percent(kept)} of the good and ${percent(keptBest)} of the best kept`;
}

type Row = {
  readonly type: string;
  readonly page: string;
  readonly essay: string;
  readonly library: string;
  readonly field: string;
  readonly grade: number; // 2 read it now, 1 the same subject, 0 not related
  readonly passages: readonly { readonly here: string; readonly grade: number }[];
};
type Answer = { readonly shown: readonly string[]; readonly passages: readonly { readonly essay: string; readonly here: string }[] };
export type JudgedEssay = Judged & { readonly size: number; readonly field: string }; // size: of its library, as it is called

/** What the pack says of every essay and mark that was judged, and whether it is shown today: by the terminal, so by the flow that ships. */
export async function judgedOnPack(): Promise<{ readonly essays: readonly JudgedEssay[]; readonly marks: readonly JudgedEssay[] }> {
  const judgements = join(PACK, 'judgements.jsonl');
  const within = ['--within', join(PACK, 'libraries.json'), '--cases', judgements];
  const { answers } = await run('related', '--index', ESSAYS, '--queries', join(PACK, 'pages.jsonl'), ...within);
  const essays: JudgedEssay[] = [];
  const marks: JudgedEssay[] = [];
  for (const [place, line] of readFileSync(judgements, 'utf8').split('\n').filter(Boolean).entries()) {
    const row = JSON.parse(line) as Row; // as: the pack's README says what a line holds
    const { shown, passages } = answers[place] as Answer; // as: one a case, in order
    if (row.type !== 'shown') continue;
    const where = { size: sizeOf(row.library), field: row.field };
    essays.push({ ...gradeOf(row.grade), ...where, isShown: shown.includes(row.essay) });
    const painted = passages.filter(({ essay }) => essay === row.essay).map(({ here }) => folded(here));
    for (const { here, grade } of row.passages) marks.push({ ...gradeOf(grade), ...where, isShown: painted.includes(folded(here)) });
  }
  return { essays, marks };
}

function sizeOf(library: string): number {
  return library.startsWith('all') ? 6_000 : Number(library.split('/')[0]);
}

function gradeOf(grade: number): { readonly isGood: boolean; readonly isBest: boolean } {
  return { isGood: grade > 0, isBest: grade === 2 };
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 80);
}
