import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import { readSourceState } from '../../../src/core/follow/read-state';
import { afterFailure, afterQuestion, afterRead, freshState, type SourceState } from '../../../src/core/follow/source-state';

const id = 's' as SourceId; // as: made-up id
const pace = { now: 1_000_000, random: 0.5 };
const trace = { url: 'https://e.example/', isRedirected: true, freshMs: 0, etag: '"1"', lastModified: 'x', bodyPrint: 'p' };
const read = afterRead(
  freshState(id),
  trace,
  { dates: [1, 2, 3], arrived: 3, shape: { item: 'main/article', link: 'h2/a', hasDates: true }, faults: [{ kind: 'capped', kept: 500 }] },
  pace,
);

test.each<[string, SourceState]>([
  ['a fresh one', freshState(id)],
  ['one that was read', read],
  ['one that failed', afterFailure(read, { kind: 'unreadable', problem: { kind: 'not-a-feed' } }, 5_000, pace)],
  ['one with a question', afterQuestion(read, trace, { kind: 'takeover', title: 'Casino', strangers: 100, newest: ['a'] }, pace)],
  ['one that moved, accepted', { ...read, movedTo: 'https://new.example/', accepted: true, standing: 'asleep' }],
])('%s reads back as it was written', (_what, state) => {
  expect(readSourceState(JSON.parse(JSON.stringify(state)), id)).toEqual(state);
});

test('whatever stands in a row, a state comes of it, under the id it was looked up by', () => {
  const anything = fc.oneof(fc.anything(), fc.record(Object.fromEntries(Object.keys(read).map((name) => [name, fc.anything()]))));
  fc.assert(
    fc.property(anything, (raw) => {
      const state = readSourceState(raw, id);
      expect(state.sourceId).toBe(id);
      expect(Number.isFinite(state.nextDueAt)).toBe(true);
      expect(['awake', 'asleep', 'gone']).toContain(state.standing);
    }),
  );
});

test('one damaged field costs no other', () => {
  expect(readSourceState({ ...read, nextDueAt: 'soon', etag: 7, question: { kind: 'takeover' } }, id)).toEqual({
    ...Object.fromEntries(Object.entries(read).filter(([name]) => name !== 'etag')),
    nextDueAt: 0,
  });
});
