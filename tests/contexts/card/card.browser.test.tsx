import '../../../src/contexts/card/card.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { CardView } from '../../../src/contexts/card/card';
import { naturalHeight, tighten } from '../../../src/contexts/card/fit';
import { listenToKeys } from '../../../src/contexts/card/keys';
import { type CardModel, cardModel } from '../../../src/contexts/card/model';
import type { EssayId } from '../../../src/core/essay';
import { failed, ok } from '../../../src/core/problem';
import type { CardContent, CardSays } from '../../../src/core/related/card';
import { expectNoViolations, mount } from '../../ui/mount';

const HERE = 'A tide table is the only book I own that is right about the future.';
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
    shared: [
      { term: 'pencil', words: 'pencil', weight: 0.3 },
      { term: 'table', words: 'table', weight: 0.2 },
    ],
    reasons: ['pencil', 'table'],
  },
  passage: {
    essayId: 'a' as EssayId, // as: likewise
    span: [100, 167],
    strength: 2,
    here: HERE,
    hereLit: [[102, 106]],
    there: 'A pencil knows more than a table.',
    thereLit: [[2, 8]],
  },
  position: 1,
  total: 3,
  host: 'essays.example',
  isDark: false,
};

let said: CardSays[] = [];
let fails = false;
let isSeen = true;
let isIgnored = false;
let model: CardModel;
let root: HTMLElement;

beforeEach(async () => {
  await screen.viewport(372, 392);
  said = [];
  fails = false;
  isSeen = true;
  isIgnored = false;
  model = cardModel({
    async say(says) {
      said.push(says);
      return fails ? failed({ kind: 'worker-silent' }) : ok(isIgnored ? 'ignored' : 'done');
    },
    isSeen: () => isSeen,
    draw() {
      root = mount(<CardView model={model} />, 'card');
    },
  });
});

const button = (name: string) => screen.getByRole('button', { name, exact: true });
const dialog = (name: string) => screen.getByRole('dialog', { name });
const acts = () => said.flatMap((says) => (says.kind === 'act' ? [says.act] : []));

test('an essay faces the page: why, where, who, both sentences with what they share', async () => {
  model.show(CONTENT);
  for (const words of [
    'Relates to an essay you follow',
    '1 of 3',
    'Harbour notes · 28 May 2021',
    HERE,
    'A pencil knows more',
    'Both speak of pencil and table.',
  ])
    await expect.element(dialog('On pencils')).toHaveTextContent(words);
  await expect.element(screen.getByRole('heading', { name: 'On pencils' })).toBeVisible();
  expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['tide', 'pencil']);
});

test('a long sentence is cut to six lines around what it shares', async () => {
  const long = `${'Sand and salt and rope '.repeat(30)}pencil ${'and again the sea '.repeat(30)}`;
  model.show({ ...CONTENT, passage: { ...CONTENT.passage, here: long, span: [0, long.length], hereLit: [[690, 696]] } });
  const shown = document.querySelector('dd')?.textContent ?? '';
  expect(shown.length).toBeLessThan(260);
  expect(shown).toMatch(/^….*pencil.*…$/);
});

test('Open, beside with Ctrl, Save and back: each is told with the place that was pressed', async () => {
  model.show(CONTENT);
  await button('Open at this sentence').click();
  await button('Open at this sentence').click({ modifiers: ['Control'] });
  await button('Save').click();
  await expect.element(button('Saved')).toHaveAttribute('aria-pressed', 'true');
  await expect.element(dialog('On pencils')).toHaveTextContent('You saved this and have not read it');
  await button('Saved').click();
  await expect.element(button('Save')).toBeVisible();
  expect(acts()).toEqual(['open', 'open-beside', 'save', 'unsave']);
  expect(said[0]).toMatchObject({ press: { x: expect.any(Number), y: expect.any(Number) } });
});

test('a key presses nowhere', async () => {
  model.show(CONTENT);
  (button('Save').element() as HTMLElement).focus(); // as: a button is one
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => said.filter(({ kind }) => kind === 'act')).toEqual([{ kind: 'act', act: 'save' }]);
});

test('a press that nobody made, and one on a card that nobody sees, do nothing', async () => {
  model.show(CONTENT);
  (button('Save').element() as HTMLElement).click(); // as: likewise
  isSeen = false;
  await button('Save').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent(/^Not done/); // or whoever pressed too soon would wait
  expect(acts()).toEqual([]);
});

