import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedFault, FeedProblem } from '../../src/core/feed/problem';
import type { SourceHealth } from '../../src/core/follow/health';
import type { SourceProblem } from '../../src/core/follow/problem';
import { ahead } from '../../src/ui/ago';
import { checkedWords, isChecking } from '../../src/ui/checking';
import { byFolder, foldersOf, isTroubled, siteOf, titleOf, wishesAgain } from '../../src/ui/followed';
import { healthWords, questionSentence, rhythmWords } from '../../src/ui/health-words';
import { moment } from '../../src/ui/moment';
import { faultSentence, feedSentence, sourceSentence } from '../../src/ui/source-sentence';
import { language } from '../../src/ui/words';
import { followedOf, sourceOf } from './sources';

const NOW = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Every<T extends { readonly kind: string }> = { readonly [Kind in T['kind']]: readonly Extract<T, { kind: Kind }>[] };

const SOURCE_PROBLEMS: Every<Exclude<SourceProblem, { kind: 'unreadable' }> | { readonly kind: 'no-address' }> = {
  'no-address': [{ kind: 'no-address' }],
  unreachable: [{ kind: 'unreachable' }],
  garbled: [{ kind: 'garbled' }],
  'too-slow': [{ kind: 'too-slow', limitMs: 30_000 }],
  'too-large': [{ kind: 'too-large', limitBytes: 5_000_000 }],
  'leads-away': [{ kind: 'leads-away' }],
  'private-address': [{ kind: 'private-address', host: '192.168.1.1' }],
  'password-in-address': [{ kind: 'password-in-address' }],
  'needs-permission': [{ kind: 'needs-permission', origin: 'https://blog.example/*' }],
  'needs-login': [
    { kind: 'needs-login', status: 401 },
    { kind: 'needs-login', status: 402 },
    { kind: 'needs-login', status: 403 },
  ],
  missing: [{ kind: 'missing' }],
  gone: [{ kind: 'gone' }],
  busy: [{ kind: 'busy', status: 429 }],
  'server-error': [{ kind: 'server-error', status: 500 }],
  'odd-answer': [{ kind: 'odd-answer', status: 204 }],
  unfinished: [{ kind: 'unfinished' }],
  broken: [{ kind: 'broken', detail: 'TypeError: x is not a function' }],
};
const FEED_PROBLEMS: Every<FeedProblem> = {
  empty: [{ kind: 'empty' }],
  'too-large': [{ kind: 'too-large', bytes: 7_300_000, limit: 5_000_000 }],
  undecodable: [{ kind: 'undecodable', encoding: 'x-unknown' }],
  'web-page': (['page', 'login', 'challenge'] as const).map((looksLike) => ({ kind: 'web-page', looksLike })),
  'not-a-feed': [{ kind: 'not-a-feed' }],
  malformed: [{ kind: 'malformed', detail: 'SyntaxError: line 3' }],
  'too-slow': [{ kind: 'too-slow', budgetMs: 2_000 }],
  'no-list': [true, false].map((needsScripts) => ({ kind: 'no-list', needsScripts })),
};
const FAULTS: Every<FeedFault> = {
  'cut-off': [{ kind: 'cut-off' }],
  capped: [{ kind: 'capped', kept: 500 }],
  'items-unreadable': [{ kind: 'items-unreadable', count: 1 }],
};

const SAID = [
  ...Object.values(SOURCE_PROBLEMS).flat().map(sourceSentence),
  ...Object.values(FEED_PROBLEMS).flat().map(feedSentence),
  ...Object.values(FAULTS).flat().map(faultSentence),
];

test.each(SAID)('plain and calm: %s', (sentence) => {
  expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
  expect(sentence).not.toMatch(/!|\bwe\b|\bour\b|oops|sorry|please|undefined|error/i);
});

test('every sentence is its own, and none shows the machine’s words', () => {
  expect(new Set(SAID).size).toBe(SAID.length);
  expect(SAID.filter((sentence) => /SyntaxError|x-unknown|\/\*/.test(sentence))).toEqual([]);
});

test('an answer that came and is no feed is said as what it is', () => {
  expect(sourceSentence({ kind: 'unreadable', problem: { kind: 'web-page', looksLike: 'login' } })).toBe(
    'A page that asks for a login stands where the feed should be.',
  );
  expect(feedSentence({ kind: 'too-large', bytes: 7_300_000, limit: 5_000_000 })).toContain('7.3 MB, and no more than 5 MB');
});

