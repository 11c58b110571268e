import { expect, test } from 'vitest';
import { optionsModel } from '../../../src/contexts/options/model';
import type { SourceId } from '../../../src/core/essay';
import { failed, ok } from '../../../src/core/problem';
import { readOpml } from '../../../src/core/transfer/opml';
import type { FollowedSource } from '../../../src/ui/followed';
import { followedOf, previewOf } from '../../ui/sources';
import { fakeOptions } from './fakes';

async function open(rows: readonly FollowedSource[], ...given: Parameters<typeof fakeOptions>) {
  const fake = fakeOptions(...given);
  fake.world.sources = rows;
  const model = optionsModel(fake.needs);
  await model.start();
  return { ...fake, model, sources: model.sources };
}

const shown = ({ groups }: { groups: { value: readonly { rows: readonly FollowedSource[] }[] } }) =>
  groups.value.reduce((sum, { rows }) => sum + rows.length, 0);
const first = (rows: readonly FollowedSource[]): FollowedSource => {
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row;
};

test('of a thousand sources a few screens are shown at first, more on request, and all can be searched', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => followedOf(`s${at}`, { wishes: { folder: `F${at % 3}` } }));
  const { sources } = await open(many);
  expect(shown(sources)).toBe(60);
  sources.more();
  expect([shown(sources), sources.groups.value[0]?.count]).toEqual([120, 334]);
  sources.search('s99 F0');
  expect(sources.matching.value.map(({ source }) => source.id)).toEqual(['s99', 's990', 's993', 's996', 's999']);
  expect(shown(sources)).toBe(5);
});

test('those that need a look can be shown alone; one that was only asked to wait does not', async () => {
  const conditions = ['well', 'new', 'held', 'failing', 'asleep', 'gone', 'question', 'not-allowed'] as const;
  const { sources } = await open(conditions.map((condition) => followedOf(condition, { health: { condition } })));
  sources.showTroubleOnly(true);
  expect(sources.matching.value.map(({ source }) => source.id)).toEqual(['failing', 'asleep', 'gone', 'question', 'not-allowed']);
});

test('a wish is sent, shown and said', async () => {
  const { model, sources, asked } = await open([followedOf('a')]);
  await sources.wish(first(sources.rows.value), { folder: 'Art' }, 'Source a is in Art.');
  expect(asked.at(-1)).toEqual({ name: 'changeSource', ask: { sourceId: 'a', change: { folder: 'Art' } } });
  expect([sources.folders.value, model.said.value]).toEqual([['Art'], 'Source a is in Art.']);
});

test('unfollowing says that saved essays stay, and can be undone with every wish', async () => {
  const { model, sources, asked } = await open([followedOf('a', { wishes: { folder: 'Art', isMuted: true } })]);
  const row = first(sources.rows.value);
  await sources.unfollow(row);
  expect([sources.rows.value, model.said.value]).toEqual([[], 'Source a is no longer followed. What you saved of it stays.']);
  await model.undo.value?.();
  expect(asked.at(-1)).toEqual({
    name: 'follow',
    ask: { sources: [{ source: row.source, wishes: { followed: true, folder: 'Art', muted: true, inBadge: true } }] },
  });
  expect([sources.rows.value.length, model.undo.value]).toEqual([1, undefined]);
});

test('unfollowing can forget too, which is said as it is', async () => {
  const { model, sources, asked } = await open([followedOf('a')]);
  await sources.unfollow(first(sources.rows.value), true);
  expect(asked.at(-1)).toEqual({ name: 'unfollow', ask: { sourceId: 'a', forget: true } });
  expect([sources.rows.value, model.said.value]).toEqual([[], 'Source a is forgotten. What you saved of it stays.']);
});

test('what was unfollowed earlier stands below, and can be followed again or forgotten', async () => {
  const { model, sources, asked, world } = await open([followedOf('a'), followedOf('b')]);
  for (const row of sources.rows.value) await sources.unfollow(row);
  expect(sources.former.rows.value.map(({ source }) => source.id)).toEqual(['a', 'b']);
  const [a, b] = sources.former.rows.value;
  if (a === undefined || b === undefined) throw new Error('two were unfollowed');
  await sources.former.followAgain(a);
  expect(world.requested.at(-1)).toContain('https://a.example/*');
  expect(asked.at(-1)).toEqual({ name: 'follow', ask: { sources: [{ source: a.source, wishes: { followed: true } }] } });
  expect([sources.rows.value.map(({ source }) => source.id), model.said.value]).toEqual([['a'], 'Source a is followed again.']);
  await sources.former.forget(b);
  expect(asked.at(-1)).toEqual({ name: 'unfollow', ask: { sourceId: 'b', forget: true } });
  expect([sources.former.rows.value, model.said.value]).toEqual([[], 'Source b is forgotten. What you saved of it stays.']);
});

