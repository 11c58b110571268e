/**
 * A disk that is full at any write of any change: nothing of that transaction is there, it is said, and once there is room the change ends as if nothing
 * had been. The first write fails, then the second, and so on until one run meets none that does.
 */
import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import type { Act } from '../../../src/core/library/marks';
import type { Result } from '../../../src/core/problem';
import { changeAddress } from '../../../src/edge/store/change-address';
import { putEssays } from '../../../src/edge/store/essays';
import { changeSource, followSources, unfollowSource } from '../../../src/edge/store/follow';
import { forgetSource } from '../../../src/edge/store/forget';
import { addHighlight, changeHighlight, highlightsOf } from '../../../src/edge/store/highlights';
import { noteRelated } from '../../../src/edge/store/history';
import { keepCopy } from '../../../src/edge/store/keep-copy';
import { letGo } from '../../../src/edge/store/let-go';
import type { Library } from '../../../src/edge/store/library';
import { commitAct, commitActs, renameTag } from '../../../src/edge/store/marks';
import { savePage } from '../../../src/edge/store/save-page';
import { looked, markAllSeen } from '../../../src/edge/store/seen';
import { keepPublishersVersion } from '../../../src/edge/store/versions';
import { DAY, essay, essayId, freshLibrary, got, NOW, onDisk, source, sourceId } from './library-fixture';

const [ONE, TWO, LISTED] = [essayId('one'), essayId('two'), essayId('feed.1')];
const QUOTE = { exact: 'the words', prefix: 'before ', suffix: ' after', start: 7 };
const HASH = 'a'.repeat(64);
const LATER = NOW + DAY;
const by = { from: 'reader', now: LATER } as const;

const copy = (id: typeof ONE) => ({
  essayId: id,
  taken: { address: 'https://example.com/one', title: 'One', html: '<p>One</p>', text: 'What one says. '.repeat(60), pictures: [] },
  version: 1,
  pictures: [{ url: 'https://example.com/a.png', hash: HASH }],
  blobs: [{ hash: HASH, type: 'image/png', bytes: 1, blob: new Blob(['x']) }],
  from: 'popup' as const,
});

/** One of everything that a reader can have. */
async function lived(): Promise<Library> {
  const library = await freshLibrary();
  got(await followSources(library, [{ source: source('feed'), wishes: { folder: 'Sea' } }], { from: 'options', now: NOW }));
  const listed = essay('feed.1', { sourceId: sourceId('feed'), text: 'A text. '.repeat(50) });
  got(await putEssays(library, [essay('one'), essay('two'), listed], { from: 'poll', now: NOW }));
  for (const id of [ONE, TWO]) got(await commitAct(library, { essayId: id, act: { kind: 'save' }, from: 'popup', now: NOW }));
  got(await commitAct(library, { essayId: TWO, act: { kind: 'tag', tag: 'sea' }, from: 'popup', now: NOW + 1 }));
  got(await commitAct(library, { essayId: TWO, act: { kind: 'archive' }, from: 'popup', now: NOW + 2 }));
  got(await keepCopy(library, copy(TWO), NOW + 3));
  got(await addHighlight(library, { essayId: TWO, quote: QUOTE, ink: 'plain', from: 'reader', now: NOW + 4 }));
  return library;
}

const act = (done: Act) => (library: Library) => commitAct(library, { essayId: ONE, act: done, from: 'popup', now: LATER });

type Change = (library: Library) => Promise<Result<unknown>>;

