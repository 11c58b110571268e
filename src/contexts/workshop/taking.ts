/** Takes what is saved out of the library, into a file on the shelf. */
import type { EssayId, SourceId } from '../../core/essay';
import { ok } from '../../core/problem';
import type { Packing } from '../../core/transfer/backup/packing';
import { type Subscription, writeOpml } from '../../core/transfer/opml';
import { EXTENSIONS } from '../../core/transfer/out/formats';
import { keptSubscription } from '../../core/transfer/out/subscription';
import { SOURCES, sourceIn } from '../../edge/store/backup-lines';
import { wholeCopyOf } from '../../edge/store/copies';
import type { Transaction } from '../../edge/store/database';
import type { Library } from '../../edge/store/library';
import { placesOf } from '../../edge/store/place-rows';
import { onShelf, type Shelf } from '../../edge/store/shelf';
import { THREADS, threadIn } from '../../edge/store/threads';
import { exportSaved } from '../../flows/export-saved';
import type { ToWorkshop } from '../../messages/workshop';

const AT_ONCE = 50;
const TYPES = {
  ...{ markdown: 'application/zip', netscape: 'text/html', csv: 'text/csv', 'json-feed': 'application/feed+json', opml: 'text/x-opml' },
} as const;

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
  const at = now();
  const name = `sidelight-${new Date(at).toISOString().slice(0, 10)}.${EXTENSIONS[format]}`;
  if (format === 'opml') {
    const sources = await sourcesIn(library, ids);
    return ok({ file: new Blob([writeOpml(sources, title)], { type: TYPES.opml }), name, count: sources.length });
  }
  const wanted = ids ?? (await savedIn(library));
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
  return ok({ file: new Blob(file === undefined ? [] : [file], { type: TYPES[format] }), name, count: done.value });
}

/** All that are followed, or those that show these essays: a page that was saved by itself has none. */
async function sourcesIn(library: Library, essays: readonly EssayId[] | undefined): Promise<readonly Subscription[]> {
  const tx = await library.begin([...SOURCES, 'essays', 'places'], 'readonly');
  const ids = essays === undefined ? await tx.objectStore('sourceMarks').getAllKeys() : await showing(tx, essays);
  const kept = await Promise.all(ids.map((id) => sourceIn(tx, id)));
  return kept.flatMap((source) => (source === undefined ? [] : keptSubscription(source, essays === undefined)));
}

async function showing(tx: Transaction<'readonly'>, ids: readonly EssayId[]): Promise<readonly SourceId[]> {
  const shown = await Promise.all(
    ids.map(async (id) => {
      const [row, places] = await Promise.all([tx.objectStore('essays').get(id), placesOf(tx, id)]);
      return [...(row === undefined ? [] : [row.sourceId]), ...places.map(({ sourceId }) => sourceId)];
    }),
  );
  return [...new Set(shown.flat())].sort();
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
