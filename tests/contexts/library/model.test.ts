/** The library page without its view. */
import { expect, test, vi } from 'vitest';
import { limitsOf } from '../../../src/contexts/library/finding';
import { libraryModel } from '../../../src/contexts/library/model';
import { placeAsSearch, readPlace } from '../../../src/contexts/library/place';
import { windowOf } from '../../../src/contexts/library/window';
import { yearsIn } from '../../../src/contexts/library/years';
import { isArchived, isSaved, tagsOn } from '../../../src/core/library/fold';
import { MOST_AT_ONCE } from '../../../src/messages/to-background';
import { EVERYTHING, essaysOf, fakeNeeds, id } from './fakes';

async function opened(count = 40, place = EVERYTHING) {
  const fake = fakeNeeds(essaysOf(count), place);
  const model = libraryModel(fake.needs);
  await model.start();
  model.list.want(0, 20);
  await expect.poll(() => (count === 0 ? true : model.list.rowAt(0))).toBeTruthy();
  return { ...fake, model };
}

const marksOf = ({ world }: Awaited<ReturnType<typeof opened>>, at: number) => world.rows[at]?.entry.marks ?? {};

test('only the rows in sight are read', async () => {
  const { model, read } = await opened(5_000);
  model.list.want(4_000, 4_020);
  await expect.poll(() => model.list.rowAt(4_010)?.entry.essay.id).toBe('e4010');
  expect(read.reduce((sum, count) => sum + count, 0)).toBeLessThan(100);
});

test('what is archived is saved by that, and undoing takes both back', async () => {
  const world = await opened();
  const { model } = world;
  await model.archive();
  expect([isSaved(marksOf(world, 0)), isArchived(marksOf(world, 0)), model.undoing.said.value]).toEqual([true, true, '1 archived']);
  await model.undoing.undo();
  expect([isSaved(marksOf(world, 0)), isArchived(marksOf(world, 0)), model.undoing.said.value]).toEqual([false, false, 'Undone.']);
});

test('acts are taken back one after the other, the last first', async () => {
  const world = await opened();
  const { model } = world;
  await model.tag('data, teams');
  await model.toggleRead();
  expect([tagsOn(marksOf(world, 0)), world.world.rows[0]?.entry.isUnread]).toEqual([['data', 'teams'], false]);
  await model.undoing.undo();
  expect(world.world.rows[0]?.entry.isUnread).toBe(true);
  await model.undoing.undo();
  expect(tagsOn(marksOf(world, 0))).toEqual([]);
  await model.undoing.undo(); // nothing is left
});

test('from here to there is selected, and one act is done on all of them', async () => {
  const world = await opened();
  const { model } = world;
  model.moveTo(2);
  model.select(false);
  model.moveTo(6);
  model.select(true);
  expect([...model.selection.ids.value]).toEqual(['e2', 'e3', 'e4', 'e5', 'e6']);
  await model.toggleSaved();
  expect([model.undoing.said.value, model.selection.ids.value.size]).toEqual(['5 saved', 0]);
  expect(world.world.rows.filter(({ entry }) => isSaved(entry.marks))).toHaveLength(5);
});

test('all that match are selected, also those whose rows were never read, and acted on in bounded commands', async () => {
  const count = 2 * MOST_AT_ONCE + 1;
  const { model, asked, world } = await opened(count);
  model.type('quay');
  await expect.poll(() => model.list.total.value).toBe(count);
  expect(model.list.order.value.length).toBeLessThan(count);
  await model.selectAll();
  expect(model.selection.ids.value.size).toBe(count);
  await model.toggleSaved();
  expect(asked.filter(({ name }) => name === 'actMany')).toHaveLength(3);
  expect(world.rows.every(({ entry }) => isSaved(entry.marks))).toBe(true);
});

test('what is selected is exported in the order of the list, and where nobody takes it nothing offers it', async () => {
  const { model, asked, needs } = await opened(10);
  for (const place of [4, 1]) {
    model.moveTo(place);
    model.select(false);
  }
  model.exportSelected?.();
  expect(asked.at(-1)).toEqual({ name: 'export', ask: ['e1', 'e4'] });
  const { onExport: _, ...without } = needs;
  expect(libraryModel(without).exportSelected).toBeUndefined();
});

test('the rows that stand there are lit by what they were found by, until others come', async () => {
  const { model, world } = await opened(10);
  model.type('quay');
  await expect.poll(() => model.finding.answered.value).toBe('quay');
  const light = model.finding.light.value;
  let answer = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    answer = resolve;
  });
  world.answers = () => waiting;
  model.type('quay essay');
  expect([model.finding.typed.value, model.finding.light.value]).toEqual(['quay essay', light]);
  answer();
  await expect.poll(() => model.finding.answered.value).toBe('quay essay');
  expect(model.finding.light.value).not.toBe(light);
});

test('where nothing is kept it is said, and nothing is said to be done', async () => {
  const { model, world } = await opened();
  world.isFull = true;
  await model.toggleSaved();
  expect([model.trouble.value, model.undoing.said.value]).toEqual([{ kind: 'disk-full' }, undefined]);
});

test('what is archived leaves Later, and the row below takes its place', async () => {
  const world = await opened(3);
  const { model } = world;
  await model.selectAll();
  await model.toggleSaved();
  model.showShelf('later');
  await expect.poll(() => model.list.total.value).toBe(3);
  model.list.want(0, 5);
  model.moveTo(1);
  await expect.poll(() => model.current.value?.entry.essay.id).toBe('e1');
  await model.archive();
  await expect.poll(() => model.current.value?.entry.essay.id).toBe('e2');
});

