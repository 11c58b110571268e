/** The button that saves the open page, without its view: what it asks, what it says, how it is taken back. */
import { expect, test } from 'vitest';
import { popupModel } from '../../../src/contexts/popup/model';
import type { EssayId } from '../../../src/core/essay';
import { failed, ok } from '../../../src/core/problem';
import { bundled, entryOf, fakeNeeds, later, NOW, page } from './fakes';

type Given = Parameters<typeof fakeNeeds>;
const PAGE = 'page' as EssayId; // as: made up
const LONG = entryOf('page', { textLetters: 15_400, textPrint: 'x', summary: 'Long.' } as object); // as: facts of a text that stands elsewhere

async function open(...given: Given) {
  const fake = fakeNeeds(...given);
  const opened: EssayId[] = [];
  const model = popupModel({ ...fake.needs, openReader: (id) => void opened.push(id) });
  await model.start();
  const { savePage } = model;
  const asksOf = (name: string) => fake.asked.filter((each) => each.name === name).map(({ ask }) => ask);
  /** The store has it from now on. */
  const keeps = (savedAt: number | undefined) => {
    fake.library.known = savedAt === undefined ? { essayId: PAGE } : { essayId: PAGE, savedAt };
  };
  return { ...fake, model, savePage, asksOf, keeps, opened };
}
const saves = (fake: { library: { known: unknown } }) => () => {
  fake.library.known = { essayId: PAGE, savedAt: NOW };
  return ok({ essayId: PAGE, wasSaved: false });
};
/** A popup over a page that is not saved, and a background that saves it. */
async function fresh(answers: NonNullable<Given[1]> = {}) {
  let save = (): unknown => undefined;
  const opened = await open([LONG, ...bundled()], { saveTab: () => save() as never, ...answers });
  save = saves(opened);
  return opened;
}

test('by what the page calls itself it is known to be saved, and by its address alone before that', async () => {
  const asked: unknown[] = [];
  const names = ok({ address: page.url, canonical: 'https://blog.example/own', title: 'Orders' });
  const fake = fakeNeeds(bundled(), { namesOfTab: () => names });
  const model = popupModel({
    ...fake.needs,
    reads: {
      ...fake.needs.reads,
      known: async (called) => {
        asked.push(called);
        return called.canonical === undefined ? undefined : { essayId: PAGE, savedAt: NOW };
      },
    },
  });
  await model.start();
  expect(asked).toEqual([
    { address: page.url, title: 'Orders' },
    { address: page.url, canonical: 'https://blog.example/own', title: 'Orders' },
  ]);
  expect(model.savePage.isSaved.value).toBe(true);
});

test('one press saves the open page, says so at once, and how long it takes to read when that is known', async () => {
  const copied = later<ReturnType<typeof ok<{ state: string; isPartial: boolean }>>>();
  const { savePage, asksOf } = await fresh({ whenCopied: () => copied.promise });
  await savePage.press();
  expect(asksOf('saveTab')).toEqual([{ tabId: 7, page: { address: page.url, title: 'Orders' }, from: 'popup' }]);
  expect(savePage.isSaved.value).toBe(true);
  expect(savePage.foot.value).toEqual({ kind: 'just', essayId: PAGE, fact: 'Saved' });
  copied.settle(ok({ state: 'kept', isPartial: false }));
  await expect.poll(() => savePage.foot.value?.more).toBe('11 min');
});

test.each([
  ['of which nothing could be read', ok({ state: 'none' }), 'address and title; the text could not be read'],
  ['that shows only a part', ok({ state: 'kept', isPartial: true }), 'the page shows only a part'],
])('a page %s is saved, and says so', async (_what, copied, words) => {
  const { savePage } = await fresh({ whenCopied: () => copied });
  await savePage.press();
  await expect.poll(() => savePage.foot.value).toEqual({ kind: 'just', essayId: PAGE, fact: 'Saved', more: words });
});

test('a copy that found no room is told; the page is saved all the same', async () => {
  const { savePage, model } = await fresh({ whenCopied: () => failed({ kind: 'copy-full', title: 'Orders' }) });
  await savePage.press();
  await expect.poll(() => model.trouble.value).toEqual({ kind: 'copy-full', title: 'Orders' });
  expect(savePage.isSaved.value).toBe(true);
});

test('a save that was not kept is shown as none', async () => {
  const { savePage, model } = await open([], { saveTab: () => failed({ kind: 'disk-full' }) });
  await savePage.press();
  expect(savePage.isSaved.value).toBe(false);
  expect([model.trouble.value, savePage.foot.value]).toEqual([{ kind: 'disk-full' }, undefined]);
});

