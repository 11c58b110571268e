/**
 * An import that is killed twenty times at random, and its way back, killed as often: every row there once, and the library then, byte for byte, what it was
 * before. On the real store of the built extension; kills are of its background, and four times of the whole browser. Fails where it is not so.
 */
import type { Page } from '../../drive/driver';
import { until } from '../../drive/poll';
import { ask, stored } from '../../e2e/follower';
import { OPTIONS } from '../../e2e/person';
import type { Row } from '../section';
import { row, type Stage } from './stage';

const ROWS = Number(process.env['SIDELIGHT_IMPORT_ROWS'] ?? 100_000);
const BEFORE = Math.ceil(ROWS / 50); // that somebody has saved before; every other one stands in the import too
const KILLS = 20;
const RESTARTS: ReadonlySet<number> = new Set([7, 15]);
const MOST_MS = 60 * 60_000;
const DERIVED = ['segments', 'unindexed', 'restores', 'journal', 'ledger', 'done']; // the index, the list of imports, counters
const SEED = Number(process.env['SIDELIGHT_KILL_SEED'] ?? 7);

type Import = {
  readonly state: string;
  readonly rowsDone: number;
  readonly rowsInAll: number;
  readonly changed: number;
  readonly stayed: readonly string[];
};
type Brought = Import & { readonly id: number; readonly brought?: object };

export async function killedImports({ driver, say }: Stage): Promise<readonly Row[]> {
  let page = await driver.openExtensionPage(OPTIONS);
  let seed = SEED;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };

  async function opened(): Promise<void> {
    page = await driver.openExtensionPage(OPTIONS);
    await page.until(() => document.querySelector('.bring input') !== null);
  }

  const wake = (): Promise<unknown> =>
    until('the background', () =>
      ask(page, 'wake', {}).then(
        () => true,
        () => undefined,
      ),
    );

  /** One that has ended; of those that go on, none. */
  async function latest(): Promise<Brought | undefined> {
    const imports = (await stored<Brought>(page, 'restores')).filter(({ brought }) => brought !== undefined);
    return imports.toSorted((a, b) => b.id - a.id)[0];
  }

  /** Kills it again and again until it has been killed often enough, then lets it go to its end. Gives how often it was. */
  async function killedUntil(state: string): Promise<{ readonly kills: number; readonly shares: readonly number[] }> {
    const shares: number[] = [];
    const moments = Array.from({ length: KILLS }, () => random() * 0.95).sort((a, b) => a - b); // as shares of the whole way
    for (let kills = 0; kills < KILLS; kills++) {
      const moment = moments[kills] ?? 1;
      const reached = async (): Promise<Brought | undefined> => {
        await new Promise((done) => setTimeout(done, 20 + random() * 200)); // within a step, wherever that is
        const now = await latest();
        return now?.state === state || shareOf(now) >= moment ? now : undefined;
      };
      const now = await until('the moment of a kill', reached, MOST_MS);
      if (now.state === state) break;
      shares.push(Math.round(100 * shareOf(now)));
      if (RESTARTS.has(kills)) {
        await driver.restart();
        await opened();
      } else await driver.killWorker();
      await wake();
    }
    await until(
      state,
      async () => {
        await new Promise((done) => setTimeout(done, 1_000));
        return (await latest())?.state === state;
      },
      MOST_MS,
    );
    return { kills: shares.length, shares };
  }

  async function bring(from: number, rows: number, tag: string, isEvery: number): Promise<void> {
    await page.eval(choose, from, rows, tag, isEvery);
    await until('the counts', () => page.eval(() => document.querySelector('#bring-found') !== null), MOST_MS);
    await page.click('#bring-found .backup-acts .button');
  }

  await wake();
  await page.reload();
  await page.until(() => document.querySelector('.bring input') !== null);
  say(`saving ${BEFORE} first`);
  await bring(0, BEFORE, 'before', 2);
  await until('the first', async () => (await latest())?.state === 'done', MOST_MS);
  await page.until(isTold);
  await page.click('.imports .button-words'); // "Out of the list": they are somebody's own now
  await until('the list to be empty', async () => (await latest()) === undefined);
  await settled(page);
  const before = await page.eval(digests, DERIVED);

  say(`bringing ${ROWS} in, killed ${KILLS} times`);
  await bring(0, ROWS, 'after', 1);
  await until('the import', async () => (await latest()) !== undefined, MOST_MS);
  const went = await killedUntil('done');
  const urls = await page.eval(urlsOfRows);
  say(`killed ${went.kills} times, at ${went.shares.join(', ')} %; ${urls.rows} rows, ${urls.once} different ones`);

  say(`taking it back, killed ${KILLS} times`);
  await page.until(isTold);
  await page.click('.imports .button-plain');
  await until('the way back', async () => (await latest())?.state !== 'done', MOST_MS);
  const back = await killedUntil('undone');
  const stayed = (await latest())?.stayed.length ?? -1;
  await settled(page);
  const after = await page.eval(digests, DERIVED);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((store) => before[store] !== after[store]);
  say(
    `killed ${back.kills} times, at ${back.shares.join(', ')} %; ${changed.length === 0 ? 'every store is what it was' : `changed: ${changed.join(', ')}`}`,
  );
  return [
    row(`${ROWS} rows, kills on the way in`, [went.kills]),
    row('  rows that are not there once (goal 0)', [Math.abs(ROWS - urls.once) + (urls.rows - urls.once)], 0),
    row('  kills on the way back', [back.kills]),
    row('  rows that stayed (goal 0)', [stayed], 0),
    row('  stores that are not, byte for byte, what they were (goal 0)', [changed.length], 0),
  ];
}

