/** The same against servers that people run. Each is skipped, with the reason, where it is not on this machine. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { lock, unlock } from '../../../src/edge/seal/seal';
import { joinAt, lookAt, remoteAt } from '../../../src/flows/sync-setup';
import { freshDisk, NOW } from '../../edge/store/library-fixture';
import { lineTo } from './line';
import { missing, startReal } from './real-servers';
import { act, dumpOf, join, type Kind, type Machine, machine, PATIENCE_MS, page, put, round, type Server, settle } from './world';

const MORE_LISTED = 200; // bytes, of a list of two machines
const KILLS = Number(process.env['SIDELIGHT_SYNC_KILLS'] ?? 1);
const locks = { lock: (phrase: string, held: Parameters<typeof lock>[1]) => lock(phrase, held, { N: 2 ** 14, r: 8, p: 1 }), unlock };

beforeEach(freshDisk);

for (const name of ['apache', 'nginx', 'couch'] as const) {
  const why = missing(name);
  if (why !== undefined) console.info(`skipped: ${why}`);
  test.skipIf(why !== undefined)(`${name}: set up, kept alike, killed in the middle, and kept alike again`, async () => {
    const server = await startReal(name);
    onTestFinished(server.stop);
    await keepAlike(server, server.kind, { user: 'ann', password: 'secret' }, async () => {
      await server.kill();
      return server.start;
    });
  });
}

for (const [kind, name] of [
  ['couch', 'COUCH_URL'],
  ['dav', 'DAV_URL'],
] as const) {
  const named = process.env[name];
  if (named === undefined) console.info(`skipped: ${name} names no server of one's own, with user and password in it, that may be filled`);
  test.skipIf(named === undefined)(`the server that ${name} names: set up and kept alike`, async () => {
    const url = new URL(named ?? '');
    const login = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
    await keepAlike({ address: `${url.origin}${url.pathname.replace(/\/$/, '')}`, origin: url.origin }, kind, login);
  });
}

type Login = { readonly user: string; readonly password: string };

async function keepAlike(server: Server, kind: Kind, login: Login, kill?: () => Promise<() => Promise<void>>): Promise<void> {
  const { ask } = syncNet(server.origin, login, PATIENCE_MS);
  const looked = await lookAt(server.address, ask, () => NOW);
  expect(looked).toMatchObject({ ok: true, value: { kind, holds: 'nothing' } });
  expect(await lookAt(server.address, syncNet(server.origin, { ...login, password: 'wrong' }, PATIENCE_MS).ask, () => NOW)).toMatchObject({
    ok: false,
    problem: { kind: 'refused' },
  });
  const remote = remoteAt({ address: server.address, kind }, ask, () => NOW);
  const keys = await joinAt(remote, 'aaa', 'lantern orchard geese', locks);
  expect(keys.ok).toBe(true);
  const opened = await joinAt(remote, 'bbb', 'lantern orchard geese', locks);
  expect(opened).toEqual(keys);
  const [a, b] = [await machine('aaa'), await machine('bbb')];
  for (const each of [a, b]) {
    each.keys = keys.ok ? keys.value : [];
    await join(each, server, kind, login);
  }
  const ids = Array.from({ length: 60 }, (_, at) => `e${at}`);
  await put(
    a,
    ids.map((id) => page(id)),
  );
  for (const [at, id] of ids.entries()) {
    await act(a, id, 'save');
    if (at % 7 === 0) expect((await round(a, server, kind)).problem).toBeUndefined(); // small files, that are made into larger ones
  }
  await settle([a, b], server, kind);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
  if (kill !== undefined) {
    const start = await kill();
    await act(b, 'e1', { kind: 'note', text: 'Written while it was gone.' });
    expect((await round(b, server, kind)).problem).toEqual({ kind: 'unreachable' });
    await start();
  }
  if (kill !== undefined)
    for (let killed = 0; killed < KILLS; killed++) {
      for (const [it, id] of [[a, `e${killed % 20}`] as const, [b, `e${(killed % 20) + 20}`] as const])
        await act(it, id, { kind: 'note', text: `Before ${killed}.` });
      const rounds = Promise.all([round(a, server, kind), round(b, server, kind)]);
      await new Promise((resolve) => setTimeout(resolve, (killed % 20) * 4)); // at another moment each time
      const start = await kill();
      await rounds;
      await start();
    }
  await act(a, 'e1', { kind: 'tag', tag: 'kept' });
  await act(b, 'e2', { kind: 'tag', tag: 'kept' });
  await settle([b, a], server, kind);
  expect(await dumpOf(b)).toBe(await dumpOf(a));
  await idle(a, server, kind, kill === undefined ? 2_000 : undefined); // what a server of one's own says of itself is its affair
}

/** With nothing new, in TCP payload with all that Node adds to a request: where two machines are listed too, each way; without that, both ways in sum. */
async function idle(it: Machine, server: Server, kind: Kind, limit = 1_000): Promise<void> {
  const line = await lineTo(server.origin);
  const onLine = { origin: line.origin, address: server.address.replace(server.origin, line.origin) };
  for (const isThorough of [true, false]) {
    const most = async (): Promise<number> => {
      line.zero();
      expect((await round(it, onLine, kind, (edges) => ({ ...edges, isThorough }))).problem).toBeUndefined();
      return isThorough ? Math.max(line.counts.up, line.counts.down) - MORE_LISTED : line.counts.up + line.counts.down;
    };
    await expect.poll(most).toBeLessThan(limit); // a tag that is not two seconds old is not trusted yet
    const { requests, up, down } = line.counts;
    console.info(`${server.address}: with nothing new ${requests} requests, ${up} B up, ${down} B down`);
    expect(requests).toBeLessThanOrEqual(isThorough ? 2 : 1);
  }
  await line.close();
}
