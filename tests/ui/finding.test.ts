import { expect, test } from 'vitest';
import type { Asked } from '../../src/core/follow/asked';
import type { Findings } from '../../src/core/follow/findings';
import { failed, ok, type Result } from '../../src/core/problem';
import type { Send } from '../../src/messages/contract';
import { findingModel } from '../../src/ui/finding';
import { FOUND, LISTING, previewOf } from './sources';

type Answers = { [name: string]: (ask: never) => Result<unknown> };

/** Everything that happens, in the order in which it happens. */
function world(answers: Answers = {}, answer: 'grant' | 'refuse' | 'withhold' = 'grant') {
  const log: string[] = [];
  const asked: { name: string; ask: unknown }[] = [];
  const granted = new Set<string>();
  const all: Answers = { findHere: () => ok(FOUND), findAt: () => ok(FOUND), follow: () => ok('done'), ...answers };
  const send = (async (name: string, ask: never) => {
    log.push(name);
    asked.push({ name, ask });
    return all[name]?.(ask) ?? ok('done');
  }) as unknown as Send; // as: the answers above keep the contract
  const permissions = {
    has: async (origins: readonly string[]) => origins.every((origin) => granted.has(origin)),
    request: async (origins: readonly string[]) => {
      log.push('request');
      if (answer === 'grant') for (const origin of origins) granted.add(origin);
      return answer !== 'refuse';
    },
  };
  let changes = 0;
  const pages = { noted: undefined as Asked | undefined }; // as: nothing at first
  const notebook = {
    note: async (noted: Asked) => {
      log.push(noted.isTaken ? 'taken' : 'note');
      pages.noted = noted;
    },
    noted: async () => pages.noted,
    forget: async () => {
      pages.noted = undefined;
    },
  };
  const model = findingModel({ send, permissions, notebook, now: () => NOW }, () => changes++);
  return { model, log, asked, granted, pages, changes: () => changes };
}
const NOW = Date.UTC(2026, 2, 1);
const steps = (log: readonly string[]) => log.filter((step) => step !== 'note' && step !== 'taken');

const page = { id: 7, url: 'https://blog.example/orders' };
const notebook = previewOf('notebook', { url: 'https://blog.example/feed.xml' });
const NEEDED = ['https://blog.example/*', 'https://www.blog.example/*'];
const found = (findings: Findings) => ({ kind: 'answered', findings });

test('the open page is looked at without any permission, and nothing is kept', async () => {
  const { model, log } = world();
  const done = model.lookHere(page);
  expect(model.look.value.kind).toBe('looking');
  await done;
  expect(model.look.value).toEqual(found(FOUND));
  expect(log).toEqual(['findHere']);
});

test('on a site that is not granted its usual places were not tried, which can be asked for', async () => {
  const { model, log } = world({ findHere: () => ok(LISTING) });
  await model.lookHere(page);
  expect(model.mayLookFurther.value).toBe(true);
  await model.allowAndLook(NEEDED);
  expect([model.mayLookFurther.value, steps(log)]).toEqual([false, ['findHere', 'request', 'findHere']]);
});

test('following asks for the permission first, keeps at once, and looks when it is there', async () => {
  const { model, log, asked, changes } = world();
  const done = model.follow(notebook);
  expect(log.slice(0, 2)).toEqual(['note', 'request']);
  await done;
  expect(steps(log)).toEqual(['request', 'follow', 'refresh']);
  expect(asked[0]?.ask).toEqual({ sources: [{ source: notebook.source, wishes: { followed: true } }] });
  expect(model.keeping.value.get(notebook.source.id)).toBe('followed');
  expect(changes()).toBe(1);
});

test('a site that was granted before is not looked at twice', async () => {
  const { model, log, granted } = world();
  for (const origin of NEEDED) granted.add(origin);
  await model.follow(notebook);
  expect(steps(log)).toEqual(['request', 'follow']);
});

test.each(['refuse', 'withhold'] as const)(
  'where browsers %s, the source is kept, not fetched, and can be allowed later',
  async (answer) => {
    const { model, log, granted } = world({}, answer);
    await model.follow(notebook);
    expect([model.keeping.value.get(notebook.source.id), steps(log)]).toEqual(['withheld', ['request', 'follow']]);
    for (const origin of NEEDED) granted.add(origin);
    await model.allow(notebook);
    expect([model.keeping.value.get(notebook.source.id), steps(log).slice(2)]).toEqual(['followed', ['request', 'refresh']]);
  },
);

test('what could not be kept is said and is not followed', async () => {
  const { model } = world({ follow: () => failed({ kind: 'disk-full' }) });
  await model.follow(notebook);
  expect([model.trouble.value, model.keeping.value.size]).toEqual([{ kind: 'disk-full' }, 0]);
});

test('following can be taken back', async () => {
  const { model, log } = world();
  await model.follow(notebook);
  await model.unfollow(notebook);
  expect([model.keeping.value.size, log.at(-1)]).toEqual([0, 'unfollow']);
});

test('a private host that was typed is kept with the source', async () => {
  const { model, asked } = world();
  await model.follow({ ...notebook, typedHost: '192.168.1.5' });
  expect(asked[0]?.ask).toMatchObject({ sources: [{ wishes: { followed: true, typedHost: '192.168.1.5' } }] });
});

