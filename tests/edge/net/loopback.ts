/** A web server on loopback for tests: it answers each path as told and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Reply = (request: IncomingMessage, response: ServerResponse) => void;
export type Asked = { readonly path: string; readonly headers: IncomingHttpHeaders };

export type Loopback = {
  readonly url: (path: string) => string;
  readonly on: (path: string, reply: Reply) => void;
  readonly asked: Asked[];
  readonly close: () => Promise<void>;
};

export async function loopback(): Promise<Loopback> {
  const replies = new Map<string, Reply>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, headers: request.headers });
    const reply = replies.get(path.split('?')[0] ?? path);
    if (reply === undefined) response.writeHead(404).end();
    else reply(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // as: it listens on a port, not on a pipe
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    on: (path, reply) => replies.set(path, reply),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
