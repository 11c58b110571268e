import { expect, test } from 'vitest';
import { changesIn } from '../../../src/core/library/changed-paragraphs';

test.each([
  ['the same', 'One.\nTwo.', 'One.\n\nTwo.', 0, []],
  ['one reworded', 'One.\nTwo.', 'One.\nTwo, again.', 1, ['Two, again.']],
  ['one added', 'One.', 'One.\nTwo.', 1, ['Two.']],
  ['one taken away', 'One.\nTwo.', 'Two.', 1, []],
  ['two moved', 'One.\nTwo.', 'Two.\nOne.', 0, []],
  ['white space and case alone', 'One  line.\nTwo.', 'one line.\n Two. ', 0, []],
  ['all of it', 'One.', '', 1, []],
])('%s', (_what, before, after, changed, fresh) => {
  const found = changesIn(before, after);
  expect([found.changed, found.paragraphs.filter(({ isNew }) => isNew).map(({ text }) => text)]).toEqual([changed, fresh]);
});
