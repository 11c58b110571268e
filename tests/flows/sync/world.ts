/** Machines of one reader, each with a library on the real store, and servers on loopback between them. */
import { type Essay, SAVED_PAGES } from '../../../src/core/essay';
import type { Act } from '../../../src/core/library/marks';
import { joinSettings, type Stamping, settingStamp, stampChanges, stampsOfOld } from '../../../src/core/library/setting-stamps';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings';
import { lineOf } from '../../../src/core/sync/item';
import type { Round } from '../../../src/core/sync/round';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { packer } from '../../../src/edge/seal/packer';
import { type HeldKey, sealWith } from '../../../src/edge/seal/seal';
import { putEssays } from '../../../src/edge/store/essays';
import { readLedger } from '../../../src/edge/store/ledger';
import type { Library } from '../../../src/edge/store/library';
import { commitAct } from '../../../src/edge/store/marks';
import { openLibrary } from '../../../src/edge/store/open';
import { itemsOf } from '../../../src/edge/store/sync-items';
import { beginSync, loadState } from '../../../src/edge/store/sync-state';
import { syncStore } from '../../../src/edge/store/sync-store';
import { syncRound } from '../../../src/flows/sync';
import type { SyncEdges } from '../../../src/flows/sync-edges';
import { remoteAt } from '../../../src/flows/sync-setup';
import { essay, essayId, got, NOW } from '../../edge/store/library-fixture';

export const PATIENCE_MS = 30_000; // with a server of the test's own, which answers or hangs up, however busy the machine is

export type Server = { readonly address: string; readonly origin: string };

export type Machine = {
  readonly library: Library;
  readonly name: string;
  readonly database: string;
  aheadMs: number; // of the server's clock
  serverAheadMs: number; // of the moment at which all tests are
  stamping: Stamping;
  keys: readonly HeldKey[];
  readonly now: () => number;
  readonly set: (change: Partial<Settings>) => void;
};

const KIND = { dav: 'dav', couch: 'couch' } as const;
export type Kind = keyof typeof KIND;
let madeSoFar = 0;
let ticks = 0;

/** `as`: a copy of a profile has the same device. */
export async function machine(name: string): Promise<Machine> {
  madeSoFar += 1;
  const database = `${name}-${madeSoFar}`;
  const library = got(await openLibrary({ wait: async () => {}, now: () => NOW, newDevice: () => name, name: database }));
  const it: Machine = {
    ...{
      library,
      name,
      database,
      aheadMs: 0,
      serverAheadMs: 0,
      keys: [],
      stamping: { settings: DEFAULT_SETTINGS, stamps: stampsOfOld(DEFAULT_SETTINGS) },
    },
    now: () => NOW + it.aheadMs + ticks++,
    set(change) {
      const after = { ...it.stamping.settings, ...change };
      const stamp = settingStamp(it.stamping.stamps, it.now(), name);
      it.stamping = { settings: after, stamps: stampChanges(it.stamping.settings, after, it.stamping.stamps, stamp) };
    },
  };
  return it;
}

export async function join(it: Machine, server: Server, kind: Kind, login = { user: 'ann', password: 'secret' }): Promise<void> {
  const begun = await beginSync(it.library, { kind, address: server.address, ...login, keys: it.keys, joinedAt: NOW });
  if (!begun.ok) throw new Error(begun.problem.kind);
}

/** `change`: what a test puts in the place of an edge. */
export async function round(
  it: Machine,
  server: Server,
  kind: Kind,
  change: (edges: SyncEdges) => SyncEdges = (edges) => edges,
): Promise<Round> {
  const { user = 'ann', password = 'secret' } = (await loadState(it.library, 'config')) ?? {};
  const net = syncNet(server.origin, { user, password }, PATIENCE_MS);
  const { device = '' } = await readLedger(it.library);
  const store = syncStore(it.library, {
    settings: {
      load: async () => it.stamping,
      join: async (brought) => {
        it.stamping = joinSettings(it.stamping, brought);
      },
    },
    now: () => NOW + it.serverAheadMs,
    newDevice: () => `${it.name}-${madeSoFar++}`,
  });
  return syncRound(
    change({
      remote: remoteAt({ address: server.address, kind }, net.ask, () => NOW),
      seal: sealWith(it.keys),
      ...{ packer, store, device, isThorough: true },
      yieldNow: async () => {},
    }),
  );
}

/** Until nobody has anything to tell, which takes two rounds of each. */
export async function settle(machines: readonly Machine[], server: Server, kind: Kind): Promise<void> {
  for (let again = 0; again < 2; again++)
    for (const each of machines) {
      const { problem } = await round(each, server, kind);
      if (problem !== undefined) throw new Error(`did not settle: ${JSON.stringify(problem)}`);
    }
}

/** All that is kept alike, as text: equal libraries are equal text. */
export async function dumpOf(it: Machine): Promise<string> {
  const tx = await it.library.begin(['marks', 'sourceMarks', 'ledger'], 'readonly');
  const [ids, sources] = await Promise.all([tx.objectStore('marks').getAllKeys(), tx.objectStore('sourceMarks').getAllKeys()]);
  const items = await itemsOf(it.library, [...ids.map((id) => `e/${id}`), ...sources.map((id) => `s/${id}`)]);
  const { seenBefore } = await readLedger(it.library);
  const { settings } = it.stamping;
  const lists = { ...settings, muteWords: [...settings.muteWords].sort(), offHosts: [...settings.offHosts].sort() };
  return [...items.map(lineOf), JSON.stringify(seenBefore), JSON.stringify(lists)].join('\n');
}

export const page = (id: string, fields: Partial<Essay> = {}): Essay => essay(id, { sourceId: SAVED_PAGES, summary: '', ...fields });

export async function put(it: Machine, essays: readonly Essay[]): Promise<void> {
  got(await putEssays(it.library, essays, { from: 'poll', now: NOW }));
}

export async function act(it: Machine, id: string, done: Act['kind'] | Act): Promise<void> {
  const readable = (typeof done === 'string' ? { kind: done } : done) as Act; // as: tests name only the plain kinds
  got(await commitAct(it.library, { essayId: essayId(id), act: readable, from: 'popup', now: it.now() }));
}
