/** README: a page that looks can see that marks are there and on which of its passages, and nothing else of Sidelight's. Tried by a page that looks everywhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOST } from '../../drive/card-frame';
import type { Page, Screen } from '../../drive/driver';
import { until } from '../../drive/poll';
import { PRELUDE } from '../../drive/sent-code';
import { isCardShown, openCard, paintedOn, pointIn, readyCard, shownCard, standingStill } from '../../drive/sidelight';
import { BROWSER, demoPage, openList, type Session, startSession } from '../person';
import { attack, hostile, relate, useCard } from './attack';
import { foundBySpy, plantOldCard } from './spy';

const ESSAY = 'who-owns-the-numbers.html';
const TAKEN = ['--surface', '--ink', '--soft', '--line', '--edge', '--light', '--read', '--ui', '--sidelight'];
const PLANTED = ['Zephyrquill', 'Marbleotter', 'Vexedharp'];
let session: Session;

const fontsAsked = () => session.server.requests().filter((request) => request.startsWith('GET /font/'));
const hostNameOn = (page: Page) => page.eval((host) => document.querySelector(host)?.localName ?? '', HOST);

beforeAll(async () => {
  session = await startSession();
});
afterAll(async () => {
  await session?.stop();
});

/** The words that stand in the card and nowhere on the page. */
async function ownWords(card: Screen, page: Page): Promise<string[]> {
  const [said, known] = await Promise.all([
    card.eval(() => document.body.innerText),
    page.eval(() => document.documentElement.textContent?.toLowerCase() ?? ''),
  ]);
  const words = new Set(said.match(/[\p{L}]{5,}/gu) ?? []);
  return [...words].filter((word) => !known.includes(word.toLowerCase()));
}

describe(`${BROWSER}: a page that looks everywhere`, () => {
  let page: Page;
  let words: string[];
  let found: Awaited<ReturnType<typeof attack>>;
  let looks: { readonly title: string; readonly colour: string };

  beforeAll(async () => {
    page = await session.driver.openPage(session.server.serve('/looks', { body: hostile(demoPage(ESSAY), TAKEN) }));
    await relate(session, page);
    await openCard(page);
    const { card, box } = await shownCard(page);
    words = await ownWords(card, page);
    looks = await card.eval(() => {
      const title = document.querySelector('h2');
      return { title: title?.textContent ?? '', colour: title ? getComputedStyle(title).color : '' };
    });
    await useCard(page, { x: box.left + 40, y: box.top + 60 });
    await page.keys('Escape');
    await until('the card to be gone', async () => !(await isCardShown(page)));
    await session.driver.command('toggle-card');
    await shownCard(page);
    await page.keys('Tab', 'Tab');
    found = await attack(page, HOST, words);
  });

  test('has a card over it with words of its own', () => {
    expect(words.length).toBeGreaterThan(5);
    expect(looks.title.length).toBeGreaterThan(5);
  });
  test('finds none of them by searching, copying or writing', () => expect(found.byFind).toEqual([]));
  test('finds none of them by moving the selection', () => expect(found.bySelection).toEqual([]));
  test('finds none of them through what events name', () => expect(found.byEvents).toEqual([]));
  test('finds none of them in what was added to it', () => expect(found.inMarkup).toEqual([]));
  test('sees no letter of them in the fonts that it defines', () => expect(fontsAsked()).toEqual([]));
  test('never sees an address of Sidelight’s', () => expect(found.addresses).toEqual([]));
  test('measures an element without lines, counts no frame and no entry', () =>
    expect(found.measured).toEqual({ rects: expect.toSatisfy((rects: number) => rects <= 1), frames: 0, entries: 0, animations: 0 }));
  test('takes no colour from the card by taking custom properties', () => expect(looks.colour).not.toMatch(/^(?:|rgba\(0, 0, 0, 0\))$/));

  test('finds everything in a card as it was before: these eyes are open', async () => {
    const old = await session.driver.openPage(session.server.serve('/old', { body: hostile(demoPage(ESSAY)) }));
    await old.activate();
    await old.eval(plantOldCard, PLANTED);
    await useCard(old, { x: 120, y: 120 });
    const seen = await attack(old, 'old-card', PLANTED);
    expect(seen.byFind).toEqual(PLANTED);
    expect(fontsAsked().length).toBeGreaterThan(0);
    if (BROWSER === 'firefox') expect(seen.byEvents).toEqual(PLANTED);
    await old.close();
  });
});

