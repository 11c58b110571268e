/** Fills the library of a browser under test with many essays at once, past the walk that fetches them, and waits for their index. */
import type { Driver, Page, Screen } from '../../drive/driver';
import { until } from '../../drive/poll';
import type { FixtureServer } from '../../drive/server';
import type { BenchEssay } from '../essays';

const INDEXED_MS = 10 * 60_000;
const UNCHANGED_MS = 12_000; // longer than it takes to be asked again, which starts what was cut off

/**
 * The worker is ended first: it must find what is there as if it had always been. Every row is like one that the extension wrote itself. The rows
 * come to a page of ours over the loopback: a browser's remote control takes longer for as many than the disk.
 */
export async function fill(driver: Driver, screen: Screen, server: FixtureServer, essays: AsyncIterable<BenchEssay>): Promise<void> {
  await driver.killWorker();
  const lines: string[] = [];
  for await (const { id, title, summary } of essays) lines.push(JSON.stringify({ id, title, summary }));
  const headers = { 'content-type': 'application/x-ndjson', 'access-control-allow-origin': '*' };
  await screen.eval(putAll, server.serve('/essays.ndjson', { body: lines.join('\n'), headers }));
}

/** Sent to the page as text. Afterwards there is no manifest, so that the index is built anew. */
async function putAll(address: string): Promise<void> {
  const rows = (await (await fetch(address)).text()).split('\n').map((line) => JSON.parse(line));
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const ended = (tx: IDBTransaction): Promise<void> =>
    new Promise((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
  const db = await done(indexedDB.open('library'));
  const cursor = await done(db.transaction('essays').objectStore('essays').openCursor());
  const { textLetters: _, textPrint: __, ...like } = cursor?.value ?? {}; // the first essay that came with Sidelight
  for (let from = 0; from < rows.length; from += 5_000) {
    const tx = db.transaction('essays', 'readwrite', { durability: 'relaxed' });
    for (const [at, row] of rows.slice(from, from + 5_000).entries()) {
      const firstSeenAt = like.firstSeenAt - from - at;
      const url = `https://bench.example/${row.id}`;
      tx.objectStore('essays').put({ ...like, ...row, url, publishedAt: firstSeenAt, firstSeenAt, datedAt: firstSeenAt });
    }
    tx.commit();
    await ended(tx);
  }
  const tx = db.transaction(['segments', 'unindexed'], 'readwrite');
  tx.objectStore('segments').clear();
  tx.objectStore('unindexed').clear();
  await ended(tx);
  db.close();
}

/**
 * Until the index holds so many essays and is changed no more: between two merges it is whole as well, and is still read in many pieces. Asks again
 * and again through a page: a worker that nobody asks dies before a large index is whole.
 */
export async function untilIndexed(screen: Screen, page: Page, count: number): Promise<void> {
  let askedAt = 0;
  let last = -1;
  let lastAt = 0;
  await until(
    'the index',
    async () => {
      if (Date.now() - askedAt > 10_000) {
        askedAt = Date.now();
        await page.reload();
      }
      const { version, essays } = await indexed(screen);
      if (version !== last) [last, lastAt] = [version, Date.now()];
      return essays >= count && Date.now() - lastAt > UNCHANGED_MS;
    },
    INDEXED_MS,
  );
}

/** The version of the index, and how many essays it holds: 0 while it is being built or merged. */
function indexed(screen: Screen): Promise<{ readonly version: number; readonly essays: number }> {
  return screen.eval(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('segments').objectStore('segments').get('manifest');
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            const { version = -1, segments = [], building, merge } = asked.result ?? {};
            const isWhole = building === undefined && merge === undefined;
            resolve({
              version,
              essays: isWhole ? segments.reduce((sum: number, segment: { essays: number }) => sum + segment.essays, 0) : 0,
            });
          };
        };
      }),
  );
}