test('a press that the page’s script does not count is said not to have counted, and the next one does', async () => {
  model.show(CONTENT);
  isIgnored = true;
  await button('Save').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent(/^Not done/);
  await expect.element(button('Save')).toHaveAttribute('aria-pressed', 'false');
  isIgnored = false;
  await button('Save').click();
  await expect.element(button('Saved')).toHaveAttribute('aria-pressed', 'true');
  await expect.element(screen.getByRole('status')).toHaveTextContent(/^$/);
});

test('"Not related" and "Not on this site" change the inside, wait, and hold the card meanwhile', async () => {
  model.show(CONTENT);
  await button('More').click();
  await button('Not related').click();
  await expect.element(dialog('This essay is no longer marked on this page.')).toBeVisible();
  expect(document.activeElement?.textContent).toBe('Undo');
  await button('Undo').click();
  await button('More').click();
  await button('Not on this site').click();
  await expect.element(screen.getByRole('dialog')).toHaveTextContent('Turn off Sidelight on essays.example?');
  expect(document.activeElement?.textContent).toBe('Keep');
  await button('Keep').click();
  await expect.element(dialog('On pencils')).toBeVisible();
  expect(said.flatMap((says) => (says.kind === 'held' ? [says.isHeld] : []))).toEqual([true, false, true, false]);
  expect(acts()).toEqual(['refuse', 'unrefuse']);
});

test.each([
  ['Never this essay', 'This essay is not shown beside any page any more.', ['silence', 'unsilence']],
  ['Less from Harbour notes', 'Of Harbour notes only what speaks to a page plainly is shown from now on.', ['less', 'unless']],
  ['Not for an hour', 'No marks on any page for an hour.', ['pause', 'resume']],
])('"%s" is said, and undone where it was said', async (name, words, told) => {
  model.show(CONTENT);
  await button('More').click();
  await button(name).click();
  await expect.element(dialog(words)).toBeVisible();
  await button('Undo').click();
  await expect.element(dialog('On pencils')).toBeVisible();
  expect(acts()).toEqual(told);
});

test('"Nowhere" asks first', async () => {
  model.show(CONTENT);
  await button('More').click();
  await button('Nowhere').click();
  await expect.element(screen.getByRole('dialog')).toHaveTextContent('Turn off marks on every page?');
  await button('Turn off').click();
  expect(acts()).toEqual(['nowhere']);
});

test('a failure is said in the card and changes nothing else', async () => {
  model.show(CONTENT);
  fails = true;
  await button('Save').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Sidelight did not answer');
  await expect.element(button('Save')).toBeVisible();
});

test('Tab goes round, Escape closes, n and p go on and back', async () => {
  model.show(CONTENT);
  listenToKeys(window, root, async (says) => said.push(says));
  root.querySelector<HTMLElement>('[role=dialog]')?.focus();
  const names: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    await userEvent.keyboard('{Tab}');
    names.push(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  }
  expect(names).toEqual(['Previous passage', 'Next passage', 'Close', 'Open at this sentence', 'Save', 'More', 'Previous passage']);
  await userEvent.keyboard('n');
  await userEvent.keyboard('p');
  await userEvent.keyboard('{Escape}');
  expect(said.map(({ kind }) => kind)).toEqual(['next', 'previous', 'close']);
});

test('in a low box the sentences and the acts stay, and the rest gives way in its order', async () => {
  model.show(CONTENT);
  const whole = naturalHeight(root);
  expect(whole).toBeGreaterThan(200);
  expect(root.dataset['tight']).toBe('0');
  await screen.viewport(372, 200);
  tighten(root);
  expect(Number(root.dataset['tight'])).toBeGreaterThan(1);
  await expect.element(screen.getByText('Harbour notes · 28 May 2021')).not.toBeVisible();
  await expect.element(button('Open at this sentence')).toBeVisible();
  await expect.element(button('Close')).toBeVisible();
});

test('on a sheet of 400 % zoom everything can be read and pressed: it scrolls as a whole, the sentences first', async () => {
  await screen.viewport(320, 158);
  model.show(CONTENT);
  tighten(root);
  const all = root.querySelector('section');
  const top = (selector: string) => root.querySelector(selector)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  expect(top('.pair')).toBeLessThan(110);
  all?.scrollTo(0, all.scrollHeight);
  expect(root.querySelector('footer')?.getBoundingClientRect().bottom).toBeLessThanOrEqual(159);
});

test('axe finds nothing wrong with it', async () => {
  model.show(CONTENT);
  await expectNoViolations();
  await button('More').click();
  await expectNoViolations();
});