test('an act reads the rows in sight again, and no order: what it takes off a shelf leaves it by its row', async () => {
  const world = await opened(60);
  const { model, needs } = world;
  const order = vi.spyOn(needs.reads, 'order');
  await model.toggleSaved();
  await model.undoing.undo();
  await model.tag('sea');
  expect([order.mock.calls.length, tagsOn(marksOf(world, 0))]).toEqual([0, ['sea']]);
  model.showShelf('unread');
  await expect.poll(() => model.list.total.value).toBe(60);
  await expect.poll(() => model.current.value?.entry.essay.id).toBe('e0');
  const before = order.mock.calls.length;
  await model.toggleRead();
  expect([model.list.total.value, model.current.value?.entry.essay.id, order.mock.calls.length - before]).toEqual([59, 'e1', 0]);
  await model.undoing.undo();
  expect([model.list.total.value, order.mock.calls.length - before]).toEqual([60, 1]); // what comes back has a place that its row does not tell
});

test('a tag that joins another comes apart again', async () => {
  const world = await opened();
  const { model } = world;
  await model.tag('db', [id('e0'), id('e1')]);
  await model.tag('data', [id('e1')]);
  await model.renameTag('db', 'data');
  expect([tagsOn(marksOf(world, 0)), tagsOn(marksOf(world, 1))]).toEqual([['data'], ['data']]);
  await model.undoing.undo();
  expect([tagsOn(marksOf(world, 0)), tagsOn(marksOf(world, 1))]).toEqual([['db'], ['data', 'db']]);
});

test('a search asks within its shelf, says how many there are, and offers those with any of the words', async () => {
  const { model, asked } = await opened(30);
  model.show({ name: 'unread', tag: 'data' });
  model.type('essay 7');
  await expect.poll(() => model.finding.found.value?.total).toBe(3);
  expect(model.finding.found.value?.some).toBe(30);
  expect(asked.findLast(({ name }) => name === 'search')?.ask).toMatchObject({ query: 'is:unread tag:data essay 7' });
  model.finding.widen();
  await expect.poll(() => model.list.total.value).toBe(30);
});

test('who is about to type wakes the worker, and asks it for nothing yet', async () => {
  const { model, asked, needs } = await opened();
  const lighting = vi.spyOn(needs, 'lighting');
  model.finding.getReady();
  expect([asked.at(-1)?.name, lighting.mock.calls.length, model.finding.found.value]).toEqual(['getReady', 1, undefined]);
});

test('while the index is behind, it is asked again until it is not, and rows that are there stay where they are', async () => {
  const { model, world } = await opened(10);
  world.unread = 3;
  model.type('essay');
  await expect.poll(() => model.finding.found.value?.unread).toBe(3);
  const before = model.list.order.value;
  world.unread = 0;
  await expect.poll(() => model.finding.found.value?.unread).toBe(0);
  expect(model.list.order.value.slice(0, before.length)).toEqual(before);
});

test('a note is kept, and its undoing brings the one before back', async () => {
  const world = await opened();
  await world.model.note('first');
  await world.model.note('second');
  expect(marksOf(world, 0).note?.[0]).toBe('second');
  await world.model.undoing.undo();
  expect(marksOf(world, 0).note?.[0]).toBe('first');
});

test('the page says in its address where it stands, and comes back there', async () => {
  const { model, places } = await opened();
  model.show({ name: 'archive', sort: 'oldest', tag: 'a&b' });
  model.type('quay');
  const last = places.at(-1);
  expect(last).toEqual({ shelf: { name: 'archive', sort: 'oldest', tag: 'a&b' }, typed: 'quay' });
  expect(last && readPlace(placeAsSearch(last))).toEqual(last);
  expect(readPlace('?shelf=attic&sort=%00&kept=x')).toEqual(EVERYTHING);
});

test.each([
  [{ name: 'everything' }, ''],
  [{ name: 'archive' }, 'is:archived '],
  [{ name: 'later', tag: 'long read' }, 'is:later tag:"long read" '],
] as const)('the shelf %j is typed as "%s"', (shelf, typed) => {
  expect(limitsOf(shelf)).toBe(typed);
});

test('each year begins where its first essay stands, found by few looks', async () => {
  const order = essaysOf(1_500).map(({ entry }) => entry.essay);
  let looks = 0;
  const years = await yearsIn(
    order.map((each) => each.id),
    async (each) => {
      looks++;
      return order.find((essay) => essay.id === each)?.publishedAt;
    },
  );
  const expected = new Map(order.map(({ publishedAt = 0 }, place) => [new Date(publishedAt).getFullYear(), place] as const).toReversed());
  expect(years).toEqual([...expected].toReversed().map(([year, place]) => ({ year, place })));
  expect(looks).toBeLessThan(200);
  expect(await yearsIn([id('x')], async () => undefined)).toBeUndefined();
});

test.each([0, 1, 30, 100_000, 3_000_000])('of %i rows those in sight are drawn, wherever one is', (total) => {
  const [height, rowPx] = [700, 84];
  const whole = windowOf({ top: 0, height, total, rowPx }).height;
  for (const share of [0, 0.25, 0.9, 1]) {
    const top = Math.max(0, whole - height) * share;
    const { first, last, offset } = windowOf({ top, height, total, rowPx });
    expect(last - first).toBeLessThan(25);
    if (total > 20) expect([offset(first) <= top, offset(last) + rowPx >= top + height - 1]).toEqual([true, true]);
    if (total > 0 && share === 1) expect(last).toBe(total - 1);
  }
});

test('a row out of sight is scrolled to, one in sight is not', () => {
  const { topFor } = windowOf({ top: 840, height: 700, total: 1_000, rowPx: 84 });
  expect([topFor(12, 840), topFor(2, 840), topFor(50, 840)]).toEqual([undefined, 168, 51 * 84 - 700]);
});
