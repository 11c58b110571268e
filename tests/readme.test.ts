/** README.md is the first thing a person sees: what it points at in this project must be there. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const pointedAt = [...readme.matchAll(/\]\((?<path>[^)#]+)\)/g)].map(({ groups }) => groups?.['path'] ?? '');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }; // as: npm's own file

test('every picture and page that README shows or names is there', () => {
  const here = pointedAt.filter((path) => !path.includes('://'));
  expect(here.length).toBeGreaterThan(3);
  expect(here.filter((path) => !existsSync(path))).toEqual([]);
});

test('every command that README names is one', () => {
  const named = [...readme.matchAll(/npm run (?:--silent )?(?<name>[a-z]+)/g)].map(({ groups }) => groups?.['name'] ?? '');
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
