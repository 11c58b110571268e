import { describe, expect, test } from 'vitest';
import { popupModel } from '../../../src/contexts/popup/model';
import type { EssayId } from '../../../src/core/essay';
import { ok } from '../../../src/core/problem';
import { minutesOf } from '../../../src/ui/byline';
import { shownOf } from '../../../src/ui/entry-row';
import { soon } from '../../ui/soon';
import { followedOf } from '../../ui/sources';
import { entryOf, fakeNeeds, NOW } from './fakes';

const id = (name: string) => name as EssayId; // as: made-up ids
const OLD = { firstSeenAt: NOW - 10 };
const entries = [entryOf('known', OLD), entryOf('old', { publishedAt: 5 }), entryOf('read', { isUnread: false }), entryOf('late')];

async function open(...given: Parameters<typeof fakeNeeds>) {
  const fake = fakeNeeds(...given);
  fake.library.lastLookedAt = NOW - 5;
  const model = popupModel(fake.needs);
  await model.start();
  return { ...fake, model };
}

const ids = (model: ReturnType<typeof popupModel>) => model.latest.entries.value.map(({ essay }) => essay.id);

test('what arrived since the last look stands first, lit and counted', async () => {
  const { model } = await open(entries);
  expect(ids(model)).toEqual(['old', 'late', 'known', 'read']);
  expect([model.since.value, model.latest.fresh.value, model.news.count.value]).toEqual([NOW - 5, 2, 2]);
  expect([...model.news.lit.value]).toEqual(['old', 'late']);
});

test('unfolding a row takes it out of the new, reading one too; no row moves', async () => {
  const { model } = await open(entries);
  model.latest.at.value = id('old');
  model.toggleFold();
  expect([model.news.unfolded.value, model.news.count.value]).toEqual(['old', 1]);
  model.toggleFold();
  expect([model.news.unfolded.value, model.news.count.value]).toEqual([undefined, 1]);
  await model.toggleRead(id('late'), shownOf(entryOf('late')));
  expect(model.news.count.value).toBe(0);
  await model.toggleRead(id('late'), shownOf(entryOf('late')));
  expect(model.news.count.value).toBe(1);
  expect(ids(model)).toEqual(['old', 'late', 'known', 'read']);
});

test('going on folds the row that was left; a row below is unfolded without being new', async () => {
  const { model } = await open(entries);
  model.news.toggle(id('known'));
  expect([model.news.unfolded.value, model.news.count.value]).toEqual(['known', 2]);
  model.news.moved(id('known'));
  expect(model.news.unfolded.value).toBe('known');
  model.news.moved(id('read'));
  expect(model.news.unfolded.value).toBeUndefined();
});

test('a look that was posted by the popup before, and is noted down only now, counts nothing as new twice', async () => {
  const fake = fakeNeeds(entries, {
    wake: () => {
      fake.library.lastLookedAt = NOW; // the background performs what was left behind
      return ok('caught-up');
    },
  });
  fake.library.lastLookedAt = NOW - 5;
  const model = popupModel(fake.needs);
  await model.start();
  expect([model.since.value, model.news.count.value]).toEqual([NOW, 0]);
});

test('hundreds of new ones come in batches, all counted from the start', async () => {
  const { model } = await open(Array.from({ length: 120 }, (_, at) => entryOf(`e${at}`)));
  expect([model.latest.entries.value.length, model.news.count.value]).toEqual([50, 120]);
  await model.toggleRead(id('e0'), shownOf(entryOf('e0')));
  await model.latest.more();
  expect([model.latest.entries.value.length, model.news.count.value]).toEqual([100, 119]);
});

describe('what came with Sidelight is a welcome', () => {
  const { source } = followedOf('bundled');
  const greeted = async () => {
    const fake = await open(entries, {
      changeSource: ({ change }: { change: { muted: boolean } }) => {
        fake.library.welcome = { source, isAway: change.muted };
        return ok('done');
      },
      follow: () => {
        fake.library.sources = [followedOf('bundled')];
        return ok('done');
      },
    });
    expect(fake.model.welcome.value).toBeUndefined();
    fake.library.welcome = { source, isAway: false };
    await fake.model.start();
    expect(fake.model.welcome.value?.id).toBe('bundled');
    fake.asked.length = 0;
    return fake;
  };

  test('put away in one act, which can be taken back; other sources do not hide it', async () => {
    const { model, library, asked } = await greeted();
    library.sources = [followedOf('a')];
    await model.sources.read();
    expect(model.welcome.value?.id).toBe('bundled');
    await model.putAway(true);
    expect(model.welcome.value).toBeUndefined();
    await model.said.value?.undo?.();
    expect(model.welcome.value?.id).toBe('bundled');
    expect(asked.map(({ name }) => name)).toEqual(['changeSource', 'changeSource']);
  });

  test('followed by a click that asks for its site first, and a source like any other from then on', async () => {
    const { model, granted, asked } = await greeted();
    await model.followWelcome();
    expect([...granted].every((origin) => origin.includes('bundled'))).toBe(true);
    expect(granted.size).toBeGreaterThan(0);
    expect(asked[0]).toMatchObject({ name: 'follow', ask: { sources: [{ source: { id: 'bundled' }, wishes: { followed: true } }] } });
    expect([model.welcome.value, model.sources.rows.value.length]).toEqual([undefined, 1]);
  });
});

test('unread only leaves out what was read, and back again', async () => {
  const { model } = await open(entries);
  model.filter.toggleUnread();
  await expect.poll(() => ids(model)).toEqual(['old', 'late', 'known']);
  model.filter.toggleUnread();
  await expect.poll(() => ids(model)).toEqual(['old', 'late', 'known', 'read']);
});

test.each([
  [undefined, '', undefined],
  [1_199, 'a teaser', undefined],
  [1_400, '', 1],
  [12_600, 'a summary', 9],
])('of %s letters known, with the summary “%s”, one reads %s minutes', (textLetters, summary, minutes) => {
  const { essay } = entryOf('x', { summary });
  expect(minutesOf(textLetters === undefined ? essay : { ...essay, textLetters, textPrint: 'p' })).toBe(minutes);
});

test('more are new than stand first: the pill says how many, as the icon does', async () => {
  const many = Array.from({ length: 260 }, (_, at) => entryOf(`n${at}`));
  const fake = fakeNeeds(many);
  fake.library.lastLookedAt = NOW - 1;
  const { latest } = fake.needs.reads;
  const cut = async (...given: Parameters<typeof latest>) => {
    const batch = await latest(...given);
    return given[1] === undefined ? { ...batch, fresh: 200, isCut: true } : batch;
  };
  const model = popupModel({ ...fake.needs, reads: { ...fake.needs.reads, latest: cut } });
  await model.start();
  await soon(() => expect(model.news.count.value).toBe(260));
});
