import { expect, test } from 'vitest';
import { DEFAULT_LOOK, LIMITS, readLook, stepped } from '../../src/core/reader-look';

test.each([undefined, null, 3, 'x', [], { size: 'large', face: 'comic', paper: 1, isJustified: 'yes', lineHeight: Number.NaN }])(
  'what is no look is the one it came with: %j',
  (raw) => {
    expect(readLook(raw)).toEqual(DEFAULT_LOOK);
  },
);

test('one damaged field costs no other, and a number stays within its limits', () => {
  expect(readLook({ face: 'mono', size: 99, measure: -4, paper: 'sepia', hasMarks: false, lineHeight: 'x' })).toEqual({
    ...DEFAULT_LOOK,
    face: 'mono',
    size: 28,
    measure: 45,
    paper: 'sepia',
    hasMarks: false,
  });
});

test.each(['size', 'measure', 'lineHeight'] as const)('%s goes from one end to the other in whole steps, and no further', (what) => {
  const { least, most } = LIMITS[what];
  let look = DEFAULT_LOOK;
  for (let steps = 0; steps < 60; steps++) look = stepped(look, what, 1);
  expect(look[what]).toBe(most);
  for (let steps = 0; steps < 60; steps++) look = stepped(look, what, -1);
  expect(look[what]).toBe(least);
  expect(readLook(look)).toEqual(look);
});
