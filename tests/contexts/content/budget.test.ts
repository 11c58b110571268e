import { expect, test } from 'vitest';
import { lookingPace, readingBudget } from '../../../src/contexts/content/budget';

function spending() {
  const clock = { now: 0 };
  const budget = readingBudget(() => clock.now);
  const spend = (times: number) => Array.from({ length: times }, () => budget.spend()).filter(Boolean).length;
  return { clock, budget, spend };
}

test('a document is read five times without an act, then once a minute', () => {
  const { clock, spend } = spending();
  expect(spend(90)).toBe(5);
  clock.now = 59_999;
  expect(spend(90)).toBe(0);
  clock.now = 60_000;
  expect(spend(90)).toBe(1);
  clock.now = 10 * 60_000;
  expect(spend(90)).toBe(1);
});

test('an act is good for one reading, and not for long', () => {
  const { clock, budget, spend } = spending();
  spend(5);
  budget.acted();
  budget.acted();
  expect(spend(90)).toBe(1);
  clock.now = 1_000;
  budget.acted();
  clock.now = 20_000;
  expect(spend(90)).toBe(0);
});

test('who goes on by clicks is never kept waiting', () => {
  const { clock, budget } = spending();
  for (let i = 0; i < 100; i += 1) {
    budget.acted();
    clock.now += 200;
    expect(budget.spend()).toBe(true);
  }
});

test('looks that bring nothing else become rarer, until a person does something or the page says something else', () => {
  const clock = { now: 0 };
  const pace = lookingPace(() => clock.now);
  const waits: number[] = [];
  for (let look = 0; look < 9; look += 1) {
    const from = clock.now;
    pace.looked(1, false);
    while (!pace.isDue()) clock.now += 500;
    waits.push(clock.now - from);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  pace.looked(0, false);
  pace.acted();
  expect(pace.isDue()).toBe(true);
  pace.looked(100, true);
  expect(pace.isDue()).toBe(false); // it took its time
  clock.now += 3_000;
  expect(pace.isDue()).toBe(true);
});
