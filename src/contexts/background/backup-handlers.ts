/** What the background does when it is asked about backups, restores, imports and room: messages of messages/contract.ts, in a few lines. */
import { ok } from '../../core/problem';
import { noteBackup } from '../../edge/store/backup-facts';
import { dropCopies, dropPictures } from '../../edge/store/make-room';
import { beginImport, beginRestore, forgetImport, stopRestore } from '../../edge/store/restores';
import { beginUndo } from '../../edge/store/undo-restore';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import type { House } from './house';
import { type Occasion, writing } from './occasion';

type Names = 'backedUp' | 'restore' | 'stopRestore' | 'undoRestore' | 'bringIn' | 'undoImport' | 'forgetImport' | 'makeRoom';

export function backupHandlers({ home: { withLibrary }, want }: House): HandlersOf<Pick<ToBackground, Names>, Occasion> {
  return {
    backedUp: (fact) =>
      withLibrary(async (library) => {
        const noted = await noteBackup(library, fact);
        want('backup');
        return noted.ok ? ok('done') : noted;
      }),
    restore: (ask, occasion) =>
      withLibrary(async (library) => {
        const begun = await beginRestore(writing(library, occasion), { ...ask, id: occasion.now });
        want('restore');
        return begun;
      }),
    stopRestore: () =>
      withLibrary(async (library) => {
        const stopped = await stopRestore(library);
        return stopped.ok ? ok('done') : stopped;
      }),
    undoRestore: (_, occasion) =>
      withLibrary(async (library) => {
        const begun = await beginUndo(writing(library, occasion));
        want('restore');
        return begun;
      }),
    bringIn: ({ id, rowsInAll, brought }, occasion) =>
      withLibrary(async (library) => {
        const facts = { madeAt: id, device: 'import', skipped: [], rowsInAll };
        const begun = await beginImport(writing(library, occasion), { ...facts, id, brought });
        want('restore');
        return begun;
      }),
    undoImport: ({ id }, occasion) =>
      withLibrary(async (library) => {
        const begun = await beginUndo(writing(library, occasion), id);
        want('restore');
        return begun;
      }),
    forgetImport: ({ id }, occasion) =>
      withLibrary(async (library) => {
        const gone = await forgetImport(writing(library, occasion), id);
        return gone.ok ? ok('done') : gone;
      }),
    makeRoom: ({ what, archivedBefore }) =>
      withLibrary(async (library) => {
        const made = await (what === 'pictures' ? dropPictures : dropCopies)(library, archivedBefore);
        want('room');
        return made.ok ? ok('done') : made;
      }),
  };
}
