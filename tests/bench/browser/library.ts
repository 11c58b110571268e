/** Fills the library of a browser under test with many essays at once, past the walk that fetches them, and waits for their index. */
import type { Driver, Page, Screen } from '../../drive/driver';
import { until } from '../../drive/poll';
import type { BenchEssay } from '../essays';

const AT_ONCE = 2_000; // essays a message to the browser
const INDEXED_MS = 10 * 60_000;

/** The worker is ended first: it must find what is there as if it had always been. Every row is like one that the extension wrote itself. */
export async function fill(driver: Driver, screen: Screen, essays: AsyncIterable<BenchEssay>): Promise<void> {
  await driver.killWorker();
  let rows: { id: string; title: string; summary: string }[] = [];
  for await (const { id, title, summary } of essays) {
    rows.push({ id, title, summary });
    if (rows.length < AT_ONCE) continue;
    await put(screen, rows);
    rows = [];
  }
  if (rows.length > 0) await put(screen, rows);
  await screen.eval(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onsuccess = () => {
          const tx = opening.result.transaction(['segments', 'unindexed'], 'readwrite'); // without a manifest the index is built anew
          tx.objectStore('segments').clear();
          tx.objectStore('unindexed').clear();
          tx.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          tx.onerror = () => reject(tx.error);
        };
      }),
  );
}

function put(screen: Screen, rows: readonly { id: string; title: string; summary: string }[]): Promise<void> {
  return screen.eval(
    (given) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const tx = opening.result.transaction('essays', 'readwrite');
          const store = tx.objectStore('essays');
          const asked = store.openCursor();
          asked.onsuccess = () => {
            const { text: _, ...like } = asked.result?.value ?? {}; // the first essay that came with Sidelight
            for (const [at, row] of given.entries()) {
              const firstSeenAt = like.firstSeenAt - at;
              const url = `https://bench.example/${row.id}`;
              store.put({ ...like, ...row, url, publishedAt: firstSeenAt, firstSeenAt, datedAt: firstSeenAt });
            }
          };
          tx.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          tx.onerror = () => reject(tx.error);
        };
      }),
    rows,
  );
}

/** Asks again and again through a page: a worker that nobody asks dies before a large index is whole. */
export async function untilIndexed(screen: Screen, page: Page, count: number): Promise<void> {
  let askedAt = 0;
  await until(
    'the index',
    async () => {
      if (Date.now() - askedAt > 10_000) {
        askedAt = Date.now();
        await page.reload();
      }
      return (await indexed(screen)) >= count;
    },
    INDEXED_MS,
  );
}

/** Essays that a whole index holds, 0 while it is being built or merged. */
function indexed(screen: Screen): Promise<number> {
  return screen.eval(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('segments').objectStore('segments').get('manifest');
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            const { segments = [], building, merge } = asked.result ?? {};
            const isWhole = building === undefined && merge === undefined;
            resolve(isWhole ? segments.reduce((sum: number, segment: { essays: number }) => sum + segment.essays, 0) : 0);
          };
        };
      }),
  );
}
