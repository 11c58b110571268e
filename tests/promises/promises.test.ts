/**
 * Each sentence by which README.md and docs/privacy.md promise something is in promises.json, word for word, with the tests that see it kept; `seen` is
 * empty where a sentence explains, and promises nothing; `inOne` says why, where only one of the two browsers was looked at. Whoever rewords a sentence
 * looks whether its tests still show it.
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

/** The one browser that a test runs in; undefined where it is both, or none at all. */
function onlyIn(test: string): string | undefined {
  const [file = '', name = ''] = test.split(' › ');
  if (file.includes('.browser.')) return 'chromium'; // components and documents of a test's own (vitest.config.ts)
  const [before = ''] = readFileSync(file, 'utf8').split(name);
  return /test\.runIf\(BROWSER === '(\w+)'\)\(\s*[`'"][^`'"\n]*$/.exec(before)?.[1];
}

test('what was seen in one browser alone says why', () => {
  const isInOne = ({ seen }: { readonly seen: readonly string[] }): boolean =>
    seen.length > 0 && seen.every((test) => onlyIn(test) !== undefined);
  const excused = promises.filter((promise) => 'inOne' in promise).map(({ says }) => says);
  expect(promises.filter(isInOne).map(({ says }) => says)).toEqual(excused);
  expect(excused.length).toBeGreaterThan(0);
});
