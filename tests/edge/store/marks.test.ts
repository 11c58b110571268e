import { describe, expect, test } from 'vitest';
import type { Act } from '../../../src/core/library/marks';
import { compareStamps, stampDevice } from '../../../src/core/library/stamp';
import { countSaved } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import { threadOf } from '../../../src/edge/store/history';
import { readLedger } from '../../../src/edge/store/ledger';
import type { Library } from '../../../src/edge/store/library';
import { entriesOf } from '../../../src/edge/store/lists';
import { commitAct } from '../../../src/edge/store/marks';
import { act, essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

const PAGE = 'https://example.com/page';

async function oneEssay(): Promise<Library> {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one')], { from: 'start', now: NOW }));
  return library;
}

const marksIn = async (library: Library) => (await entriesOf(library, [essayId('one')])).entries[0];
const whatHappened = async (library: Library) => (await threadOf(library, essayId('one'))).rows.map(({ what }) => what);

test('an act on an unknown essay is a problem and writes nothing', async () => {
  const library = await oneEssay();
  const result = await commitAct(library, { essayId: essayId('nowhere'), act: { kind: 'save' }, from: 'popup', now: NOW });
  expect(result).toEqual({ ok: false, problem: { kind: 'essay-unknown' } });
  expect(await countSaved(library)).toBe(0);
  expect((await readLedger(library)).lastStamp).toBeUndefined();
});

test.each<[Act, object]>([
  [{ kind: 'save' }, { saved: [true, expect.anything()] }],
  [{ kind: 'open' }, { read: [true, expect.anything()] }],
  [{ kind: 'markRead' }, { read: [true, expect.anything()] }],
  [{ kind: 'refuse', page: PAGE }, { refused: { [PAGE]: [true, expect.anything()] } }],
])('%j is there when it is read again, and in the thread', async (done, expected) => {
  const library = await oneEssay();
  expect(await act(library, 'one', done)).toEqual({ isChanged: true, marks: expected });
  library.close();
  expect((await marksIn(library))?.marks).toEqual(expected);
  expect((await threadOf(library, essayId('one'))).rows.at(-1)).toEqual({ essayId: 'one', at: NOW, what: done.kind, from: 'popup' });
});

describe('doing it twice', () => {
  test.each<[string, readonly Act['kind'][], readonly string[]]>([
    ['saving is saving once', ['save', 'save'], ['save']],
    ['unsaving too', ['save', 'unsave', 'unsave'], ['save', 'unsave']],
    ['marking read too', ['markRead', 'markRead'], ['markRead']],
    ['marking unread too', ['markRead', 'markUnread', 'markUnread'], ['markRead', 'markUnread']],
    ['but each opening is told', ['open', 'open'], ['open', 'open']],
  ])('%s', async (_claim, acts, thread) => {
    const library = await oneEssay();
    for (const kind of acts) await act(library, 'one', kind);
    expect(await whatHappened(library)).toEqual(['firstSeen', ...thread]);
  });

  test('leaves the first stamp', async () => {
    const library = await oneEssay();
    const first = await act(library, 'one', 'save', NOW);
    const second = await act(library, 'one', 'save', NOW + 1000);
    expect(second).toEqual({ marks: first.marks, isChanged: false });
  });

  test('at the same time is one act after the other', async () => {
    const library = await oneEssay();
    const both = await Promise.all([act(library, 'one', 'save'), act(library, 'one', 'save')]);
    expect(both.map(({ isChanged }) => isChanged).sort()).toEqual([false, true]);
    expect(await whatHappened(library)).toEqual(['firstSeen', 'save']);
  });
});

test('stamps grow though the clock goes back, and carry the device', async () => {
  const library = await oneEssay();
  const saved = (await act(library, 'one', 'save', NOW)).marks.saved;
  const unsaved = (await act(library, 'one', 'unsave', NOW - 3_600_000)).marks.saved;
  if (saved === undefined || unsaved === undefined) throw new Error('not stamped');
  expect(compareStamps(unsaved[1], saved[1])).toBeGreaterThan(0);
  expect(stampDevice(unsaved[1])).toBe('device-1');
  expect((await readLedger(library)).lastStamp).toBe(unsaved[1]);
});

test('an essay whose row is damaged can still be saved and unsaved', async () => {
  const library = await oneEssay();
  await onDisk((db) => db.put('essays', { id: essayId('one') } as never)); // as: damaged
  await act(library, 'one', 'save');
  expect(await countSaved(library)).toBe(1);
  await act(library, 'one', 'unsave');
  expect(await countSaved(library)).toBe(0);
});
