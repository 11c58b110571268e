import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EssayId } from '../../../src/core/essay';
import { hostName, type PageName } from '../../../src/edge/dom/mark-style';
import type { Refusal } from '../../../src/messages/contract';
import { clear, stage } from '../../edge/dom/stage';
import blog from '../../fixtures/pages/blog.html?raw';
import login from '../../fixtures/pages/login.html?raw';
import recipe from '../../fixtures/pages/recipe.html?raw';
import { holdTime, letTimeRun, pass } from '../../ui/held-time';
import { soon } from '../../ui/soon';
import { type Background, card, ESSAYS, host, NAME, painted, relatedTo, reportOf, startWith } from './acting';

const MARKED = ['A tide table', 'So a pilot', 'I kept my own'];
const FIRST = 'A tide table is the only book I own that is right about the future.';
const QUIET_MS = 800; // a page that has not changed for so long is read
let background: Background;
const home = location.href;

async function start(html: string, marked: readonly string[] = MARKED, more: readonly string[] = []): Promise<void> {
  stage(html);
  background = startWith((page) => relatedTo(page, marked, more));
  await reportOf(background);
}

beforeEach(() => CSS.highlights.clear());
afterEach(() => {
  letTimeRun();
  background?.companion.leave();
  clear();
  history.replaceState(null, '', home);
});

test('passages that are related are painted and reported with the sentences of the page', async () => {
  await start(blog);
  expect(painted().sort()).toEqual([
    expect.stringMatching(/^A tide table/),
    expect.stringMatching(/^I kept my own/),
    expect.stringMatching(/^So a pilot/),
  ]);
  const report = await reportOf(background);
  expect(report).toMatchObject({ state: 'related', marked: 3, related: { essays: ESSAYS, passages: [{ here: FIRST }, {}, {}] } });
  expect(background.namesAsked()).toEqual(['getReady', 'relatePage', 'paintable']); // the background wakes while the page is read
});

test('one element is added, and nothing on the page is changed', async () => {
  stage(blog);
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((seen) => records.push(...seen));
  background = startWith((page) => relatedTo(page, MARKED));
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const before = document.body.outerHTML;
  await reportOf(background);
  await background.handlers.nextMark({}, undefined);
  records.push(...observer.takeRecords());
  observer.disconnect();
  const onPage = records.filter(({ target }) => target !== host());
  expect(onPage.map(({ type, target, addedNodes }) => [type, target, [...addedNodes]])).toEqual([
    ['childList', document.documentElement, [host()]],
  ]);
  expect(document.body.outerHTML).toBe(before);
});

test('where nothing is related nothing is added, and the page reports silence', async () => {
  stage(blog);
  background = startWith(() => ({ essays: [], passages: [], more: [] }));
  expect(await reportOf(background)).toEqual({ state: 'silent' });
  expect([host(), painted(), background.namesAsked()]).toEqual([null, [], ['getReady', 'relatePage']]);
});

test('a background that fails is silence', async () => {
  stage(blog);
  background = startWith((page) => relatedTo(page, MARKED));
  background.fails = true;
  expect(await reportOf(background)).toEqual({ state: 'silent' });
  expect(host()).toBeNull();
});

test('a page that asks for a password is never sent', async () => {
  await start(login);
  expect(await reportOf(background)).toEqual({ state: 'left-alone', why: 'password' });
  expect(background.asked).toEqual([]);
});

