import { expect, test } from 'vitest';
import { popupModel } from '../../../src/contexts/popup/model';
import type { EssayId, SourceId } from '../../../src/core/essay';
import type { FrontPage } from '../../../src/core/library/front-page';
import type { Entry } from '../../../src/core/library/marks';
import { failed, ok, type Result } from '../../../src/core/problem';
import { shownOf } from '../../../src/ui/entry-row';
import { followedOf } from '../../ui/sources';
import { BATCH, bundled, entryOf, fakeNeeds, later, NOW } from './fakes';

const FULL = { kind: 'disk-full' } as const;
const first = 'b0' as EssayId; // as: a made-up id
const fresh = { isSaved: false, isUnread: true };
const names = (asked: readonly { name: string }[]) => asked.map(({ name }) => name);
const many = (count: number) => Array.from({ length: count }, (_, index) => entryOf(`e${index}`));

test('the rows come from the store before the background is woken', async () => {
  const waking = later<Result<'awake'>>();
  const { needs, asked } = fakeNeeds(bundled(), { wake: () => waking.promise });
  const painted = later<void>();
  const model = popupModel({ ...needs, painted: () => painted.promise });
  const started = model.start();
  await expect.poll(() => model.latest.entries.value.length).toBe(5);
  expect(asked).toEqual([]);
  painted.settle();
  await expect.poll(() => names(asked)).toContain('wake');
  waking.settle(ok('awake'));
  await started;
  expect(names(asked)).toContain('looked');
  expect(model.counts.value).toEqual({ unread: 5, essays: 5, saved: 0, sources: 1 });
});

test('nothing is counted before the first rows are on the screen', async () => {
  const { needs } = fakeNeeds(bundled());
  const painted = later<void>();
  let counted = 0;
  const counts: typeof needs.reads.counts = () => {
    counted += 1;
    return needs.reads.counts();
  };
  const model = popupModel({ ...needs, painted: () => painted.promise, reads: { ...needs.reads, counts } });
  const started = model.start();
  await expect.poll(() => model.latest.entries.value.length).toBe(5);
  expect(counted).toBe(0);
  painted.settle();
  await started;
  expect(model.counts.value?.essays).toBe(5);
});

const frontPageOf = (entries: readonly Entry[], more: Partial<FrontPage> = {}): FrontPage => ({
  ...{ since: NOW, entries, fresh: 0, isCut: false, hidden: 0, names: [], isCompact: false },
  ...more,
});

test('a first page that was kept ready stands before anything is read, and what is read takes its place once that is on the screen', async () => {
  const { needs } = fakeNeeds(many(3));
  const painted = later<void>();
  let read = 0;
  const latest: typeof needs.reads.latest = (...given) => {
    read += 1;
    return needs.reads.latest(...given);
  };
  const page = frontPageOf(many(2), {
    since: NOW - 1,
    fresh: 1,
    isCompact: true,
    names: [['blog' as SourceId, 'Mine']] /* as: a made-up id */,
  });
  const model = popupModel({ ...needs, frontPage: async () => page, painted: () => painted.promise, reads: { ...needs.reads, latest } });
  await model.showFrontPage();
  const started = model.start();
  expect([model.latest.entries.value.length, model.latest.fresh.value, model.since.value, model.isCompact.value]).toEqual([
    2,
    1,
    NOW - 1,
    true,
  ]);
  expect([...model.names.value.values()]).toEqual(['Mine']);
  await model.latest.more(); // below them nothing is known yet
  expect([model.latest.entries.value.length, read]).toEqual([2, 0]);
  painted.settle();
  await started;
  expect([model.latest.entries.value.length, model.latest.fresh.value, model.since.value, model.isCompact.value]).toEqual([
    3,
    0,
    NOW,
    false,
  ]);
});

test('where none was kept, or none can be had, the list is read as ever', async () => {
  for (const frontPage of [async () => undefined, () => Promise.reject(new Error('no such storage'))]) {
    const { needs } = fakeNeeds(many(3));
    const model = popupModel({ ...needs, frontPage });
    await model.showFrontPage();
    expect(model.latest.state.value).toBe('reading');
    await model.start();
    expect(model.latest.entries.value.length).toBe(3);
  }
});

test('what the background had to catch up with is read again', async () => {
  const { needs, library } = fakeNeeds(many(1), {
    wake: () => {
      library.entries = many(2);
      return ok('caught-up');
    },
  });
  const model = popupModel(needs);
  await model.start();
  expect(model.latest.entries.value.length).toBe(2);
});