test.each([
  ['in a moment', NOW - DAY],
  ['in a moment', NOW + 59_999],
  ['in a moment', Number.NaN],
  ['in 1 minute', NOW + MINUTE],
  ['in 4 hours', NOW + 3.9 * HOUR],
  ['in 6 days', NOW + 6.4 * DAY],
  ['on 8 Mar 2026', NOW + 7 * DAY],
  ['in 1 hour', NOW + 59.6 * MINUTE],
  ['in 2 days', NOW + 48 * HOUR - 10_000],
])('what comes is said ahead: %s', (words, at) => {
  expect(ahead(at, NOW)).toBe(words);
});

test.each([
  [undefined, ''],
  [0, ''],
  [0.01, 'less than a post a year'],
  [0.1, 'about 5 posts a year'],
  [0.5, 'about 2 posts a month'],
  [1, 'about 1 post a week'],
  [3.4, 'about 3 posts a week'],
  [70, 'about 10 posts a day'],
])('%s posts a week are "%s"', (perWeek, words) => {
  expect(rhythmWords(perWeek)).toBe(words);
});

const question = { kind: 'takeover', askedAt: NOW, title: 'Casino', strangers: 100, newest: [] } as const;
const base: SourceHealth = { condition: 'well', failures: 0, lastSuccessAt: NOW - 4 * MINUTE, nextTryAt: NOW + 3 * HOUR };

test.each<[SourceHealth['condition'], Partial<SourceHealth>, string]>([
  ['new', {}, 'Not checked yet.'],
  ['well', {}, 'Checked 4 minutes ago. Next in 3 hours.'],
  [
    'well',
    { faults: [{ kind: 'cut-off' }] },
    'Checked 4 minutes ago. Next in 3 hours. The feed breaks off; every post before that was read.',
  ],
  ['failing', { problem: { kind: 'missing' } }, 'The site has nothing at this address. Last worked 4 minutes ago. Next try in 3 hours.'],
  ['held', {}, 'The site asks to be left alone for a while. Last worked 4 minutes ago. Next try in 3 hours.'],
  [
    'asleep',
    { failures: 12, problem: { kind: 'unreachable' } },
    'Asleep after 12 tries in a row. The site did not answer. Last worked 4 minutes ago.',
  ],
  ['gone', {}, 'The site says that this address is gone for good. What came from it stays.'],
  ['question', { question }, questionSentence({ question })],
  ['not-allowed', {}, 'Kept, but the browser does not let Sidelight read this site.'],
])('a source that is %s says so in words', (condition, told, words) => {
  expect(healthWords({ ...base, ...told, condition }, NOW).join(' ')).toBe(words);
});

test('a source that never worked says so', () => {
  const { lastSuccessAt: _, ...never } = base;
  expect(healthWords({ ...never, condition: 'failing', problem: { kind: 'unreachable' } }, NOW)).toContain('It has never worked.');
});

const checkedAt = (at: number) => ({ lastSuccessAt: at, lastTriedAt: at });
const FAILING = { condition: 'failing', failures: 2 } as const;
const clock = (at: number) => language().clock(at);

test.each<[string, readonly Partial<SourceHealth>[], string, string | undefined]>([
  ['all at once', [checkedAt(NOW), checkedAt(NOW - 1)], 'Checked just now · 2 sources', undefined],
  [
    'one failing: it is not counted as checked, however lately it was tried',
    [checkedAt(NOW), { ...FAILING, lastTriedAt: NOW, lastSuccessAt: NOW - 9 * HOUR }],
    '1 of 2 checked just now',
    '1 needs a look',
  ],
  [
    'asleep, gone, a question, not allowed',
    [checkedAt(NOW), ...(['asleep', 'gone', 'question', 'not-allowed'] as const).map((condition) => ({ condition }))],
    '1 of 5 checked just now',
    '4 need a look',
  ],
  [
    'held: not checked, and nothing to see to',
    [checkedAt(NOW), { condition: 'held', lastSuccessAt: NOW }],
    '1 of 2 checked just now',
    undefined,
  ],
  [
    'each in its own rhythm',
    [checkedAt(NOW), checkedAt(NOW - 2 * MINUTE)],
    `Checked since ${clock(NOW - 2 * MINUTE)} · 2 sources`,
    undefined,
  ],
  [
    'likewise, and one asleep',
    [checkedAt(NOW), checkedAt(NOW - 2 * MINUTE), { condition: 'asleep' }],
    `2 of 3 checked since ${clock(NOW - 2 * MINUTE)}`,
    '1 needs a look',
  ],
  ['all failing', [FAILING, FAILING], '2 sources', '2 need a look'],
])('checked, %s', (_claim, healths, fact, trouble) => {
  const rows = healths.map((health, at) => followedOf(`s${at}`, { health }));
  expect(checkedWords(rows, undefined, NOW)).toEqual({ fact, ...(trouble !== undefined && { trouble }) });
});