/** Only an extension sees into closed roots: those are in tests/e2e/promises/reading.test.ts. */
type Secret = { readonly what: string; readonly markup: string; readonly comes?: () => unknown };
const SECRETS: readonly Secret[] = [
  { what: 'a password', markup: '<input type="password">' },
  { what: 'a password shown as text', markup: '<input type="text" autocomplete="section-a current-password">' },
  { what: 'a password to be', markup: '<input autocomplete="new-password">' },
  { what: 'a code that was sent', markup: '<input autocomplete="one-time-code" inputmode="numeric">' },
  { what: 'a card number', markup: '<table><tr><th>Account</th><td>NO93 8601</td></tr></table><input autocomplete="billing cc-number">' },
  { what: 'the back of a card', markup: '<input autocomplete="cc-csc">' },
  { what: 'a letter being answered', markup: '<div role="textbox" contenteditable="true" aria-label="Message body"><br></div>' },
  { what: 'an editor', markup: '<div contenteditable="plaintext-only">draft</div>' },
  {
    what: 'a card number in an open root',
    markup: '<div id="late"></div>',
    comes: () => inRoot('<input autocomplete="cc-number">'),
  },
  { what: 'a code in a frame', markup: '<iframe></iframe>', comes: () => inFrame('<input autocomplete="one-time-code">') },
  { what: 'a page that is edited as a whole', markup: '', comes: () => Object.assign(document, { designMode: 'on' }) },
];
const inRoot = (markup: string): void => {
  const root = document.querySelector('#late')?.attachShadow({ mode: 'open' });
  if (root !== undefined) root.innerHTML = markup;
};
const inFrame = (markup: string): void => {
  const inner = document.querySelector('iframe')?.contentDocument;
  if (inner) inner.body.innerHTML = markup;
};

test.each(SECRETS)('beside $what nothing is read, asked or painted, though the library would speak', async ({ markup, comes }) => {
  try {
    stage(blog.replace('</article>', `</article>${markup}`));
    comes?.();
    background = startWith((page) => relatedTo(page, MARKED));
    expect(await reportOf(background)).toMatchObject({ state: 'left-alone' });
    expect([host(), painted(), background.pages]).toEqual([null, [], []]);
    expect(background.namesAsked().filter((name) => name !== 'getReady')).toEqual([]);
  } finally {
    document.designMode = 'off';
  }
});

test.each([
  ['a form one fills in', `<form>${'<label>Field <input></label>'.repeat(7)}</form>`, ''],
  ['what a shop sells', '', '<meta property="og:type" content="product">'],
])('beside %s nothing is read', async (_what, markup, meta) => {
  stage(blog.replace('</article>', `</article>${markup}`).replace('</title>', `</title>${meta}`));
  background = startWith((page) => relatedTo(page, MARKED));
  expect(await reportOf(background)).toEqual({ state: 'left-alone', why: 'chore' });
  expect([host(), painted(), background.pages]).toEqual([null, [], []]);
});

test('the same page without them speaks', async () => {
  await start(
    blog.replace('</article>', '</article><table><tr><td>NO93 8601</td></tr></table><input autocomplete="given-name"><iframe></iframe>'),
  );
  expect(painted().length).toBe(3);
});

test('a site that is off is left alone', async () => {
  stage(blog);
  background = startWith(() => 'off');
  expect(await reportOf(background)).toEqual({ state: 'left-alone', why: 'off' });
});

test('leaving takes everything off, for good', async () => {
  await start(blog);
  await background.handlers.leave({}, undefined);
  expect([host(), painted(), background.companion.isAlive()]).toEqual([null, [], false]);
  expect(background.asked.at(-1)).toEqual({ name: 'paintable', ask: { on: false, bornAt: performance.timeOrigin } });
});

test('a script whose extension is gone takes everything off and sends nothing more', async () => {
  await start(blog);
  const sent = background.asked.length;
  background.orphaned = true;
  document.dispatchEvent(new Event('visibilitychange'));
  await soon(() => expect([host(), painted()]).toEqual([null, []]));
  expect(background.asked.length).toBe(sent);
});

test('a page that comes back asks whether it is still welcome, and goes if it was told meanwhile to leave', async () => {
  await start(blog);
  document.dispatchEvent(new Event('visibilitychange'));
  await soon(() => expect(background.namesAsked()).toContain('isWelcome'));
  expect(background.companion.isAlive()).toBe(true);
  background.isWelcome = false;
  document.dispatchEvent(new Event('resume'));
  await soon(() => expect([host(), painted(), background.companion.isAlive()]).toEqual([null, [], false]));
});

test('what an unloaded Sidelight left on this document is replaced, and no other document’s', async () => {
  stage(blog);
  const [left, other] = [hostName(NAME), hostName('zyxwvutsrqpo' as PageName)].map((name) => document.createElement(name)); // as: made up
  document.documentElement.append(left ?? '', other ?? '');
  CSS.highlights.set(`${NAME}-13`, new Highlight(document.createRange()));
  background = startWith((page) => relatedTo(page, ['So a pilot']));
  await reportOf(background);
  expect([left?.isConnected, other?.isConnected, host() !== left]).toEqual([false, true, true]);
  expect([...CSS.highlights.keys()].filter((name) => name.startsWith(NAME)).length).toBe(1);
  other?.remove();
});

