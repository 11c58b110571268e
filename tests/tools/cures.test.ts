/** What can be undone to see whether a test tells (undo-cures.mjs) must be there still: a table of cures that no longer stand in the code tells nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import cures from './cures.json' with { type: 'json' };

test('every cure stands where the table says, once, and has a test', () => {
  const times = ({ file, cure }: (typeof cures)[number]): number => readFileSync(file, 'utf8').split(cure).length - 1;
  expect(cures.filter((cure) => times(cure) !== 1).map(({ what }) => what)).toEqual([]);
  expect(cures.filter(({ test, cure, undone }) => !existsSync(test) || cure === undone).map(({ what }) => what)).toEqual([]);
  expect(new Set(cures.map(({ what }) => what)).size).toBe(cures.length);
});
