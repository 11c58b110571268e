/** Chromium's DevTools protocol over the two pipes of --remote-debugging-pipe. Carries messages and knows no meaning. */
import type { CDPSession } from 'playwright-core';
import type { Leashed } from './leash';

/** Playwright's types for the protocol; none of its code. */
export type Send = CDPSession['send'];
export type Session = {
  readonly id: string | undefined;
  readonly send: Send;
  readonly listen: (listener: (event: CdpEvent) => void) => () => void; // to what is told to this session; gives what ends it
};
export type CdpEvent = { readonly method: string; readonly params: Record<string, unknown>; readonly sessionId?: string };
export type Cdp = {
  session(id?: string): Session; // without an id: the browser itself
  listen(listener: (event: CdpEvent) => void): void;
};
type Answer = { readonly id?: number; readonly result?: unknown; readonly error?: { readonly message: string } };
type Waiting = {
  readonly method: string;
  readonly sessionId: string | undefined;
  resolve(result: unknown): void;
  reject(error: Error): void;
};

export function cdpOver(browser: Leashed): Cdp {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: CdpEvent) => void>();
  let lastId = 0;
  let hasEnded = false;
  const ended = (method: string) => new Error(`${method}: the browser has ended. ${browser.said()}`);

  function take(message: Answer & CdpEvent): void {
    if (message.id === undefined) {
      if (message.method === 'Target.detachedFromTarget') leave(message.params['sessionId']);
      for (const listener of listeners) listener(message);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.reject(new Error(`${asked.method}: ${message.error.message}`));
    else asked?.resolve(message.result);
  }

  /** A document that is gone answers nothing that it was asked. */
  function leave(sessionId: unknown): void {
    for (const [id, asked] of waiting) {
      if (asked.sessionId === undefined || asked.sessionId !== sessionId) continue;
      waiting.delete(id);
      asked.reject(new Error(`${asked.method}: the document is gone`));
    }
  }

  function ask(method: string, params: object | undefined, sessionId: string | undefined): Promise<unknown> {
    if (hasEnded) return Promise.reject(ended(method));
    lastId += 1;
    const id = lastId;
    browser.toBrowser.write(`${JSON.stringify({ id, method, params: params ?? {}, ...(sessionId && { sessionId }) })}\0`);
    return new Promise((resolve, reject) => waiting.set(id, { method, sessionId, resolve, reject }));
  }

  readMessages(browser, (text) => take(JSON.parse(text)));
  void browser.gone.then(() => {
    hasEnded = true;
    for (const { method, reject } of waiting.values()) reject(ended(method));
    waiting.clear();
  });
  return {
    session: (id) => ({
      id,
      send: ((method: string, params?: object) => ask(method, params, id)) as Send, // as: the protocol's types live in Playwright alone
      listen: (listener) => {
        const mine = (event: CdpEvent) => event.sessionId === id && listener(event);
        listeners.add(mine);
        return () => listeners.delete(mine);
      },
    }),
    listen: (listener) => listeners.add(listener),
  };
}

/** Messages end in a zero byte; a chunk may hold half a message or several. */
function readMessages(browser: Leashed, take: (text: string) => void): void {
  let rest: Buffer[] = [];
  browser.fromBrowser.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
      rest.push(chunk.subarray(from, end));
      take(Buffer.concat(rest).toString('utf8'));
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
  });
}
