import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportState } from '../../../src/contexts/options/import';
import { reportOf } from '../../../src/contexts/options/import-report';
import { optionsModel } from '../../../src/contexts/options/model';
import { entriesOf, subscriptionsOf } from '../../../src/contexts/options/subscriptions';
import { previewImport } from '../../../src/core/follow/import-preview';
import { failed } from '../../../src/core/problem';
import { readOpml, writeOpml } from '../../../src/core/transfer/opml';
import { followedOf } from '../../ui/sources';
import { fakeOptions } from './fakes';

const OPML = `<opml version="2.0"><body>
  <outline text="Work"><outline text="Data">
    <outline text="Alpha" xmlUrl="https://alpha.example/feed"/>
    <outline text="Alpha again" xmlUrl="https://www.alpha.example/feed/"/>
  </outline></outline>
  <outline text="Beta" type="atom" xmlUrl="https://beta.example/atom"/>
  <outline text="Known" xmlUrl="https://known.example/feed.xml"/>
  <outline text="Router" xmlUrl="http://192.168.1.1/log.xml"/>
</body></opml>`;

async function open(...given: Parameters<typeof fakeOptions>) {
  const fake = fakeOptions(...given);
  fake.world.sources = [followedOf('known', { url: 'https://known.example/feed.xml' })];
  const model = optionsModel(fake.needs);
  await model.start();
  const { bringing } = model.sources;
  bringing.open();
  return { ...fake, model, bringing };
}

const preview = (state: ImportState) => {
  if (state.kind !== 'preview') throw new Error(`no preview but ${state.kind}`);
  return state.preview;
};
const startedAt = Date.UTC(2026, 4, 3);

test('a list is shown with what is new, where, and why the rest is left out, before anything is kept', async () => {
  const { bringing, asked } = await open();
  await bringing.preview(OPML);
  const { toAdd, leftOut, origins } = preview(bringing.state.value);
  expect(toAdd.map(({ source, folder }) => [source.title, folder])).toEqual([
    ['Alpha', 'Work / Data'],
    ['Beta', undefined],
  ]);
  expect(leftOut.map(({ entry, why }) => [entry.title, why])).toEqual([
    ['Known', 'followed'],
    ['Router', 'private'],
  ]);
  expect(origins).toEqual(['alpha', 'www.alpha', 'beta', 'www.beta'].map((host) => `https://${host}.example/*`));
  expect(asked.map(({ name }) => name)).not.toContain('follow');
});

test('what is no OPML is said, and another can be chosen', async () => {
  const { bringing } = await open();
  await bringing.preview('<html><body>Sign in</body></html>');
  expect(bringing.state.value.kind).toBe('not-opml');
  await bringing.preview(OPML);
  expect(bringing.state.value.kind).toBe('preview');
});

test('one question for all, everything followed in one go, and a report when every one was looked at', async () => {
  const { bringing, world, asked, tell } = await open();
  await bringing.preview(OPML);
  const { origins } = preview(bringing.state.value);
  await bringing.follow(origins);
  expect(world.requested).toEqual([origins]);
  expect(asked.filter(({ name }) => name === 'follow').length).toBe(1);
  expect(bringing.state.value).toEqual({ kind: 'following', total: 2, settled: 0 });
  world.sources = world.sources.map((row) =>
    row.source.title === 'Alpha'
      ? { ...row, health: { condition: 'well', failures: 0, lastSuccessAt: startedAt } }
      : { ...row, health: { ...row.health, condition: 'failing', failures: 1, problem: { kind: 'missing' } } },
  );
  await tell({ done: 2, total: 2, startedAt, isRunning: false });
  expect(bringing.state.value).toEqual({
    kind: 'report',
    isAllowed: true,
    report: {
      followed: 2,
      answered: 1,
      notAllowed: 0,
      waiting: 0,
      failed: [{ why: 'The site has nothing at this address.', titles: ['Beta'] }],
    },
  });
});

test('the end of an older walk ends nothing; the end of this one tells what gave no sign', async () => {
  const { bringing, tell } = await open();
  await bringing.preview(OPML);
  await bringing.follow(preview(bringing.state.value).origins);
  await tell({ done: 9, total: 9, startedAt: startedAt - 1, isRunning: false });
  expect(bringing.state.value.kind).toBe('following');
  await tell({ done: 2, total: 2, startedAt, isRunning: false });
  expect(bringing.state.value).toMatchObject({ kind: 'report', report: { followed: 2, answered: 0, waiting: 2 } });
});

