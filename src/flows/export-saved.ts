/** The walk that takes saved essays out in a form that others read: an essay at a time, into pieces that are written as they come. */
import type { Packing } from '../core/transfer/backup/packing';
import type { KeptCopy, KeptPicture, Thread } from '../core/transfer/backup/units';
import { csvHead, csvRows } from '../core/transfer/out/csv';
import { type OutEntry, outEntry } from '../core/transfer/out/entry';
import type { EssayFormat } from '../core/transfer/out/formats';
import { jsonFeedHead, jsonFeedItem, jsonFeedTail } from '../core/transfer/out/json-feed';
import { fileName, markdownFile } from '../core/transfer/out/markdown';
import { markdownOf, markdownOfText } from '../core/transfer/out/markdown-text';
import { netscapeHead, netscapeRow, netscapeTail } from '../core/transfer/out/netscape';
import { zipInto } from './zip-into';

export type ExportEdges = {
  readonly threads: () => AsyncIterable<readonly Thread[]>;
  readonly copyOf: (thread: Thread) => Promise<KeptCopy | undefined>;
  readonly picture: (hash: string) => Promise<{ readonly type: KeptPicture['type']; readonly bytes: Uint8Array } | undefined>;
  readonly packing: Pick<Packing, 'deflate'>;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly said?: (essays: number) => void;
};

/** Gives how many essays went out. `title`: of the collection. Rejects with what reading or writing rejects with. */
export function exportSaved(format: EssayFormat, edges: ExportEdges, title: string): Promise<number> {
  return format === 'markdown' ? asMarkdown(edges) : asOneText(format, edges, title);
}

async function asOneText(format: Exclude<EssayFormat, 'markdown'>, { threads, copyOf, write, said }: ExportEdges, title: string) {
  const put = (text: string): Promise<void> => (text === '' ? Promise.resolve() : write(new TextEncoder().encode(text)));
  let essays = 0;
  await put(format === 'netscape' ? netscapeHead() : format === 'csv' ? csvHead() : jsonFeedHead(title));
  for await (const some of threads()) {
    for (const thread of some) {
      const entry = outEntry(thread);
      if (entry === undefined) continue;
      if (format === 'json-feed') await put((essays === 0 ? '' : ',\n') + jsonFeedItem(entry, (await copyOf(thread))?.html));
      else await put(format === 'netscape' ? netscapeRow(entry) : csvRows(entry));
      essays += 1;
    }
    said?.(essays);
  }
  await put(format === 'netscape' ? netscapeTail() : format === 'csv' ? '' : jsonFeedTail());
  return essays;
}

const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };

/** A picture that several essays show lies there once. */
async function asMarkdown({ threads, copyOf, picture, packing, write, said }: ExportEdges): Promise<number> {
  const zip = zipInto({ packing, write });
  const taken = new Set<string>();
  const pictures = new Map<string, string>(); // by hash, where each lies
  let essays = 0;
  for await (const some of threads()) {
    for (const thread of some) {
      const entry = outEntry(thread);
      if (entry === undefined) continue;
      const copy = await copyOf(thread);
      const places = new Map<string, string>();
      for (const { url, hash } of copy?.copy.pictures ?? []) {
        const place = hash === undefined ? undefined : (pictures.get(hash) ?? (await putPicture(hash)));
        if (place !== undefined) places.set(url, place);
      }
      const text = textOf(entry, copy, (url) => places.get(url));
      await zip.put(fileName(entry.essay.title, taken), new TextEncoder().encode(markdownFile(entry, text)), true);
      essays += 1;
    }
    said?.(essays);
  }
  await zip.end();
  return essays;

  async function putPicture(hash: string): Promise<string | undefined> {
    const found = await picture(hash);
    if (found === undefined) return undefined;
    const ending = ENDINGS[found.type] ?? /^image\/([a-z0-9]+)/.exec(found.type)?.[1] ?? 'bin';
    const place = `pictures/${hash}.${ending}`;
    await zip.put(place, found.bytes, false);
    pictures.set(hash, place);
    return place;
  }
}

function textOf({ essay }: OutEntry, copy: KeptCopy | undefined, pictureAt: (url: string) => string | undefined): string {
  return copy === undefined ? markdownOfText(essay.text ?? '') : markdownOf(copy.html, pictureAt);
}
