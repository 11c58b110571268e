/** The pack of pages from the field, read where it is, in one tab: each is marked or left alone as it should be. Skipped, with a word, where it is not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageReport } from '../../src/core/related/answer';
import type { Page, Screen } from '../drive/driver';
import { until } from '../drive/poll';
import { paintedOn, reportOf } from '../drive/sidelight';
import { ask, followAt, ownPage } from './follower';
import { BROWSER, type Session, startSession } from './person';

const PACK = join(process.cwd(), '..', 'shared', 'packs', 'cases', 'pages');
const isHere = existsSync(PACK);
/** Half a minute in Chromium and twice that in Firefox, where what differs between them is tried by other files: it is read there when it is asked for. */
const isAsked = BROWSER === 'chromium' || process.env['SIDELIGHT_PAGES'] === 'all';
if (!isHere) console.log(`skipped: there is no pack of pages at ${PACK}`);
else if (!isAsked) console.log('skipped: SIDELIGHT_PAGES=all reads the pack of pages in Firefox as well');

// biome-ignore format: names, as many as fit a line
const MARKED = [
  'base.html', '10_bodypre.html', '10_brlines.html', '10_mail.html', '10_pg.html', '10_pre.html', '10_txt.txt', '11_small.html', '11_tall.html', '12_bubble.html',
  '12_keys.html', '12_trap.html', '13_x.html', '19_code.html', '19_code2.html', '19_math.html', '19_math2.html', '1_appxml.xml', '1_textxml.xml', '1_xhtml.xml',
  '21_reflow.html', '25_bodyzoom.html', '25_children.html', '25_cv.html', '25_filter.html', '25_transform.html', '25_unset.html', '25_zoom.html', '2_middle.html',
  '2_mixed.html', '2_open.html', '2_tabs.html', '4_anchorblock.html', '4_cells.html', '4_custom.html', '4_inlineblockwords.html', '4_spanblock.html',
  '4_spanwrap.html', '6_block.html', '6_div.html', '6_hiddenpair.html', '6_span.html', '6_word.html', '7_print.html', '8_dark.html', '8_os.html', '8_toggle.html',
  '9_modal.html', '9_role.html', 'password-hidden-login.html', 'rewritten-each-second.html', 'swallowed-events.html',
];
const ALONE: Readonly<Record<string, string>> = {
  '24_pic.svg': 'not-prose',
  'bank-with-prose.html': 'password',
  'mail-being-read.html': 'editor',
};