/** How many essays of the list are saved; the page is in front again afterwards. */
async function savedBeside(page: Page): Promise<number> {
  const list = await openList(session.driver);
  const count = await list.eval(() => document.querySelectorAll('.row-saved').length);
  await list.close();
  await page.activate();
  return count;
}

/** To the next passage by key, and beside it: done when all that was pressed in the card before is done with. */
async function goOn(page: Page): Promise<void> {
  const { card, box: before } = await shownCard(page);
  await card.keys('n');
  await card.until(() => document.body.textContent?.includes('2 of') === true);
  await until('the card to stand elsewhere', async () => (await shownCard(page)).box.top !== before.top); // its words come before it is placed
}

describe(`${BROWSER}: a page that meddles`, () => {
  let page: Page;

  beforeAll(async () => {
    page = await session.driver.openPage(session.server.serve('/meddles', { body: demoPage(ESSAY) }));
    await relate(session, page);
  });

  const saved = () => savedBeside(page);

  test('cannot close the card or press in it by events that it makes up', async () => {
    await openCard(page);
    await readyCard(page);
    const makeUp = (selector: string) => {
      const host = document.querySelector(selector);
      for (const target of [window, document, document.body, host]) {
        for (const kind of ['keydown', 'keyup', 'keypress']) {
          target?.dispatchEvent(new KeyboardEvent(kind, { key: 'Escape', bubbles: true, composed: true }));
          target?.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', bubbles: true, composed: true }));
        }
        for (const kind of ['pointerdown', 'pointerup', 'click', 'mousedown'])
          target?.dispatchEvent(new PointerEvent(kind, { bubbles: true, composed: true, clientX: 500, clientY: 500 }));
        for (const kind of ['pagehide', 'focusout', 'blur', 'scroll', 'toggle']) target?.dispatchEvent(new Event(kind, { bubbles: true }));
      }
      document.title = 'made up';
    };
    await page.eval((code, selector) => void setTimeout(() => new Function(`return ${code}`)()(selector)), String(makeUp), HOST); // afterwards: the driver takes a pagehide for one
    await page.until(() => document.title === 'made up');
    expect(await isCardShown(page)).toBe(true);
    expect(await saved()).toBe(0);
  });

  test('gets no act by carrying the card away under the pointer', async () => {
    await openCard(page);
    const { card, box } = await readyCard(page);
    const save = await pointIn(card, box, '.button-plain');
    await page.eval((selector) => {
      const lure = document.createElement('div');
      lure.style.cssText = 'position:fixed;inset:0;opacity:0.01';
      const host = document.querySelector(selector);
      const moved = lure as HTMLElement & { moveBefore?(node: Node, before: null): void }; // as: Chromium's own
      document.body.append(lure);
      if (host && moved.moveBefore) moved.moveBefore(host, null);
      else if (host) lure.append(host);
    }, HOST);
    await page.click(save);
    await page.until((selector) => document.querySelector(selector) !== null, HOST); // put back where it was, which ends whatever was pressed in it
    expect(await saved()).toBe(0);
  });

  test('brings nothing over the card that stays there', async () => {
    await page.reload();
    await relate(session, page);
    await openCard(page);
    const { box } = await shownCard(page);
    await page.eval(() => {
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = 'inset:0;width:100%;height:100%';
      document.body.append(cover);
      cover.showPopover();
    });
    const isOnTop = (selector: string, x: number, y: number) => document.elementFromPoint(x, y)?.matches(selector);
    await page.until(isOnTop, HOST, box.left + box.width / 2, box.top + box.height / 2);
  });

  // Firefox does not say what lies over a frame; docs/privacy.md tells readers so.
  test.runIf(BROWSER === 'chromium')('gets no act by a picture over the card that lets presses through', async () => {
    await page.reload();
    await relate(session, page);
    await openCard(page);
    const { card, box } = await readyCard(page);
    const save = await pointIn(card, box, '.button-plain');
    await page.eval(() => {
      const hidden = document.createElement('div');
      const root = hidden.attachShadow({ mode: 'closed' }); // what happens in there is not heard outside
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = 'inset:0;width:100%;height:100%;pointer-events:none;background:#fff';
      root.append(cover);
      document.body.append(hidden);
      cover.showPopover();
    });
    await standingStill(page);
    await card.until(() => !document.documentElement.classList.contains('is-seen'));
    await page.click(save);
    await card.until(() => document.querySelector('.card-said')?.textContent !== ''); // that it did not count
    await goOn(page); // said on the same way, and after it
    expect(await saved()).toBe(0);
  });

  // Sidelight's script comes after the page's own, which may swallow what it likes: acts are taken in the card's own document.
  test('neither hears nor stops what is pressed and typed in the card, and cannot take its focus away', async () => {
    const swallowing = () => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const kind of ['keydown', 'keyup', 'keypress', 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'pointermove']) {
        const swallow = (event: Event) => {
          event.stopImmediatePropagation();
          event.preventDefault();
          if (kind !== 'pointermove') heard.push(kind);
        };
        window.addEventListener(kind, swallow, { capture: true, passive: false });
      }
      const trap = () => document.querySelector('button')?.focus();
      document.addEventListener('focusin', (event) => (event.target as Element).localName !== 'button' && trap(), true); // as: an element has the focus
    };
    const body = demoPage(ESSAY)
      .replace('<head>', `<head><script>(${swallowing})()</script>`)
      .replace('</body>', '<button></button></body>');
    page = await session.driver.openPage(session.server.serve('/swallows', { body }));
    await relate(session, page);
    const hasBeenPressed = () => page.eval(() => navigator.userActivation.hasBeenActive);
    await session.driver.command('toggle-card');
    const { card } = await shownCard(page);
    await card.until(() => document.hasFocus());
    expect(await hasBeenPressed()).toBe(false);
    await card.keys('Tab');
    await goOn(page);
    const { box } = await readyCard(page);
    await page.click(await pointIn(card, box, '.button-plain'));
    await card.until(() => document.querySelector('.button-plain[aria-pressed=true]') !== null);
    await card.keys('Escape');
    await until('the card to be gone', async () => !(await isCardShown(page)));
    expect(await page.eval(() => (window as { heard?: string[] }).heard)).toEqual([]);
    expect(await hasBeenPressed()).toBe(true); // that much is told: browsers count it as the page's own
    expect(await saved()).toBe(1);
  });
});

