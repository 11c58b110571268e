import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countNew } from '../../../src/edge/store/count-new';
import { countEssays, countSaved, countUnread } from '../../../src/edge/store/counts';
import { putEssays } from '../../../src/edge/store/essays';
import type { Library } from '../../../src/edge/store/library';
import { latestEntries } from '../../../src/edge/store/lists';
import { markAllSeen } from '../../../src/edge/store/seen';
import { openCount } from '../../../src/edge/store/unread-count';
import { act, essay, freshLibrary, got, withItsSource } from './library-fixture';

const ESSAYS = ['a', 'b']; // few, so that much happens to each

const arrival = fc.record({ kind: fc.constant('arrive' as const), id: fc.constantFrom(...ESSAYS) });
const done = fc.record({
  kind: fc.constantFrom('save' as const, 'unsave' as const, 'markRead' as const, 'markUnread' as const, 'open' as const),
  id: fc.constantFrom(...ESSAYS),
});
const seen = fc.record({ kind: fc.constantFrom('seeAll' as const, 'undo' as const) });
const ticks = fc.integer({ min: -3, max: 5 }); // the clock may go back

test('the counts from the indexes agree with what the lists show, whatever was done in whatever order', async () => {
  const steps = fc.array(fc.tuple(fc.oneof(arrival, done, seen), ticks), { maxLength: 25, size: 'max' });
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(60), async (story, since) => {
      const library = await withItsSource(await freshLibrary());
      let now = 30;
      let before = 0;
      const here = new Set<string>();
      for (const [step, ms] of story) {
        now = Math.max(0, now + ms);
        if (step.kind === 'arrive') {
          got(await putEssays(library, [essay(step.id, { firstSeenAt: now })], { from: 'start', now }));
          here.add(step.id);
        } else if (step.kind === 'seeAll') before = got(await markAllSeen(library, { now })).before;
        else if (step.kind === 'undo') got(await markAllSeen(library, { until: before, now }));
        else if ('id' in step && here.has(step.id)) await act(library, step.id, step.kind, now);
      }
      const { entries } = await latestEntries(library, { limit: 10 });
      const unread = entries.filter(({ isUnread }) => isUnread);
      expect(await countUnread(library)).toBe(unread.length);
      expect(await countedByKeys(library)).toBe(unread.length);
      expect(await countNew(library, since)).toBe(unread.filter((entry) => entry.essay.firstSeenAt > since).length);
      expect(await countSaved(library)).toBe(entries.filter(({ marks }) => marks.saved?.[0] === true).length);
      expect(await countEssays(library)).toBe(entries.length);
    }),
    { numRuns: 200 },
  );
});

/** As it is counted where very much was read by hand. */
async function countedByKeys(library: Library): Promise<number> {
  const tx = await library.begin(['essays', 'overlong', 'places', 'marks', 'ledger', 'sources'], 'readonly');
  return (await openCount(tx, -1)).all();
}
