import { beforeEach, expect, test } from 'vitest';
import type { Essay } from '../../../src/core/essay';
import { freshState } from '../../../src/core/follow/source-state';
import { type Asking, tryAgain } from '../../../src/core/follow/text-asking';
import type { BegunText } from '../../../src/core/follow/wanted-text';
import { wholeEssays } from '../../../src/edge/store/essay-rows';
import { putEssays } from '../../../src/edge/store/essays';
import { changeState, followSources, unfollowSource } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { keepPoll } from '../../../src/edge/store/polls';
import { unindexedEssays } from '../../../src/edge/store/segments';
import { beginText, keepText, leaveText, restTexts, wantedTexts } from '../../../src/edge/store/texts';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk, source, sourceId } from './library-fixture';

const OCCASION = { from: 'poll', now: NOW } as const;
const A = sourceId('a');
const LONG = 'The whole text, which goes on for a while. '.repeat(60);
const TEASER = 'The whole text …';
let library: Library;

beforeEach(async () => {
  library = await freshLibrary();
  got(await followSources(library, [{ source: source('a'), wishes: {} }], OCCASION));
});

const of = (id: string, fields: Partial<Essay> = {}) => essay(id, { sourceId: A, ...fields });
const put = async (...essays: readonly Essay[]) => got(await putEssays(library, essays, OCCASION));
const wanted = async (now = NOW) => (await wantedTexts(library, now)).wanted.map(({ id }) => id);
const essayNow = async (id: string) => (await wholeEssays(library, [essayId(id)])).get(essayId(id));

async function begin(id: string, now = NOW): Promise<BegunText> {
  const all = (await wantedTexts(library, now)).wanted;
  const begun = got(await beginText(library, all.find((each) => each.id === id) ?? { id: essayId(id), sourceId: A, origin: '' }, now));
  if (begun === undefined) throw new Error(`${id} is not asked for`);
  return begun;
}

async function leave(id: string, now: number): Promise<Asking | undefined> {
  const begun = await begin(id, now);
  const next = tryAgain(begun.asking, now);
  got(await leaveText(library, begun, next));
  return next;
}

test('wanted is what a source gives little of: neither a text in the feed, nor a source that is not followed', async () => {
  await put(of('little'), of('teaser', { text: TEASER }), of('whole', { text: LONG }), essay('stranger'));
  expect((await wanted()).sort()).toEqual(['little', 'teaser']);
});

test('of all that a source had when it was added only the newest twenty are wanted, and of what comes later too', async () => {
  await put(...Array.from({ length: 50 }, (_, day) => of(`e${day}`, { publishedAt: day })));
  expect(await wanted()).toEqual(Array.from({ length: 20 }, (_, at) => `e${49 - at}`));
  await put(of('new', { publishedAt: 99 }));
  expect(await wanted()).toEqual(['new', ...Array.from({ length: 19 }, (_, at) => `e${49 - at}`)]);
});

test('what is saved is wanted before all, however old, and new essays do not push it out', async () => {
  await put(...Array.from({ length: 21 }, (_, day) => of(`e${day}`, { publishedAt: day })));
  await act(library, 'e0', 'save');
  await act(library, 'e5', 'save');
  await put(...Array.from({ length: 20 }, (_, day) => of(`f${day}`, { publishedAt: 100 + day })));
  expect((await wanted()).slice(0, 3)).toEqual(['e5', 'e0', 'f19']);
  expect(await wanted()).toHaveLength(22);
});

test('a text is kept as the essay’s, noted for the index with the same write, and the essay is not asked for again', async () => {
  await put(of('one'));
  const before = (await unindexedEssays(library, 10))[0]?.revision ?? 0;
  got(await keepText(library, await begin('one'), LONG));
  expect(await essayNow('one')).toEqual(of('one', { text: LONG }));
  expect((await unindexedEssays(library, 10)).map(({ id, revision }) => [id, revision > before])).toEqual([['one', true]]);
  expect(await wanted()).toEqual([]);
  expect(await onDisk((db) => db.getAllFromIndex('history', 'byEssay', essayId('one')))).toHaveLength(1); // it was seen, and not revised
});

test('a refresh that brings only the summary, or a teaser as text, takes no text away', async () => {
  await put(of('one'), of('two'));
  for (const id of ['one', 'two']) got(await keepText(library, await begin(id), LONG));
  await put(of('one', { tags: ['new'] }), of('two', { text: TEASER, tags: ['new'] }));
  expect(await essayNow('one')).toMatchObject({ text: LONG, tags: ['new'] });
  expect(await essayNow('two')).toMatchObject({ text: LONG, tags: ['new'] });
  expect(await wanted()).toEqual([]);
  await put(of('one', { text: `${LONG} Now in the feed.` }));
  expect((await essayNow('one'))?.text).toContain('Now in the feed.');
});

