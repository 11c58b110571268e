import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Colour, contrast, isDark, MARKS, over, paletteFor, readColour } from '../../../src/core/highlight/contrast';

const rgb = (red: number, green: number, blue: number): Colour => [red, green, blue, 1];
const BLACK = rgb(0, 0, 0);
const WHITE = rgb(255, 255, 255);

test('black on white is 21 to 1 and a colour on itself 1 to 1', () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21, 5);
  expect(contrast(rgb(180, 84, 10), rgb(180, 84, 10))).toBe(1);
});

test.each([
  ['white paper', WHITE, BLACK, 'light'],
  ['sepia paper', rgb(244, 236, 216), rgb(91, 70, 54), 'light'],
  ['a dark page', rgb(24, 23, 22), rgb(238, 234, 227), 'dark'],
  ['a deep blue page', rgb(11, 61, 145), WHITE, 'dark'],
  ['an orange page, which swallows amber', rgb(246, 178, 74), rgb(42, 22, 0), 'plain'],
  ['a middle grey page', rgb(119, 119, 119), WHITE, 'plain'],
])('on %s the marks are the %s ones', (_what, ground, text, palette) => {
  expect(paletteFor(ground, text)).toBe(palette);
});

test('an amber mark can always be seen, and text that could be read can be read on it', () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const colour = fc.tuple(channel, channel, channel).map(([red, green, blue]) => rgb(red, green, blue));
  fc.assert(
    fc.property(colour, colour, (ground, text) => {
      const palette = paletteFor(ground, text);
      if (palette === 'plain') return;
      const { line, wash } = MARKS[palette];
      expect(contrast(line, ground)).toBeGreaterThanOrEqual(3);
      const before = contrast(text, ground);
      expect(contrast(text, over(wash, ground))).toBeGreaterThanOrEqual(Math.min(4.5, before * 0.9));
    }),
  );
});

test.each([
  ['rgb(1, 2, 3)', [1, 2, 3, 1]],
  ['rgba(1, 2, 3, 0.5)', [1, 2, 3, 0.5]],
  ['rgba(0, 0, 0, 0)', [0, 0, 0, 0]],
  ['oklch(0.5 0.1 120)', undefined],
  ['', undefined],
])('%j is read as a colour or left to be measured', (css, expected) => {
  expect(readColour(css)).toEqual(expected);
});

test('dark is what is darker than middle grey', () => {
  expect([isDark(BLACK), isDark(WHITE), isDark(rgb(60, 60, 60)), isDark(rgb(150, 150, 150))]).toEqual([true, false, true, false]);
});
