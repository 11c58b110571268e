/** A server on loopback that counts what goes through it, and can be told to die, to lose answers or to say no. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: Buffer };
export type Said = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Buffer | string };

/** die: the connection ends before anything is done. lose: it is done, and nobody hears of it. hold: it is done, and the answer never comes. half: it breaks off. trickle: a letter each second, without end. lateMs: it is done, and the answer comes so much later. */
export type Fate = 'answer' | 'die' | 'lose' | 'hold' | 'half' | 'trickle' | { readonly lateMs: number } | Said;

export type Loopback = {
  readonly origin: string;
  readonly counts: { requests: number; up: number; down: number };
  readonly sent: Buffer[]; // every body that came, and every path
  fate: (call: Call) => Fate;
  readonly zero: () => void;
  readonly close: () => Promise<void>;
};

/** What the flow sends, beside what a browser adds to each request. */
const OURS: ReadonlySet<string> = new Set(['authorization', 'depth', 'content-type', 'if-none-match', 'accept']);

export async function loopback(handle: (call: Call) => Said): Promise<Loopback> {
  const counts = { requests: 0, up: 0, down: 0 };
  const sent: Buffer[] = [];
  const it: { fate: (call: Call) => Fate } = { fate: () => 'answer' };
  const server: Server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    counts.requests += 1;
    counts.up +=
      call.body.length +
      headSize(
        Object.entries(call.headers)
          .filter(([name]) => OURS.has(name))
          .flat()
          .map(String),
      ) +
      call.path.length +
      call.method.length +
      12;
    sent.push(Buffer.from(`${call.method} ${call.path}`), call.body);
    const fate = it.fate(call);
    if (fate === 'die') return void request.socket.destroy();
    if (fate === 'trickle') return trickle(response);
    const said = typeof fate === 'object' && 'status' in fate ? fate : handle(call);
    if (typeof fate === 'object' && 'lateMs' in fate) await new Promise((resolve) => setTimeout(resolve, fate.lateMs));
    if (fate === 'lose') return void request.socket.destroy();
    if (fate === 'hold') return;
    const body = Buffer.from(said.body ?? '');
    const headers = { date: new Date().toUTCString(), 'content-length': String(body.length), ...said.headers };
    counts.down += body.length + headSize(Object.entries(headers).flat()) + 17;
    response.writeHead(said.status, headers);
    if (fate === 'half' && body.length > 1) {
      response.write(body.subarray(0, body.length >> 1));
      return void setImmediate(() => request.socket.destroy());
    }
    response.end(call.method === 'HEAD' ? undefined : body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // as: it listens on a port
  return Object.assign(it, {
    origin: `http://127.0.0.1:${port}`,
    counts,
    sent,
    zero: () => Object.assign(counts, { requests: 0, up: 0, down: 0 }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  const timer = setInterval(() => response.write('x'), 1_000);
  response.once('close', () => clearInterval(timer));
}

const headSize = (raw: readonly string[]): number => raw.reduce((sum, each) => sum + each.length + 2, 0);

/** Undefined where the request may go on. */
export function unauthorized({ headers }: Call, user: string, password: string): Said | undefined {
  const token = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return headers.authorization === token ? undefined : { status: 401, headers: { 'www-authenticate': 'Basic realm="files"' }, body: 'no' };
}
