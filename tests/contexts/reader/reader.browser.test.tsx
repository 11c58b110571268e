import '../../../src/contexts/reader/reader.css';
import { effect } from '@preact/signals';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { articleText } from '../../../src/contexts/reader/article-text';
import { type ReaderModel, readerModel } from '../../../src/contexts/reader/model';
import { Reader } from '../../../src/contexts/reader/reader';
import { wear } from '../../../src/contexts/reader/wear';
import type { EssayId } from '../../../src/core/essay';
import { findQuote, quoteOf } from '../../../src/core/highlight/quote';
import { ok } from '../../../src/core/problem';
import { ARABIC_HTML } from '../../fixtures/copies/orders';
import { afterKey } from '../../ui/key-now';
import { expectNoViolations, mount } from '../../ui/mount';
import { soon } from '../../ui/soon';
import { COPY, entryOf, fakeReader, ID, STAMP } from './fakes';

let stop: (() => void) | undefined;
beforeEach(async () => {
  await screen.viewport(1100, 800);
  window.scrollTo(0, 0);
});
afterEach(() => stop?.());

async function open(...given: Parameters<typeof fakeReader>) {
  const fake = fakeReader(...given);
  const model = readerModel(fake.needs);
  stop = effect(() => wear(document.documentElement, model.look.value));
  mount(<Reader model={model} />, 'reader');
  await model.start();
  return { ...fake, model };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const shown = (model: ReaderModel) => soon(() => expect(model.shown.value).toBeDefined());
const acts = (asked: readonly { name: string; ask: Record<string, unknown> }[]) =>
  asked.filter(({ name }) => name === 'act').map(({ ask }) => ask['act']);

test('a copy is shown with its title, who and when, and from where it was kept', async () => {
  const { model } = await open();
  await shown(model);
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Who answers for the orders table?');
  await expect.element(screen.getByText(/^kept on 4 May 2026 from workshop\.example$/)).toBeVisible();
  await expect.element(screen.getByText('11 min', { exact: true }).first()).toBeVisible();
  await expect
    .element(screen.getByRole('navigation', { name: 'Contents' }))
    .toHaveTextContent('The meetingThe divisionWho is pagedWhat would not be done again');
  await expectNoViolations();
});

test('pictures come from what was kept; one that was not has its words and its host there', async () => {
  const { model } = await open();
  await shown(model);
  expect(document.querySelector<HTMLImageElement>('.text img')?.src).toMatch(/^blob:/);
  await expect.element(screen.getByText('Five people around a table')).toBeVisible();
  await expect.element(screen.getByText('not kept · cdn.example')).toBeVisible();
  await button('A line that falls in July').click();
  await expect.element(screen.getByRole('dialog', { name: 'Picture' }).getByText('A line that falls in July')).toBeVisible();
  await expectNoViolations();
  await userEvent.keyboard('{Escape}');
  await soon(() => expect(document.querySelector('dialog')).toBeNull());
});

test('a note opens in its place by a press and by focus, and Escape goes back to where it was', async () => {
  const { model, world } = await open();
  await shown(model);
  await screen.getByRole('link', { name: '1', exact: true }).click();
  const card = screen.getByRole('note', { name: 'Note' });
  await expect.element(card).toHaveTextContent('The column was called is_real. It was not.');
  await expectNoViolations();
  await userEvent.keyboard('{Escape}');
  await soon(() => expect(document.querySelector('.note-card')).toBeNull());
  expect([document.activeElement?.getAttribute('href'), world.backs]).toEqual(['#n-1', 0]);
});

test('code is copied as it is written, and wraps when asked', async () => {
  const { model, world } = await open();
  await shown(model);
  await button('Copy').click();
  await expect.element(button('Copied')).toBeVisible();
  expect(world.copied[0]?.split('\n')[1]).toBe('select table_name from catalogue');
  await button('Wrap').click();
  await expect.element(button('Wrap')).toHaveAttribute('aria-pressed', 'true');
  expect(document.querySelector('.code.is-wrapped')).not.toBeNull();
});

test('how it looks is changed at once and kept; the paragraph on top stays where it is', async () => {
  const { model, asked } = await open();
  await shown(model);
  await button('How the page looks').click();
  await expectNoViolations();
  await button('Size: more').click();
  await screen.getByRole('radio', { name: 'Sepia' }).click({ force: true });
  await userEvent.keyboard('l');
  expect(getComputedStyle(document.querySelector('.text') as Element).fontSize).toBe('20px'); // as: it was shown above
  expect(document.documentElement.dataset['paper']).toBe('sepia');
  expect(asked.findLast(({ name }) => name === 'changeSettings')?.ask).toMatchObject({
    change: { reader: { size: 20, paper: 'sepia', hasMarks: false } },
  });
  await expectNoViolations();
});

test('one goes on where one was, and the end of what was read is kept with its words', async () => {
  const first = await open();
  await shown(first.model);
  const { text } = articleText(document.querySelector('.text') as Element); // as: it was shown above
  const start = text.indexOf('It is an unfashionable idea');
  const place = quoteOf(text, [start, start + 80]);
  const { model, asked } = await open({}, { entry: entryOf({ saved: [true, STAMP], progress: [0.4, STAMP], place: [place, STAMP] }) });
  await shown(model);
  const paragraph = [...document.querySelectorAll('.text p')].find((each) => each.textContent?.startsWith('It is an unfashionable'));
  expect(Math.abs((paragraph?.getBoundingClientRect().top ?? 0) - 64)).toBeLessThan(8); // a line is higher than its letters;
  window.scrollTo(0, document.body.scrollHeight);
  await soon(() => expect(acts(asked).at(-1)).toMatchObject({ kind: 'progress', share: 1 }));
  expect(acts(asked).at(-1)).toHaveProperty('place.exact');
});

test('words that one was led to are brought to the middle and painted', async () => {
  const exact = 'Nobody owned the catalogue, so nobody could find it wrong.';
  const { model } = await open({}, { asked: () => ({ essayId: ID, at: { exact, prefix: '', suffix: '', start: -1 } }) });
  await shown(model);
  const [range] = [...(CSS.highlights.get('sidelight-here') ?? [])] as Range[]; // as: the page makes live ranges
  expect(range?.toString()).toBe(exact);
  const { top } = range?.getBoundingClientRect() ?? { top: -1 };
  expect(top > 0 && top < 800).toBe(true);
});

test('what relates stands below with the sentences of both sides, and each leads to its place; the essay itself is left out', async () => {
  const here = 'the team that writes the orders should also answer for the orders table';
  const related = (ask: { page: { text: string } }) => {
    const start = ask.page.text.indexOf(here);
    const essay = {
      id: 'tables' as EssayId,
      url: 'https://notes.example/tables',
      title: 'Give the tables away',
      sourceTitle: 'Field notes',
      isSaved: true,
      isRead: false,
      score: 1,
      shared: [],
      reasons: ['team', 'orders'],
    };
    const passage = {
      essayId: 'tables',
      span: [start, start + here.length],
      strength: 2,
      hereLit: [[start + 4, start + 8]],
      there: 'Give the tables to the team whose work fills them.',
      thereLit: [[9, 15]],
    };
    return ok({ essays: [essay, { ...essay, id: ID }], passages: [passage], more: [] });
  };
  const { model, asked } = await open({}, {}, { relatePage: related });
  await expect.element(screen.getByRole('heading', { name: 'Also in your library · 1' })).toBeVisible();
  await expectNoViolations();
  await button(/^Here/).click();
  const [painted] = [...(CSS.highlights.get('sidelight-related') ?? [])] as Range[]; // as: likewise
  expect(painted?.toString()).toBe(here);
  await button(/^There/).click();
  expect(asked.at(-1)).toEqual({
    name: 'openEssay',
    ask: { essayId: 'tables', from: 'reader', beside: false, at: 'Give the tables to the team whose work fills them.' },
  });
  expect(model.trouble.value).toBeUndefined();
});

test('where only the address is kept, it says so and what will happen', async () => {
  const { asked } = await open({ body: { kind: 'address', summary: 'A summary.' } });
  await expect.element(screen.getByRole('heading', { name: 'Only the address is kept' })).toBeVisible();
  await expectNoViolations();
  await screen.getByRole('region').getByRole('button', { name: 'Open the web page' }).click();
  expect(asked.at(-1)?.ask).toMatchObject({ essayId: ID, isTurned: true });
});

test('a text that a feed gave is shown in paragraphs, and a cut copy says that it is', async () => {
  await open({ body: { kind: 'text', text: 'One line.\nAnother line.' } });
  await soon(() =>
    expect([...document.querySelectorAll('.text p')].map((each) => each.textContent)).toEqual(['One line.', 'Another line.']),
  );
  await expect.element(screen.getByText('text as workshop.example published it')).toBeVisible();
  if (COPY.kind === 'copy') await open({ body: { ...COPY, copy: { ...COPY.copy, isPartial: true, next: 'https://workshop.example/2' } } });
  await expect.element(screen.getByText(/the copy looks cut/)).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Next part' })).toHaveAttribute('rel', 'noopener noreferrer nofollow');
});

test('what the publisher changed since is counted, and shown beside what is kept', async () => {
  await open({
    published: {
      at: Date.UTC(2026, 4, 8),
      title: 'Who answers?',
      before: 'One.\nTwo.\nThree.',
      after: 'One.\nTwo, but better.\nThree.\nFour.',
    },
  });
  await expect.element(screen.getByText('2 paragraphs changed at the source ·')).toBeVisible();
  await button('See').click();
  await soon(() =>
    expect([...document.querySelectorAll('.is-changed')].map((each) => each.textContent)).toEqual(['Two, but better.', 'Four.']),
  );
  await expectNoViolations();
});

test('e archives, goes on with the next, and can be taken back; tags are added with commas', async () => {
  const next = { id: 'next' as EssayId, title: 'The next one' }; // as: a made-up id
  const { model, asked, world } = await open({ next });
  await shown(model);
  await expect.element(screen.getByRole('link', { name: 'Next The next one' })).toBeVisible();
  expect(await afterKey('t', 'KeyT'), 'the next letter goes into the field').toBeInstanceOf(HTMLInputElement);
  await screen.getByRole('textbox').fill('data, teams');
  await userEvent.keyboard('{Enter}');
  await soon(() =>
    expect(acts(asked)).toEqual([
      { kind: 'tag', tag: 'data' },
      { kind: 'tag', tag: 'teams' },
    ]),
  );
  await userEvent.keyboard('{Escape}');
  await soon(() => expect(document.querySelector('dialog')).toBeNull());
  await userEvent.keyboard('e');
  await soon(() => expect(world.gone).toEqual(['next']));
  await button('Undo').click();
  expect(acts(asked).slice(-2)).toEqual([{ kind: 'archive' }, { kind: 'unarchive' }]);
});

test('a text from the right has its light, its contents and its lines from there; code does not', async () => {
  if (COPY.kind !== 'copy') return;
  const { model } = await open({ body: { kind: 'copy', copy: { ...COPY.copy, language: 'ar', direction: 'rtl' }, html: ARABIC_HTML } });
  await shown(model);
  expect(getComputedStyle(document.querySelector('.reader') as Element).direction).toBe('rtl'); // as: it was shown above
  expect(getComputedStyle(document.querySelector('.text pre') as Element).direction).toBe('ltr'); // as: likewise
  const contents = document.querySelector('.contents')?.getBoundingClientRect().left ?? 0;
  expect(contents).toBeGreaterThan(document.querySelector('.text')?.getBoundingClientRect().left ?? 0);
  await expectNoViolations();
});

test('at 400 px nothing is wider than the window, and the contents are a sheet', async () => {
  await screen.viewport(400, 800);
  const { model } = await open();
  await shown(model);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(400);
  await userEvent.keyboard('c');
  await screen.getByRole('dialog', { name: 'Contents' }).getByRole('link', { name: 'The division' }).click();
  await soon(() => expect(document.querySelector('dialog')).toBeNull());
  expect(Math.abs((document.querySelector('#c2')?.getBoundingClientRect().top ?? 0) - 64)).toBeLessThan(3);
  await expectNoViolations();
});

test('every stretch of the text leads to a range that says the same, and back', async () => {
  const { model } = await open();
  await shown(model);
  const text = articleText(document.querySelector('.text') as Element); // as: it was shown above
  expect(text.text).not.toMatch(/Wrap|Copy|not kept/);
  for (const words of text.text.split('\n')) {
    const start = text.text.indexOf(words);
    const range = text.rangeOf([start, start + words.length]);
    expect(range?.toString().replace(/\s+/g, ' ')).toBe(words);
    expect(range && text.spanOf(range)).toEqual([start, start + words.length]);
  }
  const start = text.text.indexOf('spend a week finding out');
  expect(findQuote(text.text, quoteOf(text.text, [start, start + 24]))).toEqual([start, start + 24]);
});

test('an address without an essay, and one of an essay that is gone, say so', async () => {
  await open({}, { entry: undefined });
  await expect.element(screen.getByText('This essay is not in your library any more.')).toBeVisible();
  await expectNoViolations();
});
