/** The reader page in the built extension: under its own policy, with the network off, and with copies that are hostile. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Copy } from '../../src/core/library/copy';
import type { Marks } from '../../src/core/library/marks';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { HOSTILE, ORDERS, ORDERS_HTML } from '../fixtures/copies/orders';
import { ask, ownPage, stored } from './follower';
import { BROWSER, type Session, startSession } from './person';

const PACK = join(import.meta.dirname, '../../../shared/packs/robustness/sanitizer/cases.json');
const READER = 'src/contexts/reader/reader.html';
let session: Session;
let options: Page;
let essays: readonly string[];
beforeAll(async () => {
  session = await startSession();
  options = await ownPage(session.driver);
  await ask(options, 'wake', {});
  essays = (await stored<{ readonly id: string }>(options, 'essays')).map(({ id }) => id);
});
afterAll(async () => {
  await session?.stop();
});

const open = (id: string | undefined, more = '') =>
  session.driver.openExtensionPage(`${READER}?essay=${encodeURIComponent(id ?? '')}${more}`);

test(`${BROWSER}: a saved copy opens with its pictures, and asks nobody for anything`, async () => {
  await keepCopy(essays[0], ORDERS_HTML, ORDERS);
  const before = session.server.requests().length;
  const page = await open(essays[0]);
  await page.until(() =>
    [...document.querySelectorAll<HTMLImageElement>('.text img')].some(({ complete, naturalWidth }) => complete && naturalWidth > 0),
  );
  expect(
    await page.eval(
      () => performance.getEntriesByType('resource').filter(({ name }) => !/^(?:chrome|moz)-extension:|^blob:/.test(name)).length,
    ),
  ).toBe(0);
  expect(
    await page.eval(() =>
      fetch('https://elsewhere.example/').then(
        () => 'came',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(session.server.requests().length).toBe(before);
  expect(await page.eval(() => document.querySelector('.contents')?.textContent)).toContain('The division');
  await page.close();
});

test(`${BROWSER}: how far one has read is kept by its words, and one goes on there; words that one is led to are found`, async () => {
  const page = await open(essays[0]);
  await page.until(() => document.querySelector('.text h2') !== null);
  await page.eval(() => document.querySelector('#c2')?.scrollIntoView());
  const marks = await until('the place', async () => {
    const rows = await stored<{ readonly id: string; readonly marks: Marks }>(options, 'marks');
    return rows.find(({ id }) => id === essays[0])?.marks.place && rows.find(({ id }) => id === essays[0])?.marks;
  });
  expect(marks.place?.[0].exact).toMatch(/^The division|^It is an unfashionable/);
  expect(marks.progress?.[0]).toBeGreaterThan(0.1);
  await page.reload();
  await page.until(() => Math.abs((document.querySelector('#c2')?.getBoundingClientRect().top ?? 999) - 64) < 120 && window.scrollY > 100);
  await page.close();
  const led = await open(essays[0], `&at=${encodeURIComponent('Nobody owned the catalogue, so nobody could find it wrong.')}`);
  await led.until(() => [...(CSS.highlights.get('sidelight-here') ?? [])].length === 1 && window.scrollY > 300);
  await led.close();
});

test(`${BROWSER}: hostile copies run nothing, load nothing and lead nowhere`, async () => {
  const known = (await session.driver.errors()).length;
  const before = session.server.requests().length;
  for (const html of [HOSTILE.join('\n'), ...packed(), ORDERS_HTML]) {
    await keepCopy(essays[1], html.replaceAll('https://evil.example', session.server.url('').replace(/\/$/, '')), {
      ...ORDERS,
      pictures: [],
    });
    const page = await open(essays[1]);
    await page.until(() => document.querySelector('.text')?.childNodes.length);
    expect(await page.eval(wrongOn)).toEqual([]);
    expect(await page.url()).toContain(READER);
    await page.close();
  }
  expect(session.server.requests().length).toBe(before);
  const raised = (await session.driver.errors()).slice(known);
  // Reading dirty markup, Chromium names each thing in it that the policy would not let run. Nothing else may have gone wrong.
  expect(raised.filter((error) => !/content security policy/i.test(error))).toEqual([]);
});

/** Runs in the page. What ran would have called `boom`, alerted, or changed the window. */
function wrongOn(): string[] {
  const text = document.querySelector('.text');
  const elements = [...(text?.querySelectorAll('*') ?? [])].filter(
    (element) => !element.closest('[data-own]') && !element.matches('.picture'),
  );
  const tags = elements.filter((element) =>
    /^(?:script|style|iframe|object|embed|form|input|select|textarea|base|meta|link|video|audio|use|image|set|foreignObject)$/i.test(
      element.tagName,
    ),
  );
  const attributes = elements.flatMap((element) =>
    [...element.attributes].filter(
      ({ name, value }) =>
        name.startsWith('on') ||
        name === 'style' ||
        name === 'name' ||
        (name === 'href' && /^\s*(?!https?:|mailto:|tel:|#)/.test(value) && !/^(?:https?:|mailto:|tel:|#)/.test(value)),
    ),
  );
  return [
    ...tags.map(({ tagName }) => tagName),
    ...attributes.map(({ name, value }) => `${name}=${value}`),
    ...('boomed' in window ? ['ran'] : []),
  ];
}

/** The sanitizer cases of the pack, a page of them at a time. */
function packed(): readonly string[] {
  if (!existsSync(PACK)) {
    process.stderr.write('the sanitizer pack is not here: its payloads were not shown\n');
    return [];
  }
  const { cases } = JSON.parse(readFileSync(PACK, 'utf8')) as { cases: readonly { payload: string }[] }; // as: the pack's own form
  const pages: string[] = [];
  for (let at = 0; at < cases.length; at += 34) {
    const each = cases.slice(at, at + 34).map(({ payload }) => `<div>${payload}</div>`);
    pages.push(`<p>A page of payloads.</p>${each.join('\n')}`);
  }
  return pages;
}

/** As the background would have kept it: there is no message that takes markup. */
function keepCopy(id: string | undefined, html: string, facts: Omit<Copy, 'id'>): Promise<void> {
  return options.eval(
    async (essayId, markup, copy) => {
      const drawn = new OffscreenCanvas(900, 380);
      drawn.getContext('2d')?.fillRect(100, 100, 300, 100);
      const blob = await drawn.convertToBlob({ type: 'image/png' });
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('library');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const tx = db.transaction(['copies', 'copyMarkup', 'blobs'], 'readwrite');
      const hashes = (copy as { pictures: { hash?: string }[] }).pictures.flatMap(({ hash }) => hash ?? []);
      tx.objectStore('copies').put({ ...(copy as object), id: essayId, hashes });
      tx.objectStore('copyMarkup').put({ id: essayId, html: markup });
      for (const hash of hashes) tx.objectStore('blobs').put({ hash, type: 'image/png', bytes: blob.size, blob });
      await new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onerror = () => reject(tx.error);
      });
      db.close();
    },
    id ?? '',
    html,
    facts as never, // as: plain data
  );
}
