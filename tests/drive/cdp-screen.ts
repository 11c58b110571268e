/** A document in Chromium, through one session of the DevTools protocol. Pages and the popup are the same to it. */
import { writeFileSync } from 'node:fs';
import type { Session } from './cdp';
import type { Page, Plain, Point, Screen } from './driver';
import { type Key, keyOf, type Modifier, pressOf } from './keys';
import { until } from './poll';
import { middleOf, sentCall, sentFunctionOfElement } from './sent-code';
import { between } from './way';

/** What the protocol tells of a drag; it is given back as it came. */
type Carried = { items: { mimeType: string; data: string }[]; dragOperationsMask: number };
const MODIFIER_BITS: Readonly<Record<Modifier, number>> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

export function cdpScreen({ send, listen }: Session): Screen {
  async function evaluate(expression: string): Promise<unknown> {
    const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  }

  /** The protocol sees closed shadow roots, which no script in the page does. */
  async function find(selector: string): Promise<string | undefined> {
    const [outer = '', ...inner] = selector.split(' >>> ');
    let objectId = (await send('Runtime.evaluate', { expression: `document.querySelector(${JSON.stringify(outer)})` })).result.objectId;
    for (const within of inner) {
      if (objectId === undefined) return undefined;
      const { node } = await send('DOM.describeNode', { objectId, depth: 1, pierce: true });
      const backendNodeId = node.shadowRoots?.[0]?.backendNodeId;
      if (backendNodeId === undefined) return undefined;
      const root = (await send('DOM.resolveNode', { backendNodeId })).object.objectId;
      const functionDeclaration = `function () { return this.querySelector(${JSON.stringify(within)}); }`;
      objectId = root && (await send('Runtime.callFunctionOn', { objectId: root, functionDeclaration })).result.objectId;
    }
    return objectId;
  }

  async function on<A extends readonly Plain[], R>(
    selector: string,
    run: (element: HTMLElement, ...given: A) => R | Promise<R>,
    ...given: A
  ): Promise<R> {
    const objectId = await until(`an element ${selector}`, () => find(selector));
    const functionDeclaration = `function () { return (${sentFunctionOfElement(run, given)})(this); }`;
    const answer = await send('Runtime.callFunctionOn', { objectId, functionDeclaration, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value as R; // as: JSON of what `run` gives
  }

  async function press(type: 'keyDown' | 'keyUp', { key, code, keyCode, text }: Key, modifiers: number): Promise<void> {
    const shown = type === 'keyDown' && text !== '' ? { text } : {};
    await send('Input.dispatchKeyEvent', {
      type: type === 'keyDown' && text === '' ? 'rawKeyDown' : type,
      key,
      code,
      windowsVirtualKeyCode: keyCode,
      modifiers,
      ...shown,
    });
  }

  const pointOf = async (target: string | Point): Promise<Point> =>
    typeof target === 'string' ? until(`${target} to be reached`, () => on(target, middleOf)) : target;

  const screen: Screen = {
    eval: async (run, ...given) => (await evaluate(sentCall(run, given))) as never, // as: JSON of what `run` gives
    on,
    until: (run, ...given) => until(String(run), () => screen.eval(run, ...given)),
    async hover(target) {
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...(await pointOf(target)) });
    },
    async click(target, name = 'left') {
      const point = await pointOf(target);
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...point });
      const button = { ...point, button: name, clickCount: 1 } as const;
      await send('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
      await send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
    },
    async drag(target, to) {
      const from = await pointOf(target);
      let carried: Carried | undefined;
      const stop = listen(({ method, params }) => {
        if (method === 'Input.dragIntercepted') carried = params['data'] as Carried; // as: the protocol's event
      });
      const mouse = (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', point: Point, buttons: number) =>
        send('Input.dispatchMouseEvent', {
          type,
          ...point,
          button: type === 'mouseMoved' && buttons === 0 ? 'none' : 'left',
          buttons,
          clickCount: 1,
        });
      const carry = (type: 'dragEnter' | 'dragOver' | 'drop', point: Point) =>
        carried && send('Input.dispatchDragEvent', { type, ...point, data: carried });
      await send('Input.setInterceptDrags', { enabled: true }); // or the browser would wait for a hand on a real screen
      await mouse('mouseMoved', from, 0);
      await mouse('mousePressed', from, 1);
      for (const point of between(from, to)) if (carried === undefined) await mouse('mouseMoved', point, 1);
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await carry(type, to);
      await mouse('mouseReleased', to, 0);
      await send('Input.setInterceptDrags', { enabled: false });
      stop();
    },
    async keys(...keys) {
      for (const { key, modifiers } of keys.map(pressOf)) {
        const bits = modifiers.reduce((sum, modifier) => sum | MODIFIER_BITS[modifier], 0);
        for (const modifier of modifiers) await press('keyDown', keyOf(modifier), bits);
        await press('keyDown', key, bits);
        await press('keyUp', key, bits);
        for (const modifier of modifiers) await press('keyUp', keyOf(modifier), 0);
      }
    },
    type: async (text) => void (await send('Input.insertText', { text })),
    async screenshot(file) {
      const png = Buffer.from((await send('Page.captureScreenshot', { format: 'png' })).data, 'base64');
      if (file !== undefined) writeFileSync(file, png);
      return png;
    },
    url: () => screen.eval(() => location.href),
    close: async () => void (await send('Page.close')),
  };
  return screen;
}

/** The card: what a person does reaches it through the page, as from outside. */
export function cdpCard(session: Session, page: Screen, frame: string): Screen {
  const card = cdpScreen(session);
  async function onPage(target: string | Point): Promise<Point> {
    const inFrame = typeof target === 'string' ? await until(`${target} to be reached`, () => card.on(target, middleOf)) : target;
    const corner = await page.on(frame, (element) => ({ x: element.getBoundingClientRect().left, y: element.getBoundingClientRect().top }));
    return { x: corner.x + inFrame.x, y: corner.y + inFrame.y };
  }
  return {
    ...card,
    click: async (target, button) => page.click(await onPage(target), button),
    hover: async (target) => page.hover(await onPage(target)),
    drag: async (from, to) => page.drag(await onPage(from), await onPage(to)),
    keys: page.keys,
    type: page.type,
    screenshot: page.screenshot,
  };
}

export function cdpPage(session: Session, activate: () => Promise<void>, card: (page: Screen) => Promise<Screen>): Page {
  const screen = cdpScreen(session);
  const isLoaded = (url: string) =>
    screen.until((to) => document.readyState === 'complete' && (location.href !== 'about:blank' || to === 'about:blank'), url);
  return {
    ...screen,
    activate,
    card: () => card(screen),
    freeze: async (isFrozen) => void (await session.send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' })),
    async goto(url) {
      const { errorText } = await session.send('Page.navigate', { url });
      if (errorText) throw new Error(`${url}: ${errorText}`);
      await isLoaded(url);
    },
    async reload() {
      await screen.eval(() => void document.documentElement.setAttribute('data-before-reload', ''));
      await session.send('Page.reload');
      await screen.until(() => document.readyState === 'complete' && !document.documentElement.hasAttribute('data-before-reload'));
    },
  };
}