test('a wish that was not kept is said', async () => {
  const { model, sources } = await open([followedOf('a')], { changeSource: () => failed({ kind: 'disk-full' }) });
  await sources.wish(first(sources.rows.value), { muted: true }, 'Muted.');
  expect([model.said.value, model.trouble.value]).toEqual([undefined, { kind: 'disk-full' }]);
});

test('many that wait for a permission are allowed with one question, and looked at', async () => {
  const waiting = ['a', 'b'].map((id) => followedOf(id, { health: { condition: 'not-allowed' } }));
  const { sources, world, asked } = await open([...waiting, followedOf('c')]);
  await sources.allow(sources.waiting.value);
  expect(world.requested).toEqual([['a', 'www.a', 'b', 'www.b'].map((host) => `https://${host}.example/*`)]);
  expect(asked.at(-1)).toEqual({ name: 'refresh', ask: { sourceIds: ['a', 'b'] } });
});

test('a permission that the browser withholds is said, and nothing is asked of the background', async () => {
  const fake = fakeOptions();
  fake.world.isGranting = false;
  fake.world.sources = [followedOf('a', { health: { condition: 'not-allowed' } })];
  const model = optionsModel(fake.needs);
  await model.start();
  await model.sources.allow(model.sources.waiting.value);
  expect(model.trouble.value).toEqual({ kind: 'permission-refused', origin: 'https://a.example/*' });
  expect(fake.asked.map(({ name }) => name)).not.toContain('refresh');
});

test('one source is checked by name, all without', async () => {
  const { sources, asked } = await open([followedOf('a')]);
  await sources.check(sources.rows.value);
  await sources.check(undefined);
  expect(asked.slice(-2).map(({ ask }) => ask)).toEqual([{ sourceIds: ['a'] }, { sourceIds: undefined }]);
});

test('the list is exported with names, folders in folders and lists of posts, and reads back as it was', async () => {
  const rows = [
    followedOf('a', { wishes: { title: 'Mine', folder: 'Work / Data' } }),
    followedOf('b', { kind: 'listing', url: 'https://b.example/tag/data' }),
  ];
  const { sources, downloads } = await open(rows);
  await sources.exportList();
  const { name, text } = downloads[0] ?? { name: '', text: '' };
  const reading = readOpml(text);
  expect([name, text.includes('type="HTML+XPath"')]).toEqual(['sidelight-sources-2026-05-03.opml', true]);
  expect(reading.ok && reading.subscriptions.map(({ kind, url, title, folder }) => ({ kind, url, title, folder }))).toEqual([
    { kind: 'listing', url: 'https://b.example/tag/data', title: 'Source b', folder: [] },
    { kind: 'feed', url: 'https://a.example/feed.xml', title: 'Mine', folder: ['Work', 'Data'] },
  ]);
});

test('nothing to export is said', async () => {
  const { model, sources, downloads } = await open([]);
  await sources.exportList();
  expect([downloads, model.said.value]).toEqual([[], 'There is nothing to export yet.']);
});

test('an answered question and its source are read again', async () => {
  const { sources, asked } = await open([followedOf('a')]);
  await sources.answer(first(sources.rows.value), true);
  expect(asked.at(-1)).toEqual({ name: 'answerQuestion', ask: { sourceId: 'a' as SourceId, isWelcome: true } }); // as: a made-up id
});

const OFFERED = followedOf('a', { health: { condition: 'failing', failures: 2, offer: { url: 'https://b.example/feed.xml' } } });

test('an offer that is accepted asks for its site, gives the source the address, and can be undone', async () => {
  const { model, sources, asked, world } = await open([OFFERED]);
  await sources.goOnThere([OFFERED]);
  expect(world.requested.at(-1)).toContain('https://b.example/*');
  expect(asked.at(-1)).toEqual({ name: 'changeAddress', ask: { sourceId: 'a', url: 'https://b.example/feed.xml', kind: 'feed' } });
  expect(model.said.value).toBe('Source a is followed at b.example/feed.xml now. Its essays and what you did with them stay.');
  await model.undo.value?.();
  expect(asked.at(-1)).toEqual({ name: 'changeAddress', ask: { sourceId: 'a', url: 'https://a.example/feed.xml', kind: 'feed' } });
});