test('a store that is not there yet is read again once the background has made it', async () => {
  const { needs, library } = fakeNeeds(bundled(), {
    wake: () => {
      library.isThere = true;
      return ok('awake');
    },
  });
  library.isThere = false;
  const slowly: typeof needs.reads.latest = async (before) => {
    await new Promise((resolve) => setTimeout(resolve)); // slower than the question after lasting problems
    return needs.reads.latest(before);
  };
  const model = popupModel({ ...needs, reads: { ...needs.reads, latest: slowly } });
  await model.start();
  expect(model.latest.entries.value.length).toBe(5);
  expect(model.lasting.value).toEqual([]);
});

test('a first page that was kept ready does not stand in for a store that is gone: what the background laid out anew is read', async () => {
  const { needs, library } = fakeNeeds(bundled(), {
    wake: () => {
      library.isThere = true;
      return ok('awake');
    },
  });
  library.isThere = false;
  const model = popupModel({ ...needs, frontPage: async () => frontPageOf(many(2)) });
  await model.showFrontPage();
  await model.start();
  expect(model.latest.state.value).toBe('ready');
  expect(model.latest.entries.value.map(({ essay }) => essay.id)).toEqual(bundled().map(({ essay }) => essay.id));
  expect(model.lasting.value).toEqual([]);
});

test('a library that does not open even then is said, and nothing is looked at', async () => {
  const problem = { kind: 'library-unopened', detail: 'VersionError' } as const;
  const { needs, library, asked } = fakeNeeds(bundled(), { wake: () => failed(problem) });
  library.isThere = false;
  const model = popupModel(needs);
  await model.start();
  expect(model.lasting.value).toEqual([problem]);
  expect(names(asked)).not.toContain('looked');
});

test('lasting problems of the store are shown beside the rows that do read', async () => {
  const { needs, library } = fakeNeeds();
  library.problems = [{ kind: 'rows-unreadable', count: 2 }];
  const model = popupModel(needs);
  await model.start();
  expect(model.lasting.value).toEqual([{ kind: 'rows-unreadable', count: 2 }]);
  expect(model.latest.entries.value.length).toBe(5);
});

test('saving shows at once, counts at once, and says where it comes from', async () => {
  const reply = later<Result<'done'>>();
  const { needs, asked } = fakeNeeds(bundled(), { act: () => reply.promise });
  const model = popupModel(needs);
  await model.start();
  const done = model.toggleSaved(first, fresh);
  expect(model.shown(first, fresh).isSaved).toBe(true);
  expect(model.counts.value?.saved).toBe(1);
  expect(model.said.value?.words).toBe('Saved.');
  reply.settle(ok('done'));
  expect(await done).toBe(true);
  expect(asked.at(-1)).toEqual({ name: 'act', ask: { essayId: first, act: { kind: 'save' }, from: 'popup' } });
});

test.each(['toggleSaved', 'toggleRead'] as const)('%s is taken back, counts and all, when it was not kept', async (name) => {
  const { needs } = fakeNeeds(bundled(), { act: () => failed(FULL) });
  const model = popupModel(needs);
  await model.start();
  const before = model.counts.value;
  await model[name](first, fresh);
  expect(model.shown(first, fresh)).toEqual(fresh);
  expect(model.counts.value).toEqual(before);
  expect(model.trouble.value).toEqual(FULL);
  expect(model.said.value).toBeUndefined();
});

test('of two quick acts the first failing takes nothing back, and both failing show what the store holds', async () => {
  const replies = [later<Result<'done'>>(), later<Result<'done'>>()];
  let next = 0;
  const { needs } = fakeNeeds(bundled(), { act: () => replies[next++]?.promise ?? ok('done') });
  const model = popupModel(needs);
  await model.start();
  const save = model.toggleSaved(first, fresh);
  const unsave = model.toggleSaved(first, fresh);
  replies[0]?.settle(failed(FULL));
  await save;
  expect(model.shown(first, fresh).isSaved).toBe(false);
  replies[1]?.settle(failed(FULL));
  await unsave;
  expect(model.shown(first, fresh)).toEqual(fresh);
  expect(model.counts.value?.saved).toBe(0);
});

test('an act that failed after one that was kept goes back to the one that was kept', async () => {
  let isFull = false;
  const { needs } = fakeNeeds(bundled(), { act: () => (isFull ? failed(FULL) : ok('done')) });
  const model = popupModel(needs);
  await model.toggleSaved(first, fresh);
  isFull = true;
  await model.toggleSaved(first, fresh);
  expect(model.shown(first, fresh).isSaved).toBe(true);
});

test('opening reads the essay and closes the popup; beside leaves it open', async () => {
  const { needs, asked, closed } = fakeNeeds();
  const model = popupModel(needs);
  await model.open(first, fresh, true);
  expect(model.shown(first, fresh).isUnread).toBe(false);
  expect(closed()).toBe(0);
  await model.open(first, fresh, false);
  expect(closed()).toBe(1);
  expect(asked.map(({ ask }) => ask)).toEqual([
    { essayId: first, from: 'popup', beside: true },
    { essayId: first, from: 'popup', beside: false },
  ]);
});

