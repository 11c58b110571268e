/** A line to a server that counts the bytes in it, looks for words in what leaves, can be cut, and can be laid to another server. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Line = {
  readonly origin: string;
  readonly counts: { up: number; down: number; requests: number }; // TCP payload
  readonly met: ReadonlySet<string>; // of the words, those that left
  isCut: boolean;
  to: string; // an origin
  readonly zero: () => void;
  readonly close: () => Promise<void>;
};

const REQUEST = /(?:GET|PUT|POST|DELETE|HEAD|MKCOL|PROPFIND) \/[^ ]{0,4000} HTTP\/1\.1\r\n/g;

export async function lineTo(to: string, words: readonly string[] = []): Promise<Line> {
  const longest = Math.max(1, ...words.map(({ length }) => length));
  const met = new Set<string>();
  const counts = { up: 0, down: 0, requests: 0 };
  const sockets = new Set<Socket>();
  const it = { isCut: false, to };

  const server = createServer((here) => {
    if (it.isCut) return void here.destroy();
    const { hostname, port } = new URL(it.to);
    const there = connect(Number(port), hostname);
    for (const [one, other] of [[here, there] as const, [there, here] as const]) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    let end = '';
    here.on('data', (chunk: Buffer) => {
      counts.up += chunk.length;
      const text = end + chunk.toString('latin1');
      counts.requests += chunk.toString('latin1').match(REQUEST)?.length ?? 0;
      for (const word of words) if (text.includes(word)) met.add(word);
      end = text.slice(1 - longest);
      there.write(chunk);
    });
    there.on('data', (chunk: Buffer) => {
      counts.down += chunk.length;
      here.write(chunk);
    });
    here.on('end', () => there.end());
    there.on('end', () => here.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // as: it listens on a port
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return Object.assign(it, {
    ...{ origin: `http://127.0.0.1:${port}`, counts, met },
    zero: () => Object.assign(counts, { up: 0, down: 0, requests: 0 }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        hangUp();
      }),
  });
}
