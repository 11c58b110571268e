/** Restores a backup, and takes a restore back: a piece at a time, each one transaction, going on from wherever it was ended. */
import { ok, type Result } from '../core/problem';
import type { PartFacts } from '../core/transfer/backup/manifest';
import type { Piece, RestoredPicture, Standing } from '../core/transfer/backup/piece';
import type { KeptPicture } from '../core/transfer/backup/units';
import { type Backup, linesOf, pictureOf } from './open-backup';

const LINES_A_PIECE = 100;
const PICTURE_BYTES_A_PIECE = 8 * 1024 * 1024;

export type RestoreEdges = {
  readonly standing: () => Promise<Standing | undefined>; // undefined: it is no longer going
  readonly keep: (piece: Piece) => Promise<Result<unknown>>;
  readonly finish: () => Promise<Result<unknown>>;
  readonly yieldNow: () => Promise<void>;
};

/** A piece that cannot be kept ends it; what was kept stays, and the next call goes on. */
export async function restoreBackup(backup: Backup, edges: RestoreEdges): Promise<Result<'done' | 'stopped'>> {
  let read: { readonly at: number; readonly lines: readonly unknown[] } | undefined;
  for (;;) {
    const standing = await edges.standing();
    if (standing === undefined) return ok('stopped');
    const part = backup.manifest.parts[standing.part];
    if (part === undefined) {
      const finished = await edges.finish();
      return finished.ok ? ok('done') : finished;
    }
    if (read?.at !== standing.part) read = { at: standing.part, lines: await linesOrNone(backup, part, standing.skipped) };
    const kept = await edges.keep(await pieceAt(backup, part, read.lines, standing));
    if (!kept.ok) return kept;
    await edges.yieldNow();
  }
}

/** A part that is not as it was written has been left out with the reader's knowledge. */
async function linesOrNone(backup: Backup, part: PartFacts, skipped: readonly string[]): Promise<readonly unknown[]> {
  return skipped.includes(part.name) ? [] : ((await linesOf(backup, part)) ?? []);
}

async function pieceAt(backup: Backup, part: PartFacts, all: readonly unknown[], { part: at, row }: Standing): Promise<Piece> {
  const lines = all.slice(row, row + LINES_A_PIECE);
  const pictures: RestoredPicture[] = [];
  let taken = lines.length;
  if (part.kind === 'pictures') {
    let bytesRead = 0;
    for (taken = 0; taken < lines.length && bytesRead < PICTURE_BYTES_A_PIECE; taken++) {
      const picture = lines[taken] as KeptPicture | undefined; // as: lines of pictures are pictures
      const bytes = picture && (await pictureOf(backup, picture));
      if (picture === undefined || bytes === undefined) continue;
      pictures.push({ ...picture, bytes });
      bytesRead += bytes.length;
    }
  }
  const isEnd = row + taken >= all.length;
  return {
    ...{ part, pictures, at: { part: at, row } },
    lines: lines.slice(0, taken).filter((line) => line !== undefined),
    next: isEnd ? { part: at + 1, row: 0 } : { part: at, row: row + taken },
    rows: isEnd && all.length === 0 ? part.rows : taken,
  };
}
