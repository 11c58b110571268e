/** What the options page is handed in tests, and a record of what it did with it. */
import type { Needs } from '../../../src/contexts/options/needs';
import { ok, type Problem, type Result } from '../../../src/core/problem';
import type { Settings } from '../../../src/core/settings';
import type { Send } from '../../../src/messages';

type Answers = { [name: string]: (ask: never) => Result<unknown> };
export const BROKEN: Problem = { kind: 'library-unopened', detail: 'UnknownError: Internal error.' };

export function fakeOptions(answers: Answers = {}, over: Partial<Needs> = {}) {
  const asked: { name: string; ask: unknown }[] = [];
  const downloads: { name: string; text: string }[] = [];
  const world = { settings: { badge: 'number', offHosts: [] } as Settings, origins: [] as string[], resets: 0, copied: '' };
  const listeners: ((settings: Settings) => void)[] = [];
  const change = (settings: Settings): void => {
    world.settings = settings;
    for (const listener of listeners) listener(settings);
  };
  const all: Answers = {
    wake: () => ok('awake'),
    acknowledge: () => ok('done'),
    changeSettings: ({ change: changes }: { change: Partial<Settings> }) => {
      change({ ...world.settings, ...changes });
      return ok('done');
    },
    setSite: ({ host, off }: { host: string; off: boolean }) => {
      const others = world.settings.offHosts.filter((each) => each !== host);
      change({ ...world.settings, offHosts: off ? [...others, host] : others });
      return ok('done');
    },
    takeBack: ({ origins }: { origins: readonly string[] }) => {
      world.origins = world.origins.filter((origin) => !origins.includes(origin));
      return ok('done');
    },
    ...answers,
  };
  const needs: Needs = {
    send: (async (name: string, ask: never) => {
      asked.push({ name, ask });
      return all[name]?.(ask);
    }) as unknown as Send, // as: the answers above keep the contract
    loadSettings: async () => world.settings,
    onSettings: (listener) => listeners.push(listener),
    grantedOrigins: async () => world.origins,
    onOrigins: () => {},
    counts: async () => ({ unread: 3, essays: 1204, saved: 12, sources: 2 }),
    problems: async () => [],
    dump: async () => ({ database: 'library', stores: {} }),
    reset: async () => {
      world.resets += 1;
    },
    download: (name, text) => downloads.push({ name, text }),
    copy: async (text) => {
      world.copied = text;
    },
    about: { version: '0.1.0', browser: 'A browser 1.0' },
    now: () => Date.UTC(2026, 4, 3),
    ...over,
  };
  return { needs, asked, downloads, world };
}