/** How far it is, either way. */
const shareOf = (row: Brought | undefined): number =>
  row === undefined ? 0 : row.rowsDone / Math.max(1, row.state === 'undoing' ? row.changed : row.rowsInAll);

/** What the background does after a command is done. */
async function settled(page: Page): Promise<void> {
  await ask(page, 'wake', {});
  await page.until(async () => !Object.keys(await chrome.storage.session.get(null)).some((key) => key.startsWith('command:')));
}

/** Sent to the page as text, as all that follow. The list says that it has come to its end. */
const isTold = (): boolean => document.querySelector('.imports .button-plain:not([disabled])') !== null;

/** Every `isEvery`th row. */
function choose(from: number, rows: number, tag: string, isEvery: number): void {
  const lines = Array.from({ length: rows }, (_, index) => {
    const at = from + index * isEvery;
    return `"Row ${at}, of a list",https://shelf-${at % 997}.example/essays/${at},${1_300_000_000 + at * 60},${tag}|time-${at % 50},${at % 3 === 0 ? 'archive' : 'unread'}`;
  });
  const files = new DataTransfer();
  files.items.add(new File([`title,url,time_added,tags,status\n${lines.join('\n')}\n`], 'part_000000.csv'));
  const input = document.querySelector<HTMLInputElement>('.bring input');
  if (input === null) throw new Error('there is nothing to choose a file with');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

async function urlsOfRows(): Promise<{ readonly rows: number; readonly once: number }> {
  const urls = await new Promise<string[]>((resolve, reject) => {
    const opening = indexedDB.open('library');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('essays').objectStore('essays').getAll();
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        opening.result.close();
        resolve(
          (asked.result as { url: string }[])
            .map(({ url }) => url)
            .filter((url) => url.includes('/essays/') && url.startsWith('https://shelf-')),
        );
      };
    };
  });
  return { rows: urls.length, once: new Set(urls).size };
}

/** A checksum of each store: of all keys and all values, in their order. */
async function digests(without: readonly string[]): Promise<Record<string, string>> {
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('library');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
  const asked = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onerror = () => reject(request.error);
      request.onsuccess = () => resolve(request.result);
    });
  const found: Record<string, string> = {};
  for (const name of [...opened.objectStoreNames].filter((each) => !without.includes(each))) {
    let [sum, rows]: [string, number] = ['', 0];
    for (let after: IDBValidKey | undefined, isMore = true; isMore; ) {
      const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
      const store = opened.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([asked(store.getAllKeys(range, 1_000)), asked(store.getAll(range, 1_000))]);
      const told = values.map((value) => JSON.stringify(value, (_, each) => (each instanceof Blob ? `${each.type} ${each.size}` : each)));
      const bytes = new TextEncoder().encode(sum + JSON.stringify([keys, told]));
      sum = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      rows += keys.length;
      after = keys.at(-1);
      isMore = keys.length === 1_000;
    }
    found[name] = `${rows} rows, ${sum}`;
  }
  opened.close();
  return found;
}
