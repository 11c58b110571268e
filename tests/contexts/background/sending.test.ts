/** What is saved goes to another reader's server as well, in a small made-up browser: once, and what fails waits. */
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../../src/core/problem';
import { dumpLibrary } from '../../../src/edge/store/export';
import { openLibrary as openOn } from '../../../src/edge/store/open';
import { sendFacts, sendingsOf } from '../../../src/edge/store/sendings';
import { got, WRITER } from '../../edge/store/library-fixture';
import { type FakeBrowser, fakeBrowser } from './fake-browser';

let browser: FakeBrowser;
const asked: { readonly url: string; readonly body: { readonly url?: string } }[] = [];
beforeEach(() => {
  browser = fakeBrowser();
  asked.length = 0;
  browser.state.granted.add('https://home.example/*');
});

const ACCOUNT = { service: 'readeck', address: 'https://home.example', secrets: ['secret-token'] };
const library = async () => got(await openOn(WRITER));
const facts = async () => sendFacts(await library());

/** The server answers with these, one after the other, and the last for ever. */
function answers(...statuses: readonly (number | 'unreachable')[]): void {
  let turn = 0;
  browser.state.server = ({ url, body }) => {
    asked.push({ url, body: JSON.parse(body ?? '{}') });
    const status = statuses[Math.min(turn++, statuses.length - 1)] ?? 201;
    return status === 'unreachable' ? status : { status, body: '{}' };
  };
}

async function ready() {
  const worker = browser.wake();
  await worker.hear({ name: 'wake', ask: {} });
  return worker;
}
type Worker = Awaited<ReturnType<typeof ready>>;
const save = (worker: Worker, address: string) => worker.send('saveLink', { page: { address, title: 'A page' }, from: 'menu' });
const tried = async (worker: Worker) => {
  await worker.send('sendAgain', {});
  await worker.settled();
};

test('what is saved from then on is sent, once, and what was saved before is not', async () => {
  answers(201);
  const worker = await ready();
  await save(worker, 'https://shelf.example/before');
  expect(await worker.send('sendSavedTo', { account: ACCOUNT })).toEqual(ok('done'));
  await save(worker, 'https://shelf.example/after');
  await worker.settled();
  await expect.poll(async () => (await facts()).sent).toBe(1);
  await tried(worker);
  expect(asked.map(({ body }) => body.url)).toEqual(['https://shelf.example/after']);
  expect(await facts()).toEqual({ account: { service: 'readeck', address: 'https://home.example' }, sent: 1, waiting: 0 });
});

test('where the server is not there it waits, says why, is tried at the alarm, and goes then', async () => {
  answers('unreachable', 503, 201);
  const worker = await ready();
  await worker.send('sendSavedTo', { account: ACCOUNT });
  await save(worker, 'https://shelf.example/a');
  await expect.poll(async () => (await facts()).why).toBe('unreachable');
  expect(browser.state.alarms.has('send')).toBe(true);
  await tried(worker);
  await expect.poll(async () => (await facts()).why).toBe('server');
  await tried(worker);
  await expect.poll(async () => (await facts()).sent).toBe(1);
});

test('what is saved while another page is on its way goes too, with nothing else that happens', async () => {
  answers(201);
  const inner = browser.state.server;
  let arrive = (): void => {};
  const isAnswered = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  browser.state.server = async (request) => {
    await isAnswered;
    return inner(request);
  };
  const worker = await ready();
  await worker.send('sendSavedTo', { account: ACCOUNT });
  await save(worker, 'https://shelf.example/a');
  await expect.poll(async () => (await facts()).waiting).toBe(1);
  await save(worker, 'https://shelf.example/b');
  arrive();
  await expect.poll(async () => (await facts()).sent).toBe(2);
});

test('a refused token is told, and another one sends what waited', async () => {
  answers(401, 201);
  const worker = await ready();
  await worker.send('sendSavedTo', { account: ACCOUNT });
  await save(worker, 'https://shelf.example/a');
  await expect.poll(async () => (await facts()).why).toBe('login');
  await worker.send('sendSavedTo', { account: { ...ACCOUNT, secrets: ['another'] } });
  await expect.poll(async () => (await facts()).sent).toBe(1);
});

test('without the browser’s leave nobody is asked; given up, nothing waits', async () => {
  answers(201);
  browser.state.granted.clear();
  const worker = await ready();
  await worker.send('sendSavedTo', { account: ACCOUNT });
  await save(worker, 'https://shelf.example/a');
  await expect.poll(async () => (await facts()).why).toBe('not-allowed');
  expect(asked).toEqual([]);
  await worker.send('sendSavedTo', { account: undefined });
  await worker.settled();
  expect([await facts(), await sendingsOf(await library())]).toEqual([{ sent: 0, waiting: 0 }, []]);
});

test('the token is in no export', async () => {
  const worker = await ready();
  await worker.send('sendSavedTo', { account: ACCOUNT });
  expect(JSON.stringify(await dumpLibrary(1))).not.toContain('secret-token');
});
