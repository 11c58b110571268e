import { expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import { healthOf } from '../../../src/core/follow/health';
import { freshState, type SourceState } from '../../../src/core/follow/source-state';

const NOW = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const well: SourceState = {
  ...freshState('s' as SourceId), // as: made-up id
  nextDueAt: NOW + HOUR,
  lastTriedAt: NOW - HOUR,
  lastSuccessAt: NOW - HOUR,
};
const question = { kind: 'takeover', askedAt: NOW, title: 'Casino', strangers: 100, newest: [] } as const;

test.each([
  ['new', freshState('s' as SourceId), true], // as: made-up id
  ['well', well, true],
  ['failing', { ...well, failures: 2, problem: { kind: 'unreachable' } as const }, true],
  ['held', { ...well, failures: 1, heldUntil: NOW + HOUR }, true],
  ['asleep', { ...well, failures: 12, standing: 'asleep' as const }, true],
  ['gone', { ...well, failures: 1, standing: 'gone' as const }, true],
  ['not-allowed', well, false],
  ['question', { ...well, question }, true],
])('%s', (condition, state, mayFetch) => {
  expect(healthOf(state, mayFetch, NOW).condition).toBe(condition);
});

test('says when it is tried next, never in the past, and nothing where it is not tried', () => {
  expect(healthOf(well, true, NOW).nextTryAt).toBe(NOW + HOUR);
  expect(healthOf(well, true, NOW + 5 * HOUR).nextTryAt).toBe(NOW + 5 * HOUR);
  expect(healthOf({ ...well, nextDueAt: NOW, heldUntil: NOW + 48 * HOUR }, true, NOW).nextTryAt).toBe(NOW + 48 * HOUR); // asked for by hand, and held all the same
  expect(healthOf(well, true, NOW, NOW + 9 * HOUR).nextTryAt).toBe(NOW + 9 * HOUR);
  expect(healthOf(well, false, NOW)).not.toHaveProperty('nextTryAt');
  expect(healthOf({ ...well, standing: 'asleep' }, true, NOW)).not.toHaveProperty('nextTryAt');
});

test('carries what a person may want to know and nothing that is absent', () => {
  const health = healthOf({ ...well, movedTo: 'https://new.example/', postGapMs: 84 * HOUR, newestPostAt: NOW }, true, NOW);
  expect(health).toEqual({
    condition: 'well',
    failures: 0,
    lastSuccessAt: NOW - HOUR,
    lastTriedAt: NOW - HOUR,
    nextTryAt: NOW + HOUR,
    postsPerWeek: 2,
    movedTo: 'https://new.example/',
  });
});
