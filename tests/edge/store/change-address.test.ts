import { beforeEach, expect, test } from 'vitest';
import type { Source } from '../../../src/core/essay';
import { sourceIdFor } from '../../../src/core/follow/new-source';
import { changeAddress } from '../../../src/edge/store/change-address';
import { changeState, following, followSources, unfollowSource } from '../../../src/edge/store/follow';
import type { Library } from '../../../src/edge/store/library';
import { latestEntries } from '../../../src/edge/store/lists';
import { shownBy } from '../../../src/edge/store/place-rows';
import { act, essay, freshLibrary, got, NOW, source, sourceId } from './library-fixture';

const NEW = 'https://a.example.com/feed.xml';
const OLD = 'https://a.example.com/old.xml';
const A = sourceIdFor(OLD);
let library: Library;

const follow = async (...sources: readonly Source[]) =>
  got(
    await followSources(
      library,
      sources.map((each) => ({
        source: each,
        wishes: {},
        essays: [essay(`${each.id}.1`, { sourceId: each.id, url: `${each.siteUrl}1` })],
      })),
      { from: 'options', now: NOW },
    ),
  );
const a = source('a', { id: A, url: OLD });
const sourceNow = async () => (await following(library)).followed.find(({ source: { id } }) => id === A);

beforeEach(async () => {
  library = await freshLibrary();
  await follow(a, source('b'));
});

test('essays and marks stay, the source is due at once, and what stands there is welcome', async () => {
  await act(library, `${A}.1`, 'save');
  await act(library, `${A}.1`, 'markRead');
  got(
    await changeState(library, A, (state) => ({
      ...state,
      standing: 'gone',
      failures: 9,
      etag: '"1"',
      bodyPrint: 'p',
      movedTo: 'https://gone.example/',
      lastSuccessAt: NOW,
      problem: { kind: 'gone' },
      offer: { url: NEW },
      nextDueAt: NOW * 2,
    })),
  );
  got(await changeAddress(library, { sourceId: A, url: NEW, kind: 'feed' }, NOW));
  const now = await sourceNow();
  expect(now?.source).toEqual({ ...a, url: NEW });
  expect(now?.state).toEqual({
    sourceId: A,
    turn: 1,
    standing: 'awake',
    nextDueAt: 0,
    failures: 0,
    unfinished: 0,
    lastSuccessAt: NOW,
    accepted: true,
  });
  const [entry] = (await latestEntries(library, { limit: 9, sources: new Set([A]) })).entries;
  expect(entry).toMatchObject({ essay: { id: `${A}.1` }, isUnread: false, marks: { saved: [true, expect.any(String)] } });
});

test('the address of another followed source is refused, and said whose it is; one that was unfollowed is free', async () => {
  const { url } = source('b');
  const ask = { sourceId: A, url: `${url}?utm_source=x`, kind: 'feed' } as const;
  expect(await changeAddress(library, ask, NOW)).toEqual({ ok: false, problem: { kind: 'followed-already', title: 'Source b' } });
  expect((await sourceNow())?.source.url).toBe(OLD);
  got(await unfollowSource(library, sourceId('b'), NOW));
  got(await changeAddress(library, ask, NOW));
  expect((await sourceNow())?.source.url).toBe(ask.url);
});

test('one that is not followed is left alone', async () => {
  got(await unfollowSource(library, A, NOW));
  got(await changeAddress(library, { sourceId: A, url: NEW, kind: 'feed' }, NOW));
  expect(await sourceNow()).toBeUndefined();
});

test('following the old address again, as a list of another reader may, takes the new one from nobody', async () => {
  got(await changeAddress(library, { sourceId: A, url: NEW, kind: 'feed' }, NOW));
  await follow(a);
  expect((await sourceNow())?.source.url).toBe(NEW);
});

test('how many of some pages each source shows', async () => {
  const urls = ['http://a.example.com/1/', 'https://b.example.com/1', 'https://b.example.com/2', 'nonsense'];
  expect(await shownBy(library, urls)).toEqual(
    new Map([
      [A, 1],
      [sourceId('b'), 1],
    ]),
  );
});
