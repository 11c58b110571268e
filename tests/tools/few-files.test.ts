import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dividedBy } from './build/few-files';

/** Modules by name, each with what it imports. */
const GRAPH: Readonly<Record<string, readonly string[]>> = {
  background: ['messages', 'store', 'parser'],
  about: ['ui', 'messages'],
  card: ['ui', 'messages', 'card alone'],
  panel: ['ui', 'messages'],
  library: ['ui', 'messages', 'store', 'rows', 'library alone'],
  reader: ['ui', 'messages', 'store', 'rows'],
  popup: ['ui', 'messages', 'store', 'counts'],
  note: ['ui', 'messages', 'store'],
  ui: ['preact'],
  store: ['idb', 'messages'],
  parser: ['store'],
  counts: ['store'],
};
const fileOf = dividedBy(
  (context) => context,
  (id) => GRAPH[id] ?? [],
);

test.each([
  ['messages', 'asking'],
  ['ui', 'page'],
  ['preact', 'page'],
  ['store', 'stored'],
  ['idb', 'stored'],
  ['rows', 'shelves'],
  ['counts', undefined],
  ['card alone', undefined],
  ['library alone', undefined],
  ['parser', undefined],
] as const)('%s stands in %s', (id, file) => {
  expect(fileOf(id)).toBe(file);
});

test('no file needs one that comes after it', () => {
  const order = ['asking', 'stored', 'page', 'shelves'];
  for (const [id, imports] of Object.entries(GRAPH)) {
    const from = fileOf(id);
    for (const each of imports) {
      const to = fileOf(each);
      if (from !== undefined && to !== undefined) expect(order.indexOf(to), `${id} > ${each}`).toBeLessThanOrEqual(order.indexOf(from));
    }
  }
});

test('no page that shows what is stored carries what reads markup', () => {
  for (const context of ['library', 'note', 'popup', 'reader', 'panel', 'card']) {
    expect(loadedBy(`src/contexts/${context}/main.tsx`).filter((name) => name.includes('htmlparser2'))).toEqual([]);
  }
});

/** Everything that is loaded with a source file at once, by its path or the name of its package. */
function loadedBy(entry: string): readonly string[] {
  const there = new Set([entry]);
  for (const file of there) for (const next of importsOf(file)) there.add(next);
  return [...there];
}

function importsOf(file: string): readonly string[] {
  if (!file.startsWith('src/') || !/\.tsx?$/.test(file)) return [];
  const lines = readFileSync(file, 'utf8').matchAll(/^import (?!type )(?:(.*?) from )?'([^']+)';/gm);
  return [...lines].flatMap(([, names = '', from = '']) => {
    const areTypes = /^\{ (?:type \w+(?: as \w+)?(?:, )?)+ \}$/.test(names);
    return areTypes ? [] : resolved(file, from);
  });
}

function resolved(file: string, from: string): readonly string[] {
  if (!from.startsWith('.')) return [from];
  const path = new URL(from, `file:///${file}`).pathname.slice(1);
  return [path, `${path}.ts`, `${path}.tsx`].filter((each) => isFile(each));
}

function isFile(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
