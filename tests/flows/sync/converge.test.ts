/** Whatever is done, in whichever order, and wherever a server or a worker dies: in the end all machines have the same, and nothing is lost. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Act } from '../../../src/core/library/marks';
import { lock } from '../../../src/edge/seal/seal';
import { changeSource, followSources } from '../../../src/edge/store/follow';
import { commitAct } from '../../../src/edge/store/marks';
import { essayId, freshDisk, got, source, sourceId } from '../../edge/store/library-fixture';
import { type CouchServer, couchServer } from './couch-server';
import { type DavServer, davServer } from './dav-server';
import { Dead, dying } from './dying';
import type { Fate } from './loopback';
import { dumpOf, join, type Kind, machine, page, put, round, settle } from './world';

const RUNS = Number(process.env['SIDELIGHT_SYNC_RUNS'] ?? 6); // more of them over time, in a loop of one's own
const IDS = ['one', 'two', 'three'];
let servers: { dav: DavServer; couch: CouchServer };

beforeEach(async () => {
  servers = { dav: await davServer(), couch: await couchServer() };
});
afterEach(() => Promise.all([servers.dav.close(), servers.couch.close()]));

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act['kind']>('save', 'unsave', 'archive', 'markRead', 'markUnread').map((kind) => ({ kind }) as Act), // as: plain kinds
  fc.tuple(fc.constantFrom('tag' as const, 'untag' as const), fc.constantFrom('maps', '__proto__')).map(([kind, tag]) => ({ kind, tag })),
  fc.constantFrom('', 'a note', 'another').map((text) => ({ kind: 'note' as const, text })),
  fc.constantFrom('refuse' as const, 'unrefuse' as const).map((kind) => ({ kind, page: 'https://example.com/p' })),
);

type Step =
  | { readonly kind: 'act'; readonly who: number; readonly id: string; readonly act: Act }
  | { readonly kind: 'set'; readonly who: number; readonly word: string; readonly on: boolean }
  | { readonly kind: 'wish'; readonly who: number; readonly title: string; readonly followed: boolean }
  | { readonly kind: 'both'; readonly who: number }
  | { readonly kind: 'sync'; readonly who: number; readonly fates: readonly Fate[]; readonly diesAfter: number | undefined };

const who = fc.nat(2);
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('both' as const), who }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('act' as const), who, id: fc.constantFrom(...IDS), act: acts }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('set' as const), who, word: fc.constantFrom('ads', 'cookies'), on: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wish' as const), who, title: fc.constantFrom('', 'Mine'), followed: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      who,
      fates: fc.array(
        fc.constantFrom<Fate>(
          'answer',
          'answer',
          'answer',
          'die',
          'lose',
          'half',
          { status: 500 },
          { status: 423 },
          { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' },
        ),
        { maxLength: 8 },
      ),
      diesAfter: fc.option(fc.nat(12), { nil: undefined }), // store calls, then the worker is gone
    }),
  },
);

const kinds: readonly (readonly [Kind, string])[] = [
  ['dav', 'plain'],
  ['couch', 'plain'],
  ['dav', 'encrypted'],
];

test.each(kinds)('%s, %s: any interleaving of acts, rounds, deaths and lost answers ends alike', async (kind, mode) => {
  const held = mode === 'plain' ? [] : (await lock('a phrase of some words', [], { N: 2 ** 14, r: 8, p: 1 })).held;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (walk) => {
      freshDisk();
      const server = servers[kind];
      servers.dav.files.clear();
      servers.couch.docs.clear();
      server.fate = () => 'answer';
      const all = await Promise.all(['aaa', 'bbb', 'ccc'].map(machine));
      const touched = new Set<string>();
      for (const each of all) {
        each.keys = held;
        await join(each, server, kind);
        await put(
          each,
          IDS.map((id) => page(id)),
        );
        got(await followSources(each.library, [{ source: source('s'), wishes: {} }], { from: 'options', now: each.now() }));
      }
      for (const step of walk) {
        const it = all[step.who % all.length];
        if (it === undefined) continue;
        if (step.kind === 'act') {
          got(await commitAct(it.library, { essayId: essayId(step.id), act: step.act, from: 'popup', now: it.now() }));
          if (step.act.kind === 'note' && step.act.text !== '') touched.add(step.id);
        } else if (step.kind === 'set') {
          const words = it.stamping.settings.muteWords.filter((word) => word !== step.word);
          it.set({ muteWords: step.on ? [...words, step.word] : words });
        } else if (step.kind === 'wish') {
          got(await changeSource(it.library, sourceId('s'), { title: step.title, followed: step.followed }, it.now()));
        } else if (step.kind === 'both') {
          const other = all[(step.who + 1) % all.length] ?? it; // at the same moment
          await Promise.all([round(it, server, kind), round(other, server, kind)]);
        } else {
          const fates = [...step.fates];
          server.fate = () => fates.shift() ?? 'answer';
          await round(it, server, kind, (edges) => (step.diesAfter === undefined ? edges : dying(edges, step.diesAfter))).catch(
            (error: unknown) => {
              if (!(error instanceof Dead)) throw error;
            },
          );
          server.fate = () => 'answer';
        }
      }
      await settle(all, server, kind);
      await settle(all, server, kind);
      const dumps = await Promise.all(all.map(dumpOf));
      expect(dumps[1]).toBe(dumps[0]);
      expect(dumps[2]).toBe(dumps[0]);
    }),
    { numRuns: RUNS },
  );
});
