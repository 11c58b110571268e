/**
 * Each sentence by which README.md and docs/privacy.md promise something is in promises.json, word for word, with the tests that see it kept; `seen` is
 * empty where a sentence explains, and promises nothing. Whoever rewords one looks whether its tests still show it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import promises from './promises.json' with { type: 'json' };
import { promisesInPrivacy, promisesInReadme } from './sentences';

const made = new Set([...promisesInPrivacy(), ...promisesInReadme()]);
const known = new Map(promises.map(({ says, seen }) => [says, seen]));

test('no promise is made that is not in the table', () => {
  expect(made.size).toBeGreaterThan(100);
  expect([...made].filter((says) => !known.has(says))).toEqual([]);
});

test('nothing is in the table that is not promised any more', () => {
  expect([...known.keys()].filter((says) => !made.has(says))).toEqual([]);
});

test('every test that shows one is there', () => {
  const named = [...new Set([...known.values()].flat())].map((each) => each.split(' › '));
  const isThere = ([file = '', name = '']: readonly string[]): boolean =>
    name !== '' && existsSync(file) && readFileSync(file, 'utf8').includes(name);
  expect(named.length).toBeGreaterThan(80);
  expect(named.filter((each) => !isThere(each))).toEqual([]);
});

test('a sentence that says never, nothing or nobody promises something', () => {
  const strict = /\b(?:never|nothing|nobody|none|cannot|not (?:one|told|asked)|no (?:cookie|referrer|element|request))\b/i;
  const explains = promises.filter(({ seen }) => seen.length === 0).map(({ says }) => says);
  expect(explains.filter((says) => strict.test(says))).toEqual([]);
});
