/** docs/privacy.md, of pages that do something: what they see of being saved and searched for links, and how far they get by taking things away. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOST } from '../../drive/card-frame';
import type { Page } from '../../drive/driver';
import { type MadeUpWeb, startWeb } from '../../drive/made-up-web';
import { until } from '../../drive/poll';
import { paintedOn, reportOf } from '../../drive/sidelight';
import { ask, ownPage, stored } from '../follower';
import { BROWSER, demoPage, type Session, startSession } from '../person';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const ESSAY = demoPage('who-owns-the-numbers.html');
let session: Session;
let web: MadeUpWeb;
let ours: Page;

beforeAll(async () => {
  web = await startWeb();
  session = await startSession({ proxy: web.port });
  ours = await ownPage(session.driver);
  await ask(ours, 'setMarks', { origins: ['http://read.example/*'], on: true });
  await session.driver.grantOrigins(['http://read.example/*']);
});
afterAll(async () => {
  await session?.stop();
  await web?.stop();
});

const isMarked = (page: Page) => page.until(() => CSS.highlights.size > 0);

/** Notes whatever happens to the document from here on, by all means that a page has. */
function watch(): void {
  const seen: string[] = [];
  const note = (records: readonly MutationRecord[]) => seen.push(...records.map(({ type, target }) => `${type} ${target.nodeName}`));
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ name }) => name))).observe({ type: 'resource' });
  document.addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) =>
    seen.push(`${violatedDirective} ${blockedURI}`),
  );
  Object.assign(window, { told: () => [...seen, ...observer.takeRecords().map(({ type }) => type)] });
}
const told = (page: Page) => page.eval(() => (window as unknown as { told(): string[] }).told()); // as: written by watch

test(`${BROWSER}: a page that is saved is changed nowhere, asks for nothing and reports nothing`, async () => {
  const markup = '<noscript><img src="/never.png" onerror="x()" style="color:red"></noscript><img data-src="/never-either.png" alt="">';
  const icon = '<head><link rel="icon" href="data:,">'; // else a browser asks for one when it likes
  const headers = { ...HTML, 'content-security-policy': "require-trusted-types-for 'script'; style-src 'none'; script-src 'none'" };
  const address = web.put('http://kept.example/page', {
    body: demoPage('recipe.html').replace('<head>', icon).replace('</body>', `${markup}</body>`),
    headers,
  });
  const page = await session.driver.openPage(address);
  await page.eval(watch);
  const before = await page.eval(() => document.documentElement.outerHTML);
  const popup = await session.driver.clickToolbar();
  await popup.until(() => document.querySelector('.save-page:not(.is-saved)'));
  await popup.keys('d');
  await popup.until(() => /^Saved · /.test(document.querySelector('.save-words')?.textContent ?? ''));
  await popup.close();
  expect((await stored(ours, 'copyMarkup')).length).toBe(1);
  expect(await page.eval(() => document.documentElement.outerHTML)).toBe(before);
  expect(await told(page)).toEqual([]);
  expect(web.asked().filter((line) => line.includes('never'))).toEqual([]);
  await page.eval(() => document.body.append('a change')); // these eyes are open
  expect(await told(page)).not.toEqual([]);
  await page.close();
});

test(`${BROWSER}: what a page keeps taking away is put back twice, and then its marks go as well`, async () => {
  const page = await session.driver.openPage(web.put('http://read.example/taking', { body: ESSAY, headers: HTML }));
  await isMarked(page);
  await page.until((host) => document.querySelector(host) !== null, HOST);
  await page.eval((host) => {
    const taken: number[] = [];
    const take = () => {
      for (const each of document.querySelectorAll(host)) {
        taken.push(1);
        each.remove();
        document.body.append('.'); // a change, at which a page is looked at again
      }
    };
    new MutationObserver(take).observe(document.documentElement, { childList: true });
    take();
    Object.assign(window, { taken });
  }, HOST);
  await page.until((host) => CSS.highlights.size === 0 && document.querySelector(host) === null, HOST);
  expect(await page.eval(() => (window as unknown as { taken: number[] }).taken.length)).toBe(3); // as: written above
  await page.close();
});

test(`${BROWSER}: a reader's own highlight stays beside a password that comes, and the marks go`, async () => {
  const page = await session.driver.openPage(web.put('http://read.example/inked', { body: ESSAY, headers: HTML }));
  await isMarked(page);
  await page.eval(() => getSelection()?.selectAllChildren(document.querySelector('p') ?? document.body));
  await session.driver.command('highlight');
  const kinds = () => [...CSS.highlights].map(([name]) => name.replace(/^[a-z]{12}-/, ''));
  await page.until(() => [...CSS.highlights].some(([name]) => /-i0$/.test(name)));
  await page.eval(() => document.body.insertAdjacentHTML('beforeend', '<input type="password">'));
  await page.until(() => [...CSS.highlights].every(([name]) => !/-\d\d$/.test(name)));
  expect(await paintedOn(page)).toEqual([]);
  expect(await page.eval(kinds)).toEqual(['i0']);
  await page.close();
});

test(`${BROWSER}: an article that comes late is read, and marks go where their words go`, async () => {
  const body = '<title>Late</title><main><p>Nothing yet.</p></main>';
  const page = await session.driver.openPage(web.put('http://read.example/late', { body, headers: HTML }));
  const article = /<body[^>]*>([\s\S]*)<\/body>/.exec(ESSAY)?.[1] ?? '';
  await page.eval((html) => {
    document.body.innerHTML = html;
  }, article);
  await isMarked(page);
  const [first] = await paintedOn(page);
  await page.eval(() => {
    document.body.innerHTML = `${document.body.innerHTML}`; // drawn anew, as frameworks do
  });
  await until('the marks to be where their words are', async () => (await paintedOn(page))[0]?.text === first?.text);
  await page.eval(() => document.body.replaceChildren('All of it is gone.'));
  await page.until(() => CSS.highlights.size === 0);
  await page.close();
});

test(`${BROWSER}: a log-in that a page cannot look into either, and a field without any sign, are not seen`, async () => {
  const login = web.put('http://other.example/login', { body: '<form><input type="password"></form>', headers: HTML });
  const unseen = `<iframe src="${login}"></iframe><input id="drawn" name="a1" style="-webkit-text-security:disc">`;
  const body = ESSAY.replace('</body>', `${unseen}</body>`);
  const page = await session.driver.openPage(web.put('http://read.example/unseen', { body, headers: HTML }));
  await isMarked(page); // what is forbidden is looked for before anything is read
  const seen = ESSAY.replace(
    '</body>',
    `${unseen.replace(login, web.put('http://read.example/login', { body: '<input type="password">', headers: HTML }))}</body>`,
  );
  const address = web.put('http://read.example/seen', { body: seen, headers: HTML });
  await page.goto(address);
  await until('the page to be left alone', async () => (await reportOf(ours, address)).state === 'left-alone'); // these eyes are open
  await page.close();
});

test(`${BROWSER}: nothing of this raised an error`, async () => {
  expect((await session.driver.errors()).filter((error) => !/Content.Security.Policy|favicon/.test(error))).toEqual([]);
});
