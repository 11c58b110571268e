/** The background in a small made-up browser: nothing outside it can lose, stop or double what a reader asks for. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { SourceId } from '../../../src/core/essay';
import { failed, ok } from '../../../src/core/problem';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { newTicket } from '../../../src/core/ticket';
import type { Tab } from '../../../src/edge/browser/tabs';
import { openDesk } from '../../../src/edge/store/desk';
import { putEssays } from '../../../src/edge/store/essays';
import type { Library } from '../../../src/edge/store/library';
import { openLibrary as openOn } from '../../../src/edge/store/open';
import type { Sender } from '../../../src/messages/sender';
import { DAY, essay, essayId, got, NOW, onDisk, source } from '../../edge/store/library-fixture';
import { ORDERS } from '../../fixtures/copies/orders';
import { CONTENT_SCRIPT, type FakeBrowser, fakeBrowser, idle, never } from './fake-browser';

const SAVE = { essayId: 'one', act: { kind: 'save' }, from: 'popup' };
const OPEN = { essayId: 'one', from: 'popup', beside: false };
const HERE = 'https://a.example/*';
let browser: FakeBrowser;
beforeEach(() => {
  browser = fakeBrowser();
});

const savedIds = () =>
  onDisk(async (db) => (await db.getAll('marks')).filter(({ savedStamp }) => savedStamp).map(({ id }) => id as string));
const rowsOf = (what: string) => onDisk(async (db) => (await db.getAll('history')).filter((row) => row.what === what).length);
const waiting = () => openDesk().waiting();
const settings = async () => (await openDesk().loadSettings()).settings;
const tab = (id: number, url: string, more: Partial<Tab> = {}): Tab => ({ id, url, isPrivate: false, isAsleep: false, ...more });
const toldKinds = () => browser.state.told.map((problem) => (problem as { kind: string }).kind); // as: problems

async function ready() {
  const worker = browser.wake();
  expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
  return worker;
}

test('a page that moves on by script may stay where marks stand by themselves, and nowhere else', async () => {
  browser.state.granted.add(HERE);
  const worker = await ready();
  await worker.send('setMarks', { origins: [HERE], on: true });
  const mayStay = (...urls: readonly string[]) => worker.hear({ name: 'mayStay', ask: {} }, { who: 'page', tabId: 1, urls });
  expect(await mayStay('https://a.example/next')).toEqual(ok(true));
  expect(await mayStay('https://b.example/next')).toEqual(ok(false));
  expect(await mayStay()).toEqual(ok(false));
  await worker.send('setSite', { host: 'a.example', off: true });
  expect(await mayStay('https://a.example/next')).toEqual(ok(false));
});

test('an essay opens here where its text or a copy is kept and its reader has it so, else on the web; and at the words one was led to', async () => {
  const worker = await ready();
  const long = 'A sentence that stands in it. '.repeat(60);
  const library = got(await openOn({ wait: async () => {}, now: () => NOW, newDevice: () => 'device-1' }));
  got(await putEssays(library, [essay('long', { url: 'https://a.example/long', text: long })], { from: 'poll', now: NOW }));
  await onDisk((db) => db.put('copies', { ...ORDERS, id: essayId('two'), hashes: [] }));
  const opened = async (essayId: string, more: object = {}) => {
    expect(await worker.send('openEssay', { ...OPEN, essayId, ...more })).toEqual(ok('opened'));
    await idle();
    return browser.state.opened.at(-1)?.replace('chrome-extension://sidelight/src/contexts/reader/reader.html', 'reader');
  };
  expect(await opened('long')).toBe('reader?essay=long');
  expect(await opened('two', { at: 'Some words' })).toBe('reader?essay=two&at=Some+words');
  expect(await opened('one', { at: 'Some words' })).toBe('https://bundled.example/one#:~:text=Some%20words');
  expect(await opened('long', { isTurned: true })).toBe('https://a.example/long');
  await worker.send('changeSettings', { change: { readsHere: false } });
  expect(await opened('long')).toBe('https://a.example/long');
  expect(await opened('two', { isTurned: true })).toBe('reader?essay=two');
});

describe('a command waits for nothing outside', () => {
  test('one frozen tab and one that computes for ever: a site is put off, and a save after it is answered', async () => {
    browser.tabs.set(1, tab(1, 'https://a.example/frozen', { isAsleep: true }));
    browser.tabs.set(2, tab(2, 'https://a.example/busy'));
    const asked: number[] = [];
    browser.state.messages = (id) => {
      asked.push(id);
      return never();
    };
    const worker = await ready();
    expect(await worker.send('setSite', { host: 'a.example', off: true })).toEqual(ok('done'));
    expect(await worker.send('act', SAVE)).toEqual(ok('done'));
    expect(await worker.hear({ name: 'wake', ask: {} })).toEqual(ok('caught-up'));
    expect((await settings()).offHosts).toContain('a.example');
    expect(await savedIds()).toEqual(['one']);
    await idle();
    expect(asked).toEqual([2]); // the one that sleeps is left alone
  });

  test('the tab that slept is told when its page comes back, in the life of a later worker too', async () => {
    browser.tabs.set(1, tab(1, 'https://a.example/frozen', { isAsleep: true }));
    await (await ready()).send('setSite', { host: 'a.example', off: true });
    await idle();
    const page: Sender = { who: 'page', tabId: 1, urls: ['https://a.example/frozen'] };
    const later = browser.wake();
    expect(await later.hear({ name: 'isWelcome', ask: {} }, page)).toEqual(ok(false));
    expect(await later.hear({ name: 'isWelcome', ask: {} }, { ...page, tabId: 2 })).toEqual(ok(true));
  });

  test('a tab that was busy is met at the next wake', async () => {
    browser.tabs.set(2, tab(2, 'https://a.example/busy'));
    browser.state.messages = never;
    await (await ready()).send('setSite', { host: 'a.example', off: true });
    await browser.pass(5_000);
    const left: string[] = [];
    browser.state.messages = async (id, name) => {
      left.push(`${name} ${id}`);
      return ok('done');
    };
    browser.tabs.set(2, tab(2, 'https://b.example/moved-on'));
    browser.wake();
    await browser.pass(1_000);
    expect(left).toEqual(['leave 2']);
    expect(browser.state.session.get('tabsToMeet')).toEqual({});
  });

  test('a badge that rejects, or never comes, fails no save', async () => {
    browser.state.broken = { badge: { showBadge: () => Promise.reject(new Error('no window')) } };
    expect(await (await ready()).send('act', SAVE)).toEqual(ok('done'));
    browser.state.broken = { badge: { showBadge: never } };
    expect(await (await ready()).send('act', { ...SAVE, essayId: 'two' })).toEqual(ok('done'));
    browser.state.broken = {};
    const worker = await ready();
    await worker.settled();
    expect(browser.state.badge).toBe('3'); // the next wake shows it
    expect(toldKinds()).toEqual([]);
  });

  test('tabs, permissions and storage.local that never answer keep no command waiting', async () => {
    const worker = await ready();
    await worker.settled();
    browser.state.broken = {
      tabs: { loadedTabs: never, openTab: never },
      sentinel: { loadSentinel: never, saveSentinel: never, saveReserve: never, askToPersist: never },
      scripts: { registered: never },
    };
    const stuck = browser.wake();
    expect(await stuck.send('act', SAVE)).toEqual(ok('done'));
    expect(await stuck.send('openEssay', OPEN)).toEqual(ok('opened'));
    expect(await stuck.send('changeSettings', { change: { badge: 'off' } })).toEqual(ok('done'));
  });
});

describe('a worker that is killed', () => {
  test('between doing and forgetting a command: it is done once', async () => {
    await ready();
    browser.state.broken = { desk: { forget: never } }; // killed before the row is gone
    const ticket = await browser.post('openEssay', OPEN);
    void browser.wake().hear({ name: 'openEssay', ask: OPEN, ticket });
    await idle();
    expect(await rowsOf('open')).toBe(1);
    expect(await waiting()).toHaveLength(1);
    browser.state.broken = {};
    const later = browser.wake();
    expect(await later.hear({ name: 'openEssay', ask: OPEN, ticket })).toEqual(ok('opened'));
    expect(await rowsOf('open')).toBe(1);
    expect(browser.state.opened).toEqual(['https://bundled.example/one']);
    expect(await waiting()).toEqual([]);
  });

  test('the same for a page, whose message comes again', async () => {
    const page: Sender = { who: 'page', tabId: 7, urls: ['https://a.example/'] };
    browser.state.session.set('shown:7', ['one']);
    await ready();
    const message = { name: 'openEssay', ask: { ...OPEN, from: 'page' }, ticket: newTicket(NOW, 1, 0.5) };
    expect(await browser.wake().hear(message, page)).toEqual(ok('opened'));
    expect(await browser.wake().hear(message, page)).toEqual(ok('opened'));
    expect(await rowsOf('open')).toBe(1);
    expect(browser.state.opened).toHaveLength(1);
  });

  test('before it heard anything: what was posted is done by the next, also where only the bell was rung', async () => {
    await ready();
    await browser.post('act', SAVE);
    browser.state.bell.set(newTicket(NOW, 900, 0.5), { name: 'act', ask: { ...SAVE, essayId: 'two' } });
    browser.wake();
    await browser.pass(1_000);
    expect((await savedIds()).sort()).toEqual(['one', 'two']);
    expect([await waiting(), browser.state.bell.size]).toEqual([[], 0]);
  });

  test('fifty times while commands are given: none is lost and none is done twice', async () => {
    await ready();
    for (let kills = 0; kills < 50; kills++) {
      const isPosted = kills % 3 === 0;
      const dies = kills % 2 === 0;
      browser.state.broken = dies ? { desk: { forget: never } } : {};
      const worker = browser.wake();
      const ticket = await browser.post('openEssay', OPEN);
      if (!isPosted) void worker.hear({ name: 'openEssay', ask: OPEN, ticket });
      for (let turns = 0; turns < kills; turns++) await new Promise((resolve) => setImmediate(resolve)); // killed a little later each time
    }
    browser.state.broken = {};
    await ready();
    expect(await rowsOf('open')).toBe(50);
    expect(await waiting()).toEqual([]);
  });
});

describe('what is told', () => {
  test('two problems at once are both told', async () => {
    let broken = 0;
    browser.state.broken = {
      net: { fetchBundle: async () => failed({ kind: 'bundle-damaged', kept: 0, skipped: 0 }) },
      problems: {
        loadTold: async () => {
          const told = structuredClone(browser.state.told) as never; // as: what was saved
          if (broken++ < 4) await idle(); // slow enough for all to read the same
          return told;
        },
      },
    };
    const worker = browser.wake();
    const unknown = (essayId: string) => worker.send('act', { ...SAVE, essayId });
    await Promise.all([worker.hear({ name: 'wake', ask: {} }), unknown('nobody'), unknown('nothing')]);
    await idle();
    expect(toldKinds().sort()).toEqual(['bundle-damaged', 'essay-unknown', 'essay-unknown']);
  });

  test('a failure whose page is gone stands until it is read; one that its page has told does not', async () => {
    const worker = await ready();
    const ticket = await browser.post('act', { ...SAVE, essayId: 'nobody' });
    expect(await worker.hear({ name: 'act', ask: { ...SAVE, essayId: 'nobody' }, ticket })).toMatchObject({ ok: false });
    expect(toldKinds()).toEqual(['essay-unknown']);
    await worker.hear({ name: 'heard', ask: { ticket } });
    expect(toldKinds()).toEqual([]);
    await browser.post('act', { ...SAVE, essayId: 'nobody' });
    const later = await ready();
    expect(toldKinds()).toEqual(['essay-unknown']);
    await later.send('acknowledge', {});
    expect(toldKinds()).toEqual([]);
  });

  test('a library that does not open while the worker lives says so, and nothing in Sidelight is called broken', async () => {
    const worker = await ready();
    browser.state.broken = { openLibrary: (async () => failed({ kind: 'library-unopened', detail: 'busy' })) as never }; // as: a part that is no object
    const other = browser.wake();
    for (const [name, ask] of [
      ['refresh', {}],
      ['act', SAVE],
      ['search', { query: 'x', within: {} }],
    ] as const) {
      expect(await other.hear({ name, ask })).toEqual(failed({ kind: 'library-unopened', detail: 'busy' }));
    }
    browser.state.broken = {};
    expect(await worker.send('act', SAVE)).toEqual(ok('done'));
  });
});

test('a library that a later version has taken while the worker lives is told as that, whatever is asked', async () => {
  const worker = await ready();
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('library', 9_000); // the open connection makes way
    opening.onsuccess = () => resolve(opening.result.close());
    opening.onerror = () => reject(opening.error);
  });
  const newer = failed({ kind: 'library-newer' });
  expect(await worker.hear({ name: 'refresh', ask: {} })).toEqual(newer);
  expect(await worker.hear({ name: 'search', ask: { query: 'what', within: {} } })).toEqual(newer);
  expect(await worker.send('act', SAVE)).toEqual(newer);
  await worker.listeners.ring?.('refresh');
  await browser.pass(1_000);
  await worker.settled();
  expect(toldKinds()).not.toContain('bug');
});

test('no room for the index is told as that, and no longer once there is room', async () => {
  const full = (scope: readonly string[], mode: string) => scope.includes('segments') && mode === 'readwrite';
  const openLibrary = async () => {
    const library = got(await openOn({ wait: async () => {}, now: () => NOW, newDevice: () => 'device-1' }));
    const begin = async (...given: Parameters<Library['begin']>) => {
      if (full(given[0], given[1])) throw Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
      return library.begin(...given);
    };
    return ok({ ...library, begin });
  };
  browser.state.broken = { openLibrary: openLibrary as never }; // as: a part that is no object
  const worker = await ready();
  await browser.pass(1_000);
  await worker.settled();
  expect(toldKinds()).toEqual(['index-full']);
  browser.state.broken = {};
  const later = await ready();
  await browser.pass(1_000);
  await later.settled();
  expect(toldKinds()).toEqual([]);
});

test('"all seen" covers what was there when it was given', async () => {
  await ready();
  await browser.post('markAllSeen', {});
  await browser.pass(60_000);
  await onDisk((db) => db.put('essays', lateRow as never)); // as: enough of a row for its indexes
  const later = browser.wake();
  await later.hear({ name: 'wake', ask: {} });
  const ledger = await onDisk((db) => db.get('ledger', 'seenBefore'));
  expect((ledger as [{ before: number }])[0].before).toBe(NOW); // as: a stamped fact
});

const lateRow = { id: 'late', sourceId: 'late', url: 'https://late.example/', title: 'Late', firstSeenAt: NOW + 30_000, datedAt: NOW };

describe('the registration', () => {
  beforeEach(async () => {
    browser.state.granted.add(HERE);
    const worker = await ready();
    await worker.send('setMarks', { origins: [HERE], on: true });
    await idle();
    expect(browser.state.registration).toMatchObject({ file: CONTENT_SCRIPT, matches: [HERE] });
    browser.state.log.length = 0;
  });

  test('is updated where it changes, and never leaves a gap', async () => {
    await (await ready()).send('setSite', { host: 'b.example', off: true });
    await idle();
    expect(browser.state.registration?.excluded).toContain('*://b.example/*');
    expect(browser.state.log.filter((line) => /register/.test(line))).toEqual([]);
    expect(browser.state.log).toContain('update');
  });

  test('is left as it is where nothing changes, at every wake', async () => {
    browser.wake();
    await browser.pass(1_000);
    browser.wake();
    await browser.pass(1_000);
    expect(browser.state.log.filter((line) => /register|update/.test(line))).toEqual([]);
  });

  test('goes with the last site', async () => {
    await (await ready()).send('setMarks', { origins: [HERE], on: false });
    await idle();
    expect(browser.state.registration).toBeUndefined();
  });
});

describe('the alarm', () => {
  test.each<[string, number | undefined]>([
    ['that is lost', undefined],
    ['that a wrong clock set years ahead', NOW + 3 * 365 * DAY],
  ])('%s is set again by whoever wakes the background', async (_which, at) => {
    await ready();
    await idle();
    if (at === undefined) browser.state.alarms.delete('refresh');
    else browser.state.alarms.set('refresh', at);
    browser.wake();
    await idle();
    expect(browser.state.alarms.get('refresh')).toBeLessThanOrEqual(browser.now() + DAY);
  });

  test('that rings soon enough is left alone, however often pages wake the background', async () => {
    const first = await ready();
    await first.send('follow', { sources: [{ source: source('a'), wishes: {} }] }); // where nothing is followed there is no alarm at all
    await idle();
    const at = browser.now() + 45_000;
    browser.state.alarms.set('refresh', at);
    for (let wakes = 0; wakes < 20; wakes++) {
      const worker = browser.wake();
      await browser.pass(2_000);
      await worker.settled();
    }
    expect(browser.state.alarms.get('refresh')).toBe(at);
  });
});

describe('not for an hour', () => {
  const page: Sender = { who: 'page', tabId: 1, urls: ['https://a.example/open'] };
  const entered = () => browser.state.log.filter((line) => line === 'inject 1').length;

  async function pausedPage() {
    browser.state.granted.add(HERE);
    browser.tabs.set(1, tab(1, 'https://a.example/open'));
    const worker = await ready();
    await worker.send('setMarks', { origins: [HERE], on: true });
    await idle();
    expect(await worker.hear({ name: 'pauseMarks', ask: { on: true }, ticket: newTicket(browser.now(), 1, 0.5) }, page)).toEqual(
      ok('done'),
    );
    await idle();
    return { worker, before: entered() };
  }

  test('when it is over, open pages get their marks back by themselves, at the alarm', async () => {
    const { worker, before } = await pausedPage();
    expect(browser.state.alarms.get('marks')).toBe((await settings()).pausedUntil);
    await worker.listeners.ring?.('marks');
    expect([entered(), (await settings()).pausedUntil > browser.now()]).toEqual([before, true]); // too early
    await browser.pass(60 * 60_000);
    await worker.listeners.ring?.('marks');
    await idle();
    expect([entered(), (await settings()).pausedUntil]).toEqual([before + 1, 0]);
  });

  test('whoever wakes the background afterwards brings them back where the alarm was lost', async () => {
    const { before } = await pausedPage();
    browser.state.alarms.delete('marks');
    await browser.pass(60 * 60_000);
    browser.wake();
    await idle();
    expect([entered(), (await settings()).pausedUntil]).toEqual([before + 1, 0]);
  });

  test('taken back sooner, no alarm is left', async () => {
    const { worker } = await pausedPage();
    await worker.hear({ name: 'pauseMarks', ask: { on: false }, ticket: newTicket(browser.now(), 2, 0.5) }, page);
    expect(browser.state.alarms.has('marks')).toBe(false);
  });
});

test('a permission is given back though nothing can be remembered of the tabs where it held', async () => {
  browser.state.granted.add(HERE);
  browser.tabs.set(1, tab(1, 'https://a.example/'));
  browser.state.broken = { memory: { remember: () => Promise.reject(new Error('no room')) } };
  expect(await (await ready()).send('takeBack', { origins: [HERE] })).toEqual(ok('done'));
  expect([...browser.state.granted]).toEqual([]);
});

test('the pages leave, and their style goes, before the permission does; one that does not answer keeps it no longer than a moment', async () => {
  for (const [id, url] of ['https://a.example/', 'https://b.example/'].entries()) browser.tabs.set(id, tab(id, url));
  const log: string[] = [];
  browser.state.broken = {
    permissions: {
      removeOrigins: async (origins) => {
        log.push(`removed ${origins}`);
        return true;
      },
    },
  };
  browser.state.messages = async (id, name) => {
    await idle();
    log.push(`${name} ${id}`);
    return ok('done');
  };
  const worker = await ready();
  log.length = 0;
  await worker.send('takeBack', { origins: [HERE] });
  expect(log.slice(0, 2)).toEqual(['leave 0', `removed ${HERE}`]);
  browser.state.messages = never;
  const taken = worker.send('takeBack', { origins: ['https://b.example/*'] });
  await idle();
  expect(log).not.toContain('removed https://b.example/*');
  await browser.pass(1_000);
  expect(await taken).toEqual(ok('done'));
  expect(log).toContain('removed https://b.example/*');
});

test('an outside that rejects everything ends no worker, at its start or at any wake', async () => {
  const rejects = () => Promise.reject(new Error('no browser'));
  browser.state.broken = {
    alarms: { setAlarm: rejects, alarmAt: rejects },
    badge: { showBadge: rejects },
    bell: { rung: rejects, silence: rejects },
    memory: { recall: rejects, remember: rejects, forgetMemory: rejects },
    old: { loadOldStorage: rejects, dropOldStorage: rejects, keepContentScriptsOut: rejects },
    permissions: { hasOrigins: rejects, removeOrigins: rejects, grantedOrigins: rejects },
    problems: { loadTold: rejects, saveTold: rejects },
    scripts: { registered: rejects, registerScript: rejects, updateScript: rejects, unregisterScript: rejects, injectScript: rejects },
    sentinel: { loadSentinel: rejects, saveSentinel: rejects, loadReserve: rejects, saveReserve: rejects, askToPersist: rejects },
    tabs: { loadedTabs: rejects, tabById: rejects, openTab: rejects },
    wakes: { makeMenu: rejects },
  };
  const { listeners, settled } = browser.wake();
  listeners.arrive?.();
  listeners.added?.();
  listeners.removed?.();
  listeners.rung?.();
  listeners.closed?.(1);
  await listeners.ring?.('refresh');
  await browser.pass(1_000);
  await settled();
});

describe('what a page may do', () => {
  const page: Sender = { who: 'page', tabId: 7, urls: ['https://a.example/'] };
  const save = { name: 'act', ask: { ...SAVE, from: 'page' }, ticket: newTicket(NOW, 1, 0.5) };

  test('only to what it was shown, whichever worker showed it', async () => {
    const worker = await ready();
    expect(await worker.hear(save, page)).toMatchObject({ ok: false, problem: { kind: 'bug' } });
    expect(await savedIds()).toEqual([]);
    browser.state.session.set('shown:7', ['one']);
    expect(await browser.wake().hear(save, page)).toEqual(ok('done'));
    expect(await savedIds()).toEqual(['one']);
    worker.listeners.closed?.(7);
    await idle();
    expect(browser.state.session.has('shown:7')).toBe(false);
  });

  test('whatever stands in storage.local afterwards is never done', async () => {
    await ready();
    const ticket = newTicket(NOW, 5, 0.5);
    browser.state.local.set(`command:${ticket}`, { name: 'changeSettings', ask: { change: { offHosts: [] } } });
    browser.state.local.set('settings', { offHosts: [] });
    await ready();
    await browser.pass(1_000);
    expect((await settings()).offHosts).toEqual(DEFAULT_SETTINGS.offHosts);
  });
});

test('settings and commands of an earlier version move in before anything is read, and go from where they stood', async () => {
  browser.state.local.set('settings', { badge: 'off', offHosts: ['*.bank.example'], markOrigins: [HERE] });
  browser.state.local.set(`command:${newTicket(NOW - 5, 1, 0.5)}`, { name: 'changeSettings', ask: { change: { readsInFull: false } } });
  await ready();
  expect(await settings()).toMatchObject({ badge: 'off', offHosts: ['bank.example'], readsInFull: false });
  expect([...browser.state.local.keys()].filter((key) => key === 'settings' || key.startsWith('command:'))).toEqual([]);
});

describe('databases that were emptied', () => {
  const followed = [
    { source: source('a'), wishes: { folder: 'Data' } },
    { source: source('b'), wishes: {} },
  ];

  async function emptied(): Promise<void> {
    const worker = await ready();
    await worker.send('follow', { sources: followed });
    await worker.send('setSite', { host: 'bank.example', off: true });
    await browser.pass(1_000);
    await worker.settled();
    browser.state.told = [];
    for (const name of ['library', 'desk']) {
      await new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(deleting.error);
      });
    }
  }
  const sourceMarks = () => onDisk(async (db) => new Map((await db.getAll('sourceMarks')).map(({ id, marks }) => [id as string, marks])));

  test.each(['a new worker', 'the same worker'])('with nothing saved: %s follows again what was followed, and says so', async (which) => {
    const before = which === 'the same worker' ? await ready() : undefined;
    await emptied();
    const worker = before ?? browser.wake();
    expect(await worker.hear({ name: 'wake', ask: {} })).toMatchObject({ ok: true });
    expect(browser.state.told).toEqual([expect.objectContaining({ kind: 'library-lost', saved: 0, refollowed: 2 })]);
    const marks = await sourceMarks();
    expect([marks.get('a')?.followed?.[0], marks.get('a')?.folder?.[0], marks.get('b')?.followed?.[0]]).toEqual([true, 'Data', true]);
    expect((await settings()).offHosts).toContain('bank.example');
    await browser.wake().hear({ name: 'wake', ask: {} }); // another look tells it still, and once
    expect(toldKinds()).toEqual(['library-lost']);
    await browser.wake().send('acknowledge', {});
    await ready();
    expect(toldKinds()).toEqual([]);
  });

  test.each([
    ['unfollowed', 'unfollow', {}],
    ['put away', 'changeSource', { change: { muted: true } }],
  ] as const)('what came with Sidelight and was %s stays so', async (_how, name, ask) => {
    const worker = await ready();
    const [bundled] = await onDisk((db) => db.getAllKeys('sources'));
    expect(bundled).toBeDefined();
    await worker.send(name, { sourceId: bundled, ...ask });
    await emptied();
    await ready();
    expect((await sourceMarks()).get(bundled ?? '')?.followed?.[0]).toBe(false);
    expect((await sourceMarks()).get('a')?.followed?.[0]).toBe(true);
    expect(await onDisk((db) => db.countFromIndex('essays', 'bySource', bundled))).toBe(0);
  });

  test('what is forgotten stands in no database and not beside them; the welcome does not come back with a later version', async () => {
    const worker = await ready();
    const [bundled] = await onDisk((db) => db.getAllKeys('sources'));
    await worker.send('follow', { sources: followed });
    await worker.send('changeSource', { sourceId: 'a', change: { title: 'A name of my own' } });
    await idle();
    expect(JSON.stringify([...browser.state.local])).toContain('A name of my own');
    const [spare, marked, needed] = ['https://a.example.com/*', 'https://www.a.example.com/*', 'https://b.example.com/*'];
    for (const origin of [spare, marked, needed]) browser.state.granted.add(origin ?? '');
    await worker.send('setMarks', { origins: [marked], on: true });
    for (const sourceId of ['a', bundled]) expect(await worker.send('unfollow', { sourceId, forget: true })).toEqual(ok('done'));
    await worker.settled();
    expect([...browser.state.granted]).toEqual([marked, needed]); // the browser's list of permissions names sites too
    await worker.send('setMarks', { origins: [marked], on: false });
    await worker.settled();
    const traces = JSON.stringify([
      ...browser.state.local,
      await onDisk((db) => Promise.all([db.getAll('sources'), db.getAll('sourceMarks')])),
    ]);
    expect(traces).toContain('b.example');
    for (const trace of ['a.example', 'A name of my own', 'bundled']) expect(traces).not.toContain(trace);
    browser.state.broken = { wakes: { versionOfSidelight: () => '1.1.0' } };
    await ready();
    expect(await onDisk((db) => db.getAllKeys('sources'))).toEqual(['b']);
  });

  test('a welcome that nobody decided about is one again', async () => {
    await ready();
    await emptied();
    await ready();
    const [bundled = ''] = (await onDisk((db) => db.getAllKeys('sources'))).filter((id) => id !== 'a' && id !== 'b');
    expect((await sourceMarks()).get(bundled)?.followed).toBeUndefined();
    expect(await onDisk((db) => db.countFromIndex('essays', 'bySource', bundled as SourceId))).toBeGreaterThan(0);
  });

  test('a first run loses nothing and says nothing', async () => {
    const worker = await ready();
    await browser.pass(1_000);
    await worker.settled();
    await new Promise<void>((resolve) => {
      indexedDB.deleteDatabase('library').onsuccess = () => resolve();
    });
    await ready();
    expect(toldKinds()).toEqual([]);
  });
});
