/** The settings as the background reads and changes them, and what earlier versions kept elsewhere, taken over before anything is read. */
import { readReserve } from '../../core/library/reserve';
import { joinSettings, type Stamping, settingStamp, stampChanges } from '../../core/library/setting-stamps';
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../../core/settings';
import { isEqual } from '../../core/transfer/backup/canonical';
import { turnstile } from './limits';
import type { Outside } from './outside';

export type SettingsDoor = ReturnType<typeof settingsDoor>;

type Outer = Pick<Outside, 'desk' | 'old' | 'sentinel' | 'settings' | 'clock'>;

/** `changed`: the settings are others now. */
export function settingsDoor({ desk, old, sentinel, settings, clock }: Outer, changed: () => void = () => {}) {
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

  /** What changes bears a stamp, so that it can be joined with the settings of another machine. */
  async function save(before: Settings, after: Settings): Promise<void> {
    const { stamps, device = clock.random().toString(36).slice(2, 10) || '0' } = await desk.loadStamped();
    await desk.saveSettings(after, stampChanges(before, after, stamps, settingStamp(stamps, clock.now(), device)), device);
    settings.announceSettings();
    changed();
  }

  async function keep({ settings: joined, stamps }: Stamping): Promise<void> {
    await desk.saveSettings(joined, stamps);
    settings.announceSettings();
    changed();
  }

  /** One change after the other. Rejects where it could not be kept. */
  function change(next: (before: Settings) => Settings): Promise<Settings> {
    return inTurn(async () => {
      const before = await loadKept();
      const after = next(before);
      if (after !== before) await save(before, after);
      return after;
    });
  }

  return {
    load,
    change,
    /** With when each was set. */
    async loadStamped(): Promise<Stamping> {
      await loadKept();
      const { settings: kept, stamps } = await desk.loadStamped();
      return { settings: kept, stamps };
    },
    /** Joins those of a backup. */
    join: (brought: Stamping): Promise<void> =>
      inTurn(async () => {
        await loadKept();
        const here = await desk.loadStamped();
        await keep(joinSettings(here, brought));
      }),
    /** The way back: what was not changed since is as it was before. */
    unjoin: (before: Stamping, brought: Stamping): Promise<void> =>
      inTurn(async () => {
        const [here, joined] = [await desk.loadStamped(), joinSettings(before, brought)];
        if (isEqual([here.settings, here.stamps], [joined.settings, joined.stamps])) return keep(before);
        const fields = Object.entries(here.settings).map(([name, value]) => {
          const isAsJoined = isEqual(value, (joined.settings as Values)[name]); // as: one way for every setting
          return [name, isAsJoined ? (before.settings as Values)[name] : value]; // as: the same
        });
        await save(here.settings, readSettings(Object.fromEntries(fields)));
      }),
  };
}

type Values = Readonly<Record<string, unknown>>;
