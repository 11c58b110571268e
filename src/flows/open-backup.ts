/**
 * Opens a backup from outside and looks it through before anything is done with it: every part and every picture against what the manifest says. What
 * is not as it was written is named; it never throws at what a file holds.
 */
import {
  type BackupManifest,
  MANIFEST_NAME,
  MOST_PART_BYTES,
  MOST_PICTURE_BYTES,
  type PartFacts,
  pictureName,
  readManifest,
} from '../core/transfer/backup/manifest';
import type { Bytes, Packing } from '../core/transfer/backup/packing';
import { type KeptPicture, READERS, type UnitOf } from '../core/transfer/backup/units';
import { openZipFile, readEntry, type ZipFile } from '../core/transfer/backup/zip-file';

/** cut: it ends before its end. newer: from a later version of Sidelight. */
export type NoBackup = 'not-a-backup' | 'newer' | 'cut' | 'damaged' | 'too-large';

export type Backup = { readonly file: Bytes; readonly zip: ZipFile; readonly manifest: BackupManifest; readonly packing: Packing };

export async function openBackup(file: Bytes, packing: Packing): Promise<Backup | NoBackup> {
  const start = await file.read(0, 4);
  const isZip = start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
  if (!isZip) return 'not-a-backup';
  const zip = await openZipFile(file);
  if (typeof zip === 'string') return zip;
  const entry = zip.entries.get(MANIFEST_NAME);
  if (entry === undefined) return 'not-a-backup';
  const bytes = await readEntry(file, entry, packing, MOST_PART_BYTES);
  const manifest = bytes === undefined ? 'damaged' : readManifest(new TextDecoder().decode(bytes));
  return typeof manifest === 'string' ? manifest : { file, zip, manifest, packing };
}

/** The lines of a part, or undefined where it is not as it was written. A line that does not read is undefined. */
export async function linesOf<P extends PartFacts>(
  { file, zip, packing }: Backup,
  part: P,
): Promise<readonly (UnitOf[P['kind']] | undefined)[] | undefined> {
  const entry = zip.entries.get(part.name);
  const bytes = entry && (await readEntry(file, entry, packing, MOST_PART_BYTES));
  if (bytes === undefined || bytes.length !== part.bytes || (await packing.sha256(bytes)) !== part.sha256) return undefined;
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1);
  return lines.length === part.rows ? lines.map((line) => READERS[part.kind](parsed(line)) as UnitOf[P['kind']] | undefined) : undefined; // as: the reader of this kind
}

export async function pictureOf({ file, zip, packing }: Backup, { hash }: KeptPicture): Promise<Uint8Array | undefined> {
  const entry = zip.entries.get(pictureName(hash));
  const bytes = entry && (await readEntry(file, entry, packing, MOST_PICTURE_BYTES));
  return bytes !== undefined && (await packing.sha256(bytes)) === hash ? bytes : undefined;
}

/** What of a backup is not as it was written: the names of its parts, and how many pictures. */
export type Faults = { readonly parts: readonly string[]; readonly pictures: number };

/** Reads everything once. `look` sees the lines of every part that is whole. */
export async function checkBackup(backup: Backup, look: (part: PartFacts, lines: readonly unknown[]) => Promise<void>): Promise<Faults> {
  const parts: string[] = [];
  let pictures = 0;
  for (const part of backup.manifest.parts) {
    const lines = await linesOf(backup, part);
    if (lines === undefined) parts.push(part.name);
    else if (part.kind === 'pictures') {
      for (const line of lines) if (line === undefined || (await pictureOf(backup, line as KeptPicture)) === undefined) pictures += 1; // as: lines of pictures are pictures
    }
    if (lines !== undefined) await look(part, lines);
  }
  return { parts, pictures };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
