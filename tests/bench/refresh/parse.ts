/** Reading a feed as large as is taken: time beside feedsmith's own, and the longest stretch in which nobody else has a turn. */
import 'fake-indexeddb/auto';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { parseFeed } from '../../../src/core/feed/parse';
import { newSource } from '../../../src/core/follow/new-source';
import { freshState } from '../../../src/core/follow/source-state';
import { wishesOf } from '../../../src/core/library/source-marks';
import { following, followSources } from '../../../src/edge/store/follow';
import { keepPoll, knownPosts } from '../../../src/edge/store/polls';
import { pollSource } from '../../../src/flows/poll-source';
import { freshLibrary, got } from '../../edge/store/library-fixture';
import { START, World } from '../../flows/followed-world';
import type { Section } from '../section';
import * as large from './large';

type Case = { readonly name: string; readonly bytes: Uint8Array; readonly theirs: (text: string) => unknown };

const WARM_UPS = 3;
const RUNS = 11;
const ADDRESS = 'https://archive.example/feed';
const ANSWER = { status: 200, url: ADDRESS, isRedirected: false, headers: {}, isWhole: false }; // a whole one would be known again by its print

/** By CPU time, in turns with the other; feedsmith is given text, so what decoding costs is told beside it and counted for both. */
export const parsing: Section = {
  name: 'feeds: a feed of 5 MB, bytes to entries, beside feedsmith (CPU ms, medians)',
  rows: async () => cases().map(beside),
};

function cases(): readonly Case[] {
  return [
    { name: '500 large items, escaped', bytes: large.escapedFeed(), theirs: parseRssFeed },
    { name: '500 large items, CDATA', bytes: large.cdataFeed(), theirs: parseRssFeed },
    { name: '500 large items, CDATA, relative links', bytes: large.relativeFeed(), theirs: parseRssFeed },
    { name: '500 large items, as WordPress writes them', bytes: large.wordPressFeed(), theirs: parseRssFeed },
    { name: '500 large items, as WordPress, relative links', bytes: large.wordPressRelativeFeed(), theirs: parseRssFeed },
    { name: '500 large items, as Blogger writes them', bytes: large.bloggerFeed(), theirs: parseRssFeed },
    { name: '500 large entries, Atom with XHTML', bytes: large.atomFeed(), theirs: parseAtomFeed },
    { name: '500 large items, JSON Feed', bytes: large.jsonFeed(), theirs: parseJsonFeed },
    { name: '100,000 tiny items', bytes: large.tinyItemsFeed(100_000), theirs: parseRssFeed },
  ];
}

function beside({ name, bytes, theirs }: Case): Readonly<Record<string, string | number>> {
  const times: { readonly [of: string]: number[] } = { ours: [], decoding: [], feedsmith: [] };
  for (let run = -WARM_UPS; run < RUNS; run++) {
    const ours = cpuMs(() => parseFeed(bytes, { url: ADDRESS }));
    let text = '';
    const decoding = cpuMs(() => {
      text = new TextDecoder().decode(bytes);
    });
    const feedsmith = cpuMs(() => theirs(text));
    if (run >= 0) for (const [of, ms] of Object.entries({ ours, decoding, feedsmith })) times[of]?.push(ms);
  }
  const [ours, decoding, feedsmith] = [median(times['ours']), median(times['decoding']), median(times['feedsmith'])];
  return {
    feed: name,
    MB: tenths(bytes.length / 1e6),
    'ours ms': tenths(ours),
    'decoding ms': tenths(decoding),
    'feedsmith ms': tenths(feedsmith),
    'ours / (decoding + feedsmith)': hundredths(ours / (decoding + feedsmith)),
    'ours / feedsmith': hundredths(ours / feedsmith),
  };
}

/** The whole walk of one source over a library on an IndexedDB in memory: first when all is new, then with every post known. */
export const pauses: Section = {
  name: 'feeds: one poll of 5 MB, the longest stretch without a turn for others (CPU ms, medians)',
  async rows() {
    const rows: Readonly<Record<string, string | number>>[] = [];
    for (const { name, bytes } of cases()) rows.push(await polled(name, 'feed', bytes));
    rows.push(await polled('one post of 5 MB', 'feed', large.onePostFeed()));
    rows.push(await polled('a page that lists posts', 'listing', large.listingPage()));
    return rows;
  },
};

const POLLS = 3;

async function polled(name: string, kind: 'feed' | 'listing', bytes: Uint8Array): Promise<Readonly<Record<string, string | number>>> {
  const firsts: Turns[] = [];
  const seconds: Turns[] = [];
  for (let run = 0; run < POLLS; run++) {
    const poll = await sourceWith(kind, bytes);
    firsts.push(await poll());
    seconds.push(await poll());
  }
  return {
    feed: name,
    'first: longest ms': tenths(median(firsts.map(({ longest }) => longest))),
    'first: turns': median(firsts.map(({ turns }) => turns)),
    'first: CPU ms': tenths(median(firsts.map(({ spent }) => spent))),
    'again: longest ms': tenths(median(seconds.map(({ longest }) => longest))),
    'again: CPU ms': tenths(median(seconds.map(({ spent }) => spent))),
  };
}

/** A library that follows one source; each poll reads the same body again. */
async function sourceWith(kind: 'feed' | 'listing', bytes: Uint8Array): Promise<() => Promise<Turns>> {
  const library = await freshLibrary();
  const world = new World();
  const source = newSource({ kind, url: ADDRESS }, START);
  got(await followSources(library, [{ source, wishes: {} }], { from: 'options', now: START }));
  const edges = {
    ...world.edges(),
    knownPosts: (id: typeof source.id) => knownPosts(library, id),
    keepPoll: (change: Parameters<typeof keepPoll>[1]) => keepPoll(library, change, { from: 'start', now: world.now }),
    yieldNow: () => new Promise<void>((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
  };
  return async () => {
    const fetchSource = async (): ReturnType<typeof edges.fetchSource> => ({
      ok: true,
      answer: { ...ANSWER, body: bytes },
    });
    const followed = (await following(library)).followed[0] ?? { source, wishes: wishesOf({}), state: freshState(source.id) };
    return watched(() => pollSource({ ...edges, fetchSource }, followed));
  };
}

type Turns = { readonly longest: number; readonly turns: number; readonly spent: number };

/** Somebody waits all the while: how long at most between two of their turns. */
async function watched(run: () => Promise<unknown>): Promise<Turns> {
  let [longest, turns, isOver] = [0, 0, false];
  const began = process.cpuUsage();
  let since = began;
  const look = (): void => {
    longest = Math.max(longest, msSince(since));
    since = process.cpuUsage();
    turns++;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await run();
  isOver = true;
  return { longest: Math.max(longest, msSince(since)), turns, spent: msSince(began) };
}

function msSince(earlier: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(earlier);
  return (user + system) / 1000;
}

function cpuMs(run: () => void): number {
  const began = process.cpuUsage();
  run();
  return msSince(began);
}

function median(of: readonly number[] | undefined): number {
  const sorted = [...(of ?? [])].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
const hundredths = (ratio: number): number => Math.round(ratio * 100) / 100;