test.each([
  ['blog.example/feed', true, ['request', 'findAt']],
  ['no address', true, ['findAt']],
  ['http://192.168.1.5/feed', false, ['request', 'findAt']],
])('"%s" is looked at, after one question where it is an address', async (typed, isTyped, expected) => {
  const { model, log, asked } = world();
  await model.lookAt(typed, isTyped);
  expect(steps(log)).toEqual(expected);
  expect(asked.at(-1)?.ask).toEqual({ address: typed, isTyped });
});

test('a feed announced elsewhere joins the others once its site is allowed, and waits where it is not', async () => {
  const elsewhere = { url: 'https://feeds.example/atom', origins: ['https://feeds.example/*'] };
  const here = { kind: 'found', previews: [notebook], elsewhere: [elsewhere] } as const;
  const there = previewOf('atom', { url: elsewhere.url });
  const answers = { findHere: () => ok(here), findAt: () => ok({ kind: 'found', previews: [there], elsewhere: [] }) };
  const refused = world(answers, 'refuse');
  await refused.model.lookHere(page);
  await refused.model.lookElsewhere(elsewhere);
  expect([refused.model.refused.value, refused.model.look.value]).toEqual([elsewhere.origins, found(here)]);
  const { model, asked } = world(answers);
  await model.lookHere(page);
  await model.lookElsewhere(elsewhere);
  expect(model.look.value).toEqual(found({ kind: 'found', previews: [notebook, there], elsewhere: [] }));
  expect(asked.at(-1)?.ask).toEqual({ address: elsewhere.url, isTyped: false });
});

test('an answer that comes after the panel was closed shows nothing', async () => {
  const { model } = world();
  const done = model.lookHere(page);
  model.clear();
  await done;
  expect(model.look.value.kind).toBe('idle');
});

test('a background that does not answer is said', async () => {
  const { model } = world({ findHere: () => failed({ kind: 'worker-silent' }) });
  await model.lookHere(page);
  expect(model.look.value).toEqual({ kind: 'failed', problem: { kind: 'worker-silent' } });
});

test('a look that finds nothing gives back what it was allowed, and keeps what was typed', async () => {
  const none = { findAt: () => ok({ kind: 'none', problem: { kind: 'missing' } }) };
  const { model, asked, granted } = world(none);
  await model.lookAt('blog.example/feed');
  const origins = asked.at(-1)?.ask as { origins: readonly string[] }; // as: the last ask
  expect([asked.at(-1)?.name, origins.origins]).toEqual(['giveBack', expect.arrayContaining(NEEDED)]);
  expect(model.typed.value).toBe('blog.example/feed');
  const before = world(none);
  for (const origin of granted) before.granted.add(origin);
  await before.model.lookAt('blog.example/feed');
  expect(before.asked.map(({ name }) => name)).toEqual(['findAt']); // it was there before
});

const gone = (
  world: { pages: { noted: Asked | undefined }; granted: Set<string> },
  asked: Omit<Asked, 'at' | 'origins'>,
  isGranted = true,
) => {
  world.pages.noted = { at: NOW, origins: NEEDED, ...asked };
  if (isGranted) for (const origin of NEEDED) world.granted.add(origin);
};

test('a popup that the question closed is gone on with: what was to be followed is, and says so', async () => {
  const here = world();
  gone(here, { wanted: { kind: 'follow', preview: notebook } });
  expect(await here.model.resume()).toBe(true);
  expect(here.model.keeping.value.get(notebook.source.id)).toBe('followed');
  expect(here.model.look.value).toEqual(found({ kind: 'found', previews: [notebook], elsewhere: [] }));
  expect(here.pages.noted).toBeUndefined();
  const refused = world();
  gone(refused, { wanted: { kind: 'follow', preview: notebook } }, false);
  await refused.model.resume();
  expect(refused.model.keeping.value.get(notebook.source.id)).toBe('withheld');
});

test.each([
  ['looks again where nobody has', {}, true, ['findAt'], found(FOUND)],
  ['shows what the background found', { findings: LISTING }, true, [], found(LISTING)],
  ['says that the answer was no', {}, false, [], { kind: 'idle' }],
])('an address whose question closed the popup: the next one %s', async (_claim, more, isGranted, sent, look) => {
  const here = world();
  gone(here, { wanted: { kind: 'look', address: 'blog.example', isTyped: true }, ...more }, isGranted);
  await here.model.resume();
  expect([here.log.filter((step) => step !== 'note'), here.model.look.value]).toEqual([sent, look]);
  expect(here.model.typed.value).toBe('blog.example');
  expect(here.model.refused.value).toEqual(isGranted ? undefined : NEEDED);
});

test('what is followed elsewhere goes on here, whoever does it first', async () => {
  const moved = previewOf('a', { isFollowed: true, foundAt: { url: 'https://blog.example/new', kind: 'feed' } });
  const here = world();
  gone(here, { wanted: { kind: 'move', preview: moved } });
  await here.model.resume();
  expect([here.asked.map(({ name }) => name), here.model.keeping.value.get(moved.source.id)]).toEqual([['changeAddress'], 'moved']);
  const done = world();
  gone(done, { wanted: { kind: 'move', preview: moved }, isDone: true });
  await done.model.resume();
  expect([done.asked, done.model.keeping.value.get(moved.source.id)]).toEqual([[], 'moved']);
});

test('nothing was asked: nothing is gone on with', async () => {
  expect(await world().model.resume()).toBe(false);
});
