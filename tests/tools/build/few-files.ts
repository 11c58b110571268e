/**
 * Puts what the popup loads into few files: each file of an extension costs a browser a question of its own, and forty of them kept the first rows
 * waiting longer than reading them. Who else needs a module says in which file it stands, so that nobody loads much that is not for him, and a thread
 * nothing that begins by looking for the browser's interfaces: there are none in it, and so it would not begin.
 */
import type { Plugin } from 'vite';

type Reached = ReadonlySet<string>; // ids of modules
type Group = { readonly name: string; readonly priority: number; readonly test: (id: string) => boolean };

const POPUP = ['popup'];
const FRAMES = ['card']; // stands in strangers' pages: it stays light
const WORKER = ['background'];
const BESIDE = ['library', 'reader', 'options', 'panel', 'workshop', 'note', 'about'];
const THREADS = ['workshop'];
const BARE = 'bare-'; // what a thread needs too stands by itself
const PRIORITY: Readonly<Record<string, number>> = { everywhere: 3, drawing: 2, keeping: 2, pages: 1 }; // each holds all that it needs, or those before it do

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
        const threads = reach(THREADS);
        const file = (id: string): string | undefined => {
          if (!popup.has(id)) return undefined;
          if (frames.has(id)) return worker.has(id) ? 'everywhere' : 'drawing';
          if (worker.has(id)) return 'keeping';
          return beside.has(id) ? 'pages' : undefined;
        };
        name = (id) => {
          const found = file(id);
          return found !== undefined && threads.has(id) ? BARE + found : found;
        };
      },
    },
    groups: Object.entries(PRIORITY).flatMap(([each, priority]) => [group(BARE + each, priority + 3), group(each, priority)]),
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
