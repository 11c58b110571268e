/** What the popup is handed in tests: a small library in memory, a background that answers as told, and a record of what was asked. */
import type { Batch, KnownPage, Needs, OpenPage, SavedPart, Welcome } from '../../../src/contexts/popup/needs';
import type { Essay, EssayId, SourceId } from '../../../src/core/essay';
import type { Asked as Noted } from '../../../src/core/follow/asked';
import { tagsOn } from '../../../src/core/library/fold';
import type { Entry } from '../../../src/core/library/marks';
import type { Stamp } from '../../../src/core/library/stamp';
import type { SuggestedSite } from '../../../src/core/library/suggested-sites';
import { ok, type Problem, type Result } from '../../../src/core/problem';
import type { PageReport, Passage, RelatedEssay } from '../../../src/core/related/answer';
import type { Send } from '../../../src/messages/contract';
import type { Progress } from '../../../src/ui/checking';
import { type FollowedSource, titleOf } from '../../../src/ui/followed';
import { FOUND } from '../../ui/sources';

export const NOW = Date.UTC(2026, 2, 1, 12);
export const BATCH = 50;
export const MUTED = 'Crypto'; // the word that the reader of these tests has muted
const STAMP = '000000000000-0000-test' as Stamp; // as: no test reads it

export const BUNDLED: readonly (readonly [title: string, publishedAt: number])[] = [
  ['Trillion-Row Creative Insights: Scaling Netflix Muse', Date.UTC(2025, 8, 25)],
  ['The Golden Thread: Managing Building Data Integrity', Date.UTC(2022, 1, 5)],
  ['Data Plus Architecture: Integrating Data into Design', Date.UTC(2022, 0, 6)],
  ['Data Mesh: Decentralized Ownership in Practice', Date.UTC(2021, 4, 28)],
  ['Why Data Lakes are Failing the Modern Enterprise', Date.UTC(2020, 4, 19)],
];

type Told = Partial<Essay> & { readonly isSaved?: boolean; readonly isUnread?: boolean };

export function entryOf(id: string, { isSaved = false, isUnread = true, ...essay }: Told = {}): Entry {
  return {
    essay: {
      id: id as EssayId, // as: made-up ids
      sourceId: 'source' as SourceId, // as: likewise
      url: `https://hlibco.example/${id}`,
      title: `Essay ${id}`,
      summary: '',
      author: 'Felipe Hlibco',
      tags: [],
      firstSeenAt: NOW,
      ...essay,
    },
    marks: isSaved ? { saved: [true, STAMP] } : {},
    isUnread,
  };
}

export const bundled = (): Entry[] => BUNDLED.map(([title, publishedAt], index) => entryOf(`b${index}`, { title, publishedAt }));

export const page: OpenPage = { id: 7, url: 'https://blog.example/orders', host: 'blog.example', title: 'Orders' };

export function relatedOf(id: string, told: Partial<RelatedEssay> = {}): RelatedEssay {
  return {
    id: id as EssayId, // as: made-up ids
    url: `https://hlibco.example/${id}`,
    title: `Essay ${id}`,
    sourceTitle: 'Hlibco',
    author: 'Felipe Hlibco',
    isSaved: false,
    isRead: false,
    score: 0.4,
    shared: [
      { term: 'domain team', words: 'domain team', weight: 0.3 },
      { term: 'ownership', words: 'ownership', weight: 0.1 },
    ],
    reasons: ['domain team', 'ownership'],
    ...told,
  };
}

export function passageOf(id: string, start: number): Passage {
  const here = 'The team that writes the orders should also answer for the orders table.';
  const there = 'Give the tables to the team whose work fills them.';
  return {
    essayId: id as EssayId, // as: made-up ids
    span: [start, start + here.length],
    strength: 2,
    here,
    hereLit: [
      [start + 4, start + 8],
      [start + 66, start + 71],
    ],
    there,
    thereLit: [
      [9, 15],
      [23, 27],
    ],
  };
}

