/** Firefox's Marionette protocol over TCP, and scripts in the browser's own (chrome) context. Carries messages and knows no meaning. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Plain } from './driver';
import type { Leashed } from './leash';
import { until } from './poll';
import { PRELUDE } from './sent-code';

export type Marionette = {
  send(command: string, params?: object): Promise<unknown>;
  /** Runs in the browser window, with everything the browser itself can do. Sent as text, like Screen.eval; `Services` and the like are globals there. */
  chrome<A extends readonly Plain[], R>(run: (...given: A) => R | Promise<R>, ...given: A): Promise<R>;
};
type Waiting = { resolve(value: unknown): void; reject(error: Error): void };
type Reply = readonly [type: 1, id: number, error: { readonly error: string; readonly message: string } | null, result: unknown];

/** Firefox writes the port it chose into its profile. */
export const PORT_FILE = 'MarionetteActivePort';

export async function marionetteOf(browser: Leashed, profile: string): Promise<Marionette> {
  let isGone = false;
  void browser.gone.then(() => {
    isGone = true;
  });
  const port = await until('the port of Marionette', () => isGone || Number(readFileSync(join(profile, PORT_FILE), 'utf8')), 60_000);
  if (port === true) throw new Error(`Firefox ended at once. ${browser.said()}`);
  const socket = await until('Marionette', () => open(port));
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const greeted = new Promise<void>((resolve) => {
    readMessages(socket, (message) => {
      if (!Array.isArray(message)) return resolve(); // the greeting is an object
      const [, id, error, result] = message as unknown as Reply; // as: everything after the greeting is such a list
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error) asked?.reject(new Error(`${error.error}: ${error.message}`));
      else asked?.resolve(result);
    });
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error(`Firefox has ended. ${browser.said()}`));
    waiting.clear();
  });
  await greeted;

  function send(command: string, params: object = {}): Promise<unknown> {
    if (socket.destroyed) return Promise.reject(new Error(`Firefox has ended. ${browser.said()}`));
    lastId += 1;
    const text = JSON.stringify([0, lastId, command, params]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const id = lastId;
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  await send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
  await send('WebDriver:SetTimeouts', { script: 60_000 });
  await send('Marionette:SetContext', { value: 'chrome' });
  return {
    send,
    async chrome(run, ...given) {
      const { value } = (await send('WebDriver:ExecuteAsyncScript', { script: scriptOf(run), args: [given], newSandbox: false })) as {
        value: { thrown?: string; value?: unknown };
      }; // as: what scriptOf hands back
      if (value.thrown !== undefined) throw new Error(value.thrown);
      return value.value as never; // as: JSON of what `run` gives
    },
  };
}

function scriptOf(run: (...given: never[]) => unknown): string {
  return `
    const [given, done] = arguments;
    ${PRELUDE}
    Promise.resolve().then(() => (${run})(...given)).then((value) => done({ value }), (error) => done({ thrown: String(error) }));
  `;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** Each message is its length in bytes, a colon, and that much JSON. */
function readMessages(socket: Socket, take: (message: unknown) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let colon = rest.indexOf(':'); colon !== -1; colon = rest.indexOf(':')) {
      const end = colon + 1 + Number(rest.subarray(0, colon));
      if (rest.length < end) return;
      take(JSON.parse(rest.subarray(colon + 1, end).toString('utf8')));
      rest = rest.subarray(end);
    }
  });
}
