import { describe, expect, test } from 'vitest';
import type { Essay } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { sentenceSpans } from '../../../src/core/text/sentences';
import { relatePage } from '../../../src/flows/relate-page';
import { CRAFT_ESSAYS, CRAFT_PAGES } from '../../fixtures/related/judged';
import { LANGUAGES, SUBJECTS, type Written } from '../../fixtures/related/languages';
import { essay, type Page } from '../../fixtures/related/library';
import { inWords, isThere, type Judged, judgedOnPack, PACK, qualityOf } from './judged';

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

describe.skipIf(!isThere)('on the judged pack', () => {
  test(
    'four of five essays that are shown are on the subject, three of four in a first week, and three of five marks',
    async () => {
      const { essays, marks } = await judgedOnPack();
      const small = essays.filter(({ size }) => size <= 30);
      const smallTexts = small.filter(({ field }) => field === 'text');
      for (const [name, some] of Object.entries({ all: essays, small, smallTexts, marks }))
        console.info(`judged, ${name}: ${inWords(qualityOf(some))}`);
      expect(qualityOf(essays).precision).toBeGreaterThanOrEqual(0.82);
      expect(qualityOf(essays).kept).toBeGreaterThanOrEqual(0.75);
      expect(qualityOf(essays).keptBest).toBeGreaterThanOrEqual(0.92);
      expect(qualityOf(small).precision).toBeGreaterThanOrEqual(0.8);
      expect(qualityOf(smallTexts).precision).toBeGreaterThanOrEqual(0.65);
      expect(qualityOf(marks).precision).toBeGreaterThanOrEqual(0.62);
      expect(qualityOf(marks).kept).toBeGreaterThanOrEqual(0.44);
    },
    PATIENCE,
  );
});
