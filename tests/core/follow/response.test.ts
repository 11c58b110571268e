import { expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import { type Answer, judge } from '../../../src/core/follow/response';
import { afterRead, freshState, type SourceState } from '../../../src/core/follow/source-state';

const NOW = Date.UTC(2026, 5, 1, 12);
const fresh = freshState('s' as SourceId); // as: made-up id
const bytes = new TextEncoder().encode('<rss/>');
const answer = (fields: Partial<Answer>) => ({
  ok: true as const,
  answer: { status: 200, url: 'https://e.example/feed', isRedirected: false, headers: {}, isWhole: true, ...fields },
});
const readOnce = (fields: Partial<Answer> = {}): SourceState => {
  const verdict = judge(answer({ body: bytes, ...fields }), fresh, NOW);
  if (verdict.kind !== 'read') throw new Error(`expected a body to read, got ${verdict.kind}`);
  return afterRead(fresh, verdict.trace, { dates: [], arrived: 0 }, { now: NOW, random: 0.5 });
};

test.each([
  [404, {}, { kind: 'missing' }, 0],
  [410, {}, { kind: 'gone' }, 0],
  [401, {}, { kind: 'needs-login', status: 401 }, 0],
  [403, {}, { kind: 'needs-login', status: 403 }, 0],
  [429, { 'retry-after': '60' }, { kind: 'busy', status: 429 }, 60_000],
  [429, { 'retry-after': '-1' }, { kind: 'busy', status: 429 }, 0],
  [503, { 'retry-after': 'Mon, 01 Jun 2026 12:01:00 GMT' }, { kind: 'busy', status: 503 }, 60_000],
  [503, {}, { kind: 'server-error', status: 503 }, 0],
  [500, {}, { kind: 'server-error', status: 500 }, 0],
  [301, {}, { kind: 'leads-away' }, 0],
  [204, {}, { kind: 'odd-answer', status: 204 }, 0],
  [206, {}, { kind: 'odd-answer', status: 206 }, 0],
  [418, {}, { kind: 'odd-answer', status: 418 }, 0],
])('%i %j is a problem of its own kind', (status, headers, problem, heldMs) => {
  expect(judge(answer({ status, headers }), fresh, NOW)).toEqual({ kind: 'failed', problem, heldMs });
});

test('a 304 is nothing new, but not before anything was read', () => {
  expect(judge(answer({ status: 304 }), readOnce(), NOW)).toMatchObject({ kind: 'unchanged' });
  expect(judge(answer({ status: 304 }), fresh, NOW)).toMatchObject({ kind: 'failed', problem: { kind: 'odd-answer', status: 304 } });
});

test('the same bytes again are nothing new, other bytes are read', () => {
  expect(judge(answer({ body: bytes }), readOnce(), NOW)).toMatchObject({ kind: 'unchanged' });
  expect(judge(answer({ body: new TextEncoder().encode('<rss />') }), readOnce(), NOW)).toMatchObject({ kind: 'read' });
});

test('the same bytes, cut off, are read: they are no proof that nothing came after', () => {
  expect(judge(answer({ body: bytes, isWhole: false }), readOnce(), NOW)).toMatchObject({ kind: 'read' });
});

test('a body that was cut off leaves no validators', () => {
  const verdict = judge(answer({ body: bytes, isWhole: false, headers: { etag: '"1"' } }), fresh, NOW);
  expect(verdict.kind === 'read' && verdict.trace).toMatchObject({ bodyPrint: undefined });
  expect(verdict.kind === 'read' && verdict.trace.etag).toBeUndefined();
});

test.each([
  ['of an earlier day', new Date(NOW - 3 * 86_400_000).toUTCString(), true],
  ['in the future', 'Fri, 31 Dec 2999 23:59:59 GMT', false],
  ['that is no date', 'yesterday, around noon', false],
])('a Last-Modified %s is sent back: %s', (_what, lastModified, isKept) => {
  expect(readOnce({ headers: { 'last-modified': lastModified } }).lastModified !== undefined).toBe(isKept);
});

test('a problem of the network is passed on', () => {
  expect(judge({ ok: false, problem: { kind: 'unreachable' } }, fresh, NOW)).toEqual({
    kind: 'failed',
    problem: { kind: 'unreachable' },
    heldMs: 0,
  });
});
