/** The packs of hostile input and the server that comes with them, read where they are; nothing of theirs is kept here. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PACK = '../shared/packs/robustness';

export type Case = {
  readonly id: string;
  readonly class: string;
  readonly file?: string;
  readonly target?: string;
  readonly expect: {
    readonly outcome: string;
    readonly items?: number | string;
    readonly feeds?: number | string;
    readonly limits?: { readonly maxMs?: number; readonly maxHeapMB?: number };
  };
};

export const isHere = existsSync(`${PACK}/feeds-hostile/manifest.json`) && existsSync(`${PACK}/encodings/cases.json`);
if (!isHere) console.log(`skipped: ${PACK} is not on this machine`);

export const packed = <T>(file: string): readonly T[] => (isHere ? JSON.parse(readFileSync(`${PACK}/${file}`, 'utf8')).cases : []); // the pack's own shape

/** Feeds and lists that are followed; lists of feeds are brought by pack-lists.test.ts. */
export const feedCases = packed<Case>('feeds-hostile/manifest.json').filter(
  (one) => one.class !== 'opml' && one.file?.endsWith('.opml') !== true,
);

const HOSTS = 6;
/** Answers that are about the network stand on hosts of their own: one that refuses is left alone as a whole. */
const hostOf = ({ id, class: kind }: Case, at: number): string => (kind === 'http' ? `${id}.example` : `feeds${at % HOSTS}.example`);
export const addressOf = (one: Case, at: number): string => `http://${hostOf(one, at)}/feeds/${one.id}`;
export const feedHosts: readonly string[] = [...new Set(feedCases.map(hostOf))];

/** How many the pack says: a number, or words such as "0 or 1", "3 or more", "1 or 2, stable over ten polls". Anything else allows all. */
export function allows(said: number | string | undefined, count: number): boolean {
  if (typeof said !== 'string') return said === undefined || count === said;
  const [, from, , to] = /^(\d+) (or|to) (\d+|more)/.exec(said) ?? [];
  return from === undefined || (count >= Number(from) && (to === 'more' || count <= Number(to)));
}

/** The pack's own server, on a free port. */
export async function startPack(): Promise<{ readonly port: number; readonly stop: () => void }> {
  const port = await freePort();
  const server = spawn(process.execPath, [`${PACK}/tools/serve.mjs`, PACK, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => server.stdout?.once('data', resolve));
  return { port, stop: () => server.kill() };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo; // as: it listens on a port, not on a pipe
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
