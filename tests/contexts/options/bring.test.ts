/** Bringing in, as the options page does it: nothing is kept before the second press, and each import has its way back. */
import { beforeAll, expect, test } from 'vitest';
import { optionsModel } from '../../../src/contexts/options/model';
import type { SourceId } from '../../../src/core/essay';
import { newSource } from '../../../src/core/follow/new-source';
import { failed, ok } from '../../../src/core/problem';
import type { RestoreRow } from '../../../src/edge/store/database';
import { followedOf } from '../../ui/sources';
import { fakeBring, importRow, LOOKED_AT, WEIGHED } from './fake-bring';
import { fakeOptions } from './fakes';

const FEED = { kind: 'feed' as const, url: 'https://new.example/feed', title: 'New', folder: [] };
const file = (name: string) => ({ name, blob: new Blob(['x']) });
const commands = (asked: readonly { readonly name: string }[]) => asked.map(({ name }) => name).filter((name) => name !== 'wake');

let answers: Readonly<Record<string, (ask: never) => unknown>>;
beforeAll(() => {
  answers = { bringIn: () => ok('begun'), undoImport: () => ok('begun'), forgetImport: () => ok('done'), stopRestore: () => ok('done') };
});

async function opened(workshop: Readonly<Record<string, unknown>> = {}, rows: readonly RestoreRow[] = [], more = {}) {
  const world = { rows };
  const fake = fakeOptions({ ...answers, ...more } as never, { bring: fakeBring({ imports: async () => world.rows }, workshop) }); // as: answers of the contract
  const model = optionsModel(fake.needs);
  await model.start();
  return { ...fake, model, bring: model.bring, imports: world };
}

test('looked at, it is counted, and nothing is asked of the background', async () => {
  const { bring, asked } = await opened();
  await bring.look([file('pocket.zip')]);
  expect(bring.state.value).toMatchObject({ kind: 'found', weighed: { verdicts: WEIGHED.verdicts }, sources: undefined });
  expect(commands(asked)).toEqual([]);
});

test('a press puts it where the background finds it, tells it to begin, and the list follows it to its end', async () => {
  const { bring, asked, imports } = await opened();
  await bring.look([file('pocket.zip')]);
  imports.rows = [importRow({ state: 'going' })];
  await bring.begin();
  expect(bring.going.value).toBeDefined();
  imports.rows = [importRow()];
  await expect.poll(() => bring.going.value).toBeUndefined();
  expect([commands(asked), bring.state.value, bring.imports.value.length]).toEqual([['bringIn'], { kind: 'idle' }, 1]);
  expect(asked.find(({ name }) => name === 'bringIn')?.ask).toMatchObject({
    rowsInAll: 4,
    brought: { names: ['pocket.zip'], left: 1, followed: [] },
  });
});

test('sources come with one question, and are told apart from those that were known', async () => {
  const { bring, asked, world } = await opened({ look: { ...LOOKED_AT, feeds: [FEED] } });
  await bring.look([file('feeds.opml')]);
  await bring.begin();
  const [source] = [newSource({ kind: 'feed', url: FEED.url, title: 'New' }, 0)];
  expect(world.requested).toHaveLength(1);
  expect(commands(asked)).toEqual(['bringIn', 'follow']);
  expect(asked.find(({ name }) => name === 'bringIn')?.ask).toMatchObject({ brought: { followed: [{ id: source.id, isNew: true }] } });
});

test('left unticked, no source is followed and nobody is asked', async () => {
  const { bring, asked, world } = await opened({ look: { ...LOOKED_AT, feeds: [FEED] } });
  await bring.look([file('feeds.opml')]);
  bring.setFollows(false);
  await bring.begin();
  expect([world.requested, commands(asked)]).toEqual([[], ['bringIn']]);
});

test('taken back, its sources go too, and only those that are followed still', async () => {
  const followed = [
    { id: 'a' as SourceId, isNew: true },
    { id: 'gone' as SourceId, isNew: true },
  ]; // as: made up
  const row = importRow({ brought: { ...(importRow().brought ?? ({} as never)), followed } });
  const { bring, asked, world } = await opened({}, [row]);
  world.sources = [followedOf('a' as SourceId)];
  await bring.undo(row);
  expect(asked.filter(({ name }) => name === 'unfollow' || name === 'undoImport')).toEqual([
    { name: 'undoImport', ask: { id: row.id } },
    { name: 'unfollow', ask: { sourceId: 'a', forget: true } },
  ]);
});

test('what is no export is said; what is a backup of ours goes the way of restoring', async () => {
  const { bring } = await opened({
    look: { kind: 'nothing', files: [{ name: 'a.jpg', problem: { kind: 'binary', looksLike: 'picture' } }] },
  });
  await bring.look([file('a.jpg')]);
  expect(bring.state.value.kind).toBe('nothing');
  const other = await opened({ look: { kind: 'backup', at: 0 } });
  await other.bring.look([file('sidelight.zip')]);
  expect([other.bring.state.value.kind, other.model.backup.looking.value.kind]).toEqual(['idle', 'found']);
});

test.each([
  ['the disk is full', { shelve: failed({ kind: 'disk-full' }) }, {}],
  ['something else is under way', {}, { bringIn: () => ok('busy') }],
])('where %s, what was looked at is there still', async (_what, workshop, more) => {
  const { bring, model } = await opened(workshop, [], more);
  await bring.look([file('pocket.zip')]);
  await bring.begin();
  expect(bring.state.value.kind).toBe('found');
  expect(model.said.value ?? model.trouble.value).toBeDefined();
});
