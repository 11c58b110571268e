import { expect, test } from 'vitest';
import { putEssays } from '../../../src/edge/store/essays';
import { threadOf } from '../../../src/edge/store/history';
import { act, essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

test('an essay has its own thread, in the order things happened, whatever the clock said', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one'), essay('two')], { from: 'start', now: NOW }));
  await act(library, 'one', 'save', NOW);
  await act(library, 'two', 'open', NOW);
  await act(library, 'one', 'open', NOW - 1);
  const { rows, problem } = await threadOf(library, essayId('one'));
  expect(rows.map(({ what, from }) => [what, from])).toEqual([
    ['firstSeen', 'start'],
    ['save', 'popup'],
    ['open', 'popup'],
  ]);
  expect(problem).toBeUndefined();
});

test('damaged rows are left out and counted', async () => {
  const library = await freshLibrary();
  got(await putEssays(library, [essay('one')], { from: 'start', now: NOW }));
  await onDisk((db) => db.add('history', { essayId: essayId('one'), what: 'danced' } as never)); // as: damaged
  const { rows, problem } = await threadOf(library, essayId('one'));
  expect(rows.map(({ what }) => what)).toEqual(['firstSeen']);
  expect(problem).toEqual({ kind: 'rows-unreadable', count: 1 });
});
