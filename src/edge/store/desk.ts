/**
 * What the reader asks for and has set, in a database of its own: no content script reaches it, and neither waits for a library that is upgraded,
 * lost or of a later version. Every context of our own may open it; only the background changes settings.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { readStamps, type SettingStamps, type Stamping, stampsOfOld } from '../../core/library/setting-stamps';
import { isDevice } from '../../core/library/stamp';
import { readSettings, type Settings } from '../../core/settings';
import type { Waiting } from '../../messages/incoming';
import type { Sender } from '../../messages/sender';

export const DESK_NAME = 'desk';
const VERSION = 1;

type Posted = { readonly message: unknown; readonly by?: Sender };

interface DeskSchema extends DBSchema {
  outbox: { key: string; value: Posted }; // by ticket
  facts: { key: string; value: unknown }; // `settings` with their `stamps`, the `device` that gives them, and `isMovedIn` once what stood elsewhere was taken over
}

export type Desk = {
  /** On its way to the disk when this returns, in the order of the calls. */
  readonly post: (command: Waiting) => Promise<void>;
  readonly waiting: () => Promise<readonly Waiting[]>; // oldest first
  readonly forget: (ticket: string) => Promise<void>;
  /** Not moved in: a desk that is new, or whose browser has emptied it; the settings are the defaults then. */
  readonly loadSettings: () => Promise<{ readonly settings: Settings; readonly isMovedIn: boolean }>;
  /** With when each was set, and by whom the next is: undefined until something was. */
  readonly loadStamped: () => Promise<Stamping & { readonly device?: string }>;
  readonly saveSettings: (settings: Settings, stamps?: SettingStamps, device?: string) => Promise<void>; // without stamps these stay as they are
  /** Takes over what stood elsewhere: all of it or none, and once; what is here already stands. */
  readonly moveIn: (old: { readonly settings?: unknown; readonly commands: readonly Waiting[] }) => Promise<void>;
  readonly close: () => void; // until the next call
};

/** Opened by the first call, and again by the next where a browser has closed it. */
export function openDesk(name = DESK_NAME): Desk {
  let opening: Promise<IDBPDatabase<DeskSchema>> | undefined;

  function connection(): Promise<IDBPDatabase<DeskSchema>> {
    if (opening !== undefined) return opening;
    const forget = (): void => {
      if (opening === mine) opening = undefined;
    };
    const mine = connect(name, forget);
    mine.catch(forget);
    opening = mine;
    return mine;
  }

  /** A browser may have closed the connection without having said so yet. */
  async function using<T>(use: (db: IDBPDatabase<DeskSchema>) => Promise<T>): Promise<T> {
    try {
      return await use(await connection());
    } catch (error) {
      if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error;
      opening = undefined;
      return use(await connection());
    }
  }

  return {
    post: ({ ticket, message, by }) =>
      using(async (db) => {
        const tx = db.transaction('outbox', 'readwrite');
        const put = tx.store.put({ message, ...(by && { by }) }, ticket);
        tx.commit(); // at once: the page that posts may be gone before it hears that the row was written
        await Promise.all([put, tx.done]);
      }),
    waiting: () =>
      using(async (db) => {
        const tx = db.transaction('outbox', 'readonly');
        const [tickets, rows] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
        return tickets.map((ticket, at) => ({ ticket, ...readPosted(rows[at]) }));
      }),
    forget: (ticket) => using((db) => db.delete('outbox', ticket)),
    loadSettings: () =>
      using(async (db) => {
        const { store } = db.transaction('facts', 'readonly');
        const [settings, isMovedIn] = await Promise.all([store.get('settings'), store.get('isMovedIn')]);
        return { settings: readSettings(settings), isMovedIn: isMovedIn === true };
      }),
    loadStamped: () =>
      using(async (db) => {
        const { store } = db.transaction('facts', 'readonly');
        const [raw, stamps, device] = await Promise.all([store.get('settings'), store.get('stamps'), store.get('device')]);
        const settings = readSettings(raw);
        return { settings, stamps: stamps === undefined ? stampsOfOld(settings) : readStamps(stamps), ...(isDevice(device) && { device }) };
      }),
    saveSettings: (settings, stamps, device) =>
      using(async (db) => {
        const tx = db.transaction('facts', 'readwrite');
        await tx.store.put(settings, 'settings');
        if (stamps !== undefined) await tx.store.put(stamps, 'stamps');
        if (device !== undefined) await tx.store.put(device, 'device');
        await tx.done;
      }),
    moveIn: ({ settings, commands }) =>
      using(async (db) => {
        const tx = db.transaction(['outbox', 'facts'], 'readwrite', { durability: 'strict' });
        const facts = tx.objectStore('facts');
        if ((await facts.get('isMovedIn')) !== true) {
          if (settings !== undefined && (await facts.get('settings')) === undefined) await facts.put(readSettings(settings), 'settings');
          for (const { ticket, message, by } of commands) await tx.objectStore('outbox').put({ message, ...(by && { by }) }, ticket);
          await facts.put(true, 'isMovedIn');
        }
        await tx.done;
      }),
    close() {
      opening?.then((db) => db.close()).catch(() => {}); // one that never opened needs no closing
      opening = undefined;
    },
  };
}

function connect(name: string, gone: () => void): Promise<IDBPDatabase<DeskSchema>> {
  return openDB<DeskSchema>(name, VERSION, {
    upgrade(db) {
      db.createObjectStore('outbox');
      db.createObjectStore('facts');
    },
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close(); // as: idb types it EventTarget
      gone();
    },
    terminated: gone,
  });
}

/** Our own contexts wrote it; a row that is damaged is a command that nobody knows. */
function readPosted(raw: unknown): Posted {
  const { message, by } = (typeof raw === 'object' && raw !== null ? raw : {}) as { message?: unknown; by?: Sender }; // as: nobody else writes here
  return { message, ...(by && { by }) };
}
