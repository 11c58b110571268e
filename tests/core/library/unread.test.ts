import { expect, test } from 'vitest';
import type { Marks } from '../../../src/core/library/marks';
import { nextStamp } from '../../../src/core/library/stamp';
import { isUnread, NOTHING_SEEN, type Seen } from '../../../src/core/library/unread';

const SEEN: Seen = { before: 1000, acts: nextStamp(undefined, 1000, 'a') };
const [BEFORE, AFTER] = [nextStamp(undefined, 900, 'a'), nextStamp(SEEN.acts, 1000, 'a')];

test.each<[string, number, Marks, Seen, boolean]>([
  ['where nothing was ever seen, everything is unread', 1, {}, NOTHING_SEEN, true],
  ['an essay from before "all seen" is not', 999, {}, SEEN, false],
  ['nor one of that very moment', 1000, {}, SEEN, false],
  ['one that came after it is', 1001, {}, SEEN, true],
  ['read by hand is read, however new', 5000, { read: [true, BEFORE] }, SEEN, false],
  ['unread by hand after "all seen" is unread, however old', 1, { read: [false, AFTER] }, SEEN, true],
  ['unread by hand before "all seen" was seen with all', 1, { read: [false, BEFORE] }, SEEN, false],
  ['unread by hand before "all seen" is still unread if it came after', 1001, { read: [false, BEFORE] }, SEEN, true],
])('%s', (_claim, firstSeenAt, marks, seen, expected) => {
  expect(isUnread({ firstSeenAt }, marks, seen, false)).toBe(expected);
});

test('what its source held when one followed it is seen, until it is marked unread', () => {
  expect(isUnread({ firstSeenAt: 5000 }, {}, SEEN, true)).toBe(false);
  expect(isUnread({ firstSeenAt: 5000 }, { read: [false, AFTER] }, SEEN, true)).toBe(true);
});
