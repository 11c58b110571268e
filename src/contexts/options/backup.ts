/** Backups and restores, without their view: made by a click, looked at before anything happens, taken back whole. */
import { computed, signal } from '@preact/signals';
import type { Problem, Result } from '../../core/problem';
import type { BackupEvery } from '../../core/settings';
import type { BackupNews } from '../../edge/store/backup-facts';
import type { RestoreRow } from '../../edge/store/database';
import type { NoBackup } from '../../flows/open-backup';
import type { Send } from '../../messages/contract';
import { counted, say } from '../../ui/words';
import type { BackupNeeds, Found, Room } from './backup-needs';

export type Looking =
  | { readonly kind: 'closed' }
  | { readonly kind: 'looking'; readonly name: string; readonly share: number }
  | { readonly kind: 'refused'; readonly name: string; readonly why: NoBackup }
  | { readonly kind: 'found'; readonly name: string; readonly bytes: number; readonly found: Found }
  | { readonly kind: 'beginning' };

/** Copies of essays that were archived longer ago than this may go. */
export const MONTHS = [0, 1, 6, 12] as const;
export type Months = (typeof MONTHS)[number];

const LOOK_AGAIN_MS = 400;
const MONTH_MS = 30 * 24 * 60 * 60_000;

type Needs = { readonly send: Send; readonly backup: BackupNeeds; readonly now: () => number };
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

export type BackupModel = ReturnType<typeof backupModel>;

