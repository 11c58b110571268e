/** What the popup loads comes in few files, nobody else loads what is the popup's alone, and a thread none that needs the browser's interfaces. */
import { expect, test } from 'vitest';
import { fewFiles } from './build/few-files.ts';

const MAIN = (context: string): string => `/src/contexts/${context}/main.tsx`;
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  [MAIN('popup')]: ['word', 'frame', 'store', 'row', 'popup-alone', 'plain-word', 'plain-store'],
  [MAIN('card')]: ['word', 'frame', 'plain-word'],
  '/src/contexts/background/main.ts': ['word', 'store', 'background-alone', 'plain-word'],
  [MAIN('library')]: ['row', 'library-alone'],
  '/src/contexts/workshop/main.ts': ['plain-word', 'plain-store', 'plain-row'],
  row: ['row-part', 'plain-row'],
  store: ['store-part', 'plain-store'],
};

test.each([
  ['word', 'everywhere'],
  ['frame', 'drawing'],
  ['store', 'keeping'],
  ['store-part', 'keeping'],
  ['row', 'pages'],
  ['row-part', 'pages'],
  ['plain-word', 'bare-everywhere'],
  ['plain-store', 'bare-keeping'],
  ['plain-row', 'bare-pages'],
  ['popup-alone', undefined],
  ['background-alone', undefined],
  ['library-alone', undefined],
])('%s stands in %s', (id, name) => {
  const { plugin, groups } = fewFiles();
  const context = {
    getModuleIds: () => new Set([...Object.keys(IMPORTS), ...Object.values(IMPORTS).flat()]).values(),
    getModuleInfo: (of: string) => ({ importedIds: IMPORTS[of] ?? [] }),
  };
  (plugin.buildEnd as (this: typeof context) => void).call(context); // as: the plugin asks for no more
  expect(groups.filter(({ test }) => test(id)).map((group) => group.name)).toEqual(name === undefined ? [] : [name]);
});