export const REPORT: PageReport = {
  state: 'related',
  related: {
    essays: [relatedOf('b3', { title: BUNDLED[3]?.[0] ?? '', publishedAt: BUNDLED[3]?.[1] ?? 0 })],
    passages: [passageOf('b3', 100), passageOf('b3', 300)],
    more: [passageOf('b3', 600)],
  },
  marked: 2,
};

export type Asked = { readonly name: string; readonly ask: unknown };
type Answers = { [name: string]: (ask: never) => Result<unknown> | Promise<Result<unknown>> };

const DEFAULT_ANSWERS: Answers = {
  wake: () => ok('awake'),
  looked: () => ok('done'),
  act: () => ok('done'),
  acknowledge: () => ok('done'),
  openEssay: () => ok('opened'),
  markAllSeen: () => ok({ before: 5 }),
  relateTab: () => ok(REPORT),
  reportTab: () => ok({ state: 'not-asked' }),
  namesOfTab: () => ok({ address: page.url, title: page.title }),
  saveTab: () => ok({ essayId: 'page', wasSaved: false }),
  whenCopied: () => ok({ state: 'kept', isPartial: false }),
  showMore: () => ok({ ...REPORT, marked: 3 }),
  setSite: () => ok('done'),
  takeBack: () => ok('done'),
  findHere: () => ok(FOUND),
  findAt: () => ok(FOUND),
  follow: () => ok('done'),
  unfollow: () => ok('done'),
  changeAddress: () => ok('done'),
  answerQuestion: () => ok('done'),
  giveBack: () => ok('done'),
  stopRefresh: () => ok('done'),
  refresh: () => ok('begun'),
};

export type Library = {
  entries: readonly Entry[];
  lastLookedAt: number;
  sources: readonly FollowedSource[];
  problems: readonly Problem[];
  isThere: boolean;
  known: KnownPage | undefined; // of the open page
  tags: readonly string[];
  welcome?: Welcome;
  suggested?: readonly SuggestedSite[];
  asked?: Noted | undefined; // what the browser was asked for
};
type Fake = {
  readonly needs: Needs;
  readonly asked: Asked[];
  readonly library: Library;
  readonly granted: Set<string>;
  readonly tell: (progress: Progress) => void; // what the background says of a look at the sources
  readonly closed: () => number;
};

