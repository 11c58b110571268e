import { expect, test } from 'vitest';
import { popupModel } from '../../../src/contexts/popup/model';
import type { SourceId } from '../../../src/core/essay';
import { failed } from '../../../src/core/problem';
import { followedOf } from '../../ui/sources';
import { bundled, entryOf, fakeNeeds, MUTED, NOW } from './fakes';

const MINUTE = 60_000;

async function open(...given: Parameters<typeof fakeNeeds>) {
  const fake = fakeNeeds(...given);
  fake.library.sources = [followedOf('a'), followedOf('source')];
  const model = popupModel(fake.needs);
  await model.start();
  return { ...fake, model };
}

const running = (done: number) => ({ done, total: 2, startedAt: NOW, isRunning: done < 2 });

test('the foot knows when the sources were checked and how many there are', async () => {
  const { model } = await open();
  expect(model.sources.checked.value).toEqual({ fact: 'Checked 4 minutes ago · 2 sources' });
});

test('the foot follows the network: going offline is said at once', async () => {
  let isOnline = true;
  const listeners: (() => void)[] = [];
  const { model } = await open(bundled(), {}, { isOnline: () => isOnline, onOnline: (listener) => void listeners.push(listener) });
  isOnline = false;
  for (const listener of listeners) listener();
  expect(model.sources.checked.value?.fact).toMatch(/^Offline · last checked /);
});

test('checking now asks once, counts, and reads the list again at the end', async () => {
  const { model, asked, library, tell } = await open();
  await Promise.all([model.sources.checkNow(), model.sources.checkNow()]);
  expect(asked.filter(({ name }) => name === 'refresh')).toEqual([{ name: 'refresh', ask: { sourceIds: undefined } }]);
  tell(running(1));
  expect([model.sources.checked.value?.fact, model.sources.isBusy.value]).toEqual(['Checking: 1 of 2 sources', true]);
  library.entries = [entryOf('fresh'), ...bundled()];
  tell(running(2));
  await expect.poll(() => model.latest.entries.value.length).toBe(6);
  expect(model.sources.isBusy.value).toBe(false);
});

test('a look that nobody asked for moves no row', async () => {
  const { model, library, tell } = await open();
  library.entries = [entryOf('fresh'), ...bundled()];
  library.sources = [followedOf('a', { health: { lastSuccessAt: NOW - MINUTE } })];
  tell(running(1));
  tell(running(2));
  await expect.poll(() => model.sources.checked.value?.fact).toBe('Checked 1 minute ago · 1 source');
  expect(model.latest.entries.value.length).toBe(5);
});

test('a look that could not begin is said', async () => {
  const { model } = await open(bundled(), { refresh: () => failed({ kind: 'worker-silent' }) });
  await model.sources.checkNow();
  expect([model.trouble.value, model.sources.isBusy.value]).toEqual([{ kind: 'worker-silent' }, false]);
});

test('Latest can be one source, and what mute words hide is counted and shown on request', async () => {
  const other = { ...entryOf('other', { title: `${MUTED} is back` }), isUnread: true };
  const { model } = await open([...bundled(), { ...other, essay: { ...other.essay, sourceId: 'a' as SourceId } }]); // as: a made-up id
  expect([model.latest.entries.value.length, model.latest.hidden.value]).toEqual([5, 1]);
  model.filter.toggleHidden();
  await expect.poll(() => model.latest.entries.value.length).toBe(6);
  model.filter.show({ kind: 'source', id: 'a' as SourceId }); // as: likewise
  await expect.poll(() => [model.latest.entries.value.length, model.latest.hidden.value]).toEqual([0, 1]);
});

test('a question is asked until it is answered', async () => {
  const fake = fakeNeeds();
  const question = { kind: 'takeover', askedAt: 0, title: 'Casino', strangers: 100, newest: [] } as const;
  fake.library.sources = [followedOf('a', { health: { condition: 'question', question } })];
  const model = popupModel(fake.needs);
  await model.start();
  const asking = model.sources.asking.value;
  expect(asking?.source.id).toBe('a');
  if (asking) await model.sources.answer(asking, false);
  expect(fake.asked.at(-1)).toEqual({ name: 'answerQuestion', ask: { sourceId: 'a', isWelcome: false } });
  expect([model.sources.asking.value, model.said.value?.words]).toEqual([undefined, 'Unfollowed. What you saved of it stays.']);
});

test('"Follow this site" looks at the open page; without one it waits for an address', async () => {
  const { model, asked } = await open();
  await model.openFollow();
  expect([model.isFollowOpen.value, asked.at(-1)]).toEqual([true, { name: 'findHere', ask: { tabId: 7 } }]);
  model.back();
  expect(model.isFollowOpen.value).toBe(false);
  const bare = await open(bundled(), {}, { openPage: async () => undefined });
  await bare.model.openFollow();
  expect([bare.model.isFollowOpen.value, bare.model.finding.look.value.kind]).toEqual([true, 'idle']);
});

test('the open page is known as followed by its site, with or without www', async () => {
  const { model } = await open();
  expect(model.sources.followedOn('www.a.example')?.source.id).toBe('a');
  expect(model.sources.followedOn('b.example')).toBeUndefined();
});
