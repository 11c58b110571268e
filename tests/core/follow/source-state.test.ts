import { expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import {
  accepted,
  afterFailure,
  afterQuestion,
  afterRead,
  afterUnchanged,
  afterUnfinished,
  afterWait,
  beforeReading,
  endsTheBackground,
  freshState,
  hastened,
  isSameBody,
  type SourceState,
  type Trace,
  validatorsOf,
  woken,
} from '../../../src/core/follow/source-state';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;
const pace = { now: NOW, random: 0.5 };
const fresh = freshState('s' as SourceId); // as: made-up id
const trace = (fields: Partial<Trace> = {}): Trace => ({
  url: 'https://e.example/feed',
  isRedirected: false,
  freshMs: 0,
  bodyPrint: 'p',
  ...fields,
});
const read = (state: SourceState, fields: Partial<Trace> = {}, now = NOW) =>
  afterRead(state, trace(fields), { dates: [], arrived: 0 }, { ...pace, now });
const away = (url: string) => ({ url, isRedirected: true });

test('a source just added is due at once and sends no validators', () => {
  expect(fresh).toMatchObject({ standing: 'awake', nextDueAt: 0 });
  expect(validatorsOf(fresh, NOW)).toEqual({});
});

test('the next poll sends the validators of the last answer, and no others', () => {
  const first = read(fresh, { etag: '"1"', lastModified: 'Mon, 01 Jun 2026 10:00:00 GMT' });
  expect(validatorsOf(first, NOW + 1)).toEqual({ etag: '"1"', lastModified: 'Mon, 01 Jun 2026 10:00:00 GMT' });
  expect(validatorsOf(read(first, { etag: '"2"' }), NOW + 1)).toEqual({ etag: '"2"' });
  expect(validatorsOf(read(first), NOW + 1)).toEqual({});
});

test('a 304 may bring a new validator, and keeps the old ones where it brings none', () => {
  const first = read(fresh, { etag: '"1"' });
  expect(validatorsOf(afterUnchanged(first, trace({ bodyPrint: undefined }), pace), NOW)).toEqual({ etag: '"1"' });
  expect(validatorsOf(afterUnchanged(first, trace({ bodyPrint: undefined, etag: '"2"' }), pace), NOW)).toEqual({ etag: '"2"' });
  expect(afterUnchanged(first, trace({ bodyPrint: undefined }), pace).bodyPrint).toBe('p');
});

test('a validator over a kilobyte is not stored', () => {
  expect(read(fresh, { etag: `"${'e'.repeat(60_000)}"` })).not.toHaveProperty('etag');
});

test('a server whose validators never change is asked for the whole after a week, and the same bytes are read again', () => {
  const first = read(fresh, { etag: '"always"' });
  const later = afterUnchanged(first, trace({ bodyPrint: undefined }), { ...pace, now: NOW + 6 * DAY });
  expect(validatorsOf(later, NOW + 6 * DAY)).toEqual({ etag: '"always"' });
  expect(isSameBody(later, 'p', NOW + 6 * DAY)).toBe(true);
  expect(validatorsOf(later, NOW + 8 * DAY)).toEqual({});
  expect(isSameBody(later, 'p', NOW + 8 * DAY)).toBe(false);
});

test('a body that was cut off leaves nothing by which the rest could be called unchanged', () => {
  const cut = read(read(fresh, { etag: '"1"' }), { bodyPrint: undefined });
  expect(validatorsOf(cut, NOW)).toEqual({});
  expect(cut).not.toHaveProperty('bodyPrint');
});

test('a redirect that stays the same for three polls is remembered; one that changes is not', () => {
  let moving = fresh;
  for (const url of ['https://new.example/1', 'https://new.example/2', 'https://new.example/1', 'https://new.example/1']) {
    moving = read(moving, away(url));
    expect(moving.movedTo).toBeUndefined();
  }
  expect(read(moving).leadsTo).toBeUndefined();
  expect(read(moving, away('https://new.example/1')).movedTo).toBe('https://new.example/1');
});

test('a 304 after a redirect counts as a poll that was redirected', () => {
  const first = read(fresh, away('https://new.example/'));
  const second = afterUnchanged(first, trace(away('https://new.example/')), pace);
  expect(afterUnchanged(second, trace(away('https://new.example/')), pace).movedTo).toBe('https://new.example/');
});

test('a remembered address that fails is forgotten, and the source’s own is asked at once, without a failure', () => {
  const moved: SourceState = { ...fresh, movedTo: 'https://new.example/', lastSuccessAt: NOW - DAY };
  for (const problem of [{ kind: 'missing' }, { kind: 'gone' }, { kind: 'unreachable' }] as const) {
    const back = afterFailure(moved, problem, 0, pace);
    expect(back).toMatchObject({ standing: 'awake', nextDueAt: 0, failures: 0 });
    expect(back).not.toHaveProperty('movedTo');
  }
  expect(afterFailure(moved, { kind: 'busy', status: 429 }, DAY, pace)).toMatchObject({ movedTo: 'https://new.example/', failures: 0 });
});

test('410 stops a source until the reader asks for it', () => {
  const gone = afterFailure(fresh, { kind: 'gone' }, 0, pace);
  expect(gone.standing).toBe('gone');
  expect(woken(gone)).toMatchObject({ standing: 'awake', nextDueAt: 0, failures: 0 });
});

test('a good answer ends a row of failures and takes the problem away', () => {
  let failing = fresh;
  for (let i = 0; i < 3; i++) failing = afterFailure(failing, { kind: 'server-error', status: 500 }, 60_000, pace);
  expect(failing).toMatchObject({ failures: 3, heldUntil: NOW + 60_000, problem: { kind: 'server-error', status: 500 } });
  const well = read(failing);
  expect(well.failures).toBe(0);
  for (const field of ['problem', 'failingSince', 'heldUntil']) expect(well).not.toHaveProperty(field);
});

test('a suspected takeover keeps its question until a poll finds nothing odd, and remembers nothing of the body', () => {
  const question = { kind: 'takeover', title: 'Casino', strangers: 100, newest: ['Win'] } as const;
  const asked = afterQuestion(read(fresh, { etag: '"1"' }), trace({ etag: '"2"' }), question, pace);
  expect(asked.question).toEqual({ ...question, askedAt: NOW });
  expect(validatorsOf(asked, NOW)).toEqual({});
  expect(afterQuestion(asked, trace(), question, { ...pace, now: NOW + DAY }).question?.askedAt).toBe(NOW);
  expect(read(asked)).not.toHaveProperty('question');
});

test('a yes to the question makes the next poll read everything', () => {
  const asked = afterQuestion(
    read(fresh, { etag: '"1"' }),
    trace({ bodyPrint: 'p' }),
    { kind: 'takeover', title: '', strangers: 9, newest: [] },
    pace,
  );
  const yes = accepted(asked);
  expect(yes).toMatchObject({ accepted: true, nextDueAt: 0 });
  expect(yes).not.toHaveProperty('question');
  expect(isSameBody({ ...yes, bodyPrint: 'p' }, 'p', NOW)).toBe(false);
  expect(read(yes)).not.toHaveProperty('accepted');
});

test('a source that ends the background three times in a row fails, and then has one try at a time', () => {
  let state = fresh;
  for (let i = 0; i < 3; i++) {
    expect(endsTheBackground(state)).toBe(false);
    state = beforeReading(state);
  }
  expect(endsTheBackground(state)).toBe(true);
  const failed = afterUnfinished(state, pace);
  expect(failed).toMatchObject({ failures: 1, problem: { kind: 'unfinished' } });
  expect(endsTheBackground(failed)).toBe(false);
  expect(endsTheBackground(beforeReading(failed))).toBe(true);
  expect(read(beforeReading(failed)).unfinished).toBe(0);
});

test('waiting for permission is no failure', () => {
  const waiting = afterWait(fresh, { kind: 'needs-permission', origin: 'https://e.example/*' }, NOW + DAY, NOW);
  expect(waiting).toMatchObject({ failures: 0, nextDueAt: NOW + DAY, problem: { kind: 'needs-permission' } });
});

test('what a body had wrong is told until a body comes without it', () => {
  const cut = afterRead(fresh, trace(), { dates: [], arrived: 1, faults: [{ kind: 'cut-off' }] }, pace);
  expect(cut.faults).toEqual([{ kind: 'cut-off' }]);
  expect(afterUnchanged(cut, trace(), pace).faults).toEqual([{ kind: 'cut-off' }]);
  expect(read(cut)).not.toHaveProperty('faults');
});

test('every write takes the next turn', () => {
  const turns = [
    read(fresh),
    afterUnchanged(fresh, trace(), pace),
    afterFailure(fresh, { kind: 'missing' }, 0, pace),
    beforeReading(fresh),
    woken(fresh),
    accepted(fresh),
    afterUnfinished(fresh, pace),
    afterWait(fresh, undefined, 0, NOW),
  ];
  for (const state of turns) expect(state.turn).toBeGreaterThan(fresh.turn);
});

test('a shorter interval of the reader counts from the last try; a longer one, or none, changes nothing now', () => {
  const polled = read(fresh);
  expect(hastened(polled, 5 * 60_000).nextDueAt).toBe(NOW + 5 * 60_000);
  expect(hastened(polled, 30 * DAY)).toBe(polled);
  expect(hastened(polled, 0)).toBe(polled);
});
