/** What a reader chooses before an import is kept. Folders are tags here: essays stand in no folder. */
import type { FolderPath } from '../incoming';

export const FOLDERS_AS = ['names', 'paths', 'none'] as const;

/** names: each folder on the way is a tag. paths: the whole way is one, "Work / Data". */
export type FoldersAs = (typeof FOLDERS_AS)[number];

export type ImportChoices = {
  readonly folders: FoldersAs;
  readonly keepsArchived: boolean; // else all of it is to be read
};

export const USUAL_CHOICES: ImportChoices = { folders: 'paths', keepsArchived: true };

const BETWEEN = ' / ';
const MOST_TAG_CHARS = 200; // as acts have them

export function tagsFor(tags: readonly string[], folders: readonly FolderPath[], { folders: as }: ImportChoices): readonly string[] {
  const named = as === 'names' ? folders.flat() : as === 'paths' ? folders.map((path) => path.join(BETWEEN)) : [];
  const all = [...tags, ...named].map((tag) => tag.replace(/\s+/g, ' ').trim().slice(0, MOST_TAG_CHARS).trim());
  return [...new Set(all)].filter((tag) => tag !== '');
}