describe.skipIf(!isHere || !isAsked)(`${BROWSER}: the pack of pages`, () => {
  let session: Session;
  let ours: Screen;
  let page: Page;
  beforeAll(async () => {
    session = await startSession();
    ours = await ownPage(session.driver);
    await ask(ours, 'setMarks', { origins: ['http://127.0.0.1/*'], on: true });
    await session.driver.grantOrigins(['http://127.0.0.1/*']);
    await ours.until(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0);
    await followAt(
      ours,
      session.server.serve('/library.xml', {
        body: readFileSync(join(PACK, 'library.xml'), 'utf8'),
        headers: { 'content-type': 'application/rss+xml' },
      }),
    );
    page = await session.driver.openPage(session.server.serve('/empty', { body: '<!doctype html>' }));
  });
  afterAll(async () => {
    await session?.stop();
  });

  const LATE = /(setTimeout\((?:(?!setTimeout).)*),(\d{4,})\)/gs;
  const TYPES: Readonly<Record<string, string>> = {
    html: 'text/html; charset=utf-8',
    xml: 'text/xml',
    txt: 'text/plain; charset=utf-8',
    svg: 'image/svg+xml',
  };
  async function open(file: string): Promise<string> {
    const body = readFileSync(join(PACK, file), 'utf8').replace(
      LATE,
      (_, act: string, ms: string) => `${act},${Number(ms) > 6_000 ? 1_500 : 300})`,
    ); // what comes late comes sooner; what comes every second does not
    const address = session.server.serve(`/${file}`, {
      body,
      headers: { 'content-type': TYPES[file.split('.').at(-1) ?? ''] ?? 'text/html' },
    });
    await page.activate();
    await page.goto(address);
    return address;
  }

  /** Once the script is there and has read the page. */
  const reportOn = (address: string): Promise<PageReport> =>
    until(`the script on ${address}`, async () => {
      const report = await reportOf(ours, address);
      return report.state === 'not-asked' ? undefined : report;
    });

  const becomes = (address: string, what: string, isSo: (report: PageReport) => boolean): Promise<PageReport> =>
    until(`${address} to be ${what}`, async () => {
      const report = await reportOf(ours, address);
      return isSo(report) ? report : undefined;
    });

  const isMarked = (report: PageReport): boolean => report.state === 'related' && report.marked > 0;

  test('what one can read is marked, and no mark goes over the end of a paragraph', async () => {
    const wrong: string[] = [];
    for (const file of MARKED) {
      const address = await open(file);
      await becomes(address, 'marked', isMarked);
      for (const { text } of await paintedOn(page)) if (/[a-z][.!?][A-Z]/.test(text)) wrong.push(`${file}: ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  test('what nobody can see, pictures, money and letters are left alone', async () => {
    const found: Record<string, string> = {};
    for (const file of Object.keys(ALONE)) {
      const report = await reportOn(await open(file));
      found[file] = report.state === 'left-alone' ? report.why : report.state;
    }
    expect(found).toEqual(ALONE);
    for (const file of ['invisible-passages.html', 'invisible-stuffing.html']) {
      const report = await reportOn(await open(file)); // its title may speak to an essay all the same
      expect(report.state === 'related' ? report.marked : 0).toBe(0);
      expect(JSON.stringify(report)).not.toMatch(/ferr|lantern|aunt|herring/i); // words that nobody can see
      expect(await paintedOn(page)).toEqual([]);
    }
  });

  test('what comes late is marked, what goes or is written in loses its marks, and a field for a password comes before them', async () => {
    for (const file of ['late-article.html', 'late-article-over-prose.html', 'document-rewritten.html'])
      await becomes(await open(file), 'marked', isMarked);
    for (const file of ['emptied-article.html', 'edited-later.html', 'password-in-shadow-later.html']) {
      await becomes(await open(file), 'without marks', (report) => report.state !== 'not-asked' && report.state !== 'related');
      await until(`no mark on ${file}`, async () => (await paintedOn(page)).length === 0);
    }
  });

  const isPainted = (words: string): Promise<true> =>
    until(`a mark on ${words}`, async () => (await paintedOn(page)).some(({ text }) => text.includes(words)) || undefined);

  test('another post, another tab, an opened section and a dialog are read when they are there', async () => {
    for (const file of ['infinite-scroll.html', 'tab-panels.html', 'password-dialog-closed-again.html']) {
      await open(file);
      await isPainted('net');
    }
    await open('infinite-scroll-second-post.html');
    await isPainted('sourdough');
    for (const [file, press] of [
      ['2_closed.html', 'summary'],
      ['9_inside.html', '#o'],
    ] as const) {
      const address = await open(file);
      const report = await reportOn(address);
      if (report.state === 'related') expect(report.marked).toBe(0);
      await page.click(press);
      await becomes(address, 'marked', isMarked);
    }
    const address = await open('2_until.html');
    await reportOn(address);
    await page.eval(() => document.querySelector('[hidden]')?.removeAttribute('hidden')); // as the browser does where it finds words in it
    await becomes(address, 'marked', isMarked);
  });

  test('what stands in a root is painted, or not said to be', async () => {
    const address = await open('open-shadow-root.html');
    const report = await becomes(address, 'read', ({ state }) => state === 'related');
    const painted = (await paintedOn(page)).length;
    expect(report.state === 'related' && report.marked).toBe(BROWSER === 'chromium' ? painted : 0);
    expect(painted > 0).toBe(BROWSER === 'chromium');
  });

  test('a frame of its own site is read, and said not to be marked', async () => {
    const report = await becomes(await open('in-a-frame.html'), 'read', ({ state }) => state === 'related');
    expect([report.state === 'related' && report.marked, await paintedOn(page)]).toEqual([0, []]);
  });
});
