/** Ranking and silence in nine languages, on a small library that has the same subjects in each. */
import { describe, expect, test } from 'vitest';
import type { Essay, EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay, spokenBy } from '../../../src/core/index/term-index';
import type { PageText } from '../../../src/core/page';
import type { Related } from '../../../src/core/related/answer';
import type { Described } from '../../../src/core/related/choice';
import { pageTerms } from '../../../src/core/related/page-terms';
import { rank } from '../../../src/core/related/rank';
import { languageOf } from '../../../src/core/text/language';
import { sentenceSpans } from '../../../src/core/text/sentences';
import { relatePage } from '../../../src/flows/relate-page';
import { LANGUAGES, SUBJECTS, type Subject, WRITTEN, type Written } from '../../fixtures/related/languages';
import { essay } from '../../fixtures/related/library';

function essayOn(subject: Subject, language: Written): Essay {
  const [title, summary] = LANGUAGES[language].essays[subject];
  return essay(`${subject}-${language}`, title, summary);
}
const essaysIn = (languages: readonly Written[]): Essay[] =>
  languages.flatMap((language) => SUBJECTS.map((subject) => essayOn(subject, language)));
const EVERYTHING = essaysIn(WRITTEN);

async function relatedTo(page: PageText, essays: readonly Essay[]): Promise<Related> {
  const described = (one: Essay): [EssayId, Described] => [one.id, { essay: one, marks: {}, sourceTitle: '' }];
  const index = await indexInMemory(essays.map(indexedEssay));
  return relatePage(page, index, async (found) => new Map(essays.filter(({ id }) => found.some((one) => one.id === id)).map(described)));
}

function related(subject: Subject, page: Written, essays: readonly Essay[], declared?: string): Promise<Related> {
  const [title, text] = LANGUAGES[page].pages[subject];
  const asked = {
    url: 'https://page.example/',
    title,
    text,
    sentences: sentenceSpans(text),
    ...(declared !== undefined && { language: declared }),
  };
  return relatedTo(asked, essays);
}
const idsOf = ({ essays }: Related): string[] => essays.map(({ id }) => id);

describe.each(WRITTEN)('a page in %s', (language) => {
  test.each(SUBJECTS)('on %s finds the essay on it in its language first, and none in another', async (subject) => {
    const [first, ...others] = idsOf(await related(subject, language, EVERYTHING));
    expect(first).toBe(`${subject}-${language}`);
    expect(others.filter((id) => !id.endsWith(`-${language}`))).toEqual([]);
  });

  test.each(SUBJECTS)('on %s ranks it first among the essays in its language', async (subject) => {
    const [title, text] = LANGUAGES[language].pages[subject];
    const index = await indexInMemory(essaysIn([language]).map(indexedEssay));
    const { ranked } = await rank(index, pageTerms({ title, text }), 3);
    expect(ranked[0]?.id).toBe(`${subject}-${language}`);
  });

  test.each(SUBJECTS)('on %s is met with silence where the essays in its language are on something else', async (subject) => {
    const others = SUBJECTS.filter((other) => other !== subject).map((other) => essayOn(other, language));
    expect(idsOf(await related(subject, language, others))).toEqual([]);
  });

  test.each(SUBJECTS)('on %s is met with silence where the essays are in other languages, however it is declared', async (subject) => {
    const others = essaysIn(WRITTEN.filter((other) => other !== language));
    expect(idsOf(await related(subject, language, others))).toEqual([]);
    expect(idsOf(await related(subject, language, others, language === 'en' ? 'de' : 'en'))).toEqual([]);
  });

  test('is told by its text, and by an essay', () => {
    for (const subject of SUBJECTS) {
      expect(languageOf(LANGUAGES[language].pages[subject][1])).toBe(language);
      expect(spokenBy(indexedEssay(essayOn(subject, language))).language).toBe(language);
    }
  });
});

test.each([
  ['en', 'en-GB'],
  ['pt', 'pt-BR'],
  ['zh', 'zh-Hans-CN'],
  ['de', 'de_AT'],
] as const)('a variant is the same language: %s and %s', async (language, declared) => {
  expect(idsOf(await related('bees', language, EVERYTHING, declared))[0]).toBe(`bees-${language}`);
});

test('a page too short to tell its language meets no essay in another script', async () => {
  const russian = essay('russian', 'Sidelight', 'Sidelight: пчеловоды города ставят ульи на крышах, и пчёлы летают к липам. Sidelight.');
  const page = { url: 'https://page.example/', title: 'Sidelight', text: 'Sidelight hives', sentences: [] };
  const answer = await relatedTo(page, [russian]);
  expect(answer.essays).toEqual([]);
});
