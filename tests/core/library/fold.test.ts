import { describe, expect, test } from 'vitest';
import { fold, isRefused, isSaved } from '../../../src/core/library/fold';
import type { Act, Marks } from '../../../src/core/library/marks';
import { merge } from '../../../src/core/library/merge';
import { nextStamp } from '../../../src/core/library/stamp';

const NOW = Date.UTC(2026, 0, 1);
const EARLY = nextStamp(undefined, NOW, 'a');
const LATE = nextStamp(undefined, NOW + 1000, 'a');
const PAGE = 'https://example.com/post';
const act = (kind: 'save' | 'unsave' | 'markRead' | 'markUnread' | 'open'): Act => ({ kind });
const refusal = (kind: 'refuse' | 'unrefuse', page = PAGE): Act => ({ kind, page });

test.each<[string, Marks, boolean, Act, Marks]>([
  ['save saves', {}, true, act('save'), { saved: [true, LATE] }],
  ['save after unsave saves again', { saved: [false, EARLY] }, true, act('save'), { saved: [true, LATE] }],
  ['unsave takes it back', { saved: [true, EARLY] }, true, act('unsave'), { saved: [false, LATE] }],
  ['opening reads', {}, true, act('open'), { read: [true, LATE] }],
  ['marking read reads', { read: [false, EARLY] }, true, act('markRead'), { read: [true, LATE] }],
  ['marking unread unreads', { read: [true, EARLY] }, false, act('markUnread'), { read: [false, LATE] }],
  ['marking unread after "all seen" counts anew', { read: [false, EARLY] }, false, act('markUnread'), { read: [false, LATE] }],
  ['refusing holds for that page', {}, true, refusal('refuse'), { refused: { [PAGE]: [true, LATE] } }],
  ['refusing can be taken back', { refused: { [PAGE]: [true, EARLY] } }, true, refusal('unrefuse'), { refused: { [PAGE]: [false, LATE] } }],
  [
    'other fields stay',
    { read: [true, EARLY], note: ['mine', EARLY] },
    false,
    act('save'),
    { read: [true, EARLY], note: ['mine', EARLY], saved: [true, LATE] },
  ],
])('%s', (_claim, marks, isUnread, done, expected) => {
  expect(fold({ marks, isUnread }, done, LATE)).toEqual(expected);
});

test.each<[string, Marks, boolean, Act]>([
  ['saving what is saved', { saved: [true, EARLY] }, true, act('save')],
  ['unsaving what was never saved', {}, true, act('unsave')],
  ['unsaving what is unsaved', { saved: [false, EARLY] }, true, act('unsave')],
  ['reading what is read by hand', { read: [true, EARLY] }, false, act('markRead')],
  ['opening what is read by hand', { read: [true, EARLY] }, false, act('open')],
  ['unreading what is unread', {}, true, act('markUnread')],
  ['refusing twice', { refused: { [PAGE]: [true, EARLY] } }, true, refusal('refuse')],
  ['taking back a refusal that was never made', {}, true, refusal('unrefuse')],
])('%s gives back the very same marks', (_claim, marks, isUnread, done) => {
  expect(fold({ marks, isUnread }, done, LATE)).toBe(marks);
});

describe('over a stamp from a clock that is far ahead', () => {
  const wrong = nextStamp(undefined, NOW + 10 ** 12, 'b');
  const before: Marks = { saved: [true, wrong] };
  const after = fold({ marks: before, isUnread: true }, act('unsave'), LATE);

  test('the act of the reader holds', () => expect(isSaved(after)).toBe(false));
  test('and holds after meeting the old copy again', () => expect(isSaved(merge(after, before))).toBe(false));
  test('while other fields keep their honest stamps', () => {
    expect(fold({ marks: after, isUnread: true }, act('open'), LATE).read).toEqual([true, LATE]);
  });
});

test.each(['constructor', '__proto__', 'toString'])('a page called %s is refused like any other', (page) => {
  expect(isRefused({}, page)).toBe(false);
  const refused = fold({ marks: {}, isUnread: true }, refusal('refuse', page), EARLY);
  expect(isRefused(refused, page)).toBe(true);
  expect(isRefused(fold({ marks: refused, isUnread: true }, refusal('unrefuse', page), LATE), page)).toBe(false);
});