/** A page that hears all that is dragged, and that carries what is ours along under a pointer which is held. */
function draggable(): void {
  const told: string[] = [];
  Object.assign(window, { told });
  for (const kind of ['dragstart', 'dragenter', 'dragover', 'dragleave', 'drop', 'dragend'] as const) {
    window.addEventListener(
      kind,
      (event) => {
        if (kind === 'dragover') event.preventDefault(); // or nothing is dropped
        const { dataTransfer } = event;
        told.push([kind, ...['text/plain', 'text/uri-list', 'text/html'].map((type) => dataTransfer?.getData(type) ?? '')].join('|'));
      },
      true,
    );
  }
  const lure = document.createElement('div') as HTMLElement & { moveBefore?(node: Node, before: null): void }; // as: Chromium's own
  window.addEventListener('pointermove', ({ buttons, clientX, clientY, target }) => {
    const ours = [...document.querySelectorAll<HTMLElement>('[popover="manual"]')];
    if (buttons !== 1 || ours.length === 0 || (target as Element | null)?.closest('#handle') === null) return; // as: a pointer is over an element
    document.body.append(lure);
    lure.style.cssText = `position:fixed;inset:0;opacity:0.01;pointer-events:none;transform:translate(${clientX}px,${clientY}px)`;
    for (const each of ours) {
      each.style.cssText = `opacity:0!important;left:${clientX}px!important;top:${clientY}px!important;transform:translate(9px,9px)!important`;
      if (lure.moveBefore && each.isConnected) lure.moveBefore(each, null);
      else lure.append(each);
    }
  });
}

