/** What runs inside the process of a Firefox document, beside it and with more rights: evaluation, elements in closed roots, real input. Sent as text. */
import type { Plain } from './driver';
import { PRELUDE } from './sent-code';

/** One thing to do there. Everything is JSON. */
export type Deed =
  | { readonly do: 'eval'; readonly call: string }
  | { readonly do: 'on'; readonly selector: string; readonly call: string } // call: a function of the element; gives undefined until there is one
  | {
      readonly do: 'mouse';
      readonly events: readonly (readonly [type: string, clicks: number])[];
      readonly button?: number; // 0 is the left one
      readonly held?: boolean; // the left one, while the pointer moves
      readonly x: number;
      readonly y: number;
    }
  | { readonly do: 'keys'; readonly events: readonly (readonly [type: 'keydown' | 'keyup', key: string, code: string])[] };
export type Outcome = { readonly value?: Plain; readonly isMissing?: boolean; readonly thrown?: string };

/** As much of a frame script's world as is used here. */
type DeepElement = HTMLElement & { readonly openOrClosedShadowRoot: ShadowRoot | null };
type ChildWindow = Window & {
  readonly KeyboardEvent: typeof KeyboardEvent;
  synthesizeMouseEvent(
    type: string,
    x: number,
    y: number,
    event: { button: number; buttons?: number; clickCount: number },
    options: object,
  ): void;
};
type TextInput = {
  beginInputTransactionForTests(view: Window): boolean;
  keydown(event: KeyboardEvent): void;
  keyup(event: KeyboardEvent): void;
};
type Box = { report(json: string): void; element: unknown };
declare const content: ChildWindow;
declare function sendAsyncMessage(name: string, data: string): void;
declare const Cu: {
  readonly Sandbox: new (of: Window, options: { sandboxPrototype: Window; wantXrays: boolean }) => Box;
  exportFunction(run: (json: string) => void, target: Box): Box['report'];
  evalInSandbox(code: string, box: Box): void;
  waiveXrays(element: Element): unknown;
};
declare const Cc: Readonly<Record<string, { createInstance(kind: unknown): TextInput }>>;
declare const Ci: { readonly nsITextInputProcessor: unknown };

/** The frame script for one deed; it answers once with JSON of an Outcome, under `name`. */
export function childScript(deed: Deed, name: string): string {
  return `{ ${PRELUDE} (${inChild})(${JSON.stringify(deed)}, ${JSON.stringify(name)}); }`;
}

/** The same for a frame that has a process of its own: sent to all processes, and done in the one that has it. */
export function frameScript(deed: Deed, name: string): string {
  const begin = 'const content = typeof BrowsingContext === "undefined" ? undefined : BrowsingContext.get(FRAME_ID)?.window;';
  return `{ ${PRELUDE} ${begin} if (content) { (${inChild})(${JSON.stringify(deed)}, ${JSON.stringify(name)}); } }`;
}

/** Self-contained: it is sent as text. */
function inChild(deed: Deed, name: string): void {
  const report = (outcome: Outcome) => sendAsyncMessage(name, JSON.stringify(outcome));

  /** Runs in the document's own world, where content scripts and privileged objects are not seen. */
  function evaluate(call: string, element?: Element): void {
    content.addEventListener('pagehide', () => report({ thrown: 'the document was left meanwhile' }), { once: true });
    const box = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
    box.report = Cu.exportFunction((json) => sendAsyncMessage(name, json), box);
    if (element !== undefined) box.element = Cu.waiveXrays(element);
    Cu.evalInSandbox(
      `Promise.resolve().then(() => ${call}).then(
        (value) => report(JSON.stringify({ value })),
        (error) => report(JSON.stringify({ thrown: error instanceof Error ? error.name + ': ' + error.message : String(error) })),
      );`,
      box,
    );
  }

  function find(selector: string): Element | undefined {
    const [outer = '', ...inner] = selector.split(' >>> ');
    let found = content.document.querySelector(outer);
    for (const within of inner) found = (found as DeepElement | null)?.openOrClosedShadowRoot?.querySelector(within) ?? null; // as: a frame script sees it
    return found ?? undefined;
  }

  function press(events: readonly (readonly [type: 'keydown' | 'keyup', key: string, code: string])[]): void {
    const input = Cc['@mozilla.org/text-input-processor;1']?.createInstance(Ci.nsITextInputProcessor);
    if (!input?.beginInputTransactionForTests(content)) throw new Error('keys are not let in');
    for (const [type, key, code] of events) input[type](new content.KeyboardEvent('', { key, code }));
  }

  try {
    if (deed.do === 'eval') {
      evaluate(deed.call);
    } else if (deed.do === 'on') {
      const element = find(deed.selector);
      if (element === undefined) report({ isMissing: true });
      else evaluate(`(${deed.call})(element)`, element);
    } else {
      if (deed.do === 'keys') press(deed.events);
      else {
        const { x, y, button = 0, held = false } = deed;
        const pressed = held ? { buttons: 1 } : {};
        for (const [type, clickCount] of deed.events) content.synthesizeMouseEvent(type, x, y, { button, clickCount, ...pressed }, {});
      }
      report({});
    }
  } catch (error) {
    report({ thrown: String(error) });
  }
}
