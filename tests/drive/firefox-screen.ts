/** A document in Firefox, reached from the browser's own window. Pages and the popup are the same to it. */

import { writeFileSync } from 'node:fs';
import { CARD_PAGE } from '../../src/core/related/card';
import type { Page, Point, Screen } from './driver';
import { childScript, type Deed, frameScript, type Outcome } from './firefox-child';
import { keyOf, pressOf } from './keys';
import type { Marionette } from './marionette';
import { until } from './poll';
import { middleOf, sentCall, sentFunctionOfElement } from './sent-code';
import { between } from './way';

/** A CSS selector, in the browser's window, of the tab or of the popup's browser that shows the document. */
export type Where = string;

export const POPUP: Where = 'browser.webextension-popup-browser';

let lastDeed = 0;

/** Loads the script beside the document and waits for its one answer, or for the end of the process it ran in. */
function runBeside(where: Where, script: string, name: string): Promise<string> {
  const shown = document.querySelector(where) as (FirefoxTab & FirefoxBrowser) | null; // as: a tab or a browser, by the selector
  const manager = (shown?.linkedBrowser ?? shown)?.messageManager;
  if (!shown || !manager) return Promise.resolve(JSON.stringify({ thrown: 'the document is gone' }));
  return new Promise((resolve) => {
    const done = (outcome: string) => {
      clearInterval(watch);
      manager.removeMessageListener(name, listener);
      resolve(outcome);
    };
    const listener = (message: FirefoxMessage) => done(message.data);
    const isGone = () => !shown.isConnected || (shown.linkedBrowser ?? shown).messageManager !== manager;
    const watch = setInterval(() => isGone() && done(JSON.stringify({ thrown: 'the document was left meanwhile' })), 50);
    manager.addMessageListener(name, listener);
    manager.loadFrameScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(script)}`, false);
  });
}

/** Runs in the process that has the card of this tab's page. Undefined while there is no card. */
function runInCard(where: Where, path: string, script: string, name: string): Promise<string> | undefined {
  const tab = document.querySelector(where) as FirefoxTab | null; // as: the selector names a tab
  const frames = tab?.linkedBrowser.browsingContext.getAllBrowsingContextsInSubtree() ?? [];
  const card = frames.find(({ currentURI }) => currentURI?.spec.startsWith('moz-extension:') && currentURI.spec.includes(path));
  if (card === undefined) return undefined;
  return new Promise((resolve) => {
    const done = (message: FirefoxMessage) => {
      Services.ppmm.removeMessageListener(name, done);
      resolve(message.data);
    };
    Services.ppmm.addMessageListener(name, done);
    const code = script.replace('FRAME_ID', String(card.id));
    Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(code)}`, false);
  });
}

/** As a person's click on a page does; input that is made inside the page does not come by the window. */
function leavePopup(tab: Where, popup: Where): void {
  const panel = document.querySelector(popup)?.closest('panel') as { hidePopup?(): void } | null | undefined; // as: a XUL panel
  if (!panel) return;
  panel.hidePopup?.();
  (document.querySelector(tab) as FirefoxTab | null)?.linkedBrowser.focus(); // as: the selector names a tab
}