test('an essay that does not open stays unread and leaves the popup open', async () => {
  const { needs, closed } = fakeNeeds(bundled(), { openEssay: () => failed({ kind: 'essay-unknown' }) });
  const model = popupModel(needs);
  await model.open(first, fresh, false);
  expect(model.shown(first, fresh).isUnread).toBe(true);
  expect(model.trouble.value).toEqual({ kind: 'essay-unknown' });
  expect(closed()).toBe(0);
});

test('marking all as seen can be undone with the moment the background gave', async () => {
  const { needs, library, asked } = fakeNeeds(bundled(), {
    markAllSeen: ({ until }: { until: number | undefined }) => {
      library.entries = bundled().map((entry) => ({ ...entry, isUnread: until !== undefined }));
      return ok({ before: 41 });
    },
  });
  const model = popupModel(needs);
  await model.start();
  await Promise.all([model.markAllSeen(), model.markAllSeen()]);
  expect(asked.filter(({ name }) => name === 'markAllSeen').map(({ ask }) => ask)).toEqual([{ until: undefined }]);
  expect(model.counts.value?.unread).toBe(0);
  expect(model.latest.entries.value.every(({ isUnread }) => !isUnread)).toBe(true);
  expect(model.said.value?.words).toBe('5 essays marked as seen.');
  await model.said.value?.undo?.();
  expect(asked.at(-1)).toEqual({ name: 'markAllSeen', ask: { until: 41 } });
  expect(model.counts.value?.unread).toBe(5);
});

test('what was done before is forgotten once the store was read again', async () => {
  const { needs } = fakeNeeds();
  const model = popupModel(needs);
  await model.start();
  await model.toggleRead(first, fresh);
  await model.markAllSeen();
  expect(model.wanted.value.size).toBe(0);
});

test('a long list comes in batches, none twice, until its end', async () => {
  const { needs } = fakeNeeds(many(BATCH * 2 + 3));
  const model = popupModel(needs);
  await model.start();
  expect(model.latest.entries.value.length).toBe(BATCH);
  await Promise.all([model.latest.more(), model.latest.more()]);
  expect(model.latest.entries.value.length).toBe(BATCH * 2);
  await model.latest.more();
  await model.latest.more();
  expect(new Set(model.latest.entries.value.map(({ essay }) => essay.id)).size).toBe(BATCH * 2 + 3);
});

test('reading again keeps as many rows as were there', async () => {
  const { needs } = fakeNeeds(many(BATCH * 3));
  const model = popupModel(needs);
  await model.start();
  await model.latest.more();
  await model.latest.load();
  expect(model.latest.entries.value.length).toBe(BATCH * 2);
});

test('the saved list is read when its tab is opened, with what was saved a moment before', async () => {
  const reply = later<Result<'done'>>();
  const { needs, library } = fakeNeeds(bundled(), { act: () => reply.promise });
  const model = popupModel(needs);
  await model.start();
  void model.toggleSaved(first, fresh);
  model.show('saved');
  await expect.poll(() => model.saved.state.value).toBe('ready');
  expect(model.saved.entries.value).toEqual([]);
  library.entries = bundled().map((entry, index) => (index === 0 ? { ...entry, marks: { saved: [true, '' as never] } } : entry)); // as: no test reads the stamp
  reply.settle(ok('done'));
  await expect.poll(() => model.saved.entries.value.length).toBe(1);
});

const foundOf = (essays: readonly string[], unread = 0) => ok({ essays, unread });
const found = (model: ReturnType<typeof popupModel>) => model.search.entries.value.map(({ essay }) => essay.id);

test('each question is asked at once, and only what is typed now is shown', async () => {
  const answers = new Map(['d', 'da', 'data'].map((query) => [query, later<Result<unknown>>()]));
  const asked: string[] = [];
  const search = ({ query }: { query: string }) => {
    asked.push(query);
    return answers.get(query)?.promise ?? foundOf([]);
  };
  const { needs } = fakeNeeds(bundled(), { search });
  const model = popupModel(needs);
  const typed = ['d', 'da', 'data '].map((text) => model.search.type(text));
  expect(asked).toEqual(['d', 'da', 'data']);
  answers.get('data')?.settle(foundOf(['b1', 'b0']));
  await typed[2];
  answers.get('da')?.settle(ok('overtaken'));
  answers.get('d')?.settle(foundOf(['b2']));
  await Promise.all(typed);
  expect(found(model)).toEqual(['b1', 'b0']);
  expect(asked).toHaveLength(3); // what is not wanted any more is not asked again
  expect(model.list.value).toBe(model.search);
});

