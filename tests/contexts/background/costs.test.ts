/** No act of a reader walks over the library: what one asks of the disk is as much in a large one as in a small. */
import { afterEach, expect, test, vi } from 'vitest';
import { putEssays } from '../../../src/edge/store/essays';
import { followSources } from '../../../src/edge/store/follow';
import { act, essay, got, NOW, source } from '../../edge/store/library-fixture';
import { browser, copier, openHere, PAGE, ready, save, setTheStage, whenCopied } from './saving-world';

afterEach(() => vi.restoreAllMocks());

const MOST = 150; // rows and keys that one act may ask for, whatever is there

/** A followed source with so many essays that it held, of which a tenth are saved, tagged or read. */
async function filled(count: number): Promise<void> {
  const library = await openHere();
  got(await followSources(library, [{ source: source('source'), wishes: { followed: true } }], { from: 'options', now: NOW }));
  const essays = Array.from({ length: count }, (_, at) => essay(`e${at}`, { firstSeenAt: NOW - at, title: `On clock ${at}` }));
  got(await putEssays(library, essays, { from: 'poll', now: NOW }));
  for (let at = 0; at < count; at += 10) {
    await act(library, `e${at}`, at % 20 === 0 ? 'save' : 'markRead');
    await act(library, `e${at}`, { kind: 'tag', tag: `t${at % 3}` });
  }
  library.close();
}

/** What the disk gives while something is done and while what follows from it is. */
async function asked(what: () => Promise<unknown>, settled: () => Promise<void>): Promise<number> {
  let given = 0;
  const spies = [IDBIndex, IDBObjectStore].flatMap((kind) =>
    (['getAll', 'getAllKeys', 'get', 'openCursor', 'openKeyCursor'] as const).map((name) => {
      const original = kind.prototype[name];
      return vi.spyOn(kind.prototype, name).mockImplementation(function (this: IDBIndex & IDBObjectStore, ...args: []) {
        const request = (original as (...given: never[]) => IDBRequest<unknown>).apply(this, args); // as: one of them
        request.addEventListener('success', () => {
          given += Array.isArray(request.result) ? request.result.length : 1;
        });
        return request as never; // as: what the original gives
      });
    }),
  );
  await what();
  await settled();
  for (const spy of spies) spy.mockRestore();
  return given;
}

/** What each act asks for in a library of so many essays. */
async function costsAmong(count: number): Promise<Readonly<Record<string, number>>> {
  setTheStage();
  await (await ready()).settled();
  await filled(count);
  const worker = browser.wake();
  const send = (name: string, ask: object) => () => worker.send(name, ask).then((reply) => expect(reply).toMatchObject({ ok: true }));
  const one = (essayId: string, kind: string, more: object = {}) => send('act', { essayId, act: { kind, ...more }, from: 'library' });
  await worker.send('wake', {});
  await worker.hear({ name: 'search', ask: { query: 'clock', within: {} } }); // the index is whole, and open
  await browser.pass(2_000);
  await worker.settled();
  const acts = {
    'a page is saved': async () => whenCopied(worker, (await save(worker, PAGE)).essayId),
    'a row is saved': one('e3', 'save'),
    'it is archived': one('e3', 'archive'),
    'it is tagged': one('e3', 'tag', { tag: 'sea' }),
    'it gets a note': one('e3', 'note', { text: 'mine' }),
    'it is read': one('e3', 'markRead'),
    'and unread': one('e3', 'markUnread'),
    'it is taken out': one('e3', 'unsave'),
    'it is opened': send('openEssay', { essayId: 'e4', from: 'popup', beside: false }),
    'five are archived': send('actMany', { essayIds: ['e5', 'e6', 'e7', 'e8', 'e9'], act: { kind: 'archive' }, from: 'library' }),
    'the list is looked at': send('looked', {}),
    'all is seen': send('markAllSeen', {}),
    'the popup wakes it': send('wake', {}),
  };
  const costs: Record<string, number> = {};
  for (const [name, done] of Object.entries(acts)) costs[name] = await asked(done, worker.settled);
  expect(copier.asked).toBe(1);
  return costs;
}

test('acts cost as much among eight hundred essays as among two hundred', async () => {
  const [few, many] = [await costsAmong(200), await costsAmong(800)];
  for (const [name, cost] of Object.entries(many)) {
    expect(cost, name).toBeLessThan(MOST);
    expect(cost - (few[name] ?? 0), name).toBeLessThan(20);
  }
});
