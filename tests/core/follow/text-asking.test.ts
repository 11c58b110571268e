import { expect, test } from 'vitest';
import {
  begun,
  givesLittle,
  isDueNow,
  keepsText,
  NEVER_ASKED,
  readAsking,
  restMs,
  tryAgain,
  wantedAgain,
} from '../../../src/core/follow/text-asking';
import { textFacts } from '../../../src/core/library/essay-row';

const NOW = Date.UTC(2026, 0, 1);
const DAY = 24 * 60 * 60_000;
const LONG = 'word '.repeat(300);

test.each<[string, Parameters<typeof givesLittle>[0], boolean]>([
  ['a summary', { summary: 'word '.repeat(150) }, true],
  ['a teaser that calls itself the content', { summary: '', text: 'word '.repeat(100) }, true],
  ['the whole text', { summary: 'word', text: LONG }, false],
  ['a Chinese text of some hundred characters', { summary: '', text: '潮汐每天来两次。'.repeat(60) }, false],
  ['nothing', { summary: '' }, true],
  ['a long text that stands elsewhere', { summary: '', ...textFacts(LONG) }, false],
  ['a teaser that stands elsewhere', { summary: LONG, ...textFacts('word') }, true],
])('%s', (_claim, essay, isLittle) => {
  expect(givesLittle(essay)).toBe(isLittle);
});

test.each<[string, string | undefined, string | undefined, string | undefined]>([
  ['no text takes nothing away', LONG, undefined, LONG],
  ['a teaser takes nothing away', LONG, 'word …', LONG],
  ['a longer text comes in place of a teaser', 'word …', LONG, LONG],
  ['another text comes in place of a text', LONG, `${LONG}, revised`, `${LONG}, revised`],
  ['a teaser comes in place of another', 'word …', 'words …', 'words …'],
  ['a first text is taken', undefined, 'word', 'word'],
])('%s', (_claim, known, brought, after) => {
  const keeps = keepsText(known === undefined ? {} : textFacts(known), brought);
  expect(keeps ? known : brought).toBe(after);
});

test('a page is tried three times in all, days apart, and once anew where the essay is reworded', () => {
  const first = begun(NEVER_ASKED, NOW);
  expect(isDueNow(first, NOW)).toBe(false);
  const second = begun(tryAgain(first, NOW) ?? NEVER_ASKED, NOW + 2 * DAY);
  const third = begun(tryAgain(second, NOW + 2 * DAY) ?? NEVER_ASKED, NOW + 7 * DAY);
  expect([second.tries, third.tries, tryAgain(third, NOW + 7 * DAY)]).toEqual([2, 3, undefined]);
  const again = wantedAgain(third);
  expect(again).toMatchObject({ tries: 0, isAgain: true });
  expect(again && wantedAgain(again)).toBeUndefined();
});

test('a site that is busy is left alone for as long as it says, or a day, and one in trouble for some hours', () => {
  expect(restMs({ kind: 'unreachable' }, 0)).toBe(DAY / 4);
  expect(restMs({ kind: 'server-error', status: 503 }, 60_000)).toBe(60_000);
  expect(restMs({ kind: 'busy', status: 429 }, 0)).toBe(DAY);
  expect(restMs({ kind: 'busy', status: 429 }, 60_000)).toBe(60_000);
  expect(restMs({ kind: 'needs-login', status: 403 }, 60_000)).toBe(60_000);
  expect(restMs({ kind: 'missing' }, 0)).toBe(0);
});

test.each([undefined, null, 7, 'x', [], { tries: -1, askedAt: 'then', dueAt: Number.NaN, isAgain: 1 }])('%j is forgotten', (raw) => {
  expect(readAsking(raw)).toEqual(NEVER_ASKED);
});
