/**
 * One library on two machines by a folder on a server: this browser, and a machine that runs the same flows in Node on a store of its own. Set up by
 * hand, kept alike through every answer that is no yes and the worker's death at each kind of request; nobody but the one server is asked.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Marks } from '../../src/core/library/marks';
import { essayItem, lineOf } from '../../src/core/sync/item';
import { syncNet } from '../../src/edge/net/fetch-sync';
import { lock, unlock } from '../../src/edge/seal/seal';
import { marksOf } from '../../src/edge/store/marks';
import { itemsOf } from '../../src/edge/store/sync-items';
import { joinAt, remoteAt } from '../../src/flows/sync-setup';
import type { Page } from '../drive/driver';
import { until } from '../drive/poll';
import { type Recorder, startRecorder } from '../drive/recorder';
import { freshDisk, NOW } from '../edge/store/library-fixture';
import { type ReaderServer, readerServer, type There } from '../flows/greader/reader-server';
import { type DavServer, davServer } from '../flows/sync/dav-server';
import type { Call, Fate } from '../flows/sync/loopback';
import { act, join, type Machine, machine, page, put, round } from '../flows/sync/world';
import { ask, stored, storedEssays } from './follower';
import { BROWSER, OPTIONS, type Session, startSession } from './person';

const PHRASE = 'lantern orchard seventeen geese';
const SECTION = 'section[aria-labelledby=sync]';
const READER = 'section[aria-labelledby=reader-server]';
const IDS = ['one', 'two', 'three', 'four'];

let session: Session;
let recorder: Recorder;
let server: DavServer;
let reader: ReaderServer;
let other: Machine;
let options: Page;
beforeAll(async () => {
  freshDisk();
  [server, reader, recorder] = await Promise.all([davServer(), readerServer(), startRecorder()]);
  session = await startSession({ proxy: recorder.port });
  await session.driver.grantOrigins(['http://127.0.0.1/*']);
  other = await machine('other');
  other.aheadMs = other.serverAheadMs = Date.now() - NOW; // both machines live now
  await put(
    other,
    IDS.map((id) => page(id, { title: `Essay ${id} of the harbourmaster`, url: `https://essays.example/${id}` })),
  );
});
afterAll(async () => {
  await session?.stop();
  await recorder?.stop();
  await Promise.all([server?.close(), reader?.close()]);
});

test(`${BROWSER}: a first machine is set up by hand, and another joins by the phrase alone`, async () => {
  options = await session.driver.openExtensionPage(`${OPTIONS}#sync`);
  await look(options);
  await submit(options, { phrase: PHRASE, again: PHRASE });
  await saysOnce(options, 'Last time');
  const told = () => options.eval(() => chrome.storage.sync.get() as Promise<Record<string, never>>); // as: it is looked at as a whole
  expect(await told()).toEqual({});
  await options.click(`${SECTION} .check input`);
  await until('the account of the browser to know', async () => Object.keys(await told()).length > 0);
  expect(await told()).toEqual({ library: { address: server.address, kind: 'dav' } }); // no name, no password, no phrase
  await options.click(`${SECTION} .check input`);
  await until('the account of the browser to forget', async () => Object.keys(await told()).length === 0);

  const net = syncNet(server.origin, { user: 'ann', password: 'secret' });
  const remote = remoteAt({ address: server.address, kind: 'dav' }, net.ask, Date.now);
  expect(await joinAt(remote, 'other', 'not the phrase', { lock, unlock })).toEqual({ ok: false, problem: { kind: 'phrase-wrong' } });
  const opened = await joinAt(remote, 'other', PHRASE, { lock, unlock });
  if (!opened.ok) throw new Error(opened.problem.kind);
  other.keys = opened.value;
  await join(other, server, 'dav');
  for (const id of IDS) await act(other, id, 'save');
  await alike();
});

test(`${BROWSER}: read, tagged and taken away on both, apart from each other, with a note on each side that is kept`, async () => {
  server.fate = fromHere(() => true, 'die');
  await doHere('one', { kind: 'markRead' });
  await doHere('two', { kind: 'unsave' });
  await doHere('three', { kind: 'note', text: 'Written in the browser.' });
  await act(other, 'one', { kind: 'tag', tag: 'lighthouses' });
  await act(other, 'three', { kind: 'note', text: 'Written beside it.' });
  await round(other, server, 'dav');
  await press(options, 'Now');
  await saysOnce(options, 'does not answer');
  server.fate = () => 'answer';
  await alike();
  const kept = (await browserLines()).join('\n');
  for (const words of ['Written in the browser.', 'Written beside it.', 'lighthouses']) expect(kept).toContain(words);
});

test(`${BROWSER}: a server that is full, and one that gives a page for people, are told apart, and what waits goes later`, async () => {
  server.fate = fromHere(({ method }) => method === 'PUT', { status: 507 });
  await doHere('one', { kind: 'tag', tag: 'maps' });
  await press(options, 'Now');
  await saysOnce(options, 'no room left');
  server.fate = fromHere(() => true, { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' });
  await press(options, 'Now');
  await saysOnce(options, 'web page came instead');
  server.fate = () => 'answer';
  await alike();
});

/** Each with the answer never coming; what the server was told to do, it did. */
const REQUESTS: readonly (readonly [string, (call: Call) => boolean])[] = [
  ['the list of machines', ({ method }) => method === 'PROPFIND'],
  ['another’s head', ({ method, path }) => method === 'GET' && path.endsWith('/other/head')],
  ['another’s items', ({ method, path }) => method === 'GET' && /\/other\/\d/.test(path)],
  ['its own head', ({ method, path }) => method === 'GET' && path.endsWith('/head') && !path.includes('/other/')],
  ['its items, written', ({ method, path }) => method === 'PUT' && !path.endsWith('/head')],
  ['its head, written', ({ method, path }) => method === 'PUT' && path.endsWith('/head')],
];

