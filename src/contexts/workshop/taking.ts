/** Takes what is saved out of the library, into a file on the shelf. */
import type { EssayId } from '../../core/essay';
import { ok } from '../../core/problem';
import type { Packing } from '../../core/transfer/backup/packing';
import { EXTENSIONS } from '../../core/transfer/out/formats';
import { wholeCopyOf } from '../../edge/store/copies';
import type { Library } from '../../edge/store/library';
import { onShelf, type Shelf } from '../../edge/store/shelf';
import { THREADS, threadIn } from '../../edge/store/threads';
import { exportSaved } from '../../flows/export-saved';
import type { ToWorkshop } from '../../messages/workshop';

const AT_ONCE = 50;
const TYPES = { markdown: 'application/zip', netscape: 'text/html', csv: 'text/csv', 'json-feed': 'application/feed+json' } as const;

type Edges = {
  readonly library: () => Promise<Library>;
  readonly shelf: Pick<Shelf, 'begin' | 'take'>;
  readonly packing: Packing;
  readonly now: () => number; // ms since 1970, UTC
};

export async function take(
  { library: opened, shelf, packing, now }: Edges,
  { format, ids, title }: Parameters<ToWorkshop['take']>[0],
  said: (share: number) => void,
): Promise<ReturnType<ToWorkshop['take']>> {
  const library = await opened();
  const wanted = ids ?? (await savedIn(library));
  const at = now();
  const done = await onShelf(async () => {
    const writer = await shelf.begin('taken', at);
    const essays = await exportSaved(
      format,
      {
        threads: () => threadsOf(library, wanted),
        copyOf: ({ id }) => wholeCopyOf(library, id),
        picture: (hash) => pictureIn(library, hash),
        packing,
        write: writer.write,
        said: (count) => said(count / Math.max(1, wanted.length)),
      },
      title,
    );
    await writer.finish();
    return essays;
  });
  if (!done.ok) return done;
  const file = await shelf.take('taken');
  const day = new Date(at).toISOString().slice(0, 10);
  const name = `sidelight-${day}.${EXTENSIONS[format]}`;
  return ok({ file: new Blob(file === undefined ? [] : [file], { type: TYPES[format] }), name, essays: done.value });
}

/** The latest saved first. */
async function savedIn(library: Library): Promise<readonly EssayId[]> {
  const tx = await library.begin(['marks'], 'readonly');
  return (await tx.objectStore('marks').index('bySaved').getAllKeys()).toReversed();
}

async function* threadsOf(library: Library, ids: readonly EssayId[]) {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const tx = await library.begin(THREADS, 'readonly');
    const some = await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => threadIn(tx, id)));
    yield some.filter((thread) => thread !== undefined);
  }
}

async function pictureIn(library: Library, hash: string) {
  const row = await (await library.begin(['blobs'], 'readonly')).objectStore('blobs').get(hash);
  return row?.blob instanceof Blob ? { type: row.type, bytes: new Uint8Array(await row.blob.arrayBuffer()) } : undefined;
}
