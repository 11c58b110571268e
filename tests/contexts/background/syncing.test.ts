/** Keeping machines alike as the background does it: by message, by its alarm, and some seconds after an act. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary as openOn } from '../../../src/edge/store/open';
import { syncFacts } from '../../../src/edge/store/sync-state';
import { got, WRITER } from '../../edge/store/library-fixture';
import { type DavServer, davServer } from '../../flows/sync/dav-server';
import { soon } from '../../ui/soon';
import { type FakeBrowser, fakeBrowser } from './fake-browser';

const QUARTER_MS = 15 * 60_000;
let browser: FakeBrowser;
let server: DavServer;
beforeEach(async () => {
  browser = fakeBrowser();
  server = await davServer();
  browser.state.granted.add('http://127.0.0.1/*');
});
afterEach(() => server.close());

const facts = async () => syncFacts(got(await openOn(WRITER)));
const login = () => ({ address: server.address, user: 'ann', password: 'secret' });
const segments = () => [...server.files.keys()].filter((name) => /\/\d+-[0-9a-f]{16}$/.test(name));

async function joined() {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  const seen = await worker.hear({ name: 'syncLook', ask: login() });
  expect(seen).toMatchObject({ ok: true, value: { kind: 'done', value: { kind: 'dav', holds: 'nothing' } } });
  expect(await worker.hear({ name: 'syncJoin', ask: { ...login(), kind: 'dav' } })).toEqual({
    ok: true,
    value: { kind: 'done', value: 'done' },
  });
  expect(await worker.hear({ name: 'syncNow', ask: {} })).toMatchObject({ ok: true, value: { kind: 'done' } });
  return worker;
}

const save = { essayId: undefined as string | undefined, act: { kind: 'save' }, from: 'popup' };
async function anEssay(): Promise<string> {
  const tx = await got(await openOn(WRITER)).begin(['essays'], 'readonly');
  return String((await tx.objectStore('essays').getAllKeys())[0]);
}

test('joined, an act is told ten seconds later, and an alarm stands for the rest', async () => {
  const worker = await joined();
  const before = segments().length;
  await worker.send('act', { ...save, essayId: await anEssay() });
  await worker.settled();
  expect(segments()).toHaveLength(before);
  await browser.pass(10_000);
  await soon(() => expect(segments().length).toBeGreaterThan(before));
  await soon(async () => expect((await facts()).ran[0]?.sent).toBe(1));
  expect(browser.state.alarms.get('sync')).toBeGreaterThan(browser.now());
  expect(browser.state.alarms.get('sync')).toBeLessThanOrEqual(browser.now() + QUARTER_MS);
});

test('a worker that died with an act untold tells it when the next wakes', async () => {
  const worker = await joined();
  const before = segments().length;
  await worker.send('act', { ...save, essayId: await anEssay() });
  const next = browser.wake();
  await browser.pass(1_000);
  await next.settled();
  await browser.pass(10_000);
  await soon(() => expect(segments().length).toBeGreaterThan(before));
});

test('a server that asks for a pause is asked nothing before that, not even by hand', async () => {
  const worker = await joined();
  server.fate = () => ({ status: 429, headers: { 'retry-after': '3600' } });
  expect(await worker.hear({ name: 'syncNow', ask: {} })).toMatchObject({ value: { kind: 'no', problem: { kind: 'busy' } } });
  const { requests } = server.counts;
  await worker.hear({ name: 'syncNow', ask: {} });
  await worker.listeners.ring?.('sync');
  expect(server.counts.requests).toBe(requests);
  expect(browser.state.alarms.get('sync')).toBeGreaterThan(browser.now() + QUARTER_MS);
});

test('without leave for the address nobody is asked, and that is said', async () => {
  const worker = await joined();
  browser.state.granted.clear();
  const { requests } = server.counts;
  expect(await worker.hear({ name: 'syncNow', ask: {} })).toMatchObject({ value: { kind: 'no', problem: { kind: 'not-allowed' } } });
  expect(server.counts.requests).toBe(requests);
});

test('files that are damaged there are written again when their reader says so, and the damaged ones go', async () => {
  const worker = await joined();
  await worker.send('act', { ...save, essayId: await anEssay() });
  await worker.hear({ name: 'syncNow', ask: {} });
  const before = segments();
  for (const name of before) server.files.set(name, Buffer.from('something else'));
  await worker.send('syncRepair', {});
  await worker.hear({ name: 'syncNow', ask: {} });
  expect(segments().length).toBeGreaterThan(0);
  expect(segments().filter((name) => before.includes(name))).toEqual([]);
  expect([...new Set(segments().map((name) => name.split('/').at(-2)))]).toHaveLength(1);
});

test('stopped, nothing is noted and nobody is asked, and what is here and there stays', async () => {
  const worker = await joined();
  const [files, { requests }] = [server.files.size, { ...server.counts }];
  await worker.send('syncLeave', {});
  await worker.send('act', { ...save, essayId: await anEssay() });
  await worker.settled();
  await browser.pass(60_000);
  expect(await facts()).toEqual({ ran: [], waiting: 0, aside: [], machines: [] });
  expect([server.files.size, server.counts.requests, browser.state.alarms.has('sync')]).toEqual([files, requests, false]);
});

test('pages read no password, and quiet rounds take one line', async () => {
  const worker = await joined();
  for (let again = 0; again < 3; again++) await worker.hear({ name: 'syncNow', ask: {} });
  const known = await facts();
  expect(JSON.stringify(known)).not.toContain('secret');
  expect(known.config).toMatchObject({ address: server.address, user: 'ann', isEncrypted: false });
  expect(known.ran.filter(({ got: came, sent }) => came + sent === 0)).toHaveLength(1);
});
