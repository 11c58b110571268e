/** WebDAV servers as they are said to be where none can be run here: Nextcloud behind a packing Apache, nginx within one second, a server that locks. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDisk, NOW } from '../../edge/store/library-fixture';
import { type DavServer, davServer } from './dav-server';
import type { Call, Fate } from './loopback';
import { act, dumpOf, join, type Machine, machine, page, put, round, settle } from './world';

let server: DavServer;
beforeEach(async () => {
  freshDisk();
  server = await davServer();
});
afterEach(() => server.close());

async function two(): Promise<readonly [Machine, Machine]> {
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  for (const each of [a, b]) {
    await join(each, server, 'dav');
    await put(each, [page('one'), page('two')]);
  }
  return [a, b];
}

const isHead = ({ method, path }: Call): boolean => method === 'GET' && path.endsWith('/head');
const headAt = (path: string): Buffer | undefined => server.files.get(path);

test('a head that Apache packed on the way is not sent again while it is the same', async () => {
  const [a, b] = await two();
  const statuses: number[] = [];
  server.fate = (call): Fate => {
    const held = isHead(call) ? headAt(call.path) : undefined;
    if (held === undefined) return 'answer';
    const bare = `"${held.toString('hex').slice(-12)}"`; // what is compared has no suffix yet (bug 45023)
    const isSame = String(call.headers['if-none-match'] ?? '')
      .split(', ')
      .includes(bare);
    statuses.push(isSame ? 304 : 200);
    return { status: isSame ? 304 : 200, headers: { etag: bare.replace(/"$/, '-gzip"') }, ...(!isSame && { body: held }) };
  };
  await act(a, 'one', 'save');
  await settle([a, b], server, 'dav');
  statuses.length = 0;
  await round(b, server, 'dav');
  expect(statuses).toEqual([304]);
});

test('two heads of one second under one tag are both read', async () => {
  const [a, b] = await two();
  let date = NOW;
  server.fate = (call): Fate => {
    const held = isHead(call) ? headAt(call.path) : undefined;
    if (held === undefined) return 'answer';
    const headers = { etag: '"one second"', 'last-modified': new Date(NOW).toUTCString(), date: new Date(date).toUTCString() };
    return call.headers['if-none-match'] === undefined ? { status: 200, headers, body: held } : { status: 304, headers };
  };
  await act(a, 'one', 'save');
  await settle([a, b], server, 'dav');
  await act(a, 'two', 'save');
  await round(a, server, 'dav');
  date = NOW + 5_000;
  await settle([b], server, 'dav');
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});

test('a Nextcloud that says 405 of a folder that is not there is one where nobody has begun', async () => {
  server.fate = ({ method, path }) => (method === 'PROPFIND' && path !== '/dav/' && !server.folders.has(path) ? { status: 405 } : 'answer');
  const [a, b] = await two();
  await act(a, 'one', 'save');
  await settle([a, b], server, 'dav');
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});

test('files that are locked for a while are told so, and what waits goes afterwards', async () => {
  const [a, b] = await two();
  await act(a, 'one', 'save');
  server.fate = ({ method }) =>
    method === 'PUT' ? { status: 423, headers: { 'content-type': 'application/xml' }, body: '<d:error xmlns:d="DAV:"/>' } : 'answer';
  expect((await round(a, server, 'dav')).problem).toEqual({ kind: 'locked' });
  server.fate = () => 'answer';
  await settle([a, b], server, 'dav');
  expect(await dumpOf(b)).toBe(await dumpOf(a));
});
