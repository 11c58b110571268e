/** Where essays come from, on disk. Reads only; follow.ts and polls.ts write. */
import type { Source } from '../../core/essay';
import { readSource } from '../../core/library/readers';
import type { Problem } from '../../core/problem';
import type { Library } from './library';
import { readable } from './readable';

/** Every source, in the order of their titles. */
export async function allSources(library: Library): Promise<{ readonly sources: readonly Source[]; readonly problem?: Problem }> {
  const tx = await library.begin(['sources'], 'readonly');
  const { values, problem } = readable(await tx.objectStore('sources').getAll(), readSource);
  return { sources: values.sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1)), ...(problem && { problem }) };
}
