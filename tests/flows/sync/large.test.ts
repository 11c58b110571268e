/** A large library between two machines: what it costs on the line, and that it ends the same byte for byte whatever died on the way. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EssayId, SAVED_PAGES } from '../../../src/core/essay';
import { essayIdFor } from '../../../src/core/feed/identity';
import { nextStamp, type Stamp } from '../../../src/core/library/stamp';
import { ok } from '../../../src/core/problem';
import type { Thread } from '../../../src/core/transfer/backup/units';
import { WITH_ESSAYS } from '../../../src/edge/store/essays';
import { putFact } from '../../../src/edge/store/ledger';
import { commitActs } from '../../../src/edge/store/marks';
import { replaceThreadIn } from '../../../src/edge/store/threads';
import { write } from '../../../src/edge/store/write';
import { freshDisk, got, NOW } from '../../edge/store/library-fixture';
import { type CouchServer, couchServer } from './couch-server';
import { type DavServer, davServer } from './dav-server';
import { dying } from './dying';
import { dumpOf, join, type Kind, type Machine, machine, round, settle } from './world';

const ENTRIES = Number(process.env['SIDELIGHT_SYNC_ENTRIES'] ?? 150); // 10,000 in a loop of one's own; the limits are those of a library of that size, by the entry
const EDITS = Math.min(450, Math.floor(ENTRIES / 2));
const UNSAVED = Math.min(100, Math.floor(ENTRIES * 0.04)); // more would be asked about first
const KILLS = ENTRIES >= 2_000 ? 50 : 8;
const LIMITS = { first: 90, second: 130, edits: 110 }; // bytes an entry, or an edit
const WORDS =
  'the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years much where your way down should because long each just state those people too mr how little good world make very year still see own work men day get here old life both between being under three never know same last another while us might great go come since against right came take used himself few house use place during high without again home around small however found mrs part school thought went say general once upon'.split(
    ' ',
  );
let servers: { dav: DavServer; couch: CouchServer };

beforeEach(async () => {
  freshDisk();
  servers = { dav: await davServer(), couch: await couchServer() };
});
afterEach(() => Promise.all([servers.dav.close(), servers.couch.close()]));

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function threads(count: number, device: string): Thread[] {
  const roll = dice(7);
  const some = (most: number): string => Array.from({ length: most }, () => WORDS[Math.floor(roll() * roll() * WORDS.length)]).join(' ');
  let stamp: Stamp | undefined;
  const next = (): Stamp => {
    stamp = nextStamp(
      stamp,
      NOW -
        40_000_000_000 +
        Math.floor(roll() * 1_000) +
        (stamp === undefined ? 0 : Number.parseInt(stamp.slice(0, 12), 16) - NOW + 40_000_000_000),
      device,
    );
    return stamp;
  };
  return Array.from({ length: count }, (_, at) => {
    const url = `https://${some(1)}-${some(1)}.example/${2010 + Math.floor(roll() * 15)}/${some(5).replaceAll(' ', '-')}-${at}`;
    const id = essayIdFor(SAVED_PAGES, `page ${url}`);
    const savedAt = next();
    return {
      id,
      essay: {
        id,
        sourceId: SAVED_PAGES,
        url,
        title: some(7),
        summary: '',
        tags: [],
        firstSeenAt: Number.parseInt(savedAt.slice(0, 12), 16),
      },
      marks: {
        saved: [true, savedAt],
        ...(roll() < 0.5 && { read: [true, savedAt] }),
        tags: { [some(1)]: [true, savedAt], [some(1)]: [true, savedAt] },
        ...(roll() < 0.2 && { note: [some(40), savedAt] }),
      },
    };
  });
}

async function fill(it: Machine, all: readonly Thread[]): Promise<void> {
  for (let at = 0; at < all.length; at += 500)
    got(
      await write(it.library, WITH_ESSAYS, 'passing', async (tx) => {
        for (const thread of all.slice(at, at + 500)) await replaceThreadIn(tx, undefined, thread, 1);
        await putFact(tx, 'revision', 1);
        return ok(undefined);
      }),
    );
}

const KINDS: readonly Kind[] = ['dav', 'couch'];

test.each(KINDS)('%s: a large library, a second machine, and edits on both sides that met deaths of every kind', async (kind) => {
  const server = servers[kind];
  const [a, b] = [await machine('aaaa1111'), await machine('bbbb2222')];
  const all = threads(ENTRIES, 'aaaa1111');
  await fill(a, all);
  await join(a, server, kind);
  server.zero();
  let began = performance.now();
  expect((await round(a, server, kind)).problem).toBeUndefined();
  const first = { ...server.counts, ms: performance.now() - began };
  await join(b, server, kind);
  server.zero();
  began = performance.now();
  expect((await round(b, server, kind)).problem).toBeUndefined();
  const second = { ...server.counts, ms: performance.now() - began };
  expect(await dumpOf(b)).toBe(await dumpOf(a));

  b.aheadMs = 24 * 60 * 60_000;
  const ids = all.map(({ id }) => id);
  await edit(a, ids, 0);
  await edit(b, ids, 1);
  const roll = dice(11);
  for (let killed = 0; killed < KILLS; killed++) {
    const it = roll() < 0.5 ? a : b;
    const at = Math.floor(roll() * 6);
    let asked = 0;
    server.fate = () => (asked++ === at && roll() < 0.7 ? (roll() < 0.5 ? 'die' : 'lose') : 'answer');
    await round(it, server, kind, (edges) => dying(edges, Math.floor(roll() * 12))).catch(() => {});
  }
  server.fate = () => 'answer';
  server.zero();
  await settle([a, b], server, kind);
  await settle([a, b], server, kind);
  const edits = { ...server.counts };
  expect(await dumpOf(b)).toBe(await dumpOf(a));
  const at = (bytes: number, of: number): number => Math.round(bytes / of);
  console.info(
    `${kind}: ${ENTRIES} entries; first up ${first.up} B in ${first.requests} requests, ${Math.round(first.ms)} ms; second down ${second.down} B in ${second.requests}, ${Math.round(second.ms)} ms; after the deaths ${edits.up} up, ${edits.down} down`,
  );
  expect(at(first.up, ENTRIES)).toBeLessThanOrEqual(LIMITS.first);
  expect(at(second.down, ENTRIES)).toBeLessThanOrEqual(LIMITS.second);
});

async function edit({ library, ...it }: Machine, ids: readonly EssayId[], side: number): Promise<void> {
  const share = (from: number, count: number): readonly EssayId[] => ids.slice(from, from + count);
  const commit = { from: 'library' as const, now: it.now() };
  if (side === 0) got(await commitActs(library, { ...commit, essayIds: share(0, UNSAVED), act: { kind: 'unsave' } }));
  else got(await commitActs(library, { ...commit, essayIds: share(0, UNSAVED / 2), act: { kind: 'tag', tag: 'kept' } }));
  got(await commitActs(library, { ...commit, essayIds: share(100, EDITS / 3), act: { kind: 'tag', tag: `side${side}` } }));
  got(await commitActs(library, { ...commit, essayIds: share(200, EDITS / 6), act: { kind: 'note', text: `Written on side ${side}.` } }));
  got(await commitActs(library, { ...commit, essayIds: share(300 + (side * EDITS) / 5, EDITS / 3), act: { kind: 'markRead' } }));
}
