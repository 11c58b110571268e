/** Backups that are made by themselves, and restores and imports that go on by themselves: each piece whole, whenever the worker may end. */

import type { Stamping } from '../../core/library/setting-stamps';
import type { Problem } from '../../core/problem';
import { readSettings } from '../../core/settings';
import { noteBackup, noteBackups } from '../../edge/store/backup-facts';
import { backupEdges, lastEventOf } from '../../edge/store/backup-lines';
import type { RestoreRow } from '../../edge/store/database';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { bytesOf } from '../../edge/store/packing';
import { finishRestore, keepPiece, type SettingsMove, settingsBrought, standingOf, stopRestore, underWay } from '../../edge/store/restores';
import { onShelf, type ShelfFile } from '../../edge/store/shelf';
import { undoNext } from '../../edge/store/undo-restore';
import { makeBackup } from '../../flows/make-backup';
import { openBackup } from '../../flows/open-backup';
import { restoreBackup } from '../../flows/restore-backup';
import { stayAwake } from './awake';
import type { Home } from './home';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';
import type { TellReader } from './told';

const DAY_MS = 24 * 60 * 60_000;
const EVERY_MS = { day: DAY_MS, week: 7 * DAY_MS };
const SOON_MS = 60_000;
const AGAIN_MS = 6 * 60 * 60_000; // after one that could not be made
const KEPT = 3; // backups in the downloads folder: yesterday's is whole when today's is not
const LEAST_LEFT_BYTES = 200_000_000;
const AFTER_RESTORE = ['badge', 'sentinel', 'reserve', 'registration', 'plan', 'index'] as const;

type Want = (...parts: readonly ('backup' | (typeof AFTER_RESTORE)[number])[]) => void;

export type Backups = ReturnType<typeof backupsOf>;

export function backupsOf(outside: Outside, settings: SettingsDoor, { home }: Pick<Home, 'home'>, told: TellReader, want: Want) {
  const { alarms, clock, downloads, packing, shelf } = outside;
  let going: Promise<unknown> | undefined;

  /** When the next one is due by itself; none while the browser gives no leave to save files. */
  async function plan(library: Library): Promise<void> {
    const { backupEvery } = await settings.load();
    if (backupEvery === 'off') return alarms.setAlarm('backup', undefined);
    const { backups, lastBackup } = await readLedger(library);
    const now = clock.now();
    const dueAt = (backups?.failed === undefined ? 0 : backups.triedAt + AGAIN_MS) || (lastBackup?.at ?? 0) + EVERY_MS[backupEvery];
    await alarms.setAlarm('backup', Math.min(Math.max(dueAt, now + SOON_MS), now + EVERY_MS[backupEvery]));
  }

  async function makeDue(): Promise<void> {
    const opened = await home();
    if (!opened.ok || (await settings.load()).backupEvery === 'off') return;
    const stop = stayAwake(outside);
    try {
      await makeOne(opened.value);
    } finally {
      stop();
      want('backup');
    }
  }

  async function makeOne(library: Library): Promise<void> {
    const { backups } = await readLedger(library);
    const before = backups?.downloads ?? [];
    const fail = async (why: Extract<Problem, { kind: 'backup-unmade' }>['why']): Promise<void> => {
      await noteBackups(library, { downloads: before, triedAt: clock.now(), failed: why });
      await told.tell([{ kind: 'backup-unmade', why }]);
    };
    if (!(await downloads.maySaveFiles())) return fail('not-allowed');
    const at = clock.now();
    const made = await onShelf(() => putOnShelf(library, at)).catch(() => undefined);
    if (!made?.ok) return fail(made?.problem.kind === 'disk-full' ? 'disk-full' : 'other');
    const saved = await downloads.saveOutgoing(`${new Date(at).toISOString().slice(0, 10)}.zip`, clock.wait).catch(() => undefined);
    await shelf.drop('outgoing');
    if (saved?.state !== 'done') return fail(saved?.state === 'full' ? 'disk-full' : 'other');
    const all = [...before, saved.id];
    await noteBackups(library, { downloads: all.slice(-KEPT), triedAt: at });
    await noteBackup(library, made.value);
    await downloads.removeFiles(all.slice(0, -KEPT));
    await told.forget('backup-unmade');
  }

  async function putOnShelf(library: Library, at: number) {
    const lastEvent = await lastEventOf(library);
    const { device, edges } = await backupEdges(library, await settings.loadStamped());
    const writer = await shelf.begin('outgoing', at);
    const { bytes } = await makeBackup(
      { ...edges, packing, write: writer.write },
      { madeAt: at, madeBy: outside.wakes.versionOfSidelight(), device },
    );
    await writer.finish();
    return { at, bytes, lastEvent };
  }

  /** A restore or its way back, from wherever it was ended. One at a time, however often it is wanted. */
  function goOn(library: Library): Promise<unknown> {
    going ??= walk(library).finally(() => {
      going = undefined;
    });
    return going;
  }

  async function walk(library: Library): Promise<void> {
    const row = await underWay(library);
    if (row === undefined) return;
    const stop = stayAwake(outside);
    try {
      await (row.state === 'going' ? restore(library, row) : undo(library));
    } finally {
      stop();
      want(...AFTER_RESTORE);
    }
  }

  /** An import is a backup as far as its file goes: core/transfer/import/units.ts made one of it. */
  async function restore(library: Library, { id, brought }: RestoreRow): Promise<void> {
    const name: ShelfFile = brought === undefined ? 'incoming' : `import-${id}`;
    const file = await shelf.take(name);
    const backup = file && (await openBackup(bytesOf(file), packing));
    if (backup === undefined || typeof backup === 'string') {
      await stopRestore(library);
      return told.tell([{ kind: brought === undefined ? 'restore-stopped' : 'import-stopped' }]);
    }
    const done = await restoreBackup(backup, {
      standing: () => standingOf(library),
      keep: async (piece) => keepPiece(library, piece, { settings: await stampedNow(), now: clock.now() }),
      finish: async () => {
        const move = await settingsBrought(library);
        if (move !== undefined) await settings.join(read(move.brought));
        return finishRestore(library);
      },
      yieldNow: clock.yieldNow,
    });
    if (!done.ok) return told.tell([done.problem]);
    await (brought === undefined ? shelf.drop('incoming') : shelf.dropImports(id));
  }

  async function undo(library: Library): Promise<void> {
    const back = (move: SettingsMove): Promise<void> => settings.unjoin(read(move.before), read(move.brought));
    for (;;) {
      const step = await undoNext(library, back);
      if (!step.ok) return told.tell([step.problem]);
      if (step.value === 'done') return;
      await clock.yieldNow();
    }
  }

  async function stampedNow() {
    const { settings: now, stamps } = await settings.loadStamped();
    return { settings: { ...now }, stamps };
  }

  /** Before the browser runs full, and no longer once it does not. */
  async function lookAtRoom(): Promise<void> {
    const room = await outside.estimate();
    const left = room === undefined ? Number.POSITIVE_INFINITY : room.quota - room.usage;
    if (left < LEAST_LEFT_BYTES) await told.tell([{ kind: 'nearly-full', left: Math.max(0, left) }]);
    else await told.forget('nearly-full');
  }

  return { plan, makeDue, goOn, lookAtRoom };
}

const read = ({ settings, stamps = {} }: SettingsMove['before']): Stamping => ({ settings: readSettings(settings), stamps });
