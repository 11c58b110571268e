/** Whether a card counts as seen, by what the browser says of it. That it says so of what lies over a frame is tried in the built extension (e2e/promises). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSeen } from '../../../src/edge/dom/seen';
import { holdTime, letTimeRun, pass } from '../../ui/held-time';

const card = {} as Element; // as: nothing is asked of it here
const LONG_MS = 60_000;
let watched: { readonly options: unknown; looks: number; readonly say: (isVisible: boolean) => void }[];

/** A browser that answers when a test says so. */
class Observer {
  private readonly mine: (typeof watched)[number];
  constructor(tell: (entries: readonly { readonly isVisible: boolean }[]) => void, options: unknown) {
    this.mine = { options, looks: 0, say: (isVisible) => tell([{ isVisible: !isVisible }, { isVisible }]) };
    watched.push(this.mine);
  }
  observe(): void {
    this.mine.looks += 1;
  }
  unobserve(): void {}
}

function browserThat(says: boolean): void {
  class Entry {}
  if (says) Object.defineProperty(Entry.prototype, 'isVisible', { get: () => false });
  vi.stubGlobal('IntersectionObserver', Observer);
  vi.stubGlobal('IntersectionObserverEntry', Entry);
}

beforeEach(() => {
  watched = [];
  browserThat(true);
  holdTime();
});
afterEach(() => {
  letTimeRun();
  vi.unstubAllGlobals();
});

test('it is not seen before the browser has said so, and each answer is told, the latest', () => {
  const told: boolean[] = [];
  const seen = watchSeen(card, (is) => told.push(is));
  expect([seen.isSeen(), told]).toEqual([false, []]);
  for (const is of [true, false, true]) {
    watched[0]?.say(is);
    expect(seen.isSeen()).toBe(is);
  }
  expect(told).toEqual([true, false, true]);
});

test('what covers, fades or moves it is asked for, as often as the browser may be asked', () => {
  watchSeen(card);
  expect(watched.map(({ options }) => options)).toEqual([expect.objectContaining({ trackVisibility: true, delay: 100 })]);
});

test('what counts as unseen is looked at anew when somebody comes, until it is seen', async () => {
  const seen = watchSeen(card);
  watched[0]?.say(false);
  seen.look();
  await pass(250);
  expect(watched[0]?.looks).toBe(4); // once at first, and at 0, 100 and 200 ms
  watched[0]?.say(true);
  await pass(LONG_MS);
  expect(watched[0]?.looks).toBe(4);
  seen.look();
  await pass(LONG_MS);
  expect(watched[0]?.looks).toBe(4); // it is seen already
});

test('and not for ever, however often somebody comes', async () => {
  const seen = watchSeen(card);
  for (let times = 0; times < 50; times++) seen.look();
  await pass(LONG_MS);
  expect(watched[0]?.looks).toBe(21);
});

test('where the browser does not say, it counts as seen', () => {
  browserThat(false);
  const told: boolean[] = [];
  const seen = watchSeen(card, (is) => told.push(is));
  seen.look();
  expect([seen.isSeen(), told, watched]).toEqual([true, [true], []]);
});
