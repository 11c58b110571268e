/** Acts on several essays at once, tags that become others, and what is told of an essay that was opened from a page. */
import { expect, test } from 'vitest';
import { tagsOn } from '../../../src/core/library/fold';
import { putEssays } from '../../../src/edge/store/essays';
import { noteRelated, threadOf } from '../../../src/edge/store/history';
import type { Library } from '../../../src/edge/store/library';
import { entriesOf } from '../../../src/edge/store/lists';
import { commitActs, renameTag } from '../../../src/edge/store/marks';
import { idsInState, idsTagged, tagCounts } from '../../../src/edge/store/states';
import { act, essay, essayId, freshLibrary, got, NOW } from './library-fixture';

const IDS = Array.from({ length: 450 }, (_, at) => `e${at}`);
const BY_HAND = { from: 'library', now: NOW } as const;

async function libraryOf(...ids: string[]): Promise<Library> {
  const library = await freshLibrary();
  got(
    await putEssays(
      library,
      ids.map((id) => essay(id)),
      { from: 'poll', now: NOW },
    ),
  );
  return library;
}

test('what one act changed is said, and its opposite on those brings back what was', async () => {
  const library = await libraryOf(...IDS);
  await act(library, 'e7', 'save');
  await act(library, 'e7', 'archive');
  const essayIds = [...IDS.map(essayId), essayId('nobody')];
  got(await commitActs(library, { ...BY_HAND, essayIds, act: { kind: 'save' } }));
  const changed = got(await commitActs(library, { ...BY_HAND, essayIds, act: { kind: 'archive' } }));
  expect([changed.length, changed.includes(essayId('e7'))]).toEqual([449, false]);
  expect((await idsInState(library, 'archived')).size).toBe(450);
  got(await commitActs(library, { ...BY_HAND, essayIds: changed, act: { kind: 'unarchive' } }));
  expect([...(await idsInState(library, 'archived'))]).toEqual(['e7']);
});

test('each essay of many has a row of its own in its thread', async () => {
  const library = await libraryOf('a', 'b');
  got(await commitActs(library, { ...BY_HAND, essayIds: [essayId('a'), essayId('b')], act: { kind: 'tag', tag: 'data' } }));
  expect((await threadOf(library, essayId('b'))).rows.map(({ what, detail }) => [what, detail])).toEqual([
    ['firstSeen', undefined],
    ['tag', 'data'],
  ]);
});

test('a tag that becomes another is gone, and those that bore both are told', async () => {
  const library = await libraryOf('a', 'b', 'c');
  await act(library, 'a', { kind: 'tag', tag: 'db' });
  await act(library, 'b', { kind: 'tag', tag: 'db' });
  await act(library, 'b', { kind: 'tag', tag: 'data' });
  expect(got(await renameTag(library, { tag: 'db', to: 'data', ...BY_HAND }))).toEqual({ moved: ['a', 'b'], joined: ['b'] });
  expect([...(await tagCounts(library))]).toEqual([['data', 2]]);
  const { entries } = await entriesOf(library, [essayId('a'), essayId('b'), essayId('c')]);
  expect(entries.map(({ marks }) => tagsOn(marks))).toEqual([['data'], ['data'], []]);
});

test('a tag is found however it is written', async () => {
  const library = await libraryOf('a', 'b');
  await act(library, 'a', { kind: 'tag', tag: 'Café' });
  await act(library, 'b', { kind: 'tag', tag: 'cafe' });
  expect([...(await idsTagged(library, 'CAFE'))].sort()).toEqual(['a', 'b']);
});

test('an essay that was opened from a page says from which, without what readers add to an address', async () => {
  const library = await libraryOf('a');
  got(await noteRelated(library, { essayId: essayId('a'), page: 'https://www.shop.example/x/?utm_source=mail#top', now: NOW }));
  const { rows } = await threadOf(library, essayId('a'));
  expect(rows.at(-1)).toEqual({ essayId: 'a', at: NOW, what: 'related', from: 'page', detail: 'https://shop.example/x' });
});

test.each(['save', 'archive', 'markRead', 'markUnread'] as const)(
  'the states say what unread.ts and the marks say, after %s',
  async (kind) => {
    const library = await libraryOf('a', 'b');
    await act(library, 'a', kind);
    const { entries } = await entriesOf(library, [essayId('a'), essayId('b')]);
    const unread = await idsInState(library, 'unread');
    expect(entries.map(({ essay: { id }, isUnread }) => [id, isUnread])).toEqual(['a', 'b'].map((id) => [id, unread.has(essayId(id))]));
  },
);
