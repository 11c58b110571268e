/**
 * How what several pages share is divided into files. A file for every set of pages that shares something makes thirty-five for one page, and each is
 * asked for, read and begun by itself: a page stands there the sooner the fewer there are. So there are four, and none makes a page load much that is
 * not its own. What only the background and the options share is left to the bundler.
 */
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What is loaded with a module at once. */
type Imports = (id: string) => readonly string[];

/** Pages that read the library themselves, and those that only ask for what they show. */
const READING = ['library', 'note', 'popup', 'reader'];
const LIGHT = ['about', 'card', 'panel'];

/** Each needs nothing but those before it, so no two wait for each other. */
export const SHARED_FILES = ['asking', 'stored', 'page', 'shelves'] as const;
export type SharedFile = (typeof SHARED_FILES)[number];

/** `mains`: the modules that pages and the background begin with, by the name of their folder. Undefined: the bundler's own choice. */
export function dividedBy(mains: (context: string) => string, imports: Imports): (id: string) => SharedFile | undefined {
  const reaches = (contexts: readonly string[]) => contexts.map((context) => reached(mains(context), imports));
  const [reading, light, [behind]] = [reaches(READING), reaches(LIGHT), reaches(['background'])];
  return (id) => {
    const [readers, lights] = [reading, light].map((all) => all.filter((one) => one.has(id)).length) as [number, number]; // as: two of them
    const isBehind = behind?.has(id) === true;
    if (lights > 0) return isBehind ? 'asking' : lights + readers > 1 ? 'page' : undefined;
    if (readers > 0 && isBehind) return 'stored';
    return readers > 1 ? 'shelves' : undefined;
  };
}

/** What it loads later is none of it. */
function reached(from: string, imports: Imports): ReadonlySet<string> {
  const there = new Set([from]);
  for (const id of there) for (const next of imports(id)) there.add(next);
  return there;
}

/** `learn` is a plugin: it sees which module imports which, before the modules are divided. */
export function sharedFiles(root: string): { readonly learn: Plugin; readonly fileOf: (id: string) => SharedFile | undefined } {
  const mains = (context: string): string => join(root, 'src', 'contexts', context, context === 'background' ? 'main.ts' : 'main.tsx');
  let fileOf: ReturnType<typeof dividedBy> = () => undefined;
  return {
    learn: {
      name: 'sidelight:few-files',
      apply: 'build',
      buildEnd() {
        fileOf = dividedBy(mains, (id) => this.getModuleInfo(id)?.importedIds ?? []);
      },
    },
    fileOf: (id) => fileOf(id),
  };
}
