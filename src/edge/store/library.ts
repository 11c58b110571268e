/** The handle every function of the store is given. It stays open: a connection closed under it is opened again by the next call. */
import type { Problem } from '../../core/problem';
import type { Database, Store, Transaction } from './database';

export type Library = {
  readonly once?: Once; // only while a command is done
  /** Starts a transaction; await nothing but its own requests. Rejects with `Unopened` if the library cannot be opened again. */
  readonly begin: <Mode extends 'readonly' | 'readwrite'>(
    stores: readonly Store[],
    mode: Mode,
    options?: IDBTransactionOptions,
  ) => Promise<Transaction<Mode>>;
  readonly close: () => void; // until the next call
};

/** One command of the reader: its first write, its second and so on are each done once (done.ts). */
export type Once = {
  readonly ticket: string;
  readonly step: () => number;
  isRepeated: boolean; // it had been done before, wholly or in part
};

/** Why a library could not be opened. An error, because it may be found out deep inside any later call. */
export class Unopened extends Error {
  constructor(readonly problem: Problem) {
    super(`the library could not be opened: ${problem.kind}`);
  }
}

/** `connect` is told what to call when its connection is gone; `writing` is called as a change begins. */
export function keptOpen(
  connect: (gone: () => void) => Promise<Database>,
  writing: (stores: readonly Store[]) => void = () => {},
): Library {
  let opening: Promise<Database> | undefined;
  const connection = (): Promise<Database> => {
    if (opening !== undefined) return opening;
    const forget = () => {
      if (opening === mine) opening = undefined;
    };
    const mine = connect(forget);
    mine.catch(forget);
    opening = mine;
    return mine;
  };
  return {
    async begin(stores, mode, options) {
      if (mode === 'readwrite') writing(stores);
      const db = await connection();
      try {
        return started(db, stores, mode, options);
      } catch (error) {
        if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error;
        opening = undefined; // closed by the browser, which has not said so yet
        return started(await connection(), stores, mode, options);
      }
    },
    close() {
      opening?.then((db) => db.close()).catch(() => {}); // one that never opened needs no closing
      opening = undefined;
    },
  };
}

function started<Mode extends 'readonly' | 'readwrite'>(
  db: Database,
  stores: readonly Store[],
  mode: Mode,
  options: IDBTransactionOptions | undefined,
): Transaction<Mode> {
  const tx = db.transaction([...stores], mode, options);
  tx.done.catch(() => {}); // whoever only reads hears of an abort from the request it waits for
  return tx;
}