test('where there is nothing to paint nothing of the page is touched: no element, no highlight of anybody’s', async () => {
  stage(recipe);
  const own = document.createElement('sidelight-card');
  document.documentElement.append(own);
  CSS.highlights.set('sidelight-light-1', new Highlight());
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((seen) => records.push(...seen));
  background = startWith(() => ({ essays: [], passages: [], more: [] }));
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  await reportOf(background);
  records.push(...observer.takeRecords());
  observer.disconnect();
  expect([records.length, own.isConnected, CSS.highlights.has('sidelight-light-1')]).toEqual([0, true, true]);
  own.remove();
});

test('a document that the page wrote anew is begun anew', async () => {
  await start(blog);
  const old = document.documentElement;
  const next = old.cloneNode(true) as HTMLElement; // as: of one
  old.replaceWith(next);
  document.dispatchEvent(new Event('visibilitychange'));
  expect([background.companion.isAlive(), background.asked.at(-1)?.name]).toEqual([false, 'again']);
  next.replaceWith(old);
});

test('more passages are painted when they are asked for', async () => {
  await start(blog, ['A tide table'], ['So a pilot', 'I kept my own']);
  expect(painted()).toEqual([FIRST]);
  const reply = await background.handlers.more({ areMore: true }, undefined);
  expect(reply).toMatchObject({ ok: true, value: { state: 'related', marked: 3 } });
  expect(painted().length).toBe(3);
});

test('an essay that a panel refuses loses its marks here, and gets them back', async () => {
  await start(blog);
  const refuse = (act: Refusal) => background.handlers.refuse({ essayId: ESSAYS[0]?.id as EssayId, act }, undefined); // as: there are two
  expect(await refuse('refuse')).toEqual({ ok: true, value: 'done' });
  expect(painted()).toEqual([expect.stringMatching(/^So a pilot/)]);
  expect(background.asked.at(-1)).toMatchObject({ name: 'act', ask: { essayId: 'a', act: { kind: 'refuse', page: expect.any(String) } } });
  await refuse('unrefuse');
  expect(painted().length).toBe(3);
  await refuse('less');
  expect(background.asked.at(-1)).toEqual({ name: 'lessFrom', ask: { essayId: 'a', on: true } });
});

test('a second click looks again where nothing was found, and changes nothing where something was', async () => {
  stage(blog);
  background = startWith(() => ({ essays: [], passages: [], more: [] }));
  await reportOf(background);
  background.answer = (page) => relatedTo(page, MARKED);
  background.companion.lookAgain();
  expect(await reportOf(background)).toMatchObject({ state: 'related', marked: 3 });
  background.companion.lookAgain();
  await reportOf(background);
  expect(background.pages.length).toBe(2);
});

test('a page that draws its text anew gets its marks again, and only where the words are', async () => {
  await start(blog);
  const article = document.querySelector('article');
  if (article)
    article.innerHTML = `<p>A paragraph that was not here before, put first.</p>${article.innerHTML.replace('So a pilot reads two things: the table, and the trees.', '')}`;
  await soon(() => expect(painted().length).toBe(2));
  expect(painted()).toContain(FIRST);
  expect(await reportOf(background)).toMatchObject({ marked: 2 });
});

test('a page that clears all highlights gets ours back', async () => {
  await start(blog);
  CSS.highlights.clear();
  document.body.append('a change');
  await soon(() => expect(painted().length).toBe(3));
});

test('highlights of the page itself are left as they are', async () => {
  const own = new Highlight();
  CSS.highlights.set('search-results', own);
  await start(blog);
  background.companion.leave();
  expect(CSS.highlights.get('search-results')).toBe(own);
});

test('a password field that appears later takes everything off', async () => {
  await start(blog);
  document.querySelector('article')?.append(Object.assign(document.createElement('input'), { type: 'password' }));
  await soon(() => expect([host(), painted()]).toEqual([null, []]));
  expect(await reportOf(background)).toEqual({ state: 'left-alone', why: 'password' });
});

