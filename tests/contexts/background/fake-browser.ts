/**
 * A small made-up browser for the background: what outlives a worker (disk, storage, tabs, alarms, the registration) and the listeners of the worker
 * that lives. The disk is the real store over an IndexedDB in memory. Time passes only when a test says so.
 */
import type { Answer } from '../../../src/core/save-to/answers';
import type { Request } from '../../../src/core/save-to/calls';
import type { AlarmName } from '../../../src/edge/browser/alarms';
import 'fake-indexeddb/auto';
import type { Outside } from '../../../src/contexts/background/outside';
import { startBackground } from '../../../src/contexts/background/start';
import type { Line } from '../../../src/core/library/address-line';
import { failed, ok, type Problem, type Result } from '../../../src/core/problem';
import { newTicket } from '../../../src/core/ticket';
import type { Where } from '../../../src/edge/browser/omnibox';
import type { Registration } from '../../../src/edge/browser/scripts';
import type { Tab } from '../../../src/edge/browser/tabs';
import type { Chosen } from '../../../src/edge/browser/wakes';
import type { PageName } from '../../../src/edge/dom/mark-style';
import { syncNet } from '../../../src/edge/net/fetch-sync';
import { packer } from '../../../src/edge/seal/packer';
import { lock, sealWith, unlock } from '../../../src/edge/seal/seal';
import { openDesk } from '../../../src/edge/store/desk';
import { openLibrary } from '../../../src/edge/store/open';
import { packing } from '../../../src/edge/store/packing';
import { openShelf } from '../../../src/edge/store/shelf';
import { mayAsk } from '../../../src/messages/incoming';
import { OURS, type Sender } from '../../../src/messages/sender';
import { freshDisk, NOW } from '../../edge/store/library-fixture';

export const CONTENT_SCRIPT = 'assets/main.iife.js';
export const never = <T>(): Promise<T> => new Promise(() => {});

export const BUNDLE = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Bundled',
  home_page_url: 'https://bundled.example/',
  feed_url: 'https://bundled.example/feed',
  items: ['one', 'two', 'three'].map((id) => ({
    id,
    url: `https://bundled.example/${id}`,
    title: `Essay ${id}`,
    summary: `What ${id} says`,
  })),
};

export type FakeBrowser = ReturnType<typeof fakeBrowser>;

