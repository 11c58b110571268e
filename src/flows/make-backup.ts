/** Makes a backup: every line in its order, packed part by part as it is read, with a checksum each and the manifest at the end. Holds one part at a time. */
import { canonicalJson } from '../core/transfer/backup/canonical';
import {
  type BackupManifest,
  FORMAT,
  MANIFEST_NAME,
  MOST_PART_BYTES,
  MOST_PICTURE_BYTES,
  manifestText,
  PART_BYTES,
  type PartFacts,
  partName,
  pictureName,
  VERSION,
} from '../core/transfer/backup/manifest';
import type { Packing } from '../core/transfer/backup/packing';
import { type KeptPicture, KINDS, type Kind, type UnitOf } from '../core/transfer/backup/units';
import { joined } from '../core/transfer/backup/zip-records';
import { type ZipInto, zipInto } from './zip-into';

/** Some lines of a kind, in their order; `leftOut`: rows that could not be read. */
export type Lines<K extends Kind> = { readonly lines: readonly UnitOf[K][]; readonly leftOut?: number };

export type BackupEdges = {
  readonly lines: { readonly [K in Kind]: () => AsyncIterable<Lines<K>> };
  readonly picture: (picture: KeptPicture) => Promise<Uint8Array | undefined>;
  readonly packing: Pick<Packing, 'deflate' | 'sha256'>;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly said?: (rows: number) => void; // so many lines are in
};

export type BackupOccasion = Pick<BackupManifest, 'madeAt' | 'madeBy' | 'device'>;
export type BackupMade = { readonly manifest: BackupManifest; readonly bytes: number };

/** Rejects with what reading or writing rejects with; what was written by then is no backup, for its end is missing. */
export async function makeBackup(edges: BackupEdges, occasion: BackupOccasion): Promise<BackupMade> {
  const zip = zipInto(edges);
  const parts: PartFacts[] = [];
  const counts: Partial<Record<Kind, number>> = {};
  let leftOut = 0;
  let rows = 0;
  for (const kind of KINDS) {
    const part = partsOf(kind, zip, edges.packing, parts);
    for await (const { lines, leftOut: unread = 0 } of edges.lines[kind]()) {
      leftOut += unread;
      for (const line of lines) {
        const isKept = kind !== 'pictures' || (await putPicture(line as KeptPicture, zip, edges)); // as: lines of pictures are pictures
        if (!(isKept && (await part.add(line)))) leftOut += 1;
      }
      rows += lines.length;
      edges.said?.(rows);
    }
    await part.close();
    counts[kind] = parts.filter((each) => each.kind === kind).reduce((sum, each) => sum + each.rows, 0);
  }
  const manifest: BackupManifest = {
    format: FORMAT,
    version: VERSION,
    ...occasion,
    counts: counts as Record<Kind, number>,
    leftOut,
    parts,
  }; // as: every kind was counted
  await zip.put(MANIFEST_NAME, new TextEncoder().encode(manifestText(manifest)), true);
  return { manifest, bytes: await zip.end() };
}

/** The file of a picture is its own check: it is called what its bytes come to. */
async function putPicture(picture: KeptPicture, zip: ZipInto, { picture: read, packing }: BackupEdges): Promise<boolean> {
  const bytes = await read(picture);
  if (bytes === undefined || bytes.length > MOST_PICTURE_BYTES || (await packing.sha256(bytes)) !== picture.hash) return false;
  await zip.put(pictureName(picture.hash), bytes, false);
  return true;
}

/** Gathers lines until a part is full. */
function partsOf(kind: Kind, zip: ZipInto, { sha256 }: Pick<Packing, 'sha256'>, parts: PartFacts[]) {
  let lines: Uint8Array[] = [];
  let bytes = 0;
  let number = 1;

  async function close(): Promise<void> {
    if (lines.length === 0) return;
    const whole = joined(lines);
    const name = partName(kind, number);
    parts.push({ name, kind, rows: lines.length, bytes, sha256: await sha256(whole) });
    [lines, bytes] = [[], 0];
    number += 1;
    await zip.put(name, whole, true);
  }

  return {
    close,
    /** False for a line that is too long for anyone. */
    async add(line: unknown): Promise<boolean> {
      const encoded = new TextEncoder().encode(`${canonicalJson(line)}\n`);
      if (encoded.length > MOST_PART_BYTES) return false;
      if (bytes + encoded.length > PART_BYTES) await close();
      lines.push(encoded);
      bytes += encoded.length;
      return true;
    },
  };
}
