/** Where large bytes are best kept for one who reads a little of them: Blobs in IndexedDB, files, or rows of IndexedDB. The index keeps Blobs. */
import type { Screen } from '../../drive/driver';

const BYTES = 8_000_000;
const RUNS = 7;

/** How much is read, from places all over the bytes. */
const ASKED: readonly (readonly [what: string, reads: number, bytes: number])[] = [
  ['all at once', 1, BYTES],
  ['10 × 400 kB', 10, 400_000],
  ['50 × 16 kB', 50, 16_384],
  ['200 × 16 kB', 200, 16_384],
];
const WAYS = ['blob', 'file', 'rows'] as const;

/** ms, the median of some runs. The browser's own caches are warm: what differs is the way from them. */
export async function readingWays(
  screen: Screen,
): Promise<{ readonly what: string; readonly ms: Record<(typeof WAYS)[number], number> }[]> {
  await screen.eval(write, BYTES);
  const rows = [];
  for (const [what, reads, bytes] of ASKED) {
    const ms = { blob: 0, file: 0, rows: 0 };
    for (const way of WAYS) {
      const times: number[] = [];
      for (let run = 0; run < RUNS; run++) times.push(await screen.eval(read, way, reads, bytes, BYTES));
      ms[way] = times.sort((a, b) => a - b)[RUNS >> 1] ?? 0;
    }
    rows.push({ what, ms });
  }
  await screen.eval(async () => {
    indexedDB.deleteDatabase('bench-reads');
    await (await navigator.storage.getDirectory()).removeEntry('bench-reads');
  });
  return rows;
}

/** Both functions are sent as text into the page. */
async function write(bytes: number): Promise<void> {
  const all = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(all.subarray(at, Math.min(bytes, at + 65_536)));
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bench-reads', 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore('bytes');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const tx = db.transaction('bytes', 'readwrite');
  tx.objectStore('bytes').put(new Blob([all]), 'blob');
  for (let at = 0; at < bytes; at += 16_384) tx.objectStore('bytes').put(all.slice(at, at + 16_384), at / 16_384);
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  db.close();
  const file = await (await navigator.storage.getDirectory()).getFileHandle('bench-reads', { create: true });
  const writing = await file.createWritable();
  await writing.write(all);
  await writing.close();
}

async function read(way: string, reads: number, bytes: number, all: number): Promise<number> {
  const places = Array.from({ length: reads }, (_, i) => Math.floor(((all - bytes) / Math.max(1, reads)) * i));
  const started = performance.now();
  if (way === 'file') {
    const file = await (await (await navigator.storage.getDirectory()).getFileHandle('bench-reads')).getFile();
    await Promise.all(places.map((at) => file.slice(at, at + bytes).arrayBuffer()));
    return performance.now() - started;
  }
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bench-reads');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const store = db.transaction('bytes').objectStore('bytes');
  const got = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  if (way === 'blob') {
    const blob: Blob = await got(store.get('blob'));
    await Promise.all(places.map((at) => blob.slice(at, at + bytes).arrayBuffer()));
  } else {
    const range = (at: number) => IDBKeyRange.bound(Math.floor(at / 16_384), Math.floor((at + bytes - 1) / 16_384));
    await Promise.all(places.map((at) => got(store.getAll(range(at)))));
  }
  db.close();
  return performance.now() - started;
}
