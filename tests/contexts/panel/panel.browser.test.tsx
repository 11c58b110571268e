import '../../../src/contexts/panel/panel.css';
import { expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { panelModel } from '../../../src/contexts/panel/model';
import { Panel } from '../../../src/contexts/panel/panel';
import type { EssayId } from '../../../src/core/essay';
import { ok } from '../../../src/core/problem';
import type { PageReport, Passage, RelatedEssay } from '../../../src/core/related/answer';
import type { KnownLink, Send } from '../../../src/messages/contract';
import { expectNoViolations, mount } from '../../ui/mount';

const essay = (id: string, title: string, more: Partial<RelatedEssay> = {}): RelatedEssay => ({
  id: id as EssayId, // as: made up
  url: `https://tides.example/${id}`,
  title,
  sourceTitle: 'Harbour notes',
  publishedAt: Date.UTC(2021, 4, 28),
  isSaved: false,
  isRead: false,
  score: 0.4,
  shared: [],
  reasons: ['pencil', 'tide'],
  ...more,
});
const passage = (id: string, start: number, here: string): Passage => ({
  essayId: id as EssayId, // as: likewise
  span: [start, start + here.length],
  strength: 2,
  here,
  hereLit: [],
  there: 'A pencil knows more than a table, and forgets it sooner when it rains.',
  thereLit: [[2, 8]],
});
const REPORT: PageReport = {
  state: 'related',
  marked: 2,
  related: {
    language: 'de',
    essays: [
      essay('a', 'On pencils', { language: 'en' }),
      essay('b', 'On trees', { isSaved: true }),
      essay('c', 'What the moon costs'),
      essay('d', 'Kept for later', { isSaved: true }),
    ],
    passages: [passage('b', 400, 'Die Bäume sagen die Höhe.'), passage('a', 20, 'Ein Bleistift weiß mehr als die Tabelle.')],
    more: [passage('a', 900, 'Am Ende stand alles auf der Rückseite.')],
  },
};
const link = (id: string, title: string, isSaved: boolean, isRead: boolean): KnownLink => ({
  id: id as EssayId,
  url: `https://tides.example/${id}`,
  words: title,
  title,
  isSaved,
  isRead,
}); // as: made up

async function open(answers: Readonly<Record<string, unknown>> = {}) {
  await screen.viewport(360, 900);
  const asked: { name: string; ask: unknown }[] = [];
  const all: Readonly<Record<string, unknown>> = {
    reportTab: REPORT,
    relateSelection: 'nothing',
    linksOfTab: [],
    goToMatch: 'done',
    showMore: REPORT,
    ...answers,
  };
  const model = panelModel({
    send: (async (name: string, ask: unknown) => {
      asked.push({ name, ask });
      return ok(all[name] ?? 'done');
    }) as unknown as Send, // as: answers every name
    openPage: async () => ({ id: 3, title: 'Was die Gezeitentafel weiß' }),
    onOtherPage: () => {},
    onNews: () => {},
    onLeave: () => {},
    now: () => Date.UTC(2024, 0, 1),
  });
  mount(<Panel model={model} />, 'panel');
  await model.start();
  return { asked, model };
}

test('every match stands in the order of the page, and what was saved and not read rises among the others', async () => {
  await open();
  await expect.element(screen.getByRole('heading', { name: 'Kept for later' })).toBeVisible();
  const titles = [...document.querySelectorAll('.card-title')].map(({ textContent }) => textContent);
  expect(titles).toEqual(['On pencils', 'On trees', 'Kept for later', 'What the moon costs']);
  expect([...document.querySelectorAll('.pair dd')].map((words) => (words as HTMLElement).lang)).toEqual(['de', 'en', 'de', '']); // as: HTML
});

test('a press leads to the place, which is said; more can be fewer again', async () => {
  const { asked } = await open();
  await screen.getByRole('button', { name: 'Ein Bleistift weiß mehr' }).click();
  expect(asked.at(-1)).toEqual({ name: 'goToMatch', ask: { tabId: 3, essayId: 'a', start: 20, hasCard: false } });
  await expect.poll(() => document.querySelectorAll('[aria-current=true]').length).toBe(1);
  await screen.getByRole('button', { name: 'Mark 1 more passage' }).click();
  await screen.getByRole('button', { name: 'Mark fewer' }).click();
  await expect.element(screen.getByRole('button', { name: 'Mark 1 more passage' })).toBeVisible();
});

test('an essay that is not wanted is refused and taken back where it was said', async () => {
  const { asked } = await open();
  const press = (name: string) => screen.getByRole('button', { name }).click();
  await press('Not related: On pencils');
  await expect.element(screen.getByRole('button', { name: 'Never this essay' })).toBeVisible();
  expect(document.querySelectorAll('.card-title').length).toBe(3);
  await expectNoViolations();
  await press('Never this essay');
  await press('Undo');
  await expect.element(screen.getByRole('button', { name: 'Not related: On pencils' })).toBeVisible();
  const acts = asked.filter(({ name }) => name === 'refuseBeside').map(({ ask }) => ask);
  expect(acts).toEqual(['refuse', 'silence', 'unsilence'].map((act) => ({ tabId: 3, essayId: 'a', act })));
});

test('what is related to the selection stands on top, and links of the page to essays below', async () => {
  const links = [link('x', 'Ropes', false, true), link('y', 'Anchors', true, false)];
  await open({ relateSelection: { essays: [essay('s', 'On words')], passages: [], more: [] }, linksOfTab: links });
  await expect.element(screen.getByRole('heading', { name: 'About your selection' })).toBeVisible();
  expect(document.querySelector('.card-title')?.textContent).toBe('On words');
  const listed = [...document.querySelectorAll('.links li')].map((row) => [row.querySelector('.is-read') !== null, row.textContent]);
  expect(listed).toEqual([
    [false, 'AnchorsYou saved this and have not read it'],
    [true, 'RopesRead'],
  ]);
});

test('axe finds nothing wrong with it, with everything in it and with nothing', async () => {
  await open({ relateSelection: { essays: [], passages: [], more: [] }, linksOfTab: [link('x', 'Ropes', false, false)] });
  await expectNoViolations();
  await open({
    reportTab: {
      state: 'silent',
      itself: { id: 'a', title: 'On pencils', sourceTitle: 'Harbour notes', isSaved: true, isRead: false, isFollowed: true },
    },
  });
  await expect.element(screen.getByText('You follow this: Harbour notes. Saved, not yet read.')).toBeVisible();
  await expectNoViolations();
});