test('pressed again it never takes out at once: it says since when the page is kept, and leads there', async () => {
  const { savePage, keeps, library, asksOf, opened } = await fresh();
  await savePage.press();
  const savedAt = new Date(2025, 0, 25, 12).getTime(); // by the clock of whoever looks, wherever they are
  keeps(savedAt);
  library.known = { essayId: PAGE, savedAt, progress: 0.41 };
  await savePage.look();
  await savePage.press();
  expect(savePage.foot.value).toMatchObject({ kind: 'kept', fact: 'Kept here since 25 Jan 2025', more: '41 % read' });
  expect(asksOf('saveTab')).toHaveLength(1);
  expect(asksOf('act')).toEqual([]);
  savePage.readHere();
  expect(opened).toEqual([PAGE]);
});

test('a page that was saved without being open is copied when its button is pressed there', async () => {
  const { savePage, library, asksOf } = await fresh();
  library.known = { essayId: PAGE, savedAt: NOW, hasCopy: false };
  await savePage.look();
  await savePage.press();
  expect([asksOf('saveTab').length, asksOf('whenCopied').length]).toEqual([1, 1]);
  expect(savePage.foot.value?.kind).toBe('kept');
  library.known = { essayId: PAGE, savedAt: NOW, hasCopy: true };
  await savePage.look();
  await savePage.press();
  expect(asksOf('saveTab')).toHaveLength(1);
});

test('"Remove" takes it out, and can be undone', async () => {
  const { savePage, model, keeps, asksOf } = await fresh();
  keeps(NOW - 1_000);
  await savePage.look();
  await savePage.press();
  keeps(undefined);
  await savePage.remove();
  expect([savePage.isSaved.value, model.said.value?.words]).toEqual([false, 'Removed from saved']);
  keeps(NOW);
  await model.said.value?.undo?.();
  expect(savePage.isSaved.value).toBe(true);
  expect(asksOf('act')).toEqual([
    { essayId: PAGE, act: { kind: 'unsave' }, from: 'popup' },
    { essayId: PAGE, act: { kind: 'save' }, from: 'popup' },
  ]);
});

test('Undo takes back the save and the tags that came with it', async () => {
  const { savePage, keeps, asksOf } = await fresh();
  await savePage.press();
  savePage.tags.type('data,');
  keeps(undefined);
  await savePage.undo();
  expect(asksOf('act')).toEqual([
    { essayId: PAGE, act: { kind: 'tag', tag: 'data' }, from: 'popup' },
    { essayId: PAGE, act: { kind: 'untag', tag: 'data' }, from: 'popup' },
    { essayId: PAGE, act: { kind: 'unsave' }, from: 'popup' },
  ]);
  expect([savePage.isSaved.value, savePage.foot.value]).toEqual([false, undefined]);
});

test.each([
  ['letters and Enter', ['data'], ['data']],
  ['commas part tags', ['data, long reads ,'], ['data', 'long reads']],
  ['the same twice is once', ['data,data,'], ['data']],
  ['nothing is no tag', [' , ,', ''], []],
  ['as it is written already', ['TEAMS,'], ['teams']],
  ['an accent makes no other', ['caf\u00e9,'], ['cafe']],
])('%s', async (_claim, typed, tags) => {
  const { savePage, library } = await fresh();
  library.tags = ['teams', 'cafe'];
  await savePage.press();
  for (const text of typed) savePage.tags.type(text);
  savePage.tags.done();
  expect(savePage.tags.given.value).toEqual(tags);
});

test('Tab completes from the tags in use, the most used first, and offers none that was given', async () => {
  const { savePage, library } = await fresh();
  library.tags = ['teams', 'tests', 'data'];
  await savePage.press();
  savePage.tags.type('te');
  expect(savePage.tags.offered.value).toBe('teams');
  expect(savePage.tags.complete()).toBe(true);
  savePage.tags.type('te');
  expect(savePage.tags.offered.value).toBe('tests');
  savePage.tags.type('x');
  expect([savePage.tags.offered.value, savePage.tags.complete()]).toEqual([undefined, false]);
  savePage.tags.type('');
  await savePage.tags.takeLast();
  expect(savePage.tags.given.value).toEqual([]);
});

test('a tag that was not kept is not shown as one', async () => {
  const { savePage, model } = await fresh({ act: () => failed({ kind: 'disk-full' }) });
  await savePage.press();
  savePage.tags.type('data,');
  await expect.poll(() => model.trouble.value).toEqual({ kind: 'disk-full' });
  expect(savePage.tags.given.value).toEqual([]);
});

test('a page of the browser cannot be saved, and nothing is asked', async () => {
  const { savePage, asked } = await open([], {}, { openPage: async () => ({ id: 1, url: 'chrome://settings/', host: 'settings' }) });
  expect(savePage.canSave.value).toBe(false);
  await savePage.press();
  expect(asked.map(({ name }) => name)).not.toContain('saveTab');
  expect(asked.map(({ name }) => name)).not.toContain('namesOfTab');
});

test('the foot is about it until the next act', async () => {
  const { savePage, model } = await fresh();
  await savePage.press();
  const [row] = bundled();
  if (row === undefined) throw new Error('no row');
  await model.toggleRead(row.essay.id, { isSaved: false, isUnread: true });
  expect(savePage.foot.value).toBeUndefined();
});