test('whatever the states, no source that fails is counted as checked, and what needs a look is said', () => {
  const conditions = ['new', 'well', 'failing', 'held', 'asleep', 'gone', 'question', 'not-allowed'] as const;
  fc.assert(
    fc.property(
      fc.array(fc.record({ condition: fc.constantFrom(...conditions), ago: fc.nat(20 * DAY) }), { minLength: 1, maxLength: 8 }),
      (states) => {
        const rows = states.map(({ condition, ago }, at) =>
          followedOf(`s${at}`, { health: { condition, lastSuccessAt: NOW - ago, lastTriedAt: NOW } }),
        );
        const well = states.filter(({ condition }) => condition === 'well').length;
        const { fact = '', trouble } = checkedWords(rows, undefined, NOW) ?? {};
        if (fact.startsWith('Checked')) expect(well).toBe(rows.length);
        else if (well > 0) expect(fact).toMatch(new RegExp(`^${well} of ${rows.length} checked`));
        else expect(fact).not.toMatch(/checked/);
        expect(Number.parseInt(trouble ?? '0', 10)).toBe(rows.filter(isTroubled).length);
      },
    ),
  );
});

test('nothing followed says nothing; nothing read yet says so, and a permission not yet asked for is no trouble then', () => {
  const { lastSuccessAt: _, lastTriedAt: __, ...never } = followedOf('a').health;
  const fresh = (condition: SourceHealth['condition']) => ({ ...followedOf('a'), health: { ...never, condition } });
  expect(checkedWords([], undefined, NOW)).toBeUndefined();
  expect(checkedWords([fresh('not-allowed')], undefined, NOW)).toEqual({ fact: 'Not checked yet · 1 source' });
  expect(checkedWords([fresh('new'), fresh('failing')], undefined, NOW)).toEqual({
    fact: 'Not checked yet · 2 sources',
    trouble: '1 needs a look',
  });
});

test('without a network that is said, with the last time anything was read, and failures are not hidden', () => {
  const rows = [followedOf('a', { health: checkedAt(NOW - 3 * MINUTE) }), followedOf('b', { health: { condition: 'asleep' } })];
  const words = { fact: `Offline · last checked ${clock(NOW - 3 * MINUTE)}`, trouble: '1 needs a look' };
  expect(checkedWords(rows, undefined, NOW, false)).toEqual(words);
  const ended = { done: 1, total: 2, startedAt: NOW, isRunning: false, isOffline: true };
  expect(checkedWords(rows, ended, NOW)).toEqual(words);
});

test('a look under way is counted, unless its background has ended long ago', () => {
  const running = { done: 1, total: 2, startedAt: NOW - MINUTE, isRunning: true };
  expect(checkedWords([followedOf('a')], running, NOW)).toEqual({ fact: 'Checking: 1 of 2 sources' });
  expect(isChecking({ ...running, startedAt: NOW - HOUR }, NOW)).toBe(false);
});

test.each([
  [new Date(2026, 4, 20, 9, 14), /^09:14$/],
  [new Date(2026, 4, 20, 0, 1), /^00:01$/],
  [new Date(2026, 4, 19, 23, 59), /^yesterday 23:59$/],
  [new Date(2026, 4, 14, 18, 10), /^Thursday 18:10$/],
  [new Date(2026, 4, 13, 18, 10), /^13 May 2026$/],
  [new Date(2026, 4, 20, 23, 0), /^23:00$/], // a clock that was set back
])('a moment of the reader’s own: %s', (at, words) => {
  expect(moment(at.getTime(), new Date(2026, 4, 20, 12, 0).getTime())).toMatch(words);
});

test('folders come in order, each once, and what is in none comes last', () => {
  const rows = [followedOf('a'), followedOf('b', { wishes: { folder: 'Zoo' } }), followedOf('c', { wishes: { folder: 'Art' } })];
  expect(foldersOf(rows)).toEqual(['Art', 'Zoo']);
  expect([...byFolder(rows)].map(([folder, inside]) => [folder, inside.map(({ source }) => source.id)])).toEqual([
    ['Art', ['c']],
    ['Zoo', ['b']],
    [undefined, ['a']],
  ]);
});

test('a source is called as the reader calls it, stands on its site, and can be wished for again', () => {
  const row = followedOf('a', { wishes: { title: 'Mine', folder: 'Art', isMuted: true } });
  expect([titleOf(row), siteOf(row.source)]).toEqual(['Mine', 'a.example']);
  expect(siteOf({ ...sourceOf('a'), siteUrl: 'https://www.b.example/x' })).toBe('b.example');
  expect(wishesAgain(row.wishes)).toEqual({ title: 'Mine', folder: 'Art', muted: true, inBadge: true });
});
