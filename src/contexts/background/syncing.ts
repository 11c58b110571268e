/**
 * Keeps the library alike on its reader's machines: by one alarm, and some seconds after an act. One round at a time; whatever ends it, the next goes on.
 * Speaks to the one address that its reader gave, and only while the browser has leave for it.
 */
import { originPattern } from '../../core/address';
import type { EssayId } from '../../core/essay';
import type { SyncProblem } from '../../core/sync/problem';
import type { Round } from '../../core/sync/round';
import { isEqual } from '../../core/transfer/backup/canonical';
import type { Login } from '../../edge/net/fetch-sync';
import { blobsOf } from '../../edge/store/copies';
import { readLedger } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { copiesOf, keepBrought, theirsOf } from '../../edge/store/sync-copies';
import { loadState, noteRound, type SyncConfig } from '../../edge/store/sync-state';
import { syncStore } from '../../edge/store/sync-store';
import { waitingCount } from '../../edge/store/unsynced';
import type { Ask } from '../../flows/remote';
import { syncRound } from '../../flows/sync';
import { bringCopy, sendCopies } from '../../flows/sync-copies';
import { remoteAt } from '../../flows/sync-setup';
import { stayAwake } from './awake';
import { softly } from './limits';
import type { Outside } from './outside';
import type { SettingsDoor } from './settings';

const EVERY_MS = 15 * 60_000;
const AFTER_ACT_MS = 10_000; // whoever tags ten essays is told of once
type Afterwards = (typeof AFTER_ROUND)[number] | 'tabs';
const AFTER_ROUND = ['badge', 'sentinel', 'reserve', 'registration', 'plan', 'index'] as const;

export type Syncing = ReturnType<typeof syncingOf>;

export function syncingOf(outside: Outside, settings: SettingsDoor, want: (...parts: readonly Afterwards[]) => void) {
  const { alarms, clock, sync, permissions } = outside;
  let going: Promise<Round | undefined> | undefined;
  let isDue = false; // an act is waiting for its seconds to pass

  /** At each wake, and after each command. */
  async function tend(library: Library): Promise<void> {
    const config = await loadState(library, 'config');
    if (config === undefined) return alarms.setAlarm('sync', undefined);
    const at = await alarms.alarmAt('sync');
    if (at === undefined || at > clock.now() + EVERY_MS) await alarms.setAlarm('sync', clock.now() + EVERY_MS);
    if ((await waitingCount(library)) > 0) soon(library);
  }

  function soon(library: Library): void {
    if (isDue) return;
    isDue = true;
    softly(async () => {
      await clock.wait(AFTER_ACT_MS);
      isDue = false;
      await run(library);
    });
  }

  /** What was done while a round went is told by the next. */
  function run(library: Library, isThorough = false): Promise<Round | undefined> {
    going ??= round(library, isThorough).finally(() => {
      going = undefined;
    });
    return going;
  }

  async function round(library: Library, isThorough: boolean): Promise<Round | undefined> {
    const [config, notBefore = 0] = await Promise.all([loadState(library, 'config'), loadState(library, 'notBefore')]);
    if (config === undefined) return undefined;
    if (notBefore > clock.now()) {
      await alarms.setAlarm('sync', notBefore);
      return { got: 0, sent: 0, skipped: 0, problem: { kind: 'busy', until: notBefore } };
    }
    const stop = stayAwake(outside);
    try {
      const before = await settings.load();
      const ran = await roundWith(library, config, isThorough);
      const until = ran.problem?.kind === 'busy' ? ran.problem.until : undefined;
      await noteRound(library, { at: clock.now(), ...ran }, until);
      await alarms.setAlarm('sync', Math.max(until ?? 0, clock.now() + EVERY_MS));
      const areSettingsNew = !isEqual(before, await settings.load());
      if (ran.got > 0 || areSettingsNew) want(...AFTER_ROUND, ...(areSettingsNew ? (['tabs'] as const) : []));
      return ran;
    } finally {
      stop();
    }
  }

  async function roundWith(library: Library, config: SyncConfig, isThorough: boolean): Promise<Round> {
    const stops = await hindrance(config.address);
    if (stops !== undefined) return { got: 0, sent: 0, skipped: 0, problem: stops };
    const { net, now } = netTo(config.address, config);
    const locks = { remote: remoteAt(config, net.ask, now), seal: sync.sealWith(config.keys), packer: sync.packer };
    const ran = async (): Promise<Round> => {
      const { device = '' } = await readLedger(library);
      const store = syncStore(library, {
        settings: { load: settings.loadStamped, join: settings.join },
        now: () => net.serverDate() ?? clock.now(),
        newDevice: sync.newDevice,
      });
      return syncRound({ ...locks, store, device, isThorough, yieldNow: clock.yieldNow });
    };
    const first = await ran();
    if (first.problem !== undefined) return first;
    const copies = await sendCopies({ ...locks, store: copiesOf(library, clock.now) });
    if (!copies.ok) return { ...first, problem: copies.problem };
    if (copies.value === 0) return first;
    const then = await ran(); // where these are is told now
    return { ...then, got: first.got + then.got, sent: first.sent + then.sent, skipped: first.skipped + then.skipped };
  }

  /** A copy that another machine took, when someone wants to read it here. */
  async function bring(library: Library, essayId: EssayId): Promise<'brought' | 'none'> {
    const [config, theirs] = [await loadState(library, 'config'), await theirsOf(library, essayId)];
    if (config === undefined || theirs === undefined || (await hindrance(config.address)) !== undefined) return 'none';
    const { net, now } = netTo(config.address, config);
    const edges = { remote: remoteAt(config, net.ask, now), seal: sync.sealWith(config.keys), packer: sync.packer };
    const brought = await bringCopy(edges, theirs.ref, async (hash) => (await blobsOf(library, [hash])).has(hash));
    if (!brought.ok || brought.value === undefined) return 'none';
    const kept = await keepBrought(library, theirs.id, brought.value.sent, brought.value.pictures);
    if (kept.ok) want('index');
    return kept.ok ? 'brought' : 'none';
  }

  async function hindrance(address: string): Promise<SyncProblem | undefined> {
    const origin = originPattern(address);
    if (origin === undefined || !(await permissions.hasOrigins([origin]))) return { kind: 'not-allowed' };
    return outside.net.isOnline() ? undefined : { kind: 'offline' };
  }

  function netTo(
    address: string,
    login: Login,
  ): { readonly net: { readonly ask: Ask; readonly serverDate: () => number | undefined }; readonly now: () => number } {
    return { net: sync.syncNet(new URL(address).origin, { user: login.user, password: login.password }), now: clock.now };
  }

  return { tend, run, bring, hindrance, netTo };
}