test('a walk of other sources that ends meanwhile is not the end of this one', async () => {
  const { bringing, tell } = await open();
  await bringing.preview(OPML);
  await bringing.follow(preview(bringing.state.value).origins);
  await tell({ done: 1, total: 1, startedAt, isRunning: false });
  expect(bringing.state.value).toEqual({ kind: 'following', total: 2, settled: 0 });
});

test('refused, all are kept and the report says that they wait', async () => {
  const fake = await open();
  fake.world.isGranting = false;
  await fake.bringing.preview(OPML);
  await fake.bringing.follow(preview(fake.bringing.state.value).origins);
  expect(fake.asked.map(({ name }) => name)).toContain('follow');
  fake.world.sources = fake.world.sources.map((row) => ({ ...row, health: { ...row.health, condition: 'not-allowed' } }));
  await fake.tell({ done: 1, total: 2, startedAt, isRunning: false });
  expect(fake.bringing.state.value).toMatchObject({ kind: 'report', isAllowed: false, report: { followed: 2, notAllowed: 2, waiting: 0 } });
});

test('a list that could not be kept goes back to its preview', async () => {
  const { bringing, model } = await open({ follow: () => failed({ kind: 'disk-full' }) });
  await bringing.preview(OPML);
  await bringing.follow(preview(bringing.state.value).origins);
  expect([bringing.state.value.kind, model.trouble.value]).toEqual(['preview', { kind: 'disk-full' }]);
});

test('the report counts each source once, whatever its health', () => {
  const conditions = fc.constantFrom('new', 'well', 'failing', 'held', 'asleep', 'gone', 'question', 'not-allowed' as const);
  const told = fc.record({ condition: conditions, hasProblem: fc.boolean(), isMine: fc.boolean() });
  fc.assert(
    fc.property(fc.array(told, { maxLength: 30 }), (some) => {
      const rows = some.map(({ condition, hasProblem }, at) =>
        followedOf(`s${at}`, { health: { condition, ...(hasProblem && { problem: { kind: 'missing' } }) } }),
      );
      const mine = rows.filter((_, at) => some[at]?.isMine).map(({ source }) => source.id);
      const { followed, answered, waiting, notAllowed, failed: reasons } = reportOf(rows, new Set(mine));
      expect(followed).toBe(mine.length);
      expect(answered + waiting + notAllowed + reasons.reduce((sum, { titles }) => sum + titles.length, 0)).toBe(followed);
    }),
  );
});

test('out and in again and out is the same file', () => {
  const names = fc.stringMatching(/^[A-Za-z&<"'é ]{1,12}$/).filter((name) => name.trim() !== '');
  const folder = fc.array(names, { maxLength: 3 }).map((path) => path.join(' / '));
  const paths = fc.option(fc.record({ xPathItem: names, xPathItemAuthor: names }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(fc.record({ title: names, folder, isListing: fc.boolean(), paths }), { maxLength: 12 }), (some) => {
      const rows = some.map((each, at) => {
        const row = followedOf(`s${at}`, {
          kind: each.isListing ? 'listing' : 'feed',
          wishes: { title: each.title, ...(each.folder !== '' && { folder: each.folder }) },
        });
        return each.paths && each.isListing ? { ...row, source: { ...row.source, paths: each.paths } } : row;
      });
      const out = writeOpml(subscriptionsOf(rows), 'Sidelight');
      const reading = readOpml(out);
      if (!reading.ok) return expect(rows).toEqual([]);
      const { toAdd } = previewImport(entriesOf(reading.subscriptions), [], 0);
      const wishes = { isFollowed: true, isMuted: false, inBadge: true };
      const again = toAdd.map(({ source, folder: name }) => ({
        source,
        wishes: { ...wishes, ...(name !== undefined && { folder: name }) },
      }));
      expect(writeOpml(subscriptionsOf(again), 'Sidelight')).toBe(out);
    }),
    { examples: [[[{ title: 'A', folder: '& /  &', isListing: false, paths: undefined }]]] }, // found once by chance: names alike but for white space
  );
});
