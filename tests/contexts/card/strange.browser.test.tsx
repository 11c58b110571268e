/** The card in a language that nobody speaks: every word comes from `_locales`, and longer words, from right to left, still fit. */
import '../../../src/contexts/card/card.css';
import { afterAll, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { CardView } from '../../../src/contexts/card/card';
import { tighten } from '../../../src/contexts/card/fit';
import { type CardModel, cardModel } from '../../../src/contexts/card/model';
import type { EssayId } from '../../../src/core/essay';
import { failed, ok } from '../../../src/core/problem';
import type { CardContent } from '../../../src/core/related/card';
import { expectNoViolations, mount } from '../../ui/mount';
import { misfits, ownWords, speakEnglish, speakStrangely } from '../../ui/strange';

const CONTENT: CardContent = {
  essay: {
    id: 'a' as EssayId, // as: made up
    url: 'https://essays.example/a',
    title: 'On pencils',
    sourceTitle: 'Harbour notes',
    publishedAt: Date.UTC(2021, 4, 28),
    isSaved: false,
    isRead: false,
    score: 0.5,
    shared: ['pencil', 'table'].map((words) => ({ term: words, words, weight: 0.2 })),
    reasons: ['pencil', 'table'],
  },
  passage: {
    essayId: 'a' as EssayId, // as: likewise
    span: [0, 67],
    strength: 2,
    here: 'A tide table is the only book I own that is right about the future.',
    hereLit: [[2, 6]],
    there: 'A pencil knows more than a table.',
    thereLit: [[2, 8]],
  },
  position: 1,
  total: 3,
  host: 'essays.example',
  isDark: false,
};
const essay = (isSaved: boolean, isRead: boolean): CardContent => ({ ...CONTENT, essay: { ...CONTENT.essay, isSaved, isRead } });

type Surface = readonly [name: string, content: CardContent, then: (model: CardModel) => unknown];
const SURFACES: readonly Surface[] = [
  ['an essay one follows', CONTENT, () => {}],
  ['an essay that was read', essay(false, true), () => {}],
  ['a saved essay', essay(true, false), () => {}],
  ['a saved essay that was read', essay(true, true), () => {}],
  ['the rarer acts', CONTENT, (model) => model.toggleMore()],
  ['not related', CONTENT, (model) => model.act('refuse', undefined)],
  ['not on this site', CONTENT, (model) => model.question('site')],
  ['an act that failed', CONTENT, (model) => model.act('save', undefined)],
];

async function show([name, content, then]: Surface): Promise<void> {
  const model: CardModel = cardModel({
    say: async (says) => (says.kind === 'act' && says.act === 'save' ? failed({ kind: 'worker-silent' }) : ok('done')),
    isSeen: () => name !== '',
    draw() {
      tighten(mount(<CardView model={model} />, 'card'));
    },
  });
  speakStrangely();
  model.show(content);
  await then(model);
}

afterAll(speakEnglish);

test.each(SURFACES.flatMap((surface) => [[surface[0], 372, 392, surface] as const, [surface[0], 320, 300, surface] as const]))(
  '%s, %i by %i',
  async (_name, width, height, surface) => {
    await screen.viewport(width, height);
    await show(surface);
    expect(ownWords(document.body, CONTENT)).toEqual([]);
    expect(misfits(document.body)).toEqual([]);
  },
);

test('it can be used', async () => {
  await screen.viewport(372, 392);
  await show(['the rarer acts', CONTENT, (model) => model.toggleMore()]);
  await expectNoViolations();
});
