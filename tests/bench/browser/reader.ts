/** The reader page over a large library: from asked for to title, and to text. */
import type { Driver, Screen } from '../../drive/driver';
import { ORDERS, ORDERS_HTML } from '../../fixtures/copies/orders';
import type { Row } from '../section';
import { row } from './stage';

const READER = 'src/contexts/reader/reader.html';
const RUNS = 9;
const TIMES_AS_LONG = 12; // the fixture is an essay of five kilobytes; this is a long one of sixty

type ReaderTimes = { readonly title: number; readonly text: number }; // ms from when the page was asked for

export async function readerOpens(driver: Driver, ours: Screen): Promise<readonly Row[]> {
  const id = await ours.eval(keepLongCopy, ORDERS_HTML.repeat(TIMES_AS_LONG), { ...ORDERS, pictures: [] } as never); // as: plain data
  const all: ReaderTimes[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const opened = await driver.openExtensionPage(`${READER}?essay=${encodeURIComponent(id)}`);
    all.push(await opened.until(timesOfReader));
    await opened.close();
  }
  const [first, ...others] = all;
  return [
    row(
      'reader asked for → the text stands, 60 kB, ms',
      others.map(({ text }) => text),
      150,
    ),
    row(
      '  asked for → something is painted',
      others.map(({ title }) => title),
    ),
    row('  the first time, ms', first === undefined ? [] : [first.text]),
  ];
}

/** These are sent as text into the pages. */
function timesOfReader(): ReaderTimes | undefined {
  const [painted] = performance.getEntriesByName('first-contentful-paint');
  const [text] = performance.getEntriesByName('article-shown');
  return text && painted && { title: painted.startTime, text: text.startTime };
}

async function keepLongCopy(html: string, copy: object): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('library');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const tx = db.transaction(['essays', 'copies', 'copyMarkup'], 'readwrite');
  const id = await new Promise<string>((resolve, reject) => {
    const asked = tx.objectStore('essays').getAllKeys(null, 1);
    asked.onsuccess = () => resolve(String(asked.result[0]));
    asked.onerror = () => reject(asked.error);
  });
  tx.objectStore('copies').put({ ...copy, id, hashes: [] });
  tx.objectStore('copyMarkup').put({ id, html });
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
  });
  db.close();
  return id;
}