/** Each of one transaction, but for those that are said to come in pieces. */
const CHANGES: Readonly<Record<string, Change>> = {
  'an essay is read': act({ kind: 'open' }),
  'an essay is taken out': act({ kind: 'unsave' }),
  'an essay is archived': act({ kind: 'archive' }),
  'a note is written': act({ kind: 'note', text: 'mine' }),
  'a tag is given': act({ kind: 'tag', tag: 'quay' }),
  'one stops reading there': act({ kind: 'progress', share: 0.4, place: QUOTE }),
  'an essay is refused': act({ kind: 'refuse', page: 'https://example.com/elsewhere' }),
  'several are tagged': (library) => commitActs(library, { essayIds: [ONE, TWO, LISTED], act: { kind: 'tag', tag: 'quay' }, ...by }),
  'a tag gets another name, in pieces': (library) => renameTag(library, { tag: 'sea', to: 'tide', ...by }),
  'words are highlighted': (library) => addHighlight(library, { essayId: ONE, quote: QUOTE, ink: 'dotted', ...by }),
  'a highlight gets a note': async (library) => {
    const [{ id } = { id: '' as never }] = (await highlightsOf(library, TWO)).highlights; // as: there is one
    return changeHighlight(library, { id, change: { note: 'mine', ink: 'double' }, ...by });
  },
  'a page is saved': (library) =>
    savePage(library, { address: 'https://example.com/new', title: 'New' }, { from: 'popup', now: LATER, by: 'page' }),
  'a copy is kept': (library) => keepCopy(library, copy(ONE), LATER),
  'a copy takes the place of another': (library) => keepCopy(library, copy(TWO), LATER),
  'essays come and change': (library) =>
    putEssays(library, [essay('one', { title: 'One, anew' }), essay('three', { text: 'Three. '.repeat(50) })], {
      from: 'poll',
      now: LATER,
    }),
  'a publisher says something else': (library) => keepPublishersVersion(library, essay('two', { title: 'Two, anew' }), LATER),
  'it is opened from a page': (library) => noteRelated(library, { essayId: ONE, page: 'https://example.com/p', now: LATER }),
  'sources are followed': (library) =>
    followSources(
      library,
      [
        { source: source('new'), wishes: {} },
        { source: source('newer'), wishes: {} },
      ],
      { from: 'options', now: LATER },
    ),
  'a source is wished otherwise': (library) => changeSource(library, sourceId('feed'), { muted: true, title: 'Mine' }, LATER),
  'a source moves': (library) =>
    changeAddress(library, { sourceId: sourceId('feed'), url: 'https://moved.example.com/', kind: 'feed' }, LATER),
  'a source is unfollowed': (library) => unfollowSource(library, sourceId('feed'), LATER),
  'a source is forgotten': (library) => forgetSource(library, sourceId('feed'), LATER),
  'all is seen': (library) => markAllSeen(library, { now: LATER }),
  'the list was looked at': (library) => looked(library, { now: LATER }),
  'what was taken out goes, in pieces': async (library) => {
    const out = await commitAct(library, { essayId: TWO, act: { kind: 'unsave' }, from: 'popup', now: LATER });
    return out.ok ? letGo(library, LATER + 2 * DAY) : out;
  },
};

const IN_PIECES = /in pieces/;

afterEach(() => {
  vi.restoreAllMocks();
});

/** The nth row that is written finds no room, at once or when its transaction ends. Says afterwards whether there were so many. */
function fullAtRow(nth: number, when: 'at once' | 'at the end'): () => boolean {
  let rows = 0;
  for (const name of ['put', 'add'] as const) {
    const write = IDBObjectStore.prototype[name];
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
      rows++;
      if (rows !== nth) return write.call(this, value, key);
      if (when === 'at once') throw new DOMException('no room', 'QuotaExceededError');
      const request = write.call(this, value, key);
      (this.transaction as IDBTransaction & { _abort(name: string): void })._abort('QuotaExceededError'); // as: how fake-indexeddb itself ends one
      return request;
    });
  }
  return () => rows >= nth;
}

async function everything(): Promise<unknown> {
  return onDisk(async (db) =>
    Promise.all([...db.objectStoreNames].map(async (store) => [store, await db.getAllKeys(store), await db.getAll(store)])),
  );
}

test.each(Object.entries(CHANGES))('%s, on a disk that is full', async (name, change) => {
  got(await change(await lived()));
  const wanted = await everything();
  for (let nth = 1; ; nth++) {
    const library = await lived();
    const before = await everything();
    const isFull = fullAtRow(nth, nth % 2 === 0 ? 'at once' : 'at the end');
    const reply = await change(library);
    vi.restoreAllMocks();
    if (!isFull()) {
      expect(nth).toBeGreaterThan(1);
      break;
    }
    expect(reply, `write ${nth}`).toEqual({ ok: false, problem: { kind: 'disk-full' } });
    if (!IN_PIECES.test(name)) expect(await everything(), `write ${nth}`).toEqual(before);
    got(await change(library));
    expect(await everything(), `write ${nth}, again`).toEqual(wanted);
  }
});