describe(`${BROWSER}: a page that hears what is dragged`, () => {
  let page: Page;
  const told = () => page.eval(() => (window as { told?: string[] }).told ?? []);
  /** Selects it all, and says where its first letters are. */
  const choose = (screen: Screen, selector: string) =>
    screen.on(selector, (element) => {
      getSelection()?.selectAllChildren(element);
      const [line] = getSelection()?.getRangeAt(0).getClientRects() ?? [];
      return { words: String(getSelection()), x: (line?.left ?? 0) + 12, y: (line?.top ?? 0) + (line?.height ?? 0) / 2 };
    });

  beforeAll(async () => {
    const handle =
      '<p id="handle" style="position:fixed;right:0;bottom:0;width:80px;height:40px;margin:0;user-select:none;background:#ddd">Hold</p>';
    const body = demoPage(ESSAY)
      .replace('<head>', `<head><script>${PRELUDE} (${draggable})()</script>`)
      .replace('</body>', `${handle}</body>`);
    page = await session.driver.openPage(session.server.serve('/dragged', { body }));
    await relate(session, page);
  });

  test('is told what is dragged of its own, and nothing of what one tries to drag out of the card', async () => {
    const { words: own, ...at } = await choose(page, 'h1');
    await page.drag(at, { x: at.x + 40, y: 400 });
    await page.until(() => (window as { told?: string[] }).told?.some((each) => each.startsWith('dragstart')));
    if (BROWSER === 'chromium') expect((await told()).find((each) => each.startsWith('drop|'))).toContain(own); // these eyes are open
    await page.eval(() => {
      getSelection()?.removeAllRanges();
      (window as { told?: string[] }).told?.splice(0); // as: it is there
    });
    await openCard(page);
    const { card, box } = await shownCard(page);
    let steps = 0;
    await until('the pointer to be in the card', async () => {
      steps += 1;
      await page.hover({ x: box.left + 40 + (steps % 9), y: box.top + 60 }); // the first move after a drop may be the drop's own
      return card.eval(() => document.querySelector('#card')?.matches('[inert]') === false);
    });
    const title = await choose(card, 'h2');
    expect(title.words.length).toBeGreaterThan(5);
    await card.eval(() =>
      window.addEventListener('dragstart', ({ defaultPrevented }) => document.body.setAttribute('data-dragged', String(defaultPrevented))),
    );
    await card.drag({ x: title.x, y: title.y }, { x: box.left > 200 ? -100 : box.width + 100, y: 60 });
    expect(await card.until(() => document.body.getAttribute('data-dragged'))).toBe('true'); // a person did try; Firefox drops nothing for a driver
    expect(await told()).toEqual([]);
  });

  test('gets no act by carrying the card or the bar to where a held pointer is let go', async () => {
    const before = await savedBeside(page);
    await openCard(page);
    await page.drag('#handle', { x: 300, y: 300 });
    await page.click({ x: 310, y: 310 });
    await page.until((selector) => document.querySelector(selector) !== null, HOST);
    await choose(page, 'h1');
    await page.keys('Shift');
    await page.until(() => [...document.querySelectorAll('html > [popover]')].some(({ localName }) => localName.endsWith('-b')));
    await page.drag('#handle', { x: 300, y: 300 });
    await page.click({ x: 320, y: 330 });
    expect(await page.eval(() => [...CSS.highlights].filter(([name]) => /-i\d$/.test(name)).length)).toBe(0);
    expect(await savedBeside(page)).toBe(before);
  });
});

