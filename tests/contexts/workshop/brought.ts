/** Files brought into a library as the extension does it: looked at in the workshop, put on the shelf, kept in steps. On the real store. */
import { bringingWith } from '../../../src/contexts/workshop/bringing';
import type { Result } from '../../../src/core/problem';
import { type ImportChoices, USUAL_CHOICES } from '../../../src/core/transfer/import/choices';
import type { Library } from '../../../src/edge/store/library';
import { bytesOf, packing } from '../../../src/edge/store/packing';
import { beginImport, finishRestore, keepPiece, standingOf } from '../../../src/edge/store/restores';
import { openShelf } from '../../../src/edge/store/shelf';
import { beginUndo, undoNext } from '../../../src/edge/store/undo-restore';
import { openBackup } from '../../../src/flows/open-backup';
import { restoreBackup } from '../../../src/flows/restore-backup';
import { got, NOW } from '../../edge/store/library-fixture';

export const given = (name: string, bytes: Uint8Array | string) => ({ name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) }); // as: never shared

export function workshopOf(library: Library) {
  return bringingWith({ library: async () => library, shelf: openShelf(), packing, now: () => NOW, version: '0.1.0' });
}

export type Brought = { readonly id: number; readonly isDone: boolean };

/** Puts files on the shelf under `id`, and begins. */
export async function begun(
  library: Library,
  files: readonly ReturnType<typeof given>[],
  id = NOW,
  choices: ImportChoices = USUAL_CHOICES,
): Promise<void> {
  const workshop = workshopOf(library);
  const looked = await workshop.look({ files, favourite: 'favourite' }, () => {});
  if (looked.kind !== 'found') throw new Error(`nothing was found: ${JSON.stringify(looked)}`);
  const { rowsInAll } = got(await workshop.shelve({ id, choices }, () => {}));
  const facts = { names: files.map(({ name }) => name), formats: [], pages: 0, highlights: 0, texts: 0, left: 0, followed: [] };
  got(await beginImport(library, { id, madeAt: id, device: 'import', skipped: [], rowsInAll, brought: facts }));
}

/** `pieces`: how many are kept before the worker dies; undefined: it lives. */
export async function goOn(library: Library, id = NOW, pieces = Number.POSITIVE_INFINITY): Promise<boolean> {
  const file = await openShelf().take(`import-${id}`);
  const backup = file && (await openBackup(bytesOf(file), packing));
  if (backup === undefined || typeof backup === 'string') throw new Error(`nothing on the shelf: ${backup}`);
  const killed: Result<never> = { ok: false, problem: { kind: 'worker-silent' } };
  let kept = 0;
  const done = await restoreBackup(backup, {
    standing: () => standingOf(library),
    keep: async (piece) => (kept++ >= pieces ? killed : keepPiece(library, piece, { settings: {}, now: NOW })),
    finish: async () => (kept++ >= pieces ? killed : finishRestore(library)),
    yieldNow: async () => {},
  });
  return done.ok;
}

export async function bringIn(
  library: Library,
  files: readonly ReturnType<typeof given>[],
  id = NOW,
  choices: ImportChoices = USUAL_CHOICES,
): Promise<void> {
  await begun(library, files, id, choices);
  if (!(await goOn(library, id))) throw new Error('it did not go to its end');
}

export async function takeBack(library: Library, id = NOW): Promise<void> {
  got(await beginUndo(library, id));
  while (got(await undoNext(library, async () => {})) === 'more');
}
