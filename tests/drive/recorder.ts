/** A proxy that writes down every request a browser makes, passes on what a test put there, and lets nothing else out of the machine. */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Recorder = {
  readonly port: number;
  /** Addresses asked for so far, oldest first: 'GET http://essay.example/a', 'CONNECT essay.example:443'. */
  requests(): readonly string[];
  /** Forgets what was asked so far. */
  clear(): void;
  stop(): Promise<void>;
};

/**
 * Passes loopback addresses on, and the `hosts` to the port given for each: so 'http://essay.example/' can be a fixture server.
 * Everything else is written down and refused; nothing encrypted is ever opened.
 */
export async function startRecorder(hosts: Readonly<Record<string, number>> = {}): Promise<Recorder> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();

  function pass(request: IncomingMessage, response: ServerResponse): void {
    requests.push(`${request.method} ${request.url}`);
    const port = URL.canParse(request.url ?? '') ? portFor(new URL(String(request.url)), hosts) : undefined;
    if (port === undefined) {
      response.writeHead(502).end('not passed on');
      return;
    }
    const { pathname, search } = new URL(String(request.url));
    const onward = { host: '127.0.0.1', port, method: request.method, path: pathname + search, headers: request.headers, agent: false };
    const asked = httpRequest(onward, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  }

  const server = createServer(pass);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    requests.push(`CONNECT ${request.url}`);
    socket.on('error', () => {});
    socket.end('HTTP/1.1 502 Not Passed On\r\n\r\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // as: a listening TCP server has one
    requests: () => requests,
    clear: () => void requests.splice(0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portFor({ hostname, port }: URL, hosts: Readonly<Record<string, number>>): number | undefined {
  if (hostname === '127.0.0.1' || hostname === 'localhost') return Number(port || 80);
  return hosts[hostname];
}
