/** A loopback server for fixture pages, on a port of its own. Serves what a test hands it and remembers who asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Served = {
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>; // text/html unless they say otherwise
  readonly status?: number;
};
export type FixtureServer = {
  readonly port: number;
  url(path: string): string;
  /** Answers `path` from now on; a function is asked anew for each request, and told its cookies. */
  serve(path: string, served: Served | ((cookies: string) => Served)): string;
  /** Requests so far, oldest first, as 'GET /demo.html'; the browsers' own favicon requests are left out. */
  requests(): readonly string[];
  stop(): Promise<void>;
};

export async function startServer(): Promise<FixtureServer> {
  const shelf = new Map<string, Served | ((cookies: string) => Served)>();
  const requests: string[] = [];

  function reply(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://fixture');
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    requests.push(`${request.method} ${request.url}`);
    const found = shelf.get(pathname);
    const { body, headers, status } =
      typeof found === 'function' ? found(request.headers.cookie ?? '') : (found ?? { body: 'not here', status: 404 });
    response.writeHead(status ?? 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers }).end(body);
  }

  const server = createServer(reply);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // as: a listening TCP server has one
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  return {
    port,
    url,
    serve(path, served) {
      shelf.set(path, served);
      return url(path);
    },
    requests: () => requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
