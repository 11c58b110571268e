import { beforeEach, expect, test } from 'vitest';
import { wholeEssays } from '../../../src/edge/store/essay-rows';
import { putEssays } from '../../../src/edge/store/essays';
import type { Library } from '../../../src/edge/store/library';
import { entriesOf, savedEntries } from '../../../src/edge/store/lists';
import { knownPosts } from '../../../src/edge/store/polls';
import { keepPublishersVersion, readPublishersVersion } from '../../../src/edge/store/versions';
import { act, essay, essayId, freshLibrary, got, NOW, onDisk, sourceId } from './library-fixture';

let library: Library;
beforeEach(async () => {
  library = await freshLibrary();
});

const LATER = essay('one', { title: 'Another title', text: 'All of it, otherwise' });

test('the publisher’s version is kept beside the essay, and only the latest', async () => {
  expect(await readPublishersVersion(library, LATER.id)).toBeUndefined();
  expect(got(await keepPublishersVersion(library, LATER, NOW))).toBe(true);
  expect(await readPublishersVersion(library, LATER.id)).toEqual({ essay: LATER, at: NOW });
  expect(got(await keepPublishersVersion(library, LATER, NOW + 1))).toBe(false);
  expect(await readPublishersVersion(library, LATER.id)).toEqual({ essay: LATER, at: NOW });
  const latest = { ...LATER, summary: 'Once more' };
  expect(got(await keepPublishersVersion(library, latest, NOW + 2))).toBe(true);
  expect(await readPublishersVersion(library, LATER.id)).toEqual({ essay: latest, at: NOW + 2 });
  expect(await onDisk((db) => db.getAll('essays'))).toEqual([]);
});

test('one that is damaged is none', async () => {
  await onDisk((db) => db.put('versions', { id: LATER.id, essay: { title: 7 }, at: NOW } as never)); // as: damaged on purpose
  expect(await readPublishersVersion(library, LATER.id)).toBeUndefined();
  expect(got(await keepPublishersVersion(library, LATER, NOW))).toBe(true);
});

const LONG = 'The wool was dyed with madder root and dried in the shade of the old mill. '.repeat(30);
const SAVED = essay('one', { text: LONG, summary: LONG.slice(0, 500) });
const NOTICE = {
  ...SAVED,
  title: 'Removed',
  summary: 'This post was removed by its author.',
  text: 'This post was removed by its author.',
};
const poll = { from: 'poll', now: NOW } as const;
const standing = async () => (await wholeEssays(library, [SAVED.id])).get(SAVED.id);

test.each([
  ['a short notice', NOTICE],
  ['a long notice', { ...NOTICE, text: LONG.replaceAll('wool', 'cookie'), summary: LONG.replaceAll('wool', 'cookie').slice(0, 500) }],
  ['another title', { ...SAVED, title: 'Removed' }],
  ['another long text', { ...SAVED, text: LONG.replaceAll('wool', 'cookie') }],
])(
  'what was saved stays when its publisher puts %s there; both are kept, and the next poll is held against the new one',
  async (_, now) => {
    got(await putEssays(library, [SAVED], poll));
    await act(library, 'one', 'save');
    expect(got(await putEssays(library, [now], poll))).toMatchObject({ revised: 1 });
    expect(await standing()).toEqual(SAVED);
    expect((await readPublishersVersion(library, SAVED.id))?.essay).toEqual(now);
    expect((await savedEntries(library, { limit: 9 })).entries).toMatchObject([
      { essay: { title: SAVED.title }, publishedNow: { title: now.title } },
    ]);
    const [known] = (await knownPosts(library, sourceId('source'))).essays;
    expect(known).toMatchObject({ title: now.title, summary: now.summary, firstSeenAt: SAVED.firstSeenAt });
    expect(got(await putEssays(library, [now], poll))).toMatchObject({ unchanged: 1 });
    expect(got(await putEssays(library, [SAVED], poll))).toMatchObject({ unchanged: 1 });
    expect(await readPublishersVersion(library, SAVED.id)).toBeUndefined();
  },
);

test('what was not saved is replaced, and a text that never was there is filled in', async () => {
  got(await putEssays(library, [SAVED, essay('two')], poll));
  await act(library, 'two', 'save');
  got(await putEssays(library, [NOTICE, essay('two', { text: LONG })], poll));
  expect(await standing()).toMatchObject({ title: 'Removed' });
  expect((await wholeEssays(library, [essayId('two')])).get(essayId('two'))).toMatchObject({ text: LONG });
  expect((await entriesOf(library, [essayId('one'), essayId('two')])).entries.every((entry) => !('publishedNow' in entry))).toBe(true);
});
