/**
 * Puts what the popup loads into few files: each file of an extension costs a browser a question of its own, and forty of them kept the first rows
 * waiting longer than reading them. Who else needs a module says in which file it stands, so that nobody loads much that is not for him.
 */
import type { Plugin } from 'vite';

type Reached = ReadonlySet<string>; // ids of modules
type Group = { readonly name: string; readonly priority: number; readonly test: (id: string) => boolean };

const POPUP = ['popup'];
const FRAMES = ['card']; // stands in strangers' pages: it stays light
const WORKER = ['background'];
const BESIDE = ['library', 'reader', 'options', 'panel', 'workshop', 'note', 'about'];

/** The plugin looks at what each context imports; the groups go into the output's `codeSplitting`. */
export function fewFiles(): { readonly plugin: Plugin; readonly groups: Group[] } {
  let name = (_id: string): string | undefined => undefined;
  const group = (which: string, priority: number): Group => ({ name: which, priority, test: (id) => name(id) === which });
  return {
    plugin: {
      name: 'sidelight:few-files',
      apply: 'build',
      buildEnd() {
        const reach = (contexts: readonly string[]): Reached => reached(this, contexts);
        const [popup, frames, worker, beside] = [reach(POPUP), reach(FRAMES), reach(WORKER), reach(BESIDE)];
        name = (id) => {
          if (!popup.has(id)) return undefined;
          if (frames.has(id)) return worker.has(id) ? 'everywhere' : 'drawing';
          if (worker.has(id)) return 'keeping';
          return beside.has(id) ? 'pages' : undefined;
        };
      },
    },
    groups: [group('everywhere', 3), group('drawing', 2), group('keeping', 2), group('pages', 1)], // each holds all that it needs, or those before it do
  };
}

type Modules = {
  readonly getModuleIds: () => IterableIterator<string>;
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
};

/** Without what is loaded later. */
function reached(modules: Modules, contexts: readonly string[]): Reached {
  const isMain = (id: string): boolean => contexts.some((context) => new RegExp(`/contexts/${context}/main\\.tsx?$`).test(id));
  const found = new Set([...modules.getModuleIds()].filter(isMain));
  for (const id of found) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next);
  return found;
}