test(`${BROWSER}: the worker may die at any kind of request, and both are alike afterwards`, async () => {
  for (const [at, [what, isIt]] of REQUESTS.entries()) {
    let [isHeld, tried] = [false, 0];
    server.fate = (call) => {
      if (!isBrowser(call) || !isIt(call)) return 'answer';
      isHeld = true;
      return 'hold';
    };
    await act(other, 'four', { kind: 'tag', tag: `there ${at}` });
    await round(other, server, 'dav');
    await doHere('four', { kind: 'tag', tag: `here ${at}` });
    await until(what, async () => {
      tried += 1; // a round that had begun by itself may have told of it without that request
      if (tried % 40 === 0) await doHere('four', { kind: 'tag', tag: `again ${tried}` });
      await options.eval(() => void chrome.runtime.sendMessage({ name: 'syncNow', ask: {} }).catch(() => {}));
      return isHeld;
    });
    await session.driver.killWorker();
    server.fate = () => 'answer';
    await alike();
  }
  const kept = (await browserLines()).join('\n');
  for (const at of REQUESTS.keys()) for (const side of ['here', 'there']) expect(kept).toContain(`${side} ${at}`);
});

test(`${BROWSER}: a machine joins again: a wrong phrase says so and writes nothing, the right one joins what is there`, async () => {
  await options.reload();
  await press(options, 'Stop');
  await look(options);
  await ask(options, 'syncNow', {}); // a round that was going on by itself has ended
  const before = new Map(server.files);
  await submit(options, { phrase: 'not the phrase' });
  await saysOnce(options, 'That is not the phrase');
  expect(server.files).toEqual(before);
  await submit(options, { phrase: PHRASE });
  await saysOnce(options, 'Last time');
  await alike();
});

test(`${BROWSER}: nobody but the server was asked, no word of the library is on it, and nothing raised an error`, async () => {
  const asked = recorder.requests().filter((each) => !each.endsWith('/favicon.ico'));
  expect(asked.filter((each) => !each.includes(`${server.address}/`) && !each.endsWith(` ${server.address}`))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);
  const left = Buffer.concat(server.sent).toString('latin1');
  for (const word of ['harbourmaster', 'essays.example', 'lighthouses', 'Written', PHRASE]) expect(left).not.toContain(word);
  expect(await session.driver.errors()).toEqual([]);
});

test(`${BROWSER}: a reader on a server is joined by hand: what will be marked where is said before, and afterwards read and starred are the same in both, over the worker's death too`, async () => {
  for (const id of ['two', 'three', 'four']) await doHere(id, { kind: 'markUnread' });
  for (const [at, id] of IDS.entries()) {
    const there = {
      title: `Essay ${id} of the harbourmaster`,
      url: `https://essays.example/${id}`,
      at: Date.now(),
      read: false,
      starred: false,
    };
    reader.items.push({ ...there, id: BigInt(at + 1) });
  }
  const [one, two, three, four] = reader.items as [There, There, There, There]; // as: IDS are four
  [two.starred, three.read, four.starred] = [true, true, true];
  await options.reload();
  await logIn(options, READER, reader.address);
  await saysOnce(options, 'Saved and starred', READER);
  const said = await options.on(`${READER} .found`, (found) => found.innerText);
  expect(said).toContain('Read: 1 will be marked here, 1 there.');
  expect(said).toContain('Saved and starred: 1 will be saved here, 2 starred there.');
  expect([one.read, three.starred]).toEqual([false, false]); // looked at only
  await press(options, 'Join', READER);
  await saysOnce(options, 'Last time', READER);
  const everywhere = (read: readonly string[]) => [IDS.map((id) => read.includes(id)), IDS.map(() => true)];
  const there = () => [reader.items.map(({ read }) => read), reader.items.map(({ starred }) => starred)];
  expect(there()).toEqual(everywhere(['one', 'three']));
  expect(await readAndSaved()).toEqual(everywhere(['one', 'three']));

  four.read = true;
  await doHere('two', { kind: 'markRead' });
  await session.driver.killWorker();
  await press(options, 'Now', READER);
  await until(
    'read to be the same in both',
    async () => JSON.stringify([there(), await readAndSaved()]) === JSON.stringify([everywhere(IDS), everywhere(IDS)]),
  );
  expect(await session.driver.errors()).toEqual([]);
});