// Chromium shows its find bar to no test.
test.runIf(BROWSER === 'firefox')(
  'the reader’s own search in the page meets no word of an open card, but while one is in the card',
  async () => {
    const { findInPage } = session.driver;
    const page = await session.driver.openPage(session.server.serve('/searched', { body: demoPage(ESSAY) }));
    await relate(session, page);
    await openCard(page);
    const { card, box } = await shownCard(page);
    const words = await ownWords(card, page);
    const met = async () => {
      const found: string[] = [];
      for (const word of words) if (await findInPage?.(word)) found.push(word);
      return found;
    };
    expect(words.length).toBeGreaterThan(5);
    expect(await met()).toEqual([]);
    expect(await isCardShown(page)).toBe(true);
    await page.hover({ x: box.left + 40, y: box.top + 60 });
    await card.until(() => document.querySelector('#card')?.matches('[inert]') === false);
    expect(await met()).toEqual(words); // these eyes are open
    expect(await findInPage?.('data')).toBe(true); // the page's own: it is scrolled to, and the card goes
    await page.close();
  },
);

test(`${BROWSER}: names are made for each document, and say nothing of whose they are`, async () => {
  const names: string[] = [];
  for (const path of ['/one', '/two']) {
    const page = await session.driver.openPage(session.server.serve(path, { body: demoPage(ESSAY) }));
    await relate(session, page);
    names.push(await hostNameOn(page));
    const highlights = await page.eval(() => [...CSS.highlights].map(([name]) => name));
    expect((await paintedOn(page)).length).toBeGreaterThan(0);
    expect([...highlights, ...names].join()).not.toMatch(/sidelight/i);
    expect(highlights.every((name) => name.startsWith(names.at(-1)?.slice(0, -1) ?? '?'))).toBe(true);
    await page.close();
  }
  expect(new Set(names).size).toBe(2);
});

test(`${BROWSER}: where there is nothing to show, not a node, name or address of the page is touched`, async () => {
  const bait = '<sidelight-card></sidelight-card><script>CSS.highlights.set("sidelight-light-1", new Highlight())</script>';
  const body = hostile(demoPage('recipe.html')).replace('</body>', `${bait}</body>`);
  const page = await session.driver.openPage(session.server.serve('/silent', { body }));
  const before = await page.eval(foundBySpy);
  const markup = await page.eval(() => document.documentElement.outerHTML);
  await relate(session, page);
  expect(await page.eval(foundBySpy)).toEqual(before);
  expect(await page.eval(() => document.documentElement.outerHTML)).toBe(markup);
  expect(await page.eval(() => [...CSS.highlights].map(([name]) => name))).toEqual(['sidelight-light-1']);
});

test.each<[string, Record<string, string>]>([
  ['lets in only what is told to come', { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' }],
  [
    'forbids every frame, style and script',
    { 'content-security-policy': "default-src 'none'; frame-src 'none'; require-trusted-types-for 'script'" },
  ],
  ['is a sandbox', { 'content-security-policy': 'sandbox allow-scripts' }],
])(`${BROWSER}: on a page that %s a person gets the card, or the popup in its place`, async (_kind, headers) => {
  const page = await session.driver.openPage(session.server.serve('/strict', { body: demoPage(ESSAY), headers }));
  await relate(session, page);
  await session.driver.command('toggle-card');
  if (headers['content-security-policy']?.startsWith('sandbox')) {
    expect(await isCardShown(page)).toBe(false); // what is in such a page's frames is nobody's, and so not ours
  } else {
    const { card } = await shownCard(page);
    expect(await card.eval(() => document.querySelector('h2')?.textContent ?? '')).not.toBe('');
  }
  await page.close();
});

test(`${BROWSER}: the card’s file is empty for whoever else opens it, and no other file opens at all`, async () => {
  const page = await session.driver.openPage(session.server.serve('/frames', { body: demoPage('recipe.html') }));
  const [card, popup] = ['src/contexts/card/card.html', 'src/contexts/popup/popup.html'].map(session.driver.extensionUrl);
  const opened = await page.eval(
    async (urls) => {
      const replies = await Promise.all(
        urls.map((url) =>
          fetch(url ?? '').then(
            () => 'read',
            () => 'refused',
          ),
        ),
      );
      for (const url of urls) document.body.append(Object.assign(document.createElement('iframe'), { src: `${url}#${'a'.repeat(32)}` }));
      return replies;
    },
    [card, popup],
  );
  // Firefox gives the one file to whoever knows its address, which no page can learn.
  expect(opened).toEqual([BROWSER === 'firefox' ? 'read' : 'refused', 'refused']);
});
