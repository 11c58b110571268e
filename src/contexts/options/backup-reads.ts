/** Makes and looks at backups where the options page stands: it reads the library itself, and holds no file in memory. */
import { failed, type Result } from '../../core/problem';
import { readOldDump } from '../../core/transfer/backup/old-dump';
import { NO_TALLY, type Tally } from '../../core/transfer/backup/tally';
import { desk } from '../../edge/browser/own-desk';
import { roomOf } from '../../edge/browser/sentinel';
import { versionOfSidelight } from '../../edge/browser/wakes';
import { backupNews } from '../../edge/store/backup-facts';
import { backupEdges, lastEventOf, wholeFacts } from '../../edge/store/backup-lines';
import type { Library } from '../../edge/store/library';
import { roomTaken, roomToMake } from '../../edge/store/make-room';
import { bytesOf, packing } from '../../edge/store/packing';
import { tallyLines } from '../../edge/store/restore-tally';
import { lastRestore } from '../../edge/store/restores';
import { onShelf, openShelf, type ShelfFile } from '../../edge/store/shelf';
import { type BackupEdges, makeBackup } from '../../flows/make-backup';
import { type Backup, checkBackup, openBackup } from '../../flows/open-backup';
import type { BackupNeeds, Looked, Made, Room } from './backup-needs';
import { reading } from './reads';

const shelf = openShelf();
const MOST_DUMP_BYTES = 400_000_000; // JSON is read whole, and engines hold no longer text

type Reads = Pick<BackupNeeds, 'news' | 'make' | 'look' | 'bringIn' | 'before' | 'restore' | 'room'>;

export const backupReads: Reads = {
  news: () => reading(backupNews),
  make: (file, said) => reading((library) => make(library, file, said)),
  look: (file, said) => reading((library) => look(library, file, said)),
  async bringIn() {
    const file = lookedAt;
    if (file === undefined) return failed({ kind: 'restore-stopped' });
    return onShelf(async () => {
      if (file !== 'shelved') await shelf.put('incoming', Date.now(), file);
      return undefined;
    });
  },
  before: () => shelf.take('before'),
  restore: () => reading(lastRestore),
  room: (archivedBefore) => reading((library) => roomIn(library, archivedBefore)),
};

let lookedAt: Blob | 'shelved' | undefined; // shelved: it lies where it is read from already

async function make(library: Library, name: ShelfFile, said: (rows: number) => void): Promise<Result<Made>> {
  const at = Date.now();
  const lastEvent = await lastEventOf(library);
  const { device, edges } = await backupEdges(library, await desk.loadStamped());
  return onShelf(async () => {
    const { bytes, file } = await putOnShelf(name, { ...edges, said }, { madeAt: at, device });
    return { at, bytes, lastEvent, file };
  });
}

async function putOnShelf(
  name: ShelfFile,
  edges: Pick<BackupEdges, 'lines' | 'picture' | 'said'>,
  occasion: { readonly madeAt: number; readonly device: string },
): Promise<{ readonly bytes: number; readonly file: Blob }> {
  const writer = await shelf.begin(name, Date.now());
  const { bytes } = await makeBackup({ ...edges, packing, write: writer.write }, { ...occasion, madeBy: versionOfSidelight() });
  await writer.finish();
  const file = await shelf.take(name);
  if (file === undefined) throw new Error('what was put on the shelf is not there');
  return { bytes, file };
}

async function look(library: Library, file: Blob, said: (share: number) => void): Promise<Looked> {
  lookedAt = undefined;
  const backup = await openBackup(bytesOf(file), packing);
  if (typeof backup !== 'string') {
    lookedAt = file;
    return lookThrough(library, backup, said);
  }
  const dumped = backup === 'not-a-backup' ? await ofOldDump(file) : undefined;
  if (dumped === undefined) return { kind: 'no', why: backup };
  const opened = await openBackup(bytesOf(dumped), packing);
  if (typeof opened === 'string') return { kind: 'no', why: opened };
  lookedAt = 'shelved';
  return lookThrough(library, opened, said);
}

/** What "Export everything" wrote, as a backup on the shelf. Undefined where it is none. */
async function ofOldDump(file: Blob): Promise<Blob | undefined> {
  if (file.size > MOST_DUMP_BYTES || !/^\s*\{/.test(await file.slice(0, 64).text())) return undefined;
  const dump = readOldDump(parsed(await file.text()));
  if (dump === undefined) return undefined;
  const { madeAt, device, sources, essays, copies, whole, leftOut } = dump;
  const once = <T>(lines: readonly T[], left = 0) =>
    async function* () {
      yield { lines, leftOut: left };
    };
  const lines = { sources: once(sources), essays: once(essays), copies: once(copies), pictures: once([]), whole: once([whole], leftOut) };
  return (await putOnShelf('incoming', { lines, picture: async () => undefined }, { madeAt, device })).file;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function lookThrough(library: Library, backup: Backup, said: (share: number) => void): Promise<Looked> {
  const { madeAt, device, parts, leftOut } = backup.manifest;
  const rowsInAll = parts.reduce((sum, { rows }) => sum + rows, 0);
  let tally: Tally = NO_TALLY;
  let rows = 0;
  const faults = await checkBackup(backup, async (part, lines) => {
    tally = await tallyLines(library, tally, part.kind, lines);
    rows += part.rows;
    said(rows / Math.max(1, rowsInAll));
  });
  const here = await wholeFacts(library);
  return { kind: 'found', madeAt, device, isOther: device !== here.device, rowsInAll, tally, leftOut, faults };
}

async function roomIn(library: Library, archivedBefore: number): Promise<Room> {
  const [taken, going, estimate] = [await roomTaken(library), await roomToMake(library, archivedBefore), await roomOf()];
  const known = taken.saved + taken.pictures + taken.followed + taken.index + taken.marks;
  return {
    ...{ taken, going },
    rest: Math.max(0, (estimate?.usage ?? known) - known),
    ...(estimate && { quota: estimate.quota, left: Math.max(0, estimate.quota - estimate.usage) }),
  };
}