export function fakeBrowser() {
  freshDisk();
  let now = NOW;
  let given = 0;
  let waits: { readonly at: number; readonly resolve: () => void }[] = [];
  const tabs = new Map<number, Tab>();
  const state = {
    local: new Map<string, unknown>(),
    session: new Map<string, unknown>(),
    alarms: new Map<string, number>(),
    badge: '',
    icons: new Map<number, boolean>(), // by tab: whether its page is shown to be saved
    granted: new Set<string>(),
    registration: undefined as Registration | undefined, // as: none at first
    log: [] as string[], // as: what was asked of the browser
    told: [] as unknown[], // as: the problems as they are kept
    bell: new Map<string, unknown>(),
    opened: [] as string[], // as: addresses
    maySave: true,
    server: (_request: Request): Answer | 'unreachable' | Promise<Answer | 'unreachable'> => 'unreachable', // another reader's
    saving: 'done' as 'done' | 'full' | 'failed', // as: what becomes of a file
    files: [] as string[], // as: names of what was saved
    removed: [] as number[], // as: which of them were taken off the disk
    room: undefined as { usage: number; quota: number } | undefined, // as: a browser that does not say
    /** What a test puts in the place of a part of the outside, for the workers to come. */
    broken: {} as { [P in keyof Outside]?: Partial<Outside[P]> }, // as: whole at first
    messages: async (_tabId: number, _name: string): Promise<Result<unknown>> => failed({ kind: 'page-gone' }),
  };
  const log = (line: string): void => void state.log.push(line);

  function outside(listeners: Listeners): Outside {
    const whole: Outside = {
      alarms: {
        setAlarm: async (name, at) => void (at === undefined ? state.alarms.delete(name) : state.alarms.set(name, at)),
        alarmAt: async (name) => state.alarms.get(name),
        onAlarm: (ring) => {
          listeners.ring = ring;
        },
      },
      badge: {
        showBadge: async (count, asDot) => {
          state.badge = count === 0 ? '' : asDot ? '•' : String(count);
        },
      },
      bell: {
        rung: async () => [...state.bell].map(([ticket, message]) => ({ ticket, message })),
        silence: async (ticket) => void state.bell.delete(ticket),
        onRung: (listener) => {
          listeners.rung = listener;
        },
      },
      frontPage: {
        hasFrontPage: async () => state.session.has('frontPage'),
        keepFrontPage: async (page) => void state.session.set('frontPage', JSON.parse(JSON.stringify(page))),
        dropFrontPage: async () => void state.session.delete('frontPage'),
      },
      icon: { showSaved: async (tabId, isSaved) => void state.icons.set(tabId, isSaved) },
      memory: {
        recall: async (name) => structuredClone(state.session.get(name)),
        remember: async (name, value) => void state.session.set(name, structuredClone(value)),
        forgetMemory: async (name) => void state.session.delete(name),
      },
      old: {
        loadOldStorage: async () => {
          const commands = [...state.local].filter(([key]) => key.startsWith('command:'));
          return {
            settings: state.local.get('settings'),
            commands: commands.map(([key, message]) => ({ ticket: key.slice('command:'.length), message })),
          };
        },
        dropOldStorage: async () => {
          for (const key of [...state.local.keys()]) if (key === 'settings' || key.startsWith('command:')) state.local.delete(key);
        },
        keepContentScriptsOut: async () => log('keep content scripts out'),
      },
      copier: { takeCopy: async () => undefined, sendPictures: async () => {} },
      omnibox: {
        onTyped: (linesFor) => {
          listeners.typed = linesFor;
        },
        onChosen: (chosen) => {
          listeners.chosen = chosen;
        },
      },
      pageNameOf: async () => 'abcdefghijkl' as PageName, // as: made up
      pageSource: { readOpenPage: async () => undefined, readPageNames: async () => undefined },
      permissions: {
        hasOrigins: async (origins) => origins.every((origin) => state.granted.has(origin)),
        removeOrigins: async (origins) => {
          for (const origin of origins) state.granted.delete(origin);
          return true;
        },
        grantedOrigins: async () => [...state.granted],
        onOriginsChanged: (added, removed) => {
          listeners.added = () => added([]);
          listeners.removed = () => removed([]);
        },
      },
      problems: {
        loadTold: async () => structuredClone(state.told) as Problem[], // as: what was saved
        saveTold: async (problems) => {
          state.told = structuredClone([...problems]);
        },
      },
      progress: { saveProgress: async () => {} },
      scripts: {
        injectScript: async (tabId, file) => log(`inject ${tabId}${file === CONTENT_SCRIPT ? '' : ` ${file}`}`),
        registered: async () => state.registration,
        registerScript: async (wanted) => {
          log('register');
          state.registration = wanted;
        },
        updateScript: async (wanted) => {
          log('update');
          state.registration = wanted;
        },
        unregisterScript: async () => {
          log('unregister');
          state.registration = undefined;
        },
        insertStyle: async () => {},
        removeStyle: async () => {},
      },
      sentinel: {
        loadSentinel: async () => state.local.get('sentinel'),
        saveSentinel: async (sentinel) => void state.local.set('sentinel', structuredClone(sentinel)),
        forgetSentinel: async () => void state.local.delete('sentinel'),
        loadReserve: async () => structuredClone(state.local.get('reserve')),
        saveReserve: async (reserve) => void state.local.set('reserve', structuredClone(reserve)),
        forgetReserve: async () => void state.local.delete('reserve'),
        askToPersist: async () => true,
        roomOf: async () => undefined,
      },
      settings: { announceSettings: () => log('settings') },
      switchboard: {
        sendToPage: ((tabId: number, name: string) => state.messages(tabId, name)) as never, // as: answers what a test says
        showInCard: async () => ok({ height: 300 }),
        listenInBackground: (hear) => {
          listeners.hear = hear;
        },
      },
      tabs: {
        loadedTabs: async () => [...tabs.values()],
        tabById: async (id) => tabs.get(id),
        showPopup: async () => log('popup'),
        openTab: async (url) => void state.opened.push(url),
        goTo: async (url) => log(`go to ${url}`),
        openNote: async (id) => log(`note ${id}`),
        openAbout: async () => log('about'),
        onTabActivated: (listener) => {
          listeners.activated = listener;
        },
        onTabClosed: (listener) => {
          listeners.closed = listener;
        },
      },
      wakes: {
        onArrival: (arrived) => {
          listeners.arrive = arrived;
        },
        onShortcut: (pressed) => {
          listeners.shortcut = pressed;
        },
        onMenu: (chosen) => {
          listeners.menu = chosen;
        },
        makeMenu: async () => {},
        packagedAddress: (path) => `chrome-extension://sidelight/${path}`,
        versionOfSidelight: () => '1.0.0',
      },
      net: {
        fetchBundle: async () => ok(JSON.stringify(BUNDLE)),
        fetchSource: async () => ({ ok: false, problem: { kind: 'unreachable' } }),
        fetchPage: async () => ({ ok: false, problem: { kind: 'unreachable' } }),
        isOnline: () => true,
        isSparing: () => false,
      },
      downloads: {
        maySaveFiles: async () => state.maySave,
        saveOutgoing: async (name) => {
          state.files.push(name);
          return { id: state.files.length, state: state.saving };
        },
        removeFiles: async (ids) => void state.removed.push(...ids),
      },
      estimate: async () => state.room,
      shelf: openShelf(),
      packing,
      sync: { syncNet, sealWith, lock, unlock, packer, newDevice: () => `machine-${given++}` },
      sendTo: { postTo: async (request) => state.server(request), signWith: async () => 'signed' },
      desk: openDesk(),
      openLibrary: (changing) => openLibrary({ wait: async () => {}, now: () => now, newDevice: () => 'device-1', changing }),
      contentScript: CONTENT_SCRIPT,
      showingScript: 'assets/showing.iife.js',
      reachingScript: 'assets/reaching.iife.js',
      inkingScript: 'assets/inking.iife.js',
      inkSelectionScript: 'assets/ink-selection.iife.js',
      copierScript: 'assets/copier.iife.js',
      menu: () => ({ highlight: '', 'save-page': '', 'save-link': '', relate: '', 'follow-site': '', 'follow-link': '' }),
      clock: {
        now: () => now,
        random: () => 0.5,
        wait: (ms) => new Promise((resolve) => waits.push({ at: now + ms, resolve })),
        every: () => () => {},
        yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
      },
    };
    for (const [part, changed] of Object.entries(state.broken)) {
      const name = part as keyof Outside; // as: the keys of Outside
      Object.assign(whole, { [name]: typeof whole[name] === 'object' ? { ...(whole[name] as object), ...(changed as object) } : changed }); // as: parts are objects
    }
    return whole;
  }

  /** A worker that has just woken. One that was there before hears nothing more. */
  function wake() {
    const listeners: Listeners = {};
    const background = startBackground(outside(listeners));
    const hear = (message: unknown, by: Sender = OURS): Promise<Result<unknown>> => {
      if (!mayAsk(message, by)) return Promise.resolve(failed({ kind: 'bug', detail: 'a page may not ask this' }));
      return listeners.hear?.(message, by) ?? Promise.reject(new Error('nobody listens'));
    };
    return {
      listeners,
      settled: background.afterwards.settled,
      hear,
      /** As a page of ours sends: posted, then said. */
      async send(name: string, ask: object): Promise<Result<unknown>> {
        return hear({ name, ask, ticket: await post(name, ask) });
      },
    };
  }

  /** As a page of ours that is gone before it could send. */
  async function post(name: string, ask: object): Promise<string> {
    given += 1;
    const ticket = newTicket(now, given, 0.5);
    await openDesk().post({ ticket, message: { name, ask } });
    return ticket;
  }

  return {
    state,
    tabs,
    wake,
    post,
    now: () => now,
    /** Time passes, and what waited for it goes on. */
    async pass(ms: number): Promise<void> {
      now += ms;
      const due = waits.filter(({ at }) => at <= now);
      waits = waits.filter(({ at }) => at > now);
      for (const { resolve } of due) resolve();
      await idle();
    },
  };
}

type Listeners = {
  hear?: (message: unknown, by: Sender) => Promise<Result<unknown>> | undefined;
  ring?: (name: AlarmName) => Promise<void>;
  rung?: () => void;
  arrive?: () => void;
  added?: () => void;
  removed?: () => void;
  activated?: (id: number) => void;
  closed?: (id: number) => void;
  shortcut?: (name: string, tabId: number) => void;
  menu?: (choice: Chosen) => void;
  typed?: (typed: string) => Promise<readonly Line[]>;
  chosen?: (text: string, where: Where) => void;
};

/** What the machine can do without time passing is done: the disk in memory answers in turns of the event loop. */
export async function idle(): Promise<void> {
  for (let turns = 0; turns < 200; turns++) await new Promise((resolve) => setImmediate(resolve));
}
