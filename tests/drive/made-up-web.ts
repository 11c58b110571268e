/** A web of made-up sites behind one proxy, so that 'http://any.example/' answers as a test says. What nobody made up is refused; nothing leaves the machine. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type SiteAnswer = {
  readonly status?: number;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>; // application/rss+xml unless they say otherwise
  readonly afterMs?: number;
};
export type Requested = { readonly line: string; readonly headers: IncomingMessage['headers'] };
export type MadeUpWeb = {
  readonly port: number;
  /** Answers the address from now on; `broken` closes the line without a word. */
  put(url: string, answer: SiteAnswer | 'broken' | ((request: IncomingMessage) => SiteAnswer | 'broken')): string;
  /** Addresses asked for so far, oldest first. */
  asked(): readonly string[];
  /** Every request that came, made up or not, with its headers: 'GET http://any.example/', 'CONNECT any.example:443'. */
  requests(): readonly Requested[];
  mostAtOnce(): number;
  /** Forgets how many there were at once. */
  countAnew(): void;
  stop(): Promise<void>;
};

export async function startWeb(): Promise<MadeUpWeb> {
  const sites = new Map<string, SiteAnswer | 'broken' | ((request: IncomingMessage) => SiteAnswer | 'broken')>();
  const asked: string[] = [];
  const requests: Requested[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void => void requests.push({ line: `${method} ${url}`, headers });
  const sockets = new Set<Socket>();
  let [atOnce, most] = [0, 0];

  function reply(request: IncomingMessage, response: ServerResponse): void {
    const url = String(request.url);
    note(request);
    const site = sites.get(url);
    if (site === undefined) {
      response.writeHead(url.endsWith('/favicon.ico') ? 204 : 404).end();
      return;
    }
    asked.push(url);
    most = Math.max(most, ++atOnce);
    response.once('close', () => atOnce--);
    const given = typeof site === 'function' ? site(request) : site;
    if (given === 'broken') {
      request.socket.destroy();
      return;
    }
    const { status = 200, body = '', headers = {}, afterMs = 0 } = given;
    const answer = () =>
      response.writeHead(status, { 'content-type': 'application/rss+xml', 'cache-control': 'max-age=0', ...headers }).end(body);
    if (afterMs === 0) answer();
    else setTimeout(answer, afterMs);
  }

  const server = createServer(reply);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    note(request);
    socket.on('error', () => {});
    socket.end('HTTP/1.1 502 Not Made Up\r\n\r\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // as: a listening TCP server has one
    put(url, answer) {
      sites.set(url, answer);
      return url;
    },
    asked: () => asked,
    requests: () => requests,
    mostAtOnce: () => most,
    countAnew() {
      most = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
