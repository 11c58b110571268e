import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Essay, EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { sentenceSpans } from '../../../src/core/text/sentences';
import { relatePage } from '../../../src/flows/relate-page';
import { run } from '../../contexts/terminal/run';
import { CRAFT_ESSAYS, CRAFT_PAGES } from '../../fixtures/related/judged';
import { LANGUAGES, SUBJECTS, type Written } from '../../fixtures/related/languages';
import { essay, type Page } from '../../fixtures/related/library';
import { inWords, type Judged, qualityOf } from './judged';

const SHARED = join(process.cwd(), '..', 'shared', 'packs');
const PACK = join(SHARED, 'judged');
const ESSAYS = join(SHARED, 'related', 'blogs', 'index.jsonl');
const isThere = existsSync(PACK) && existsSync(ESSAYS);
if (!isThere) console.info(`What is shown is not judged: there is no ${PACK}.`);
const PATIENCE = 300_000; // ms; a quarter of a minute on a machine that does nothing else

type Case = { readonly page: Page; readonly about: string | undefined };

/** Every pair of a page and an essay is one judgement. */
async function judge(cases: readonly Case[], essays: readonly Essay[]): Promise<readonly Judged[]> {
  const index = await indexInMemory(essays.map(indexedEssay));
  const known = new Map(essays.map((one) => [one.id, { essay: one, marks: {}, sourceTitle: '' }]));
  const judged: Judged[] = [];
  for (const { page, about } of cases) {
    const asked = { url: 'https://page.example/', ...page, sentences: sentenceSpans(page.text) };
    const { essays: found } = await relatePage(asked, index, async () => known);
    for (const { id } of essays) {
      const isGood = id === about;
      judged.push({ isGood, isBest: isGood, isShown: found.some((one) => one.id === id) });
    }
  }
  return judged;
}

const FIVE: readonly Written[] = ['de', 'fr', 'es', 'ja'];
const inLanguage = (language: Written): readonly Case[] =>
  SUBJECTS.map((subject) => {
    const [title, text] = LANGUAGES[language].pages[subject];
    return { page: { title, text }, about: subject };
  });

test.each(['summary', 'text'] as const)(
  'of sixty judged pairs in five languages, known by %s, only those on one subject are shown',
  async (field) => {
    const told = (id: string, title: string, text: string): Essay =>
      field === 'summary' ? essay(id, title, text) : essay(id, title, text.slice(0, 200), { text });
    const craft = CRAFT_ESSAYS.map(({ id, title, text }) => told(id, title, text));
    const judged = [
      ...(await judge(
        CRAFT_PAGES.map(({ about, ...page }) => ({ page, about })),
        craft,
      )),
    ];
    for (const language of FIVE) {
      const essays = SUBJECTS.map((subject) => {
        const [title, text] = LANGUAGES[language].essays[subject];
        return told(subject, title, text);
      });
      judged.push(...(await judge(inLanguage(language), essays)));
    }
    expect(judged).toHaveLength(60);
    const { precision, kept } = qualityOf(judged);
    expect(precision).toBe(1);
    expect(kept).toBe(1);
  },
);

type Row = {
  readonly type: string;
  readonly page: string;
  readonly essay: EssayId;
  readonly library: string;
  readonly field: string;
  readonly grade: number;
  readonly passages: readonly { readonly here: string; readonly grade: number }[];
};
type Answer = { readonly shown: readonly EssayId[]; readonly passages: readonly { readonly essay: string; readonly here: string }[] };

describe.skipIf(!isThere)('on the judged pack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-judged-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test(
    'four of five essays that are shown are on the subject, three of four in a first week, and three of five marks',
    async () => {
      const judgements = join(PACK, 'judgements.jsonl');
      const within = ['--within', join(PACK, 'libraries.json'), '--cases', judgements];
      const { answers } = await run('related', '--index', ESSAYS, '--queries', join(PACK, 'pages.jsonl'), ...within);
      const rows = readFileSync(judgements, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row); // as: the pack's README says what a line holds
      expect(answers).toHaveLength(rows.length);
      const judged = rows.flatMap((row, place) => {
        const answer = answers[place] as Answer; // as: one a case, in order
        return row.type === 'shown' ? [{ row, ...gradeOf(row.grade), isShown: answer.shown.includes(row.essay), answer }] : [];
      });
      const marks = judged.flatMap(({ row, answer }) =>
        row.passages.map((mark) => {
          const painted = answer.passages.filter((one) => one.essay === row.essay).map(({ here }) => folded(here));
          return { ...gradeOf(mark.grade), isShown: painted.includes(folded(mark.here)) };
        }),
      );
      const small = judged.filter(({ row: { library } }) => /^(5|30)\//.test(library));
      const smallTexts = small.filter(({ row: { field } }) => field === 'text');
      const measured = { all: judged, small, smallTexts, marks };
      for (const [name, some] of Object.entries(measured)) console.info(`judged, ${name}: ${inWords(qualityOf(some))}`);
      expect(qualityOf(judged).precision).toBeGreaterThanOrEqual(0.78);
      expect(qualityOf(judged).kept).toBeGreaterThanOrEqual(0.74);
      expect(qualityOf(judged).keptBest).toBeGreaterThanOrEqual(0.92);
      expect(qualityOf(small).precision).toBeGreaterThanOrEqual(0.74);
      expect(qualityOf(smallTexts).precision).toBeGreaterThanOrEqual(0.55);
      expect(qualityOf(marks).precision).toBeGreaterThanOrEqual(0.6);
    },
    PATIENCE,
  );
});

function gradeOf(grade: number): { readonly isGood: boolean; readonly isBest: boolean } {
  return { isGood: grade > 0, isBest: grade === 2 };
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 80);
}
