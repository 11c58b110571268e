import { expect, test } from 'vitest';
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
  const model = findingModel({ send, permissions }, () => changes++);
  return { model, log, asked, granted, changes: () => changes };
}

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
  expect([model.mayLookFurther.value, log]).toEqual([false, ['findHere', 'request', 'findHere']]);
});

test('following asks for the permission first, keeps at once, and looks when it is there', async () => {
  const { model, log, asked, changes } = world();
  const done = model.follow(notebook);
  expect(log[0]).toBe('request');
  await done;
  expect(log).toEqual(['request', 'follow', 'refresh']);
  expect(asked[0]?.ask).toEqual({ sources: [{ source: notebook.source, wishes: { followed: true } }] });
  expect(model.keeping.value.get(notebook.source.id)).toBe('followed');
  expect(changes()).toBe(1);
});

test('a site that was granted before is not looked at twice', async () => {
  const { model, log, granted } = world();
  for (const origin of NEEDED) granted.add(origin);
  await model.follow(notebook);
  expect(log).toEqual(['request', 'follow']);
});

test.each(['refuse', 'withhold'] as const)(
  'where browsers %s, the source is kept, not fetched, and can be allowed later',
  async (answer) => {
    const { model, log, granted } = world({}, answer);
    await model.follow(notebook);
    expect([model.keeping.value.get(notebook.source.id), log]).toEqual(['withheld', ['request', 'follow']]);
    for (const origin of NEEDED) granted.add(origin);
    await model.allow(notebook);
    expect([model.keeping.value.get(notebook.source.id), log.slice(2)]).toEqual(['followed', ['request', 'refresh']]);
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
  expect(log).toEqual(expected);
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
