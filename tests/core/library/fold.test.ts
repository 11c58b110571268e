import { describe, expect, test } from 'vitest';
import { fold, isRefused, isSaved } from '../../../src/core/library/fold';
import type { Act, Marks } from '../../../src/core/library/marks';
import { merge } from '../../../src/core/library/merge';
import { nextStamp } from '../../../src/core/library/stamp';

const NOW = Date.UTC(2026, 0, 1);
const EARLY = nextStamp(undefined, NOW, 'a');
const LATE = nextStamp(undefined, NOW + 1000, 'a');
const PAGE = 'https://example.com/post';
const HERE = { exact: 'the words', prefix: '', suffix: '', start: 4 };
const act = (kind: 'save' | 'unsave' | 'archive' | 'unarchive' | 'markRead' | 'markUnread' | 'open'): Act => ({ kind });
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
  ['archiving puts away', { saved: [true, EARLY] }, false, act('archive'), { saved: [true, EARLY], archived: [true, LATE] }],
  ['and can be taken back', { archived: [true, EARLY] }, false, act('unarchive'), { archived: [false, LATE] }],
  ['a tag is put on', { tags: { a: [true, EARLY] } }, true, { kind: 'tag', tag: 'b' }, { tags: { a: [true, EARLY], b: [true, LATE] } }],
  ['and taken off', { tags: { a: [true, EARLY] } }, true, { kind: 'untag', tag: 'a' }, { tags: { a: [false, LATE] } }],
  ['a note is written', {}, true, { kind: 'note', text: 'mine' }, { note: ['mine', LATE] }],
  [
    'how far one read is kept with its place',
    {},
    true,
    { kind: 'progress', share: 0.5, place: HERE },
    { progress: [0.5, LATE], place: [HERE, LATE] },
  ],
  ['and goes with it', { progress: [0.5, EARLY], place: [HERE, EARLY] }, true, { kind: 'progress', share: 1 }, { progress: [1, LATE] }],
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
  ['archiving what is archived', { archived: [true, EARLY] }, true, act('archive')],
  ['taking what is not archived from the archive', {}, true, act('unarchive')],
  ['a tag that is on', { tags: { a: [true, EARLY] } }, true, { kind: 'tag', tag: 'a' }],
  ['taking off a tag that is not on', {}, true, { kind: 'untag', tag: 'toString' }],
  ['the same note', { note: ['mine', EARLY] }, true, { kind: 'note', text: 'mine' }],
  ['having read as far as before', { progress: [0.5, EARLY] }, true, { kind: 'progress', share: 0.5 }],
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