test('a folder of sources that stopped goes on in one act, with one question: each by itself, one that is refused by name, and back', async () => {
  const dead = (id: string, host: string) =>
    followedOf(id, { wishes: { folder: 'Dead' }, health: { condition: 'gone', failures: 9, offer: { url: `https://${host}/feed` } } });
  const rows = [dead('a', 'new-a.example'), dead('b', 'new-b.example'), dead('c', 'new-c.example'), followedOf('d')];
  const changeAddress = ({ sourceId }: { readonly sourceId: SourceId }) =>
    String(sourceId) === 'b' ? failed({ kind: 'followed-already', title: 'Source z' }) : ok(undefined);
  const { model, sources, asked, world } = await open(rows, { changeAddress });
  expect(sources.offered.value.map(({ source }) => source.id)).toEqual(['a', 'b', 'c']);
  await sources.goOnThere(sources.offered.value);
  expect(world.requested.length).toBe(1);
  expect(world.requested[0]).toEqual(
    expect.arrayContaining(['https://new-a.example/*', 'https://new-b.example/*', 'https://new-c.example/*']),
  );
  type Move = { readonly sourceId: string; readonly url: string };
  const moves = () => asked.filter(({ name }) => name === 'changeAddress').map(({ ask }) => [(ask as Move).sourceId, (ask as Move).url]); // as: what is asked by that name
  expect(moves()).toEqual([
    ['a', 'https://new-a.example/feed'],
    ['b', 'https://new-b.example/feed'],
    ['c', 'https://new-c.example/feed'],
  ]);
  expect(model.said.value).toMatch(
    /^2 sources are followed at their new addresses now\. Their essays and what you did with them stay\. .*Source z/,
  );
  await model.undo.value?.();
  expect(moves().slice(3)).toEqual([
    ['a', 'https://a.example/feed.xml'],
    ['c', 'https://c.example/feed.xml'],
  ]);
});

test.each<[string, Parameters<typeof previewOf>[1] & { readonly id?: string }, object | undefined, RegExp]>([
  [
    'a site that has a feed',
    {},
    { url: 'https://blog.example/feed.xml', kind: 'feed' },
    /^Source a is followed at blog\.example\/feed\.xml now/,
  ],
  [
    'the same posts elsewhere',
    { id: 'a', isFollowed: true, foundAt: { url: 'https://n.example/f', kind: 'feed' as const } },
    { url: 'https://n.example/f', kind: 'feed' },
    /followed at n\.example\/f now/,
  ],
  ['its own address', { id: 'a', isFollowed: true }, undefined, /^Source a is followed at this address already/],
])('an address by hand: %s', async (_what, { id = 'new', ...told }, sent, said) => {
  const preview = previewOf(id, { url: 'https://blog.example/feed.xml', ...told });
  const found = { kind: 'found' as const, previews: [preview], elsewhere: [] };
  const { model, sources, asked } = await open([followedOf('a')], { findAt: () => ok(found) });
  await sources.changeAddress(first(sources.rows.value), 'blog.example');
  expect(asked.filter(({ name }) => name === 'changeAddress').map(({ ask }) => ask)).toEqual(sent ? [{ sourceId: 'a', ...sent }] : []);
  expect(model.said.value).toMatch(said);
});

test('an address of another source that is followed, or of nothing, changes nothing and says why', async () => {
  const other = { kind: 'found' as const, previews: [previewOf('b', { isFollowed: true })], elsewhere: [] };
  const { model, sources, asked } = await open([followedOf('a'), followedOf('b')], { findAt: () => ok(other) });
  await sources.changeAddress(first(sources.rows.value), 'b.example');
  expect(model.trouble.value).toEqual({ kind: 'followed-already', title: 'Source b' });
  const nothing = { kind: 'none' as const, problem: { kind: 'no-address' as const } };
  const none = await open([followedOf('a')], { findAt: () => ok(nothing) });
  await none.sources.changeAddress(first(none.sources.rows.value), 'how to bake bread');
  expect(none.model.said.value).toMatch(/address/);
  expect([...asked, ...none.asked].map(({ name }) => name)).not.toContain('changeAddress');
});
