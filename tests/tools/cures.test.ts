/** What undo-cures.mjs undoes must have a test that could tell; that it stands in the code still, it looks for itself. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import cures from './cures.json' with { type: 'json' };

test('every cure has a name of its own, a file that holds it, a test, and something else in its place', () => {
  expect(cures.filter(({ file, test, cure, undone }) => !existsSync(file) || !existsSync(test) || cure === undone)).toEqual([]);
  expect(new Set(cures.map(({ what }) => what)).size).toBe(cures.length);
});