/** `answers` stand in for the default ones; the library and the permissions may be changed while the popup is open. */
export function fakeNeeds(entries: readonly Entry[] = bundled(), answers: Answers = {}, over: Partial<Needs> = {}): Fake {
  const library: Library = { entries, lastLookedAt: NOW, sources: [], problems: [], isThere: true, known: undefined, tags: [] };
  const listeners: ((progress: Progress) => void)[] = [];
  const asked: Asked[] = [];
  const granted = new Set<string>();
  let closings = 0;
  const there = (): Library => {
    if (!library.isThere) throw new Error('no library yet');
    return library;
  };
  const setMarks = ({ origins, on }: { origins: readonly string[]; on: boolean }) => {
    if (!on) for (const origin of origins) granted.delete(origin);
    return ok('done');
  };
  const search = ({ query }: { query: string }) => {
    const essays = there().entries.flatMap(({ essay }) => (essay.title.toLowerCase().includes(query.toLowerCase()) ? essay.id : []));
    return ok({ essays, total: essays.length, some: essays.length, unread: 0 });
  };
  const all: Answers = { ...DEFAULT_ANSWERS, setMarks, search, ...answers };
  const send = (async (name: string, ask: never) => {
    asked.push({ name, ask });
    return all[name]?.(ask);
  }) as unknown as Send; // as: the answers above keep the contract
  const needs: Needs = {
    reads: {
      lastLookedAt: async () => library.lastLookedAt,
      known: async () => library.known,
      tags: async () => library.tags,
      names: async () => new Map(library.sources.map((row) => [row.source.id, titleOf(row)])),
      welcome: async () => library.welcome,
      latest: async ({ sources, withHidden, unreadOnly, since }, before) => {
        const inPart = there().entries.filter(({ essay }) => sources?.has(essay.sourceId) ?? true);
        const wanted = inPart.filter(({ isUnread }) => isUnread || !unreadOnly);
        const shown = wanted.filter(({ essay }) => withHidden || !essay.title.includes(MUTED));
        const isNew = ({ essay, isUnread }: Entry) => isUnread && essay.firstSeenAt > since;
        const fresh = shown.filter(isNew);
        const rows = [...fresh, ...shown.filter((entry) => !isNew(entry))];
        return { ...batch(rows, before), hidden: wanted.length - shown.length, fresh: fresh.length };
      },
      saved: async (part, before) =>
        batch(
          there().entries.filter((entry) => isIn(entry, part)),
          before,
        ),
      savedCounts: async () => {
        const of = (part: SavedPart) => there().entries.filter((entry) => isIn(entry, part));
        const tags = [...new Set(there().entries.flatMap(({ marks }) => tagsOn(marks)))].map(
          (tag) => [tag, of({ kind: 'tag', tag }).length] as const,
        );
        return { later: of({ kind: 'later' }).length, archive: of({ kind: 'archive' }).length, tags, letters: 0 };
      },
      entries: async (ids) => ids.flatMap((id) => there().entries.find(({ essay }) => essay.id === id) ?? []),
      counts: async () => ({
        unread: there().entries.filter(({ isUnread }) => isUnread).length,
        essays: library.entries.length,
        saved: library.entries.filter(isSaved).length,
        sources: library.entries.length > 0 ? 1 : 0,
      }),
      countNew: async (since) => there().entries.filter(({ essay, isUnread }) => isUnread && essay.firstSeenAt > since).length,
      suggested: async () => library.suggested ?? [],
      sources: async () => library.sources,
      syncTrouble: async () => undefined,
      problems: async () => library.problems,
    },
    send,
    permissions: {
      allSites: ['http://*/*', 'https://*/*'],
      has: async (origins) => origins.every((origin) => granted.has(origin)),
      request: async (origins) => {
        for (const origin of origins) granted.add(origin);
        return true;
      },
    },
    frontPage: async () => undefined,
    notebook: {
      note: async (noted) => {
        library.asked = noted;
      },
      noted: async () => library.asked,
      forget: async () => {
        library.asked = undefined;
      },
    },
    openPage: async () => page,
    isOnline: () => true,
    onOnline: () => {},
    isCompact: async () => false,
    markOrigins: async () => [...granted], // here what is granted is wanted for marks
    progress: async () => undefined,
    onProgress: (listener) => void listeners.push(listener),
    painted: async () => {},
    wait: async () => {},
    openReader: () => {},
    openOptions: () => {},
    openLibrary: () => {},
    openBackup: () => {},
    openSync: () => {},
    openImport: () => {},
    openSources: () => {},
    close: () => {
      closings += 1;
    },
    now: () => NOW,
    ...over,
  };
  const tell = (progress: Progress): void => {
    for (const listener of listeners) listener(progress);
  };
  return { needs, asked, library, granted, tell, closed: () => closings };
}

function isIn(entry: Entry, part: SavedPart): boolean {
  if (part.kind === 'tag') return tagsOn(entry.marks).includes(part.tag);
  return isSaved(entry) && (entry.marks.archived?.[0] === true) === (part.kind === 'archive');
}

const isSaved = ({ marks }: Entry): boolean => marks.saved?.[0] === true;

function batch(entries: readonly Entry[], before: unknown): Batch {
  const start = typeof before === 'number' ? before : 0;
  const end = start + BATCH;
  return { entries: entries.slice(start, end), ...(end < entries.length && { next: end }) };
}

/** A promise and the way to settle it. */
export function later<T>(): { promise: Promise<T>; settle: (value: T) => void } {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
