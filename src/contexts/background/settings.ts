/** The settings as the background reads and changes them, and what earlier versions kept elsewhere, taken over before anything is read. */
import { readReserve } from '../../core/library/reserve';
import { DEFAULT_SETTINGS, type Settings } from '../../core/settings';
import { turnstile } from './limits';
import type { Outside } from './outside';

export type SettingsDoor = ReturnType<typeof settingsDoor>;

export function settingsDoor({ desk, old, sentinel, settings }: Pick<Outside, 'desk' | 'old' | 'sentinel' | 'settings'>) {
  const inTurn = turnstile();
  let movingIn: Promise<void> | undefined;

  async function loadKept(): Promise<Settings> {
    const kept = await desk.loadSettings();
    if (kept.isMovedIn) return kept.settings;
    await moveIn();
    return (await desk.loadSettings()).settings;
  }

  /** Where the desk does not open, what is remembered of it elsewhere still says where nothing may be read. */
  async function load(): Promise<Settings> {
    return loadKept().catch(async () => readReserve(await sentinel.loadReserve().catch(() => undefined))?.settings ?? DEFAULT_SETTINGS);
  }

  function moveIn(): Promise<void> {
    movingIn ??= takeOver().finally(() => {
      movingIn = undefined;
    });
    return movingIn;
  }

  /** A reserve says that this is a desk that was emptied: whatever stands where earlier versions kept commands, they did not leave it. */
  async function takeOver(): Promise<void> {
    const reserve = readReserve(await sentinel.loadReserve());
    await desk.moveIn(reserve === undefined ? await old.loadOldStorage() : { settings: reserve.settings, commands: [] });
    await old.dropOldStorage().catch(() => {}); // it is never read again
  }

  return {
    load,
    /** One change after the other. Rejects where it could not be kept. */
    change: (next: (before: Settings) => Settings): Promise<Settings> =>
      inTurn(async () => {
        const before = await loadKept();
        const after = next(before);
        if (after === before) return before;
        await desk.saveSettings(after);
        settings.announceSettings();
        return after;
      }),
  };
}
