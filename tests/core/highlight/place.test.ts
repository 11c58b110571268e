import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeCard } from '../../../src/core/highlight/place';

const CARD = { width: 372, height: 300 };
const VIEW = { width: 1280, height: 800 };

test.each([
  ['below its mark, where there is room', { left: 400, top: 100, right: 700, bottom: 124 }, 550, { left: 364, top: 132, maxHeight: 300 }],
  ['above it, where there is none below', { left: 400, top: 600, right: 700, bottom: 624 }, 550, { left: 364, top: 292, maxHeight: 300 }],
  ['not past the left edge', { left: 0, top: 100, right: 60, bottom: 124 }, 30, { left: 8, top: 132, maxHeight: 300 }],
  ['not past the right edge', { left: 1200, top: 100, right: 1280, bottom: 124 }, 1240, { left: 900, top: 132, maxHeight: 300 }],
])('the card stands %s', (_where, mark, at, expected) => {
  expect(placeCard(mark, CARD, VIEW, at)).toEqual(expected);
});

test('where neither side has room it takes the larger one and scrolls inside', () => {
  const { top, maxHeight } = placeCard(
    { left: 10, top: 150, right: 300, bottom: 190 },
    { width: 304, height: 330 },
    { width: 320, height: 480 },
    160,
  );
  expect(top).toBe(198);
  expect(top + maxHeight).toBe(472);
});

test('the card never covers its mark and never leaves the viewport, wherever the mark is', () => {
  const size = fc.integer({ min: 1, max: 2000 });
  fc.assert(
    fc.property(
      size,
      fc.integer({ min: 160, max: 2000 }),
      fc.integer({ min: -500, max: 2500 }),
      size,
      fc.integer({ min: 20, max: 900 }),
      (width, height, top, tall, cardHeight) => {
        const mark = { left: 0, top, right: width, bottom: top + tall };
        const card = { width: Math.min(372, width - 16), height: cardHeight };
        const placed = placeCard(mark, card, { width, height }, width / 2);
        const bottom = placed.top + placed.maxHeight;
        expect(placed.maxHeight === 0 || bottom <= mark.top || placed.top >= mark.bottom).toBe(true);
        expect(placed.maxHeight === 0 || (placed.top >= 0 && bottom <= height)).toBe(true);
      },
    ),
  );
});