async function drawn(where: Where): Promise<string> {
  const shown = document.querySelector(where) as (FirefoxTab & FirefoxBrowser) | null; // as: a tab or a browser, by the selector
  if (!shown) throw new Error('the document is gone');
  const bitmap = await (shown.linkedBrowser ?? shown).browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function firefoxScreen(
  firefox: Marionette,
  where: Where,
  beforeInput: () => Promise<void> = async () => {},
  within: 'document' | 'card' = 'document',
): Screen {
  async function act(deed: Deed): Promise<Outcome> {
    lastDeed += 1;
    const name = `sidelight-deed-${lastDeed}`;
    const inCard = () => until('the card', () => firefox.chrome(runInCard, where, CARD_PAGE, frameScript(deed, name), name));
    const said = await (within === 'card' ? inCard() : firefox.chrome(runBeside, where, childScript(deed, name), name));
    const outcome: Outcome = JSON.parse(said);
    if (outcome.thrown !== undefined) throw new Error(outcome.thrown);
    return outcome;
  }
  const pointOf = async (target: string | Point): Promise<Point> =>
    typeof target === 'string' ? until(`${target} to be reached`, () => screen.on(target, middleOf)) : target;
  const pressAll = async (keys: readonly string[]) => {
    await beforeInput();
    for (const { key, modifiers } of keys.map(pressOf)) {
      const held = modifiers.map(keyOf);
      await act({
        do: 'keys',
        events: [
          ...held.map(({ key, code }) => ['keydown', key, code] as const),
          ['keydown', key.key, key.code],
          ['keyup', key.key, key.code],
          ...held.map(({ key, code }) => ['keyup', key, code] as const),
        ],
      });
    }
  };

  const screen: Screen = {
    eval: async (run, ...given) => (await act({ do: 'eval', call: sentCall(run, given) })).value as never, // as: JSON of what `run` gives
    async on(selector, run, ...given) {
      const deed: Deed = { do: 'on', selector, call: sentFunctionOfElement(run, given) };
      await until(`an element ${selector}`, async () => !(await act({ ...deed, call: '() => true' })).isMissing);
      return (await act(deed)).value as never; // as: JSON of what `run` gives
    },
    until: (run, ...given) => until(String(run), () => screen.eval(run, ...given)),
    hover: async (target) => void (await act({ do: 'mouse', events: [['mousemove', 0]], ...(await pointOf(target)) })),
    async click(target, button = 'left') {
      await beforeInput();
      const point = await pointOf(target);
      const isRight = button === 'right';
      const events = [['mousedown', 1], ...(isRight ? [['contextmenu', 1] as const] : []), ['mouseup', 1]] as const;
      await act({ do: 'mouse', events: [['mousemove', 0]], ...point });
      await act({ do: 'mouse', events, button: isRight ? 2 : 0, ...point });
    },
    async drag(target, to) {
      await beforeInput();
      const from = await pointOf(target);
      await act({ do: 'mouse', events: [['mousemove', 0]], ...from });
      await act({ do: 'mouse', events: [['mousedown', 1]], ...from });
      for (const point of between(from, to)) await act({ do: 'mouse', events: [['mousemove', 0]], held: true, ...point });
      await act({ do: 'mouse', events: [['mouseup', 1]], ...to });
    },
    keys: (...keys) => pressAll(keys),
    async type(text) {
      await beforeInput();
      const events = [...text].flatMap((char) => [['keydown', char, ''] as const, ['keyup', char, ''] as const]);
      await act({ do: 'keys', events });
    },
    async screenshot(file) {
      const png = Buffer.from(await firefox.chrome(drawn, where), 'base64');
      if (file !== undefined) writeFileSync(file, png);
      return png;
    },
    url: () => screen.eval(() => location.href),
    close: async () => {
      await screen.eval(() => void setTimeout(() => window.close()));
      await until('the end of the document', () => firefox.chrome((gone) => document.querySelector(gone) === null, where));
    },
  };
  return screen;
}

export function firefoxPage(firefox: Marionette, where: Where): Page {
  const screen = firefoxScreen(firefox, where, () => firefox.chrome(leavePopup, where, POPUP));
  const isLoaded = (url: string) =>
    screen.until((to) => {
      const isThere = location.href !== 'about:blank' || to === 'about:blank';
      return isThere && document.readyState === 'complete' && !document.documentElement.hasAttribute('data-before-leaving');
    }, url);
  const markOld = () => screen.eval(() => void document.documentElement.setAttribute('data-before-leaving', ''));
  return {
    ...screen,
    card: async () => firefoxScreen(firefox, where, () => firefox.chrome(leavePopup, where, POPUP), 'card'),
    async goto(url) {
      await markOld();
      await firefox.chrome(
        (tab, to) => {
          const browser = (document.querySelector(tab) as FirefoxTab).linkedBrowser; // as: `where` names a tab
          browser.fixupAndLoadURIString(to, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
        },
        where,
        url,
      );
      await isLoaded(url);
    },
    async reload() {
      await markOld();
      await screen.eval(() => void setTimeout(() => location.reload()));
      await isLoaded('');
    },
    activate: () =>
      firefox.chrome((tab) => {
        gBrowser.selectedTab = document.querySelector(tab) as FirefoxTab; // as: `where` names a tab
      }, where),
    close: () =>
      firefox.chrome((tab) => {
        gBrowser.removeTab(document.querySelector(tab) as FirefoxTab); // as: `where` names a tab
      }, where),
  };
}
