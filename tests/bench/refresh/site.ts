/** Two hundred sites in a process of their own, each on its own port of loopback, so that their work is not measured. Told by messages what to serve. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { feedOf } from './feeds';

export type Seen = {
  readonly requests: number;
  readonly notModified: number;
  readonly bytes: number;
  readonly mostAtOnce: number;
  readonly mostOnOneHost: number;
};

const LATENCY_MS = 40; // a site in the same country
const [count = 0] = process.argv.slice(2).map(Number);
let edition = 0;
let atOnce = 0;
let seen = { requests: 0, notModified: 0, bytes: 0, mostAtOnce: 0, mostOnOneHost: 0 };

async function open(index: number): Promise<number> {
  let here = 0;
  const bodies = new Map<number, { readonly body: Buffer; readonly etag: string }>();
  const bodyNow = () => {
    const made = bodies.get(edition) ?? gzipped(feedOf(index, edition));
    bodies.set(edition, made);
    return made;
  };
  const server = createServer((request, response) => {
    atOnce++;
    here++;
    seen = {
      ...seen,
      requests: seen.requests + 1,
      mostAtOnce: Math.max(seen.mostAtOnce, atOnce),
      mostOnOneHost: Math.max(seen.mostOnOneHost, here),
    };
    response.on('close', () => {
      atOnce--;
      here--;
    });
    const { body, etag } = bodyNow();
    setTimeout(() => {
      if (request.headers['if-none-match'] === etag) {
        seen = { ...seen, notModified: seen.notModified + 1 };
        response.writeHead(304, { etag }).end();
      } else {
        seen = { ...seen, bytes: seen.bytes + body.length };
        response.writeHead(200, { etag, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' }).end(body);
      }
    }, LATENCY_MS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // as: it listens on a port, not on a pipe
}

function gzipped(feed: string) {
  return { body: gzipSync(feed), etag: `"${createHash('sha1').update(feed).digest('hex')}"` };
}

process.on('message', (asked: { readonly edition?: number }) => {
  const last: Seen = seen;
  if (asked.edition !== undefined) edition = asked.edition;
  seen = { requests: 0, notModified: 0, bytes: 0, mostAtOnce: 0, mostOnOneHost: 0 };
  process.send?.({ seen: last });
});
process.send?.({ ports: await Promise.all(Array.from({ length: count }, (_, index) => open(index))) });
