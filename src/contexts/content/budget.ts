/** How often a page is read that nobody asked to read: so often as a person goes on, and beyond that seldom. A page that asks again and again learns little. */

type Budget = {
  readonly acted: () => void; // a person did something on the page
  readonly spend: () => boolean; // true: it may be asked about, this once
};

const FREE = 5; // times one document is asked about, its first among them
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

/** How soon a page is looked through again whose looks change: that asks nobody, but it takes its time. */
type Pace = {
  readonly isDue: () => boolean;
  readonly looked: (tookMs: number, isOther: boolean) => void;
  readonly acted: () => void; // a person did something: what comes now may be what they wanted
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000; // where look after look brings nothing else
const SHARE = 30; // a look that took longer is paid by so many times as long without one

export function lookingPace(now: () => number): Pace {
  let wait = FIRST_WAIT_MS;
  let nextAt = 0;
  let restAt = 0;

  return {
    isDue: () => now() >= Math.max(nextAt, restAt),
    looked(tookMs, isOther) {
      restAt = now() + tookMs * SHARE;
      nextAt = isOther ? 0 : now() + wait;
      wait = isOther ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
    },
    acted() {
      wait = FIRST_WAIT_MS;
      nextAt = 0;
    },
  };
}
