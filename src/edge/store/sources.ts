/** Where essays come from, on disk. A source keeps the moment it was added. */
import type { Source } from '../../core/essay';
import { readSource } from '../../core/library/readers';
import { ok, type Problem, type Result } from '../../core/problem';
import type { Library } from './library';
import { readable } from './readable';
import { write } from './write';

/** Errors  disk-full and the problems of opening. */
export function putSource(library: Library, source: Source): Promise<Result<undefined>> {
  return write(library, ['sources'], 'lasting', async (tx) => {
    const addedAt = readSource(await tx.objectStore('sources').get(source.id))?.addedAt ?? source.addedAt;
    await tx.objectStore('sources').put({ ...source, addedAt });
    return ok(undefined);
  });
}

/** Every source, in the order of their titles. */
export async function allSources(library: Library): Promise<{ readonly sources: readonly Source[]; readonly problem?: Problem }> {
  const tx = await library.begin(['sources'], 'readonly');
  const { values, problem } = readable(await tx.objectStore('sources').getAll(), readSource);
  return { sources: values.sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1)), ...(problem && { problem }) };
}
