import { expect, test } from 'vitest';
import { readingBudget } from '../../../src/contexts/content/budget';

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
