/** A command whose worker was killed is done again, and everything it does happens once. */
import { beforeEach, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { failed } from '../../../src/core/problem';
import { newTicket } from '../../../src/core/ticket';
import { forCommand, sweepDone } from '../../../src/edge/store/done';
import { putEssays } from '../../../src/edge/store/essays';
import { changeState, followSources } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { commitAct } from '../../../src/edge/store/marks';
import { markAllSeen } from '../../../src/edge/store/seen';
import { write } from '../../../src/edge/store/write';
import { DAY, essay, essayId, freshLibrary, got, NOW, onDisk, source, sourceId } from './library-fixture';

const TICKET = newTicket(NOW, 1, 0.5);
let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
  got(await putEssays(library, [essay('a')], { from: 'start', now: NOW - DAY }));
});

const open = (on: Library, id: EssayId = essayId('a')) => commitAct(on, { essayId: id, act: { kind: 'open' }, from: 'popup', now: NOW });
const doneRows = () => onDisk((db) => db.count('done'));

test('an opening that is done again is one row of the history', async () => {
  const before = await onDisk((db) => db.count('history'));
  const first = forCommand(library, TICKET);
  const told = got(await open(first));
  expect(first.once.isRepeated).toBe(false);
  const again = forCommand(library, TICKET);
  expect(got(await open(again))).toEqual(told);
  expect(again.once.isRepeated).toBe(true);
  expect(await onDisk((db) => db.count('history'))).toBe(before + 1);
  got(await open(forCommand(library, newTicket(NOW, 2, 0.5))));
  expect(await onDisk((db) => db.count('history'))).toBe(before + 2);
});

test('"all seen" is answered as it was answered first, so that it can be undone', async () => {
  const { before } = got(await markAllSeen(forCommand(library, TICKET), { now: NOW }));
  expect(got(await markAllSeen(forCommand(library, TICKET), { now: NOW + 5 }))).toEqual({ before });
});

test('of a command with several steps the rest is done', async () => {
  const added = [{ source: source('s'), wishes: {} }];
  got(await followSources(forCommand(library, TICKET), added, { from: 'options', now: NOW })); // killed here
  const again = forCommand(library, TICKET);
  got(await followSources(again, added, { from: 'options', now: NOW }));
  got(await changeState(again, sourceId('s'), (state) => ({ ...state, failures: 7 })));
  expect((await onDisk((db) => db.get('sourceStates', sourceId('s'))))?.failures).toBe(7);
});

test('what failed is not done, and may be tried again', async () => {
  const refuse = await write(forCommand(library, TICKET), ['ledger'], 'passing', async () => failed({ kind: 'essay-unknown' }));
  expect(refuse.ok).toBe(false);
  expect(await doneRows()).toBe(0);
  got(await open(forCommand(library, TICKET)));
});

test('is forgotten after a day', async () => {
  got(await open(forCommand(library, TICKET)));
  got(await sweepDone(library, NOW + DAY / 2));
  expect(await doneRows()).toBe(1);
  got(await sweepDone(library, NOW + DAY + 1));
  expect(await doneRows()).toBe(0);
});