export function backupModel({ send, backup: needs, now }: Needs, { tell, fail }: Says) {
  const news = signal<BackupNews | undefined>(undefined);
  const making = signal<number | undefined>(undefined); // lines that are in
  const looking = signal<Looking>({ kind: 'closed' });
  const restore = signal<RestoreRow | undefined>(undefined);
  const isAllowed = signal(true); // to save files by itself
  const room = signal<Room | undefined>(undefined);
  const months = signal<Months>(0);
  const isRestoring = computed(() => restore.value?.state === 'going' || restore.value?.state === 'undoing');
  let isFollowing = false;

  async function start(): Promise<void> {
    isAllowed.value = await needs.maySave().catch(() => false);
    await Promise.all([readNews(), readRestore(), readRoom()]);
  }

  async function readNews(): Promise<void> {
    news.value = await needs.news().catch(() => undefined);
  }

  async function readRoom(): Promise<void> {
    room.value = await needs.room(archivedBefore()).catch(() => undefined);
  }

  const archivedBefore = (): number => now() - months.peek() * MONTH_MS;

  async function readRestore(): Promise<void> {
    restore.value = await needs.restore().catch(() => restore.peek());
    if (isRestoring.peek()) void follow();
  }

  /** Until it has ended; it goes on in the background whether or not anyone looks. */
  async function follow(): Promise<void> {
    if (isFollowing) return;
    isFollowing = true;
    while (isRestoring.peek()) {
      await needs.wait(LOOK_AGAIN_MS);
      restore.value = await needs.restore().catch(() => restore.peek());
    }
    isFollowing = false;
    await Promise.all([readNews(), readRoom()]);
  }

  const nameOf = (at: number): string => `sidelight-${new Date(at).toISOString().slice(0, 10)}.zip`;

  async function make(shelf: 'outgoing' | 'before') {
    making.value = 0;
    const made = await needs
      .make(shelf, (rows) => {
        making.value = rows;
      })
      .catch((error: unknown): Result<never> => ({ ok: false, problem: { kind: 'bug', detail: String(error) } }));
    making.value = undefined;
    if (!made.ok) fail(made.problem);
    return made.ok ? made.value : undefined;
  }

  async function backUp(): Promise<void> {
    if (making.peek() !== undefined) return;
    const made = await make('outgoing');
    if (made === undefined) return;
    const { file, ...facts } = made;
    needs.saveFile(nameOf(made.at), file);
    const noted = await send('backedUp', facts);
    if (noted.ok) tell(say('saidBackedUp', { name: nameOf(made.at) }));
    else fail(noted.problem);
    await readNews();
  }

  /** Leave is asked with the first thing of the click; without it nothing is set. */
  async function setEvery(backupEvery: BackupEvery): Promise<void> {
    if (backupEvery !== 'off' && !(await needs.requestSaving().catch(() => false))) {
      isAllowed.value = false;
      return tell(say('saidNotAllowedToSave'));
    }
    isAllowed.value = true;
    const reply = await send('changeSettings', { change: { backupEvery } });
    if (!reply.ok) return fail(reply.problem);
    tell(say(backupEvery === 'off' ? 'saidBackupOff' : backupEvery === 'day' ? 'saidBackupDaily' : 'saidBackupWeekly'));
  }

  async function look(name: string, file: Blob): Promise<void> {
    looking.value = { kind: 'looking', name, share: 0 };
    const looked = await needs
      .look(file, (share) => {
        if (looking.peek().kind === 'looking') looking.value = { kind: 'looking', name, share };
      })
      .catch(() => undefined);
    if (looked === undefined) {
      looking.value = { kind: 'refused', name, why: 'damaged' };
    } else if (looked.kind === 'no') looking.value = { kind: 'refused', name, why: looked.why };
    else looking.value = { kind: 'found', name, bytes: file.size, found: looked };
  }

  /** First a backup of what is here, then the file is put where the background finds it, then that is told to begin. */
  async function begin(): Promise<void> {
    const now = looking.peek();
    if (now.kind !== 'found') return;
    const { madeAt, device, faults, rowsInAll } = now.found;
    looking.value = { kind: 'beginning' };
    const ready = (await make('before')) && (await broughtIn());
    const begun = ready ? await send('restore', { madeAt, device, skipped: faults.parts, rowsInAll }) : undefined;
    const isBusy = begun?.ok === true && begun.value === 'busy'; // an import is under way
    looking.value = begun?.ok && !isBusy ? { kind: 'closed' } : now;
    if (isBusy) tell(say('bringBusy'));
    if (begun?.ok === false) fail(begun.problem);
    if (begun?.ok) await readRestore();
  }

  async function broughtIn(): Promise<boolean> {
    const done = await needs
      .bringIn()
      .catch((error: unknown): Result<never> => ({ ok: false, problem: { kind: 'bug', detail: String(error) } }));
    if (!done.ok) fail(done.problem);
    return done.ok;
  }

  async function stop(): Promise<void> {
    const reply = await send('stopRestore', {});
    if (!reply.ok) fail(reply.problem);
    await readRestore();
  }

  async function undo(): Promise<void> {
    const reply = await send('undoRestore', {});
    if (!reply.ok) return fail(reply.problem);
    if (reply.value === 'busy') return tell(say('bringBusy'));
    await readRestore();
  }

  async function saveBefore(): Promise<void> {
    const file = await needs.before().catch(() => undefined);
    if (file !== undefined) needs.saveFile(`before-restore-${nameOf(restore.peek()?.id ?? now())}`, file);
    else tell(say('saidNoBefore'));
  }

  async function setMonths(chosen: Months): Promise<void> {
    months.value = chosen;
    await readRoom();
  }

  async function makeRoom(what: 'pictures' | 'copies'): Promise<void> {
    const reply = await send('makeRoom', { what, archivedBefore: archivedBefore() });
    if (!reply.ok) return fail(reply.problem);
    tell(say(what === 'pictures' ? 'saidPicturesGone' : 'saidCopiesGone'));
    await readRoom();
  }

  const close = (): void => {
    looking.value = { kind: 'closed' };
  };

  return {
    ...{ news, making, looking, restore, isAllowed, isRestoring, room, months },
    ...{ start, backUp, setEvery, look, begin, close, stop, undo, saveBefore, setMonths, makeRoom },
  };
}

/** "2,174 changes were taken back. 6 stay": what its reader touched since. */
export function undoneWords({ stayed, changed }: Pick<RestoreRow, 'stayed' | 'changed'>): string {
  const words = counted('restoreUndone', Math.max(0, changed - stayed.length));
  return stayed.length === 0 ? words : say('bothSentences', { first: words, second: counted('restoreStayed', stayed.length) });
}
