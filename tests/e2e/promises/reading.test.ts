/** README: a click is for the one page you clicked on, once; and Sidelight never marks beside a password, a code, a card number or what one writes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOST } from '../../drive/card-frame';
import type { Page } from '../../drive/driver';
import { type MadeUpWeb, startWeb } from '../../drive/made-up-web';
import { until } from '../../drive/poll';
import { paintedOn, readyCard, reportOf } from '../../drive/sidelight';
import { ask, followAt, ownPage } from '../follower';
import { BROWSER, demoPage, marksOn, type Session, startSession } from '../person';
import { NOTHING_TOLD, relate, TELLS, toldTo } from './attack';
import { BESIDE } from './beside';

const ESSAY = 'who-owns-the-numbers.html';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
let session: Session;
let web: MadeUpWeb;

beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port });
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

async function marked(path: string, body = demoPage(ESSAY)): Promise<Page> {
  const page = await session.driver.openPage(web.put(`http://read.example${path}`, { body, headers: HTML }));
  await relate(session, page);
  expect((await paintedOn(page)).length).toBeGreaterThan(0);
  return page;
}

const unmarked = (page: Page) => page.until((host) => CSS.highlights.size === 0 && document.querySelector(host) === null, HOST);
const markedAgain = (page: Page) => page.until(() => CSS.highlights.size > 0);

test(`${BROWSER}: ninety addresses after one click teach a page nothing beyond the first`, async () => {
  const ours = await ownPage(session.driver);
  const page = await marked('/probed');
  const learnt = await page.eval(async () => {
    const article = document.querySelector('main, article') ?? document.body;
    const text = article.innerHTML;
    const seen: number[] = [];
    for (let i = 0; i < 90; i += 1) {
      const address = i % 3 === 0 ? `#/probe/${i}` : `/probe-${i}`;
      if (i % 2 === 0) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      article.innerHTML = text; // what was marked a moment ago
      await new Promise((drawn) => requestAnimationFrame(drawn));
      seen.push(CSS.highlights.size + document.documentElement.childElementCount - 2);
    }
    return seen.filter((things) => things > 0).length;
  });
  expect(learnt).toBe(0);
  await until('the script to be gone, with which nothing can be read any more', async () => {
    const { state } = await reportOf(ours, await page.url());
    return state === 'not-asked';
  });
  expect(await marksOn(page)).toBe(0);
  await relate(session, page); // a person may ask again
  expect(await marksOn(page)).toBeGreaterThan(0);
  await page.close();
});

describe(`${BROWSER}: marks go when there comes, and come back when there goes`, () => {
  let page: Page;
  beforeAll(async () => {
    page = await marked('/beside', demoPage(ESSAY).replace('</body>', '<p></p></body>'));
  });

  test.each<readonly [string, () => void, () => void]>([
    [
      'a password in a closed root',
      () => {
        const late = document.createElement('sign-in');
        late.attachShadow({ mode: 'closed' }).innerHTML = '<div></div>';
        document.body.append(late);
        Object.assign(window, { late });
        late.dispatchEvent(new Event('made'));
        const inner = document.createElement('section');
        const root = inner.attachShadow({ mode: 'closed' });
        root.innerHTML = '<label>Word <input type="password"></label>';
        late.replaceWith(inner);
        Object.assign(window, { late: inner });
      },
      () => (window as { late?: Element }).late?.remove(), // as: written above
    ],
    [
      'a code in a closed root of an element that stood there',
      () => {
        const root = document.querySelector('footer, p')?.attachShadow({ mode: 'closed' });
        if (root) root.innerHTML = '<slot></slot><input autocomplete="one-time-code">';
        Object.assign(window, { root });
      },
      () => (window as { root?: ShadowRoot }).root?.querySelector('input')?.remove(), // as: written above
    ],
    [
      'a code in boxes of one digit, which its page drew without a purpose',
      () => document.body.insertAdjacentHTML('beforeend', `<form>${'<input inputmode="numeric" maxlength="1">'.repeat(6)}</form>`),
      () => document.querySelector('body > form')?.remove(),
    ],
    [
      'what stands on a card, by its name alone',
      () => document.body.insertAdjacentHTML('beforeend', '<form><input name="securityCode" type="tel"></form>'),
      () => document.querySelector('body > form')?.remove(),
    ],
    [
      'a log-in in a frame of a frame',
      () => {
        const outer = document.body.appendChild(document.createElement('iframe'));
        outer.srcdoc = `<iframe srcdoc="<input type='password'>"></iframe>`;
      },
      () => document.querySelector('iframe')?.remove(),
    ],
    [
      'a log-in in a picture of lines',
      () => {
        const field = '<input xmlns="http://www.w3.org/1999/xhtml" type="password">';
        document.body.insertAdjacentHTML(
          'beforeend',
          `<svg id="late" width="300" height="99"><foreignObject width="300" height="99">${field}</foreignObject></svg>`,
        );
      },
      () => document.querySelector('#late')?.remove(),
    ],
    [
      'a code that floats over all',
      () => {
        document.body.insertAdjacentHTML('beforeend', '<div popover="manual" id="late"><input autocomplete="one-time-code"></div>');
        document.querySelector<HTMLElement>('#late')?.showPopover();
      },
      () => document.querySelector<HTMLElement>('#late')?.hidePopover(),
    ],
    [
      'a log-in that is handed into a closed root',
      () => {
        const late = document.createElement('sign-in');
        late.innerHTML = '<input type="password">';
        document.body.append(late);
        late.attachShadow({ mode: 'closed' }).innerHTML = '<p><slot></slot></p>';
      },
      () => document.querySelector('sign-in')?.remove(),
    ],
    [
      'a page that is written in',
      () => document.body.setAttribute('contenteditable', 'plaintext-only'),
      () => document.body.removeAttribute('contenteditable'),
    ],
    [
      'a document in design mode',
      () => {
        document.designMode = 'on';
      },
      () => {
        document.designMode = 'off';
      },
    ],
    [
      'a card number in a frame',
      () => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        if (frame.contentDocument) frame.contentDocument.body.innerHTML = '<input autocomplete="cc-number">';
      },
      () => document.querySelector('iframe')?.remove(),
    ],
    [
      'a log-in that opens',
      () => {
        document.body.insertAdjacentHTML('afterbegin', '<details open><summary>In</summary><input type="password"></details>');
      },
      () => document.querySelector('details')?.removeAttribute('open'),
    ],
  ])('%s', async (_what, come, go) => {
    await page.eval(come);
    await unmarked(page);
    await page.eval(go);
    await markedAgain(page);
  });
});

describe.each(BESIDE)(`${BROWSER}: with a library that speaks to it, $name`, ({ host, library, pages }) => {
  let ours: Page;
  let page: Page;
  beforeAll(async () => {
    ours = await ownPage(session.driver);
    await session.driver.grantOrigins(['http://pages.example/*', `http://${host}/*`]);
    await ask(ours, 'setMarks', { origins: ['http://pages.example/*'], on: true });
    await followAt(ours, web.put(`http://${host}/feed`, { body: library }));
    page = await session.driver.openPage(web.put('http://pages.example/', { body: '<p>Nothing.', headers: HTML }));
  });

  test.each(pages)('$name', async ({ name, html, moments }) => {
    const address = web.put(`http://pages.example/${host}/${name}`, { body: html, headers: HTML });
    await page.goto(address);
    for (const [afterMs, isMarked] of moments) {
      if (afterMs > 0) await page.eval((ms) => (window as unknown as { letGo(until: number): void }).letGo(ms), afterMs); // as: beside.ts holds the clock
      if (isMarked) await markedAgain(page);
      else {
        await until('the page to be left alone', async () => (await reportOf(ours, address)).state === 'left-alone');
        await unmarked(page);
      }
    }
  });
});

test(`${BROWSER}: an essay that is opened from a card is opened in a tab of its own, on which the page has no hold, and is told nothing of the page`, async () => {
  web.put('http://hill.example/hive', { body: TELLS, headers: HTML }); // of the library above
  const page = await session.driver.openPage('http://pages.example/hill.example/password-hidden-login');
  await markedAgain(page);
  await session.driver.command('toggle-card');
  const { card } = await readyCard(page);
  await card.click('.card-acts .button:not(.button-plain)');
  expect(await until('the essay to tell', async () => toldTo(web.requests(), 'http://hill.example/hive'))).toBe(NOTHING_TOLD);
});
