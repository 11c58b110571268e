/** Reads every import under src and fails on an arrow that points the wrong way. The arrows are the architecture; see README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { wordsIn } from './words-in-code';

const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

type Layer = 'core' | 'messages' | 'flows' | 'edge' | 'ui' | 'contexts';
const MAY_IMPORT: Record<Layer, readonly Layer[]> = {
  core: ['core'],
  messages: ['core', 'messages'],
  flows: ['core', 'messages', 'flows'],
  edge: ['core', 'messages', 'edge'],
  ui: ['core', 'messages', 'ui'],
  contexts: ['core', 'messages', 'flows', 'edge', 'ui', 'contexts'],
};

/** Outside packages that have one home. Anything not named here may stand where its layer allows. */
const ONE_HOME: Record<string, string> = { idb: 'edge/store/', 'webextension-polyfill': 'edge/browser/' };
const BROWSER_GLOBALS =
  /(?<![.\w$'"`-])(window|document|navigator|localStorage|sessionStorage|indexedDB|caches|chrome|browser|fetch|XMLHttpRequest|DOMParser|HTMLElement|Node|performance|setTimeout|setInterval|requestIdleCallback|requestAnimationFrame)(?=\s*[.(;,)\]]|\s+instanceof)/;
const CLOCK_OR_DICE = /\b(Date\.now|Math\.random|crypto\.(randomUUID|getRandomValues))\s*\(|new Date\(\s*\)/;

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).split(sep).join('/'));
const texts = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));

/** Words that nobody who uses Sidelight reads, each for its own reason; beside them the terminal, which speaks English. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  'contexts/options/report.ts', // read by whoever mends what was reported
  'contexts/content/card-style.ts', // a style sheet
]);

/** Comments and strings say things that code does not do. */
function codeOf(file: string): string {
  return (texts.get(file) ?? '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

function importsOf(file: string): { specifier: string }[] {
  const withoutComments = (texts.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = withoutComments.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...statements].map((match) => ({ specifier: match[1] ?? match[2] ?? '' }));
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')));
  return [path, `${path}.ts`, `${path}.tsx`].find((candidate) => texts.has(candidate)) ?? path;
}

const layerOf = (file: string): Layer => file.split('/')[0] as Layer; // as: a stranger's folder fails the first test

test('every file lives in a layer', () => {
  expect(files.filter((file) => !(layerOf(file) in MAY_IMPORT))).toEqual([]);
  expect(files.length).toBeGreaterThan(5);
});

test('imports point one way: contexts to ui, edge and flows, to messages, to core', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier }) => {
      const target = resolve(file, specifier);
      if (target === undefined || target.startsWith('../')) return [];
      return MAY_IMPORT[layerOf(file)].includes(layerOf(target)) ? [] : [`${file} → ${target}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('contexts never import each other', () => {
  const contextOf = (file: string) => /^contexts\/([^/]+)\//.exec(file)?.[1];
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier }) => {
      const target = resolve(file, specifier);
      const [from, to] = [contextOf(file), target && contextOf(target)];
      return from && to && from !== to ? [`${file} → ${target}`] : [];
    }),
  );
  // The background hands the browser the built addresses of what it injects; it imports nothing from them.
  expect(
    wrong.filter(
      (arrow) => !/^contexts\/background\/.*(?:content\/(?:main|showing|reaching|inking|ink-selection)|copier\/copier)\.iife/.test(arrow),
    ),
  ).toEqual([]);
});

test('no file imports itself in a circle, not even for a type', () => {
  const edges = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .map(({ specifier }) => resolve(file, specifier))
        .filter((target): target is string => target !== undefined && texts.has(target)),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'open') circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('a package with one home is imported nowhere else', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier }) => {
      const home = ONE_HOME[specifier];
      return home === undefined || file.startsWith(home) ? [] : [`${file} imports ${specifier}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('fetch is called in edge/net alone', () => {
  expect(files.filter((file) => !file.startsWith('edge/net/') && /(?<![.\w$])fetch\s*\(/.test(codeOf(file)))).toEqual([]);
});

test('core and flows know no browser, clock or dice', () => {
  const pure = files.filter((file) => layerOf(file) === 'core' || layerOf(file) === 'flows');
  const wrong = pure.flatMap((file) =>
    codeOf(file)
      .split('\n')
      .filter((line) => BROWSER_GLOBALS.test(line) || CLOCK_OR_DICE.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(wrong).toEqual([]);
});

test('nothing that ships writes to the console, but the terminal', () => {
  expect(files.filter((file) => !file.startsWith('contexts/terminal/') && /\bconsole\s*\./.test(codeOf(file)))).toEqual([]);
});

test('every word that a person reads stands in _locales, and none in a view', () => {
  const views = files.filter((file) => /^(ui|contexts)\//.test(file) && !file.startsWith('contexts/terminal/') && !OWN_WORDS.has(file));
  const found = views.flatMap((file) => wordsIn(file, texts.get(file) ?? '').map(({ line, words }) => `${file}:${line}: ${words}`));
  expect(found).toEqual([]);
});
