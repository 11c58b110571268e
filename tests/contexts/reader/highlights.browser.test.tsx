import '../../../src/contexts/reader/reader.css';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { type ReaderModel, readerModel } from '../../../src/contexts/reader/model';
import { Reader } from '../../../src/contexts/reader/reader';
import { quoteOf } from '../../../src/core/highlight/quote';
import type { Highlight, HighlightId, Ink } from '../../../src/core/library/highlight';
import { ok } from '../../../src/core/problem';
import { expectNoViolations, mount } from '../../ui/mount';
import { soon } from '../../ui/soon';
import { fakeReader, ID, STAMP } from './fakes';

beforeEach(async () => {
  await screen.viewport(1100, 800);
  window.scrollTo(0, 0);
});
afterEach(() => getSelection()?.removeAllRanges());

const made = (exact: string, ink: Ink = 'plain', id = 'h1'): Highlight => ({
  id: id as HighlightId, // as: made up
  essayId: ID,
  quote: quoteOf(exact, [0, exact.length]),
  madeAt: 1,
  ink: [ink, STAMP],
});

/** The background keeps what it is asked to keep. */
async function open(highlights: readonly Highlight[] = []) {
  const fake = fakeReader({}, {}, {
    highlight: ({ quote, ink }: { quote: Highlight['quote']; ink: Ink }) => {
      fake.world.highlights.push({ ...made(quote.exact, ink, 'new'), quote });
      return ok({ id: 'new' });
    },
    changeHighlight: ({ id, change }: { id: string; change: { ink?: Ink; note?: string; isGone?: boolean } }) => {
      fake.world.highlights = fake.world.highlights.flatMap((each): Highlight[] => {
        if (each.id !== id) return [each];
        if (change.isGone) return [];
        return [
          {
            ...each,
            ...(change.ink && { ink: [change.ink, STAMP] as const }),
            ...(change.note && { note: [change.note, STAMP] as const }),
          },
        ];
      });
      return ok('done');
    },
  } as never); // as: the answers are those of these two messages
  fake.world.highlights = [...highlights];
  const model = readerModel(fake.needs);
  mount(<Reader model={model} />, 'reader');
  await model.start();
  await soon(() => expect(model.shown.value).toBeDefined());
  return { ...fake, model };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const painted = (ink: Ink) => [...(CSS.highlights.get(`sidelight-ink-${ink}`) ?? [])].map(String);
const inAll = (model: ReaderModel) => model.shown.value?.text.text ?? '';

/** The first words of a paragraph, as a hand selects them. */
async function select(model: ReaderModel): Promise<string> {
  const { span } = model.shown.value?.text.blocks.find(({ kind }) => kind === 'prose') ?? { span: [0, 0] as const };
  const words = inAll(model).slice(span[0], inAll(model).indexOf(' ', span[0] + 20));
  const range = model.shown.value?.text.rangeOf([span[0], span[0] + words.length]) as Range; // as: the text has it
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
  await userEvent.keyboard('{Shift}');
  await soon(() => expect(model.own.chosen.value).toBeDefined());
  return words;
}

test('what was highlighted is painted in its ink, and what is not found any more is listed as kept', async () => {
  const { model } = await open();
  const words = inAll(model).slice(0, 40);
  const again = await open([made(words, 'double'), made('Words that this essay never had, in this order.', 'plain', 'h2')]);
  await soon(() => expect(painted('double')).toHaveLength(1));
  expect(painted('plain')).toEqual([]);
  again.model.openHighlights();
  await expect.element(screen.getByText('Kept; these words do not stand in this text any more.')).toBeVisible();
  await expectNoViolations();
});

test('the bar beside selected words covers none of them; h highlights them, and Undo takes that back', async () => {
  const { model } = await open();
  const words = await select(model);
  const bar = document.querySelector('.select-bar')?.getBoundingClientRect() as DOMRect; // as: words are selected
  const there = model.own.chosen.value?.range.getBoundingClientRect() as DOMRect; // as: likewise
  expect(bar.bottom <= there.top || bar.top >= there.bottom).toBe(true);
  await expectNoViolations();
  await userEvent.keyboard('h');
  await soon(() => expect(painted('plain')).toEqual([words]));
  expect(document.querySelector('.select-bar')).toBeNull();
  await button('Undo').click();
  await soon(() => expect(painted('plain')).toEqual([]));
});

test('n writes a note on what is selected, and it is kept as one writes', async () => {
  const { model, asked } = await open();
  await select(model);
  await userEvent.keyboard('n');
  const field = screen.getByRole('textbox', { name: 'Your note on these words' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('Compare the audit.');
  await soon(() =>
    expect(asked.at(-1)).toMatchObject({ name: 'changeHighlight', ask: { id: 'new', change: { note: 'Compare the audit.' } } }),
  );
});

test('a press on what is highlighted opens it; another look, and off', async () => {
  const { model } = await open();
  const words = await select(model);
  await userEvent.keyboard('h');
  await soon(() => expect(painted('plain')).toEqual([words]));
  const range = model.own.placed.value[0]?.range as Range; // as: it is painted
  const { left, top } = range.getBoundingClientRect();
  const { left: x, top: y } = document.body.getBoundingClientRect();
  await userEvent.click(document.body, { position: { x: left - x + 6, y: top - y + 6 } });
  await screen.getByRole('radio', { name: 'Dotted line' }).click({ force: true });
  await soon(() => expect(painted('dotted')).toEqual([words]));
  await screen.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await soon(() => expect(painted('dotted')).toEqual([]));
});

test('what is related to the selected words is asked of them alone', async () => {
  const { model, asked } = await open();
  const words = await select(model);
  await button('Related to this').click();
  await expect.element(screen.getByText('Nothing in your library is related to these words.')).toBeVisible();
  expect(asked.findLast(({ name }) => name === 'relatePage')?.ask).toMatchObject({
    page: { text: words, paragraphs: [[0, words.length]] },
  });
});

test('a note stands beside its words where there is room, and folded up below their paragraph where there is none', async () => {
  await screen.viewport(1300, 800);
  const { model } = await open();
  const words = inAll(model).slice(inAll(model).indexOf(' ') + 1, inAll(model).indexOf(' ') + 40);
  const noted = { ...made(words), note: ['Compare the audit.', STAMP] as const };
  const { model: again } = await open([noted, { ...made(words, 'dotted', 'h2'), note: ['And again.', STAMP] as const }]);
  await expect.element(button('Compare the audit.')).toBeVisible();
  const [first, second] = [...document.querySelectorAll('.beside-notes li')].map((item) => item.getBoundingClientRect());
  const column = document.querySelector('.column')?.getBoundingClientRect();
  expect([(first?.left ?? 0) > (column?.right ?? 0), (second?.top ?? 0) >= (first?.bottom ?? 0)]).toEqual([true, true]); // neither on the text nor on each other
  await expectNoViolations();
  const before = again.shown.value?.text.text;
  await screen.viewport(700, 800);
  await expect.element(screen.getByText('1 note').first()).toBeVisible();
  await expect.element(button('Compare the audit.')).not.toBeInTheDocument();
  await screen.getByText('1 note').first().click();
  await expect.element(screen.getByRole('article').getByText('Compare the audit.')).toBeVisible();
  expect(again.shown.value?.text.text).toBe(before);
  await expectNoViolations();
});
