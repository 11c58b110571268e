import { expect, test } from 'vitest';
import { described } from '../../../src/contexts/terminal/opened-index';
import type { EssayId } from '../../../src/core/essay';
import { indexInMemory } from '../../../src/core/index/in-memory';
import { indexedEssay } from '../../../src/core/index/term-index';
import { choose } from '../../../src/core/related/choice';

const SOURCES = 6;
const SUBJECTS_A_SOURCE = 2;
const ESSAYS_A_SUBJECT = 8;
const FLOOD = 'flood.example';

/** The same numbers each time, from 0 up to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const SYLLABLES = [
  'bra',
  'cor',
  'dun',
  'fel',
  'gam',
  'hov',
  'jil',
  'kep',
  'lom',
  'mur',
  'nat',
  'pov',
  'rus',
  'sil',
  'tav',
  'vek',
  'wol',
  'zim',
];
const syllable = (n: number): string => SYLLABLES[n % SYLLABLES.length] ?? '';
const word = (n: number): string => `${syllable(n)}${syllable(Math.floor(n / 18) + n)}${syllable(Math.floor(n / 324) + 3 * n)}`;

const wordsOf = (subject: number): string[] => Array.from({ length: 40 }, (_, i) => word(subject * 40 + i));
const EVERYWHERE = Array.from({ length: 120 }, (_, i) => word(4_000 + i));

function textOf(subject: number, seed: number, words: number): string {
  const next = dice(seed);
  const own = wordsOf(subject);
  const pick = (all: readonly string[]): string => all[Math.floor(next() * all.length)] ?? '';
  return Array.from({ length: words }, (_, i) => pick(i % 2 === 0 ? own : EVERYWHERE) + (i % 12 === 11 ? '.' : '')).join(' ');
}

/** Mostly of words that no essay has, as pages are: what is shared is then not far above the line of silence. */
function pageOf(subject: number): string {
  const said = textOf(subject, subject + 11, 150).split(' ');
  return said.map((one, i) => `${one} q${subject}w${i}`).join(' ');
}

type Row = { readonly id: string; readonly title: string; readonly summary: string; readonly source: string };
const SUBJECTS = Array.from({ length: SOURCES * SUBJECTS_A_SOURCE }, (_, subject) => subject);
const HONEST = SUBJECTS.flatMap((subject) =>
  Array.from({ length: ESSAYS_A_SUBJECT }, (_, i): Row => {
    const [id, source] = [`e${subject}-${i}`, `s${subject % SOURCES}.example`];
    return { id, source, title: textOf(subject, subject * 97 + i, 4), summary: textOf(subject, subject * 131 + i + 7, 70) };
  }),
);
const ALL_WORDS = [...SUBJECTS.flatMap(wordsOf), ...EVERYWHERE];
const stuffed = (count: number, text: (i: number) => string): Row[] =>
  Array.from({ length: count }, (_, i) => ({ id: `f${i}`, source: FLOOD, title: `Note ${i}`, summary: text(i) }));

async function honestMarks(rows: readonly Row[]): Promise<number> {
  return (await honestAnswers(rows)).flat().length;
}

/** By page: the honest essays that are shown, and how they stand. */
async function honestAnswers(rows: readonly Row[]) {
  const known = new Map(rows.map(({ id, ...row }) => [id as EssayId, described({ id: id as EssayId, ...row })])); // as: made-up ids
  const index = await indexInMemory([...known.values()].map(({ essay }) => ({ ...indexedEssay(essay), source: essay.sourceId })));
  const answers = [];
  for (const subject of SUBJECTS) {
    const page = { title: `Page ${subject}`, text: pageOf(subject), url: `https://page.example/${subject}` };
    const { shown } = await choose(page, index, async () => known);
    const honest = shown.filter(({ described: { essay } }) => essay.sourceId !== FLOOD);
    answers.push(honest.map(({ looked: { id, score, shared }, standing }) => ({ id, score, shared, standing })));
  }
  return answers;
}

const alone = honestMarks(HONEST);

test.each([
  ['every word there is, in as many essays as all others have', stuffed(HONEST.length, () => ALL_WORDS.join(' '))],
  ['every word there is, in half as many', stuffed(HONEST.length / 2, () => ALL_WORDS.join(' '))],
  ['a third of all words in each essay', stuffed(HONEST.length, (i) => ALL_WORDS.filter((_, at) => (at + i) % 3 === 0).join(' '))],
  ['essays of one common word each', stuffed(HONEST.length, (i) => EVERYWHERE[i % EVERYWHERE.length] ?? '')],
  ['essays that are each as long as a book', stuffed(20, (i) => Array.from({ length: 3_000 }, (_, at) => `x${i}y${at}`).join(' '))],
])(
  'one source with %s takes one place of three, and no other mark goes',
  async (_claim, flood) => {
    const before = await alone;
    expect(before).toBe(3 * SUBJECTS.length);
    expect(await honestMarks([...HONEST, ...flood])).toBeGreaterThanOrEqual(2 * SUBJECTS.length);
  },
  60_000,
);

test.each([
  ['every word there is', stuffed(HONEST.length, () => ALL_WORDS.join(' '))],
  ['every word there is, half as often as others write', stuffed(HONEST.length / 2, () => ALL_WORDS.join(' '))],
  ['every word there is, four times as often as others write', stuffed(4 * HONEST.length, () => ALL_WORDS.join(' '))],
])(
  'beside one source with %s in each essay all others are what they are without it',
  async (_claim, flood) => {
    expect(await honestAnswers([...HONEST, ...flood])).toEqual(await honestAnswers(HONEST));
  },
  60_000,
);