test('a field whose kind becomes password counts as one', async () => {
  await start(`${blog}<input id="field" type="text">`);
  document.querySelector('#field')?.setAttribute('type', 'password');
  await soon(() => expect(host()).toBeNull());
});

test('when a field goes the marks come back, and nothing is asked again', async () => {
  await start(blog);
  const field = Object.assign(document.createElement('input'), { type: 'password' });
  document.querySelector('article')?.append(field);
  await soon(() => expect(painted()).toEqual([]));
  field.remove();
  await soon(() => expect(painted().length).toBe(3));
  expect(host()).not.toBeNull();
  expect(background.pages.length).toBe(1);
});

test('where a field stood at first, the page is read once it is gone', async () => {
  await start(blog.replace('</body>', '<input type="password" id="field"></body>'));
  expect(background.pages).toEqual([]);
  document.querySelector('#field')?.remove();
  await soon(() => expect(painted().length).toBe(3));
});

test('a log-in that nobody sees silences nothing', async () => {
  await start(blog.replace('</body>', '<form style="display:none"><input type="password"></form></body>'));
  expect(painted().length).toBe(3);
  document.querySelector('form')?.removeAttribute('style');
  await soon(() => expect([host(), painted()]).toEqual([null, []]));
});

test('an article that is edited later loses its marks', async () => {
  await start(blog);
  document.querySelector('article')?.setAttribute('contenteditable', 'true');
  await soon(() => expect([host(), painted()]).toEqual([null, []]));
  expect(await reportOf(background)).toEqual({ state: 'left-alone', why: 'editor' });
});

test('an element that the page keeps removing is put back twice, and then given up with the marks', async () => {
  await start(blog);
  let removed = 0;
  const observer = new MutationObserver(() => {
    if (host() === null) return;
    removed += 1;
    host()?.remove();
    document.body.append('a change');
  });
  host()?.remove();
  document.body.append('a change');
  observer.observe(document.documentElement, { childList: true });
  await soon(() => expect(painted()).toEqual([]));
  observer.disconnect();
  expect(removed).toBe(2);
});

test('a page that moves on without loading is read anew, and its first marks are gone at once', async () => {
  await start(blog);
  background.answer = (page) => relatedTo(page, ['This bread']);
  history.pushState(null, '', '?essay=2');
  expect(painted()).toEqual([]);
  expect(card()).toBeNull();
  const style = document.querySelector('style.staged');
  stage(recipe);
  if (style) document.head.append(style);
  await soon(() => expect(painted()).toEqual(['This bread wants to be forgotten.']));
  expect(background.pages.at(-1)?.url).toContain('essay=2');
});

test('a click is for one address: the script goes at the next, and has read nothing there', async () => {
  await start(blog);
  background.mayStay = false;
  for (let i = 0; i < 90; i += 1) {
    history.pushState(null, '', `?probe=${i}`);
    stage(recipe.replace('</title>', ` ${i}</title>`));
  }
  await soon(() => expect(background.companion.isAlive()).toBe(false));
  expect([host(), painted(), background.pages.length]).toEqual([null, [], 1]);
});

test('a fragment that is a route is another address', async () => {
  await start(blog);
  background.mayStay = false;
  history.pushState(null, '', '#/essays/2');
  await soon(() => expect([painted(), background.companion.isAlive()]).toEqual([[], false]));
});

test('addresses that change by themselves are read a few times, whatever the page does', async () => {
  await start(blog);
  holdTime();
  for (let i = 0; i < 7; i += 1) {
    history.pushState(null, '', `?probe=${i}`);
    await pass(QUIET_MS);
    await soon(() => expect(background.namesAsked().filter((name) => name === 'mayStay').length).toBe(i + 1));
    if (i < 5) await soon(() => expect(background.pages.length).toBe(1 + i + 1)); // the first was asked for
  }
  await pass(QUIET_MS);
  expect(background.pages.length).toBe(1 + 5);
  await background.handlers.report({}, undefined); // a person asks, and gets the page as it is now
  expect(background.pages.length).toBe(1 + 6);
});

test('an address that differs only in its fragment is the same page', async () => {
  await start(blog);
  history.pushState(null, '', '#comments');
  await reportOf(background);
  expect([painted().length, background.pages.length]).toEqual([3, 1]);
});
