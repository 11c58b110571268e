import { beforeEach, expect, test } from 'vitest';
import type { Essay, EssayId } from '../../../src/core/essay';
import type { PollChange } from '../../../src/core/follow/poll';
import { afterRead, freshState, type SourceState, woken } from '../../../src/core/follow/source-state';
import { foldSource } from '../../../src/core/library/source-marks';
import { nextStamp } from '../../../src/core/library/stamp';
import { changeSource, changeState, following, followSources, joinSourceMarks, unfollowSource } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { keepPoll, knownPosts } from '../../../src/edge/store/polls';
import { looked } from '../../../src/edge/store/seen';
import { act, DAY, essay, essayId, freshLibrary, got, NOW, onDisk, source, sourceId } from './library-fixture';

const OCCASION = { from: 'options', now: NOW } as const;
const A = sourceId('a');
let library: Library;

beforeEach(async () => {
  library = await freshLibrary();
});

const follow = async (...ids: string[]) =>
  got(
    await followSources(
      library,
      ids.map((id) => ({ source: source(id), wishes: {} })),
      OCCASION,
    ),
  );
const stateOf = async (id = A): Promise<SourceState> => {
  const found = (await following(library)).followed.find((each) => each.source.id === id);
  if (found === undefined) throw new Error(`${id} is not followed`);
  return found.state;
};
const polled = (before: SourceState, change: Partial<PollChange> = {}): PollChange => ({
  before,
  after: afterRead(
    before,
    { url: 'https://a.example.com/', isRedirected: false, freshMs: 0, bodyPrint: 'p' },
    { dates: [], arrived: 1 },
    { now: NOW, random: 0.5 },
  ),
  ...change,
});
const of = (id: string, fields: Partial<Essay> = {}) => essay(id, { sourceId: A, ...fields });

test('what is followed comes back with its state and wishes, by the title the reader gave', async () => {
  await follow('a', 'b', 'c');
  got(await changeSource(library, sourceId('c'), { title: 'Aardvark', folder: 'Animals', muted: true }, NOW));
  const { followed, problem } = await following(library);
  expect(problem).toBeUndefined();
  expect(followed.map(({ source: { id } }) => id)).toEqual(['c', 'a', 'b']);
  expect(followed[0]).toMatchObject({
    state: freshState(sourceId('c')),
    wishes: { isFollowed: true, title: 'Aardvark', folder: 'Animals', isMuted: true },
  });
});

test('following again keeps the state and the day it was added', async () => {
  await follow('a');
  got(await keepPoll(library, polled(await stateOf()), OCCASION));
  got(await followSources(library, [{ source: source('a', { addedAt: NOW + 5 }), wishes: { folder: 'Data' } }], OCCASION));
  const [again] = (await following(library)).followed;
  expect(again).toMatchObject({ source: { addedAt: NOW }, state: { turn: 1 }, wishes: { folder: 'Data' } });
});

test('a poll is kept whole: essays, their history, names, title and state', async () => {
  await follow('a');
  const before = await stateOf();
  const change = polled(before, {
    essays: [of('1'), of('2')],
    aliases: new Map([['name', essayId('1')]]),
    source: source('a', { title: 'Renamed', addedAt: 5 }),
  });
  expect(got(await keepPoll(library, change, OCCASION))).toBe('kept');
  expect(await stateOf()).toEqual(change.after);
  const known = await knownPosts(library, A);
  expect(known.essays.map(({ id }) => id)).toEqual(['1', '2']);
  expect(known.aliases).toEqual(new Map([['name', '1']]));
  expect((await following(library)).followed[0]?.source).toMatchObject({ title: 'Renamed', addedAt: NOW });
  expect(await onDisk((db) => db.count('history'))).toBe(2);
});

test('a poll that began before another was kept is dropped whole', async () => {
  await follow('a');
  const before = await stateOf();
  got(await keepPoll(library, polled(before), OCCASION));
  expect(got(await keepPoll(library, polled(before, { essays: [of('late')] }), OCCASION))).toBe('overtaken');
  expect((await knownPosts(library, A)).essays).toEqual([]);
});

test('a source unfollowed during its poll does not come back', async () => {
  await follow('a');
  const before = await stateOf();
  got(await unfollowSource(library, A, NOW));
  expect(got(await keepPoll(library, polled(before, { essays: [of('1')] }), OCCASION))).toBe('overtaken');
  expect((await following(library)).followed).toEqual([]);
});

