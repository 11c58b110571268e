import { expect, test } from 'vitest';
import { panelModel } from '../../../src/contexts/panel/model';
import type { OpenPage } from '../../../src/contexts/panel/needs';
import type { EssayId } from '../../../src/core/essay';
import { ok, type Result } from '../../../src/core/problem';
import type { PageReport, Passage, Related, RelatedEssay } from '../../../src/core/related/answer';
import type { KnownLink, PageNews, Send } from '../../../src/messages/contract';
import '../../ui/speak-english';

const essay = (id: string, more: Partial<RelatedEssay> = {}) =>
  ({ id: id as EssayId, url: `https://a.example/${id}`, title: id, isSaved: false, isRead: false, ...more }) as RelatedEssay; // as: made up, the rest is not looked at
const passage = (essayId: string, start: number): Passage => ({
  essayId: essayId as EssayId, // as: made up
  span: [start, start + 9],
  strength: 2,
  here: 'Here.',
  hereLit: [],
  there: `There of ${essayId}.`,
  thereLit: [],
});
const RELATED: Related = { essays: [essay('a'), essay('b')], passages: [passage('a', 300), passage('b', 10)], more: [passage('a', 100)] };
const REPORT: PageReport = { state: 'related', related: RELATED, marked: 2 };

function open(replies: Readonly<Record<string, (ask: never) => unknown>> = {}) {
  const asked: { name: string; ask: Record<string, unknown> }[] = [];
  const front: { page: OpenPage | undefined } = { page: { id: 3, title: 'Page' } };
  const listeners: { other?: (hasLoaded: boolean) => void; news?: (tabId: number, what: PageNews) => void; leave?: () => void } = {};
  const answers: Readonly<Record<string, (ask: never) => unknown>> = {
    reportTab: () => REPORT,
    relateSelection: () => 'nothing',
    linksOfTab: () => [],
    goToMatch: () => 'done',
    ...replies,
  };
  const send = (async (name: string, ask: Record<string, unknown>): Promise<Result<unknown>> => {
    asked.push({ name, ask });
    return ok(answers[name]?.(ask as never) ?? 'done'); // as: each answers its own ask
  }) as unknown as Send; // as: answers every name
  const model = panelModel({
    send,
    openPage: async () => front.page,
    onOtherPage: (listener) => {
      listeners.other = listener;
    },
    onNews: (listener) => {
      listeners.news = listener;
    },
    onLeave: (listener) => {
      listeners.leave = listener;
    },
    now: () => 0,
  });
  const names = () => asked.map(({ name }) => name);
  return { model, asked, names, front, listeners };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('it says how things stand on the page in front, and starts nothing there', async () => {
  const { model, names } = open();
  await model.start();
  expect(model.report.value).toEqual(REPORT);
  expect(names()).toEqual(['watchTab', 'reportTab', 'relateSelection', 'linksOfTab']);
});

test('another page in front is followed, and the one before is not watched any more', async () => {
  const { model, asked, front, listeners } = open();
  await model.start();
  front.page = { id: 4 };
  listeners.other?.(false);
  await settled();
  expect(asked.filter(({ name }) => name === 'watchTab').map(({ ask }) => ask)).toEqual([
    { tabId: 3, on: true },
    { tabId: 3, on: false },
    { tabId: 4, on: true },
  ]);
  listeners.leave?.();
  expect(asked.at(-1)).toEqual({ name: 'watchTab', ask: { tabId: 4, on: false } });
});

test('what the page tells is asked for again, what another page tells is not', async () => {
  const { model, names, listeners } = open();
  await model.start();
  const before = names().length;
  listeners.news?.(9, 'marks');
  listeners.news?.(3, 'selection');
  await settled();
  expect(names().slice(before)).toEqual(['relateSelection']);
});

test('n and p go through the page in its order, and round; more only once they are marked', async () => {
  const { model, asked } = open({ showMore: () => ({ ...REPORT, marked: 3 }) });
  await model.start();
  const starts = () => asked.filter(({ name }) => name === 'goToMatch').map(({ ask }) => ask['start']);
  for (const by of [1, 1, 1, -1] as const) await model.step(by);
  expect(starts()).toEqual([10, 300, 10, 300]);
  await model.showMore(true);
  await model.step(-1);
  expect(starts().at(-1)).toBe(100);
  await model.showMore(false);
  expect(model.areAllMarked.value).toBe(false);
});

test('a passage that the page has hidden is said to be', async () => {
  const { model } = open({ goToMatch: () => 'gone' });
  await model.start();
  await model.goTo(RELATED.passages[0] as Passage); // as: there are two
  expect([model.present.value, model.said.value]).toEqual([undefined, expect.stringMatching(/hidden/)]);
});

test('a match opens its essay at its sentence', async () => {
  const { model, asked } = open();
  await model.start();
  await model.open('a' as EssayId, false, RELATED.passages[0]); // as: made up
  expect(asked.at(-1)).toEqual({ name: 'openEssay', ask: { essayId: 'a', from: 'panel', beside: false, at: 'There of a.' } });
});

test('links to what was saved and not read rise', async () => {
  const link = (id: string, isSaved: boolean, isRead: boolean): KnownLink => ({
    id: id as EssayId,
    url: `https://a.example/${id}`,
    words: id,
    title: id,
    isSaved,
    isRead,
  }); // as: made up
  const { model } = open({ linksOfTab: () => [link('read', true, true), link('waits', true, false), link('followed', false, false)] });
  await model.start();
  expect(model.links.value.map(({ id }) => id)).toEqual(['waits', 'read', 'followed']);
});

test('what is refused here is done by the page, told in its place, taken back there, and forgotten with the page', async () => {
  const { model, asked, front, listeners } = open();
  await model.start();
  await model.refuse('a' as EssayId, 'refuse'); // as: made up
  expect(asked.at(-1)).toEqual({ name: 'refuseBeside', ask: { tabId: 3, essayId: 'a', act: 'refuse' } });
  expect([...model.refused.value]).toEqual([['a', 'refuse']]);
  await model.refuse('a' as EssayId, 'less');
  expect([...model.refused.value]).toEqual([['a', 'less']]);
  await model.refuse('a' as EssayId, 'unless');
  expect(model.refused.value.size).toBe(0);
  await model.refuse('b' as EssayId, 'silence');
  front.page = { id: 4 };
  listeners.other?.(false);
  await settled();
  expect(model.refused.value.size).toBe(0);
});
