/** How often a page is read that nobody asked to read: so often as a person goes on, and beyond that seldom. A page that asks again and again learns little. */

type Budget = {
  readonly acted: () => void; // a person did something on the page
  readonly spend: () => boolean; // true: it may be read, this once
};

const FREE = 5; // readings of one document, its first among them
const PAUSE_MS = 60_000; // between any others
const ACT_MS = 5_000; // so long an address may take to follow the press that asked for it

/** An act is good for one reading. `now` in ms, never going back. */
export function readingBudget(now: () => number): Budget {
  let left = FREE;
  let nextAt = 0;
  let actedAt = Number.NEGATIVE_INFINITY;

  return {
    acted() {
      actedAt = now();
    },
    spend() {
      const at = now();
      if (at - actedAt <= ACT_MS) {
        actedAt = Number.NEGATIVE_INFINITY;
        return true;
      }
      if (left === 0 && at < nextAt) return false;
      left = Math.max(0, left - 1);
      nextAt = at + PAUSE_MS;
      return true;
    },
  };
}