const isBrowser = ({ headers }: Call): boolean => String(headers['user-agent']).startsWith('Mozilla');

function fromHere(isIt: (call: Call) => boolean, fate: Fate): (call: Call) => Fate {
  return (call) => (isBrowser(call) && isIt(call) ? fate : 'answer');
}

async function logIn(screen: Page, within: string, address: string): Promise<void> {
  for (const [name, typed] of [
    ['address', address],
    ['user', 'ann'],
    ['password', 'secret'],
  ] as const) {
    await screen.click(`${within} input[name=${name}]`);
    await screen.type(typed);
  }
  await screen.click(`${within} .sync-form button:not([aria-disabled=true])`);
}

async function look(screen: Page): Promise<void> {
  await logIn(screen, SECTION, server.address);
  await screen.on(`${SECTION} .found input[name=phrase]`, () => true);
}

async function submit(screen: Page, typed: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, words] of Object.entries(typed)) {
    const field = `${SECTION} .found input[name=${name}]`;
    await screen.on(field, (input) => {
      (input as HTMLInputElement).focus(); // as: a field
      (input as HTMLInputElement).select(); // as: the same; what was typed before is typed over
    });
    await screen.type(words);
  }
  await screen.click(`${SECTION} .found .sync-form button:not([aria-disabled=true])`);
}

async function press(screen: Page, name: string, section = SECTION): Promise<void> {
  const mark = await screen.until(
    (within, wanted) => {
      const found = [...document.querySelectorAll<HTMLElement>(`${within} button:not([aria-disabled=true])`)].find(
        (each) => each.textContent?.trim() === wanted,
      );
      if (found === undefined) return undefined;
      found.dataset['pressed'] = wanted;
      return `${within} [data-pressed=${JSON.stringify(wanted)}]`;
    },
    section,
    name,
  );
  await screen.click(mark);
}

/** Once nothing is going on any more. */
async function saysOnce(screen: Page, words: string, within = SECTION): Promise<void> {
  await screen.until(
    (within, wanted) => {
      const section = document.querySelector<HTMLElement>(within);
      return section?.querySelector('.button[aria-disabled=true]') === null && section.innerText.includes(wanted);
    },
    within,
    words,
  );
}

async function doHere(id: string, done: { readonly kind: string; readonly tag?: string; readonly text?: string }): Promise<void> {
  await ask(options, 'act', { essayId: id, act: done, from: 'library' });
}

/** Rounds of both until they have the same. */
async function alike(): Promise<void> {
  await until('both libraries to be the same', async () => {
    await ask(options, 'syncNow', {});
    const { problem } = await round(other, server, 'dav');
    if (problem !== undefined) return false;
    const [here, there] = [await browserLines(), await otherLines()];
    return here.length === IDS.length && here.join('\n') === there.join('\n');
  });
}

async function browserLines(): Promise<readonly string[]> {
  const [rows, essays] = [await stored<{ readonly id: string }>(options, 'marks'), await storedEssays(options)];
  const lines = rows.map((row) => {
    const marks = marksOf(row as Parameters<typeof marksOf>[0]) as Readonly<Record<string, unknown>>; // as: a row of the store, which is an object
    const essay = essays.find(({ id }) => id === row.id);
    const item = essay === undefined ? undefined : essayItem({ id: essay.id, essay, marks });
    return item === undefined ? `no item: ${row.id}` : lineOf(item);
  });
  return lines.sort();
}

/** Of each of IDS, whether it is read and whether it is saved here. */
async function readAndSaved(): Promise<readonly (readonly boolean[])[]> {
  const rows = new Map(
    (await stored<{ readonly id: string; readonly marks: Marks }>(options, 'marks')).map(({ id, marks }) => [id, marks]),
  );
  return [IDS.map((id) => rows.get(id)?.read?.[0] === true), IDS.map((id) => rows.get(id)?.saved?.[0] === true)];
}

async function otherLines(): Promise<readonly string[]> {
  const items = await itemsOf(
    other.library,
    IDS.map((id) => `e/${id}`),
  );
  return items.map(lineOf).sort();
}
