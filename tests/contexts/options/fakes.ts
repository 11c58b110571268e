/** What the options page is handed in tests, and a record of what it did with it. */

import type { Needs } from '../../../src/contexts/options/needs';
import type { Source } from '../../../src/core/essay';
import type { SourceChange } from '../../../src/core/library/source-marks';
import type { SuggestedSite } from '../../../src/core/library/suggested-sites';
import { ok, type Problem, type Result } from '../../../src/core/problem';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings';
import type { FollowAsk, Send } from '../../../src/messages/contract';
import type { Progress } from '../../../src/ui/checking';
import type { FollowedSource } from '../../../src/ui/followed';
import { FOUND, followedOf } from '../../ui/sources';
import { fakeBackup } from './fake-backup';
import { fakeBring } from './fake-bring';

type Answers = { [name: string]: (ask: never) => Result<unknown> };
export const BROKEN: Problem = { kind: 'library-unopened', detail: 'UnknownError: Internal error.' };

export function fakeOptions(answers: Answers = {}, over: Partial<Needs> = {}) {
  const asked: { name: string; ask: unknown }[] = [];
  const downloads: { name: string; text: string }[] = [];
  const world = {
    settings: { ...DEFAULT_SETTINGS, offHosts: [] } as Settings,
    origins: [] as string[],
    sources: [] as readonly FollowedSource[],
    former: [] as Source[], // unfollowed
    suggested: [] as readonly SuggestedSite[],
    requested: [] as (readonly string[])[],
    isGranting: true, // what a person answers to the browser's question
    resets: 0,
    copied: '',
  };
  const progressListeners: ((progress: Progress) => void)[] = [];
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
    setMarks: ({ origins, on }: { origins: readonly string[]; on: boolean }) => {
      const others = world.settings.markOrigins.filter((each) => !origins.includes(each));
      change({ ...world.settings, markOrigins: on ? [...others, ...origins] : others });
      if (!on) world.origins = world.origins.filter((origin) => !origins.includes(origin));
      return ok('done');
    },
    takeBack: ({ origins }: { origins: readonly string[] }) => {
      world.origins = world.origins.filter((origin) => !origins.includes(origin));
      return ok('done');
    },
    findAt: () => ok(FOUND),
    follow: ({ sources }: { sources: readonly FollowAsk[] }) => {
      const added = sources.map(({ source, wishes: { folder, title } }) => {
        const wishes = { ...(folder !== undefined && { folder }), ...(title !== undefined && { title }) };
        return { ...followedOf(source.id, { wishes }), source, health: { condition: 'new' as const, failures: 0 } };
      });
      world.sources = [...world.sources, ...added];
      world.former = world.former.filter(({ id }) => sources.every(({ source }) => source.id !== id));
      return ok('done');
    },
    unfollow: ({ sourceId, forget = false }: { sourceId: string; forget?: boolean }) => {
      world.former = world.former.filter(({ id }) => id !== sourceId);
      if (!forget) world.former.push(...world.sources.flatMap(({ source }) => (source.id === sourceId ? source : [])));
      world.sources = world.sources.filter(({ source }) => source.id !== sourceId);
      return ok('done');
    },
    changeSource: ({ sourceId, change: { muted, ...wishes } }: { sourceId: string; change: SourceChange }) => {
      const wished = { ...wishes, ...(muted !== undefined && { isMuted: muted }) };
      world.sources = world.sources.map((row) => (row.source.id === sourceId ? { ...row, wishes: { ...row.wishes, ...wished } } : row));
      return ok('done');
    },
    changeAddress: () => ok('done'),
    answerQuestion: () => ok('done'),
    refresh: () => ok('begun'),
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
    permissions: {
      allSites: ['http://*/*', 'https://*/*'],
      has: async (origins) => origins.every((origin) => world.origins.includes(origin)),
      request: async (origins) => {
        world.requested.push(origins);
        if (world.isGranting) world.origins = [...world.origins, ...origins];
        return world.isGranting;
      },
    },
    sources: async () => world.sources,
    known: async () => [
      ...world.sources.map(({ source }) => ({ source, isFollowed: true, isUnfollowed: false })),
      ...world.former.map((source) => ({ source, isFollowed: false, isUnfollowed: true })),
    ],
    suggested: async () => world.suggested,
    listed: async () => world.sources,
    refused: async () => ({ essays: [], less: [], names: new Map() }),
    countMuted: async (words) => ({ each: words.map((word) => word.length), all: words.length }),
    backup: fakeBackup(),
    readerServer: async () => ({}),
    bring: fakeBring(),
    sendTo: { facts: async () => ({ sent: 0, waiting: 0 }) },
    sync: {
      ...{ facts: async () => ({ ran: [], waiting: 0, aside: [], machines: [] }), held: async () => [] },
      ...{ hint: async () => undefined, setHint: async () => {} },
    },
    progress: async () => undefined,
    onProgress: (listener) => void progressListeners.push(listener),
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
  const tell = async (progress: Progress): Promise<void> => {
    for (const listener of progressListeners) listener(progress);
    await new Promise((resolve) => setTimeout(resolve)); // until what follows from it was read
  };
  return { needs, asked, downloads, world, tell };
}
