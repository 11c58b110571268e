/** The card on pages that are in its way: they swallow events, trap the focus, scale themselves, write themselves anew, or are no HTML. It works, or it does not open. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { isCardShown, openCard, paintedOn, readyCard, reportOf, shownCard } from '../drive/sidelight';
import { ownPage } from './follower';
import { BROWSER, demoPage, type Session, startSession } from './person';
import { relate } from './promises/attack';

const ESSAY = 'who-owns-the-numbers.html';
const SWALLOW = `<script>for (const kind of ['keydown', 'click']) addEventListener(kind, (event) => event.stopImmediatePropagation(), true)</script>`;
const TRAP = `<div id="trap" role="dialog"><button>Accept</button></div><script>document.addEventListener('focusin', (event) => {
  if (!document.querySelector('#trap').contains(event.target)) document.querySelector('#trap button').focus();
}, true); document.querySelector('#trap button').focus()</script>`;
const FIELDS = `<form>${[
  'parentNode',
  'parentElement',
  'matches',
  'getRootNode',
  'scrollIntoView',
  'isConnected',
  'localName',
  'closest',
  'nextSibling',
  'firstChild',
  'textContent',
  'nodeType',
  'getAttribute',
  'hasAttributes',
  'contains',
  'children',
  'querySelector',
  'remove',
  'focus',
  'append',
  'shadowRoot',
  'ownerDocument',
  'getBoundingClientRect',
  'isContentEditable',
]
  .map((name) => `<input name="${name}">`)
  .join('')}`;
const PICTURES = [
  'body',
  'documentElement',
  'querySelectorAll',
  'activeElement',
  'getSelection',
  'createElement',
  'elementFromPoint',
  'visibilityState',
  'addEventListener',
  'designMode',
  'title',
  'location',
  'createTreeWalker',
  'createRange',
]
  .map((name) => `<img name="${name}" alt="">`)
  .join('');

let session: Session;
beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

/** Opens by key, saves, takes it back and closes by Escape. */
async function useByKey(page: Page): Promise<void> {
  await session.driver.command('toggle-card');
  const { card } = await shownCard(page);
  await card.until(() => document.hasFocus());
  await readyCard(page);
  for (const pressed of ['true', 'false']) {
    await card.click('.card-acts .button-plain');
    await card.until((wanted) => document.querySelector('[aria-pressed]')?.getAttribute('aria-pressed') === wanted, pressed);
  }
  await card.keys('Escape');
  await until('the card to be gone', async () => !(await isCardShown(page)));
}

test.each<[string, (html: string) => string]>([
  ['swallows keys and clicks', (html) => html.replace('<head>', `<head>${SWALLOW}`)],
  ['traps the focus', (html) => html.replace('</body>', `${TRAP}</body>`)],
  ['scales itself', (html) => html.replace('<html', '<html style="zoom:1.6"')],
  [
    'names its fields as the DOM names its own, around all that is read',
    (html) => html.replace('<main', `${FIELDS}<main`).replace('</main>', '</main></form>'),
  ],
  ['names its pictures as the document names its own', (html) => html.replace('</body>', `${PICTURES}</body>`)],
])(`${BROWSER}: on a page that %s the card opens, stands beside its mark and does what it says`, async (_way, change) => {
  const page = await session.driver.openPage(session.server.serve('/odd', { body: change(demoPage(ESSAY)) }));
  await relate(session, page);
  await openCard(page);
  const { box } = await shownCard(page);
  const [mark] = await paintedOn(page);
  expect(box.width).toBeCloseTo(372, 0);
  expect(mark && (mark.point.y <= box.top || mark.point.y >= box.bottom)).toBe(true);
  await page.keys('Escape');
  await until('the card to be gone', async () => !(await isCardShown(page)));
  await useByKey(page);
  await page.close();
});

test(`${BROWSER}: a page that writes itself anew gets its marks again, and a card that works`, async () => {
  const page = await session.driver.openPage(session.server.serve('/anew', { body: demoPage(ESSAY) }));
  await relate(session, page);
  await page.until(() => CSS.highlights.size > 0);
  await page.eval(
    (html) =>
      void setTimeout(() => {
        CSS.highlights.clear();
        document.open();
        document.write(html);
        document.close();
      }),
    demoPage(ESSAY),
  );
  await until('the marks to be back', async () => (await paintedOn(page)).length > 0);
  await useByKey(page);
  await page.close();
});

test(`${BROWSER}: under a modal dialog of the page no card opens, and after it one does`, async () => {
  const page = await session.driver.openPage(session.server.serve('/modal', { body: demoPage(ESSAY) }));
  await relate(session, page);
  await page.eval(() => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
  });
  await session.driver.command('toggle-card');
  await relate(session, page); // what is asked later is answered later
  expect(await isCardShown(page)).toBe(false);
  await page.eval(() => document.querySelector('dialog')?.close());
  await useByKey(page);
  await page.close();
});

