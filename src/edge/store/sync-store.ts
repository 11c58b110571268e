/** The library as a round of syncing sees it (core/sync/round.ts): what waits, what came, and what is known of the files on the server. */
import type { Stamping } from '../../core/library/setting-stamps';
import { ok } from '../../core/problem';
import { readSettings } from '../../core/settings';
import { type Item, lineOf, WHOLE, wholeItem } from '../../core/sync/item';
import type { Answer } from '../../core/sync/problem';
import type { Own, Reading, SyncPiece, SyncStore } from '../../core/sync/round';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { forgetSentIn } from './sync-copies';
import { itemsOf, namesIn, scanAll, waitingIn } from './sync-items';
import { heldIn, keepHeld, keepItems } from './sync-keep';
import {
  ASIDE,
  loadState,
  NAMES,
  NOTHING_WRITTEN,
  putState,
  READING,
  rangeOf,
  readingIn,
  saveState,
  stateIn,
  tellAllIn,
  written,
} from './sync-state';
import { write } from './write';

/** What does not stand in this database, and what is known of the time. */
export type Beside = {
  readonly settings: { readonly load: () => Promise<Stamping>; readonly join: (brought: Stamping) => Promise<void> };
  readonly now: () => number; // by the server's clock where it has said, ms since 1970, UTC
  readonly newDevice: () => string;
};

export function syncStore(library: Library, { settings, now, newDevice }: Beside): SyncStore {
  const whole = async () => {
    const { settings: set, stamps } = await settings.load();
    return { settings: { ...set }, stamps };
  };
  const brought = new Set<string>();
  return {
    ready: () => scanAll(library),
    reading: async (device) => readingIn(await library.begin(['syncState'], 'readonly'), device),
    async tags() {
      const tx = await library.begin(['syncState'], 'readonly');
      const store = tx.objectStore('syncState');
      const [keys, rows, mark] = await Promise.all([
        store.getAllKeys(rangeOf(READING)),
        store.getAll(rangeOf(READING)),
        stateIn(tx, 'mark'),
      ]);
      const tags = Object.fromEntries(keys.map((key, at) => [key.slice(READING.length), (rows[at] as Reading).tag])); // as: keepItems wrote them
      return { tags, ...(mark !== undefined && { mark }) };
    },
    async keep(piece: SyncPiece) {
      for (const item of piece.items) if (item.kind === 'whole') await joinSettings(item);
      return keepItems(library, piece, now(), brought);
    },
    noteMark: (mark) => saveState(library, 'mark', mark),
    held: () => heldIn(library),
    keepHeld: () => keepHeld(library, { takes: true, now: now() }),
    own: async () => (await loadState(library, 'own')) ?? NOTHING_WRITTEN,
    noteOwn: (own) => saveState(library, 'own', own),
    pushed: (own, segment, sent) =>
      written(
        write(library, ['syncState', 'unsynced'], 'passing', async (tx) => {
          const [state, rows] = [tx.objectStore('syncState'), tx.objectStore('unsynced')];
          await putState(tx, 'own', own);
          if (segment !== undefined) await state.put(segment.names, NAMES + segment.name);
          const known = new Set(own.segments.map(({ name }) => NAMES + name));
          for (const key of await state.getAllKeys(rangeOf(NAMES))) if (!known.has(key)) await state.delete(key);
          for (const { name, turn } of sent) {
            if (name === WHOLE) await putState(tx, 'wholeSent', turn);
            else if (String((await rows.get(name))?.turn) === turn) await rows.delete(name);
            await state.delete(ASIDE + name);
          }
          return ok(undefined);
        }),
      ),
    waiting: async (most) => waitingIn(library, await whole(), most),
    namesIn: (segments) => namesIn(library, segments),
    async itemsOf(names) {
      const items: readonly Item[] = await itemsOf(library, names);
      return names.includes(WHOLE) ? [...items, ...(await wholeNow())] : items;
    },
    setAside: ({ name, turn }, why) =>
      written(
        write(library, ['syncState', 'unsynced'], 'passing', async (tx) => {
          await tx.objectStore('syncState').put({ why }, ASIDE + name);
          if (name === WHOLE) await putState(tx, 'wholeSent', turn);
          else if (String((await tx.objectStore('unsynced').get(name))?.turn) === turn) await tx.objectStore('unsynced').delete(name);
          return ok(undefined);
        }),
      ),
    beAnother: () => startAnew(library, newDevice()),
  };

  async function wholeNow(): Promise<readonly Item[]> {
    const tx = await library.begin(['ledger'], 'readonly');
    const seen = await fact(tx, 'seenBefore');
    return [wholeItem({ ...(await whole()), ...(seen && { seen }) })];
  }

  /** What is each machine's own stays. Where the two then say the same, it need not be told back. */
  async function joinSettings(item: Extract<Item, { kind: 'whole' }>): Promise<void> {
    const here = await settings.load();
    const brought = { settings: readSettings({ ...here.settings, ...item.settings }), stamps: item.stamps ?? {} };
    await settings.join(brought);
    const [joined] = await wholeNow();
    if (joined !== undefined && lineOf(joined) === lineOf(item)) await saveState(library, 'wholeSent', lineOf(item));
  }
}

/** Writes all of it anew, into files of its own. As another machine, where a copy of this profile writes under the same name. */
export function startAnew(library: Library, device: string | undefined): Promise<Answer<string>> {
  return written(
    write(library, ['ledger', 'syncState', 'unsynced'], 'lasting', async (tx) => {
      const state = tx.objectStore('syncState');
      if (device !== undefined) await putFact(tx, 'device', device);
      else await forgetSentIn(tx);
      await putState(tx, 'mark', undefined); // what was its own is now another's, to be read
      await putState(tx, 'own', NOTHING_WRITTEN);
      for (const key of await state.getAllKeys(rangeOf(NAMES))) await state.delete(key);
      await tellAllIn(tx);
      return ok(device ?? (await fact(tx, 'device')) ?? '');
    }),
  );
}

/** Writes all of it once more, under another key; what lies there goes when that is done. */
export function rewriteAll(library: Library): Promise<Answer<undefined>> {
  return written(
    write(library, ['syncState', 'unsynced'], 'lasting', async (tx) => {
      const own: Own = (await stateIn(tx, 'own')) ?? NOTHING_WRITTEN;
      await forgetSentIn(tx);
      await putState(tx, 'own', { ...own, dropping: own.segments.map(({ name }) => name) });
      await tellAllIn(tx);
      return ok(undefined);
    }),
  );
}