test('a question that another page has overtaken is asked again', async () => {
  const replies = [ok('overtaken'), ok('overtaken'), foundOf(['b3'])];
  const { needs } = fakeNeeds(bundled(), { search: () => replies.shift() ?? failed(FULL) });
  const model = popupModel(needs);
  await model.search.type('mesh');
  expect(found(model)).toEqual(['b3']);
});

test('while the index is behind it is asked again, and what is found since stands below', async () => {
  const replies = [foundOf(['b3'], 5_000), foundOf(['b1', 'b3'], 5_000), foundOf(['b0', 'b1', 'b3'], 700), foundOf(['b0', 'b1', 'b3'])];
  const waits: number[] = [];
  const seen: (readonly [number, readonly string[]])[] = [];
  const { needs } = fakeNeeds(bundled(), { search: () => replies.shift() ?? failed(FULL) });
  const model = popupModel({
    ...needs,
    wait: async (ms) => {
      waits.push(ms);
      seen.push([model.search.unread.value, found(model)]);
    },
  });
  await model.search.type('data');
  expect([model.search.unread.value, found(model), model.search.state.value]).toEqual([0, ['b3', 'b1', 'b0'], 'ready']);
  expect(waits).toEqual([1_000, 2_000, 1_000]);
  expect(seen.map(([unread]) => unread)).toEqual([5_000, 5_000, 700]);
});

test('a search that was cleared while the index is behind asks no more', async () => {
  const { needs, asked } = fakeNeeds(bundled(), { search: () => foundOf([], 5) });
  const waited = later<void>();
  const model = popupModel({ ...needs, wait: () => waited.promise });
  const typed = model.search.type('data');
  await expect.poll(() => model.search.unread.value).toBe(5);
  model.search.clear();
  waited.settle();
  await typed;
  expect([asked.length, model.search.unread.value, model.search.state.value]).toEqual([1, 0, 'reading']);
});

test('of a text that is pasted the beginning is asked', async () => {
  const { needs, asked } = fakeNeeds();
  await popupModel(needs).search.type('tide '.repeat(5_000));
  expect(asked[0]?.ask).toMatchObject({ query: expect.stringMatching(/^.{1000}$/) });
});

test('a search is within what is on the screen: all, a source, what is saved', async () => {
  const { needs, asked, library } = fakeNeeds(bundled(), { search: () => foundOf([]) });
  library.sources = [followedOf('quiet')];
  const model = popupModel(needs);
  await model.start();
  const searched = async () => {
    await model.search.type('tide');
    model.search.clear();
    return asked.filter(({ name }) => name === 'search').at(-1)?.ask;
  };
  expect(await searched()).toEqual({ query: 'tide', within: {} });
  model.filter.show({ kind: 'source', id: 'quiet' as SourceId }); // as: a made-up id
  expect(await searched()).toEqual({ query: 'tide', within: { sources: ['quiet'] } });
  model.show('saved');
  expect([model.search.place.value, await searched()]).toEqual(['what you saved', { query: 'tide', within: { saved: true } }]);
});

test('a search that fails says so and leaves the typed words', async () => {
  const { needs } = fakeNeeds(bundled(), { search: () => failed(FULL) });
  const model = popupModel(needs);
  await model.search.type('tide');
  expect([model.search.state.value, model.search.query.value]).toEqual(['failed', 'tide']);
});

test('escape closes the innermost thing: the keys, then the search, then the popup', () => {
  const { needs, closed } = fakeNeeds();
  const model = popupModel(needs);
  void model.search.type('mesh');
  model.isHelpOpen.value = true;
  model.back();
  expect([model.isHelpOpen.value, model.search.query.value, closed()]).toEqual([false, 'mesh', 0]);
  model.back();
  expect([model.search.query.value, closed()]).toEqual(['', 0]);
  model.back();
  expect(closed()).toBe(1);
});

test('changing the tab ends a search and clears what was said', async () => {
  const { needs } = fakeNeeds();
  const model = popupModel(needs);
  await model.toggleSaved(first, fresh);
  void model.search.type('mesh');
  model.show('saved');
  expect([model.search.query.value, model.said.value, model.tab.value]).toEqual(['', undefined, 'saved']);
});

test('the keys act on the row that has the focus, and on none before one has', async () => {
  const { needs } = fakeNeeds();
  const model = popupModel(needs);
  await model.start();
  expect(model.entryAt()).toBeUndefined();
  model.latest.at.value = first;
  expect(model.entryAt()?.essay.id).toBe(first);
  expect(shownOf(entryOf('x', { isSaved: true, isUnread: false, firstSeenAt: NOW }))).toEqual({ isSaved: true, isUnread: false });
});