test(`${BROWSER}: a page of plain XML gets a card as HTML does`, async () => {
  const paragraphs =
    demoPage(ESSAY)
      .match(/<p>[^<]+<\/p>/g)
      ?.join('') ?? '';
  const body = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Notes</title></head><body><article><h1>Who owns the numbers?</h1>${paragraphs}</article></body></html>`;
  const page = await session.driver.openPage(session.server.serve('/xml', { body, headers: { 'content-type': 'text/xml' } }));
  await relate(session, page);
  await useByKey(page);
  await page.close();
});

/** Marks that come late, stay while their words are drawn anew each moment, and go with their words. */
test(`${BROWSER}: a page that draws its article late, draws it anew again and again, and takes it away`, async () => {
  const article = demoPage(ESSAY).match(/<article[\s\S]*<\/article>/)?.[0] ?? '';
  const body = `<!doctype html><html lang="en"><title>Notes</title><main><p>One moment.</p></main></html>`;
  const page = await session.driver.openPage(session.server.serve('/late', { body }));
  await relate(session, page);
  expect(await paintedOn(page)).toEqual([]);
  await page.eval((html) => {
    (document.querySelector('main') ?? document.body).innerHTML = html;
  }, article);
  await until('the late article to be marked', async () => (await paintedOn(page)).length > 0);
  const shown = (await paintedOn(page)).map(({ text }) => text);
  const unmarked = await page.eval(async () => {
    let bare = 0;
    for (let round = 0; round < 8; round += 1) {
      for (const line of document.querySelectorAll('article p')) line.replaceWith(line.cloneNode(true));
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const ranges = [...CSS.highlights].flatMap(([, highlight]) => [...highlight]);
      if (ranges.length === 0 || ranges.some((range) => String(range) === '')) bare += 1;
    }
    return bare;
  });
  expect([unmarked, (await paintedOn(page)).map(({ text }) => text)]).toEqual([0, shown]);
  await page.eval(() => {
    (document.querySelector('main') ?? document.body).innerHTML = '<p>Thank you for reading.</p>';
  });
  await until('the marks to be gone', async () => (await paintedOn(page)).length === 0);
  await page.close();
});

test(`${BROWSER}: passages in a shadow root are painted, or not said to be`, async () => {
  const article = demoPage(ESSAY).match(/<article[\s\S]*<\/article>/)?.[0] ?? '';
  const body = `<!doctype html><html lang="en"><title>Notes</title><story-view></story-view><script>
    document.querySelector('story-view').attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(article).replaceAll('</', '<\\/')};</script></html>`;
  const page = await session.driver.openPage(session.server.serve('/root', { body }));
  await relate(session, page);
  const ours = await ownPage(session.driver);
  const report = await reportOf(ours, await page.url());
  await ours.close();
  const marked = report.state === 'related' ? report.marked : undefined;
  expect(marked).toBe(BROWSER === 'firefox' ? 0 : (await paintedOn(page)).length); // Firefox paints no highlight in there
  await page.close();
});

/** The panel's document in a tab behind the page, which it takes for the page beside it. In Firefox not tried yet. */
test.runIf(BROWSER === 'chromium')(
  `${BROWSER}: beside a page the panel has its passages in their order and leads to each, what is selected on top, and links that it knows below`,
  async () => {
    const page = await session.driver.openPage(session.server.serve('/beside', { body: demoPage(ESSAY) }));
    await relate(session, page);
    const panel = await session.driver.openExtensionPage('src/contexts/panel/panel.html');
    const report = await reportOf(panel, await page.url());
    await page.eval(
      (url) => {
        const link = document.createElement('a');
        [link.href, link.textContent] = [url, 'Further reading'];
        document.body.append(link);
        getSelection()?.selectAllChildren(document.querySelector('article') ?? document.body);
      },
      report.state === 'related' ? (report.related.essays[0]?.url ?? '') : '',
    );
    await page.activate(); // from now on that is the page in front, as it is for a panel that stands beside it
    const shown = await panel.until(() => {
      const heres = [...document.querySelectorAll('[aria-labelledby=about-page] .pair-go')].map(({ textContent }) => textContent ?? '');
      const parts = [...document.querySelectorAll('main > section')].map((part) => part.getAttribute('aria-labelledby'));
      const sides = [...document.querySelectorAll('[aria-labelledby=about-page] dt')].map(({ textContent }) => textContent);
      const ticks = document.querySelectorAll('.links .tick:not(.is-read)').length;
      return heres.length > 0 && parts.length === 3 ? { heres, parts, sides, ticks } : undefined;
    });
    const places = await page.eval(
      (heres) => heres.map((words) => (document.body.textContent ?? '').replace(/\s+/g, ' ').indexOf(words)),
      shown.heres,
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(shown.parts).toEqual(['about-selection', 'about-page', 'links-here']);
    expect(shown.sides).toEqual(shown.heres.flatMap(() => ['Here', 'There']));
    expect(shown.ticks).toBe(1);
    await page.eval(() => scrollTo(0, document.body.scrollHeight));
    await panel.eval(() => document.querySelector<HTMLElement>('[aria-labelledby=about-page] .pair-go')?.click());
    await page.until(
      (words) =>
        [...CSS.highlights.values()]
          .flatMap((highlight) => [...highlight] as Range[]) // as: Sidelight makes live ranges
          .some(
            (range) =>
              range.toString().replace(/\s+/g, ' ') === words &&
              range.getBoundingClientRect().top >= 0 &&
              range.getBoundingClientRect().top < innerHeight,
          ),
      shown.heres[0] ?? '',
    );
    await panel.close();
    await page.close();
  },
);

test(`${BROWSER}: the panel opens, and says of a page of the browser’s or our own that none may be read`, async () => {
  const panel = await session.driver.openExtensionPage('src/contexts/panel/panel.html');
  await panel.until(() => (document.querySelector('.empty-fact, .button')?.textContent ?? '') !== '');
  await panel.close();
});
