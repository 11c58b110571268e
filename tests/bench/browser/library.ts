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
 * Sent to the page as text, before the index is built. The first so many essays are saved with a copy of some nine thousand letters, made of what
 * others say, every tenth with a picture of its own: rows like those that saving writes.
 */
export async function putCopies(count: number): Promise<void> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await done(indexedDB.open('library'));
  const rows = await done(
    db
      .transaction('essays')
      .objectStore('essays')
      .getAll(null, count + 18),
  );
  const pictures: { readonly hash: string; readonly blob: Blob }[] = [];
  for (let at = 0; at < count / 10; at++) {
    const bytes = new Uint8Array(50_000).fill(at & 255);
    bytes[1] = at >> 8;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    pictures.push({ hash: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''), blob: new Blob([bytes]) });
  }
  for (let from = 0; from < count; from += 1_000) {
    const tx = db.transaction(['essays', 'bodies', 'marks', 'copies', 'copyMarkup', 'blobs'], 'readwrite', { durability: 'relaxed' });
    const ended = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
    });
    for (let at = from; at < Math.min(count, from + 1_000); at++) {
      const row = rows[at];
      const said: string[] = rows.slice(at, at + 18).map(({ summary }) => summary);
      const text = said.join('\n');
      const stamp = `${(0x0190_0000_0000 + at).toString(16).padStart(12, '0')}0000device`;
      const picture = pictures[Math.floor(at / 10)];
      const [id, url] = [row.id, row.url];
      tx.objectStore('essays').put({ ...row, textLetters: text.length, textPrint: String(at) });
      tx.objectStore('bodies').put({ id, text });
      tx.objectStore('marks').put({ id, marks: { saved: [true, stamp] }, savedStamp: stamp, laterStamp: stamp });
      const shown = picture === undefined ? [] : [{ url: `${url}.png`, hash: picture.hash }];
      const facts = { address: url, at: 1, version: 1, title: row.title, letters: text.length, markupBytes: text.length };
      tx.objectStore('copies').put({ id, ...facts, pictures: shown, hashes: shown.map(({ hash }) => hash) });
      tx.objectStore('copyMarkup').put({ id, html: said.map((words) => `<p>${words.replaceAll('<', '&lt;')}</p>`).join('') });
      if (at % 10 === 0 && picture !== undefined)
        tx.objectStore('blobs').put({ hash: picture.hash, type: 'image/png', bytes: 50_000, blob: picture.blob });
    }
    await ended;
  }
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