test.each([
  ['a look while the poll was under way', { lookedAt: NOW + DAY, seenAt: NOW + DAY - 5, keptAt: NOW + DAY + 5, at: NOW + DAY + 1 }],
  ['a look before the clock was set back', { lookedAt: NOW + DAY, seenAt: NOW + DAY / 2, keptAt: NOW + DAY / 2, at: NOW + DAY + 1 }],
  ['a look before it', { lookedAt: NOW + DAY, seenAt: NOW + DAY + 5, keptAt: NOW + DAY + 6, at: NOW + DAY + 5 }],
  ['a look by a clock that was years ahead', { lookedAt: NOW + 900 * DAY, seenAt: NOW + DAY, keptAt: NOW + DAY, at: NOW + DAY }],
  ['what an index has had all along', { lookedAt: NOW, seenAt: NOW, keptAt: NOW + 5, at: NOW }],
])('when a post arrived, beside %s', async (_what, { lookedAt, seenAt, keptAt, at }) => {
  await follow('a');
  const before = await stateOf();
  got(await keepPoll(library, polled(before, { after: { ...before, turn: 1, lastSuccessAt: NOW } }), OCCASION));
  got(await looked(library, { now: lookedAt }));
  const later = await stateOf();
  got(await keepPoll(library, polled(later, { essays: [of('1', { firstSeenAt: seenAt })] }), { from: 'poll', now: keptAt }));
  expect((await knownPosts(library, A)).essays.map(({ firstSeenAt }) => firstSeenAt)).toEqual([at]);
});

test('a poll touches no mark: what was read stays read', async () => {
  await follow('a');
  got(await keepPoll(library, polled(await stateOf(), { essays: [of('1')] }), OCCASION));
  await act(library, '1', 'markRead');
  const before = await onDisk((db) => db.get('marks', essayId('1')));
  got(await keepPoll(library, polled(await stateOf(), { essays: [of('1', { title: 'Edited' })] }), OCCASION));
  expect(await onDisk((db) => db.get('marks', essayId('1')))).toEqual(before);
});

test('unfollowing keeps what was saved, lets the rest go, and forgets no mark', async () => {
  await follow('a');
  got(
    await keepPoll(
      library,
      polled(await stateOf(), { essays: [of('saved'), of('read'), of('plain')], aliases: new Map([['n', 'shared']]) }),
      OCCASION,
    ),
  );
  await act(library, 'saved', 'save');
  await act(library, 'read', 'markRead');
  expect([...got(await unfollowSource(library, A, NOW))].sort()).toEqual(['plain', 'read']);
  expect((await knownPosts(library, A)).essays.map(({ id }) => id)).toEqual(['saved']);
  expect((await knownPosts(library, A)).aliases).toEqual(new Map());
  await follow('a');
  got(await keepPoll(library, polled(await stateOf(), { essays: [of('saved'), of('read'), of('plain')] }), OCCASION));
  const row = await onDisk((db) => db.get('marks', essayId('read')));
  expect(row).toMatchObject({ marks: { read: [true, expect.any(String)] }, readSeenAt: of('read').firstSeenAt });
});

test('waking and accepting change the state of a followed source, and of no other', async () => {
  await follow('a');
  const asleep: SourceState = { ...(await stateOf()), standing: 'asleep', failures: 12 };
  got(await keepPoll(library, { before: await stateOf(), after: { ...asleep, turn: 1 } }, OCCASION));
  got(await changeState(library, A, woken));
  expect(await stateOf()).toMatchObject({ standing: 'awake', failures: 0, nextDueAt: 0, turn: 2 });
  got(await changeState(library, sourceId('stranger'), woken));
  expect(await onDisk((db) => db.count('sourceStates'))).toBe(1);
});

test('a state that is damaged or lost makes the source due, not unknown', async () => {
  await follow('a', 'b');
  await onDisk((db) => db.put('sourceStates', { sourceId: A, turn: 'x', nextDueAt: Number.NaN } as never)); // as: damage
  await onDisk((db) => db.delete('sourceStates', sourceId('b')));
  for (const { state } of (await following(library)).followed) expect(state).toMatchObject({ standing: 'awake', nextDueAt: 0 });
});

test('marks from another copy join field by field', async () => {
  await follow('a');
  const there = foldSource({}, { folder: 'Theirs', followed: false }, nextStamp(undefined, NOW - 1, 'other'));
  got(await joinSourceMarks(library, A, there));
  expect((await following(library)).followed[0]?.wishes).toMatchObject({ isFollowed: true, folder: 'Theirs' });
});

test('names do not grow for ever: the oldest go first', async () => {
  await follow('a');
  const names = (from: number) => new Map(Array.from({ length: 4_000 }, (_, i) => [`n${from + i}`, 'x' as EssayId] as const)); // as: made up
  got(await keepPoll(library, polled(await stateOf(), { aliases: names(0) }), OCCASION));
  got(await keepPoll(library, polled(await stateOf(), { aliases: names(4_000) }), OCCASION));
  const { aliases } = await knownPosts(library, A);
  expect([aliases.size, aliases.has('n7999'), aliases.has('n0')]).toEqual([5_000, true, false]);
});