test('a poll that was read before the text came does not undo it', async () => {
  await put(of('one'));
  const stale = of('one', { tags: ['new'] });
  got(await keepText(library, await begin('one'), LONG));
  const before = freshState(A);
  got(await keepPoll(library, { before, after: { ...before, turn: 1 }, essays: [stale] }, OCCASION));
  expect(await essayNow('one')).toMatchObject({ text: LONG, tags: ['new'] });
});

test('an essay that is reworded is asked for once more, and never a third time; its text stays meanwhile', async () => {
  await put(of('one'));
  got(await keepText(library, await begin('one'), LONG));
  await put(of('one', { summary: 'Another one', text: LONG })); // as a poll gives it: with what is known
  expect(await wanted()).toEqual([]);
  expect(await wanted(NOW + DAY)).toEqual(['one']);
  expect((await essayNow('one'))?.text).toBe(LONG);
  got(await keepText(library, await begin('one', NOW + DAY), `${LONG}!`));
  expect((await essayNow('one'))?.text).toBe(`${LONG}!`);
  await put(of('one', { summary: 'And another' }));
  expect(await wanted(NOW + 9 * DAY)).toEqual([]);
});

test('one that is reworded in a feed that now brings the text is not asked for', async () => {
  await put(of('one'));
  got(await keepText(library, await begin('one'), LONG));
  await put(of('one', { summary: 'Another one', text: `${LONG} In the feed.` }));
  expect(await wanted(NOW + DAY)).toEqual([]);
});

test('one that is reworded before it is asked for is asked for once', async () => {
  await put(of('one'));
  await put(of('one', { title: 'Another', url: 'https://elsewhere.example/one' }));
  expect((await wantedTexts(library, NOW)).wanted).toMatchObject([{ id: 'one', origin: 'https://elsewhere.example/*' }]);
  got(await keepText(library, await begin('one'), LONG));
  expect(await wanted()).toEqual([]);
});

test('reworded while its page was asked, it keeps the text and is asked for again', async () => {
  await put(of('one'));
  const begun = await begin('one');
  await put(of('one', { summary: 'Another one' }));
  got(await keepText(library, begun, LONG));
  expect(await essayNow('one')).toMatchObject({ text: LONG, summary: 'Another one' });
  expect(await wanted(NOW + DAY)).toEqual(['one']);
});

test('a page without the text is asked at most twice more, days apart', async () => {
  await put(of('one'));
  let now = NOW;
  for (const days of [2, 5]) {
    expect((await leave('one', now))?.dueAt).toBe(now + days * DAY);
    expect(await wanted(now + days * DAY - 1)).toEqual([]);
    expect((await wantedTexts(library, now)).nextDueAt).toBe(now + days * DAY);
    now += days * DAY;
    expect(await wanted(now)).toEqual(['one']);
  }
  expect(await leave('one', now)).toBeUndefined();
  expect(await wantedTexts(library, now + 1_000 * DAY)).toEqual({ wanted: [] });
});

test('a page that ended the background each time it was read is given up', async () => {
  await put(of('one'));
  let now = NOW;
  for (let tries = 0; tries < 3; tries++) {
    await begin('one', now);
    now += DAY;
  }
  expect(got(await beginText(library, { id: essayId('one'), sourceId: A, origin: 'https://example.com/*' }, now))).toBeUndefined();
  expect(await wanted(now)).toEqual([]);
});

test('a site that wants to be left alone is asked for nothing until then, whether it said so of a page or of its feed', async () => {
  await put(of('one'), of('two'));
  got(await restTexts(library, A, NOW + DAY, 'https://a.example/*'));
  expect(await wantedTexts(library, NOW)).toEqual({ wanted: [], nextDueAt: NOW + DAY });
  expect(await wanted(NOW + DAY)).toHaveLength(2);
  got(await changeState(library, A, (state) => ({ ...state, heldUntil: NOW + 2 * DAY })));
  expect(await wanted(NOW + DAY)).toEqual([]);
});

test('what is unfollowed is asked for no longer; a text that comes after is not kept, and a saved essay stays', async () => {
  await put(of('one'), of('saved'));
  await act(library, 'saved', 'save');
  const begun = await begin('one');
  got(await unfollowSource(library, A, NOW));
  expect(await wanted()).toEqual([]);
  got(await keepText(library, begun, LONG));
  expect(await essayNow('one')).toBeUndefined();
  expect(await essayNow('saved')).toEqual(of('saved'));
});

test('a clock that was years ahead keeps no essay waiting', async () => {
  await put(of('one'));
  await leave('one', NOW + 5_000 * DAY);
  expect(await wanted()).toEqual(['one']);
});

test('a damaged row costs no other essay its text', async () => {
  await put(of('one'), of('two'));
  await onDisk(async (db) => {
    const row = await db.get('texts', essayId('one'));
    if (row) await db.put('texts', { ...row, asking: 'gone' as never }); // as: damage
  });
  expect((await wanted()).sort()).toEqual(['one', 'two']);
  got(await keepText(library, await begin('one'), LONG));
  expect(await wanted()).toEqual(['two']);
});
