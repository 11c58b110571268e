import { beforeEach, expect, test } from 'vitest';
import { putEssays } from '../../../src/edge/store/essays';
import { addHighlight, changeHighlight, highlightsOf } from '../../../src/edge/store/highlights';
import { threadOf } from '../../../src/edge/store/history';
import type { Library } from '../../../src/edge/store/library';
import { savedIds } from '../../../src/edge/store/lists';
import { essay, essayId, freshLibrary, got, NOW, onDisk } from './library-fixture';

const QUOTE = { exact: 'the words', prefix: 'before ', suffix: ' after', start: 7 };
const one = essayId('one');
const by = { from: 'reader', now: NOW } as const;

let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
  got(await putEssays(library, [essay('one')], { from: 'poll', now: NOW }));
});

const add = async () => got(await addHighlight(library, { essayId: one, quote: QUOTE, ink: 'plain', ...by }));
const standing = async () => (await highlightsOf(library, one)).highlights;
const told = async () => (await threadOf(library, one)).rows.map(({ what }) => what);

test('what one highlights is saved by that, and the thread tells both', async () => {
  await add();
  expect(await standing()).toMatchObject([{ quote: QUOTE, ink: ['plain', expect.any(String)] }]);
  expect(await savedIds(library)).toEqual([one]);
  expect(await told()).toEqual(['firstSeen', 'save', 'highlight']);
});

test('two of one moment are two', async () => {
  expect(await add()).not.toBe(await add());
  expect(await standing()).toHaveLength(2);
});

test('an ink and a note are changed, and the way back is given', async () => {
  const id = await add();
  expect(got(await changeHighlight(library, { id, change: { ink: 'dotted', note: 'mine' }, ...by }))).toEqual({
    ink: 'plain',
    note: '',
    isGone: false,
  });
  expect(await standing()).toMatchObject([{ ink: ['dotted', expect.any(String)], note: ['mine', expect.any(String)] }]);
});

test('taken off it stands no more, and put back it is as it was', async () => {
  const id = await add();
  got(await changeHighlight(library, { id, change: { isGone: true }, ...by }));
  expect(await standing()).toEqual([]);
  got(await changeHighlight(library, { id, change: { isGone: false }, ...by }));
  expect(await standing()).toMatchObject([{ id, quote: QUOTE }]);
});

test('a change that changes nothing leaves no trace', async () => {
  const id = await add();
  const before = await told();
  got(await changeHighlight(library, { id, change: { ink: 'plain' }, ...by }));
  expect(await told()).toEqual(before);
});

test('the index hears of what was highlighted', async () => {
  const noted = () => onDisk((db) => db.get('unindexed', one));
  const before = await noted();
  await add();
  expect(await noted()).toBeGreaterThan(before ?? 0);
});

test('an essay that is not there has no highlights', async () => {
  expect(await addHighlight(library, { essayId: essayId('none'), quote: QUOTE, ink: 'plain', ...by })).toMatchObject({
    problem: { kind: 'essay-unknown' },
  });
});
