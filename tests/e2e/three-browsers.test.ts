/**
 * One library in three real browsers by a real server: Chromium, Firefox, and a second Chromium profile. Some thousand entries, what is done on each side
 * without a line, servers and workers killed at random, a clock a day ahead and one years ahead: in the end all have the same, byte for byte. It takes many
 * minutes, so it runs only where SIDELIGHT_MACHINES names the servers, as `nginx,apache,couch`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { essayItem, lineOf } from '../../src/core/sync/item';
import { marksOf } from '../../src/edge/store/marks';
import type { BrowserName, Driver, Page } from '../drive/driver';
import { type MovedClock, movedClock } from '../drive/moved-clock';
import { until } from '../drive/poll';
import { startDriver } from '../drive/start';
import { davServer } from '../flows/sync/dav-server';
import { type Line, lineTo } from '../flows/sync/line';
import { missing, type Name, type Real, startReal } from '../flows/sync/real-servers';
import { ask, stored, storedEssays } from './follower';
import { OPTIONS } from './person';

const SERVERS = (process.env['SIDELIGHT_MACHINES'] ?? '').split(',').filter((each): each is Name => /^(?:nginx|apache|couch)$/.test(each));
const ENTRIES = Number(process.env['SIDELIGHT_SYNC_ENTRIES'] ?? 10_000);
const KILLS = Number(process.env['SIDELIGHT_SYNC_KILLS'] ?? 50);
const EDITS = Math.min(450, Math.floor(ENTRIES / 20));
const LONG_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const PHRASE = 'lantern orchard seventeen geese';
const SECRET = ['harbourmaster', 'essays.example', 'lighthouses', 'Written on', PHRASE];
const AUTHORIZATION = `Basic ${Buffer.from('ann:secret').toString('base64')}`;

type Machine = { readonly name: string; readonly driver: Driver; page: Page };
const MACHINES: readonly (readonly [string, BrowserName, number])[] = [
  ['Chromium', 'chromium', 0],
  ['Firefox, a day ahead', 'firefox', DAY_MS],
  ['another Chromium, five years ahead', 'chromium', 5 * 365 * DAY_MS],
];
const machines: Machine[] = [];
const clocks: MovedClock[] = [];

if (SERVERS.length === 0) {
  console.log('skipped: SIDELIGHT_MACHINES=nginx,apache,couch keeps three browsers alike by each of these');
  test.skip('three browsers by a real server', () => {});
} else {
  beforeAll(async () => {
    for (const [name, browser, aheadMs] of MACHINES) {
      const driver = await startDriver(browser, clockAhead(browser, aheadMs));
      machines.push({ name, driver, page: await driver.openExtensionPage(OPTIONS) });
      await driver.grantOrigins(['http://127.0.0.1/*']);
    }
    await bringIn(first());
  }, LONG_MS);
  afterAll(async () => {
    for (const { driver } of machines) await driver.stop();
    for (const clock of clocks) clock.remove();
  });
}

for (const name of SERVERS)
  test(
    `${name}: three browsers, ${ENTRIES} entries, ${KILLS} kills, end with the same`,
    async () => {
      const why = missing(name);
      if (why !== undefined) throw new Error(why);
      const roll = dice(name.length);
      const servers = [await startReal(name), ...(name === 'couch' ? [await startReal(name)] : [])] as [Real, ...Real[]]; // as: one at least
      const line = await lineTo(servers[0].origin, SECRET);
      try {
        const costs = await joinAll(line, servers[0]);
        console.log(`${name}: ${costs}`);
        line.isCut = true;
        for (const [side, machine] of machines.entries()) await edit(machine, side);
        line.isCut = false;
        line.zero();
        await kills(line, servers, roll);
        if (servers[1] !== undefined) await replicated(servers as [Real, Real], line); // as: there are two
        await settle();
        const dumps = await Promise.all(machines.map(dumpOf));
        console.log(
          `${name}: ${KILLS} kills, ${line.counts.requests} requests, ${line.counts.up} B up, ${line.counts.down} B down; dumps of ${dumps.map(({ length }) => length).join(', ')} letters, ${dumps.every((each) => each === dumps[0]) ? 'equal' : 'NOT equal'}`,
        );
        expect(dumps[0]?.split('\n').length).toBeGreaterThanOrEqual(ENTRIES);
        for (const words of ['Written on 0', 'Written on 1', 'Written on 2', 'side 0', 'side 1', 'side 2', `kill ${KILLS - 1}`])
          expect(dumps[0]).toContain(words);
        for (const dump of dumps) expect(dump === dumps[0]).toBe(true); // a difference of megabytes is not shown
        expect([...line.met]).toEqual([]);
      } finally {
        await line.close();
        for (const server of servers) await server.stop();
      }
    },
    LONG_MS,
  );

if (SERVERS.length > 0)
  test(
    'a server that is slow is waited for, told, and asked again; neither worker nor page is stuck',
    async () => {
      const server = await davServer();
      const said: string[] = [];
      const seesIn = (page: Page, words: string) =>
        page.until((wanted) => document.querySelector<HTMLElement>('section[aria-labelledby=sync]')?.innerText.includes(wanted), words);
      for (const { name, driver, page } of machines) {
        await ask(page, 'syncLeave', {});
        const login = { address: server.address, user: 'ann', password: 'secret' };
        await ask(page, 'syncJoin', { ...login, kind: 'dav', phrase: undefined });
        await goneWell(name, page);
        for (const [what, fate, words] of [
          ['no answer', 'hold', 'longer than 25 seconds'],
          ['a trickle', 'trickle', 'longer than 25 seconds'],
          ['an answer after 60 s', { lateMs: 60_000 }, 'longer than 25 seconds'],
          ['an answer after 20 s', { lateMs: 20_000 }, ''],
        ] as const) {
          let asked = 0;
          server.fate = () => (asked++ === 0 ? fate : 'answer');
          const began = performance.now();
          const { problem } = await ask<{ readonly problem?: { readonly kind: string } }>(page, 'syncNow', {});
          said.push(
            `${name}, ${what}: ${problem?.kind ?? 'done'} after ${Math.round((performance.now() - began) / 1000)} s, worker ${await driver.isWorkerAlive()}`,
          );
          expect(problem?.kind).toBe(words === '' ? undefined : 'too-slow');
          expect(await driver.isWorkerAlive()).toBe(true);
          await page.reload();
          await seesIn(page, words === '' ? 'Last time' : words);
        }
        server.fate = () => 'answer';
        await goneWell(name, page);
      }
      console.log(said.join('\n'));
      await server.close();
    },
    LONG_MS,
  );

const first = (): Machine => {
  const [machine] = machines;
  if (machine === undefined) throw new Error('no browser was started');
  return machine;
};

function clockAhead(browser: BrowserName, aheadMs: number): MovedClock {
  const clock = movedClock(browser, aheadMs);
  clocks.push(clock);
  return clock;
}

/** As a list of bookmarks with tags, and for each fifth one a note. */
async function bringIn({ page }: Machine): Promise<void> {
  await page.until(() => document.querySelector('.bring input') !== null);
  await page.eval((count) => {
    const rows = Array.from({ length: count }, (_, at) => {
      const note = at % 5 === 0 ? `<DD>What the harbourmaster wrote of number ${at} stays in mind.` : '';
      return `<DT><A HREF="https://essays.example/${at}/some-words-of-it" ADD_DATE="${1_600_000_000 + at}" TAGS="lighthouses,${at % 40}">Essay ${at} of the harbourmaster</A>${note}`;
    });
    const files = new DataTransfer();
    files.items.add(
      new File([`<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><p>${rows.join('\n')}</DL>`], 'bookmarks.html'),
    );
    const input = document.querySelector<HTMLInputElement>('.bring input');
    if (input === null) throw new Error('there is nothing to choose a file with');
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, ENTRIES);
  await page.until(() => document.querySelector('#bring-found .backup-acts .button') !== null);
  await page.click('#bring-found .backup-acts .button');
  await until('the bookmarks', async () => (await stored<{ readonly state: string }>(page, 'restores')).at(-1)?.state === 'done', LONG_MS);
}

/** Tells what the first machine sent, and what the next received. */
async function joinAll(line: Line, server: Real): Promise<string> {
  const address = server.address.replace(server.origin, line.origin);
  const costs: string[] = [];
  for (const { name, page } of machines) {
    await ask(page, 'syncLeave', {});
    line.zero();
    await until(`${name} to join`, async () => {
      const login = { address, user: 'ann', password: 'secret' };
      const seen = await ask<{ kind: string; value?: { kind: string; holds: string } }>(page, 'syncLook', login);
      if (seen.kind !== 'done') throw new Error(JSON.stringify(seen));
      const said = await ask<{ kind: string }>(page, 'syncJoin', { ...login, kind: seen.value?.kind, phrase: PHRASE });
      if (said.kind !== 'done') throw new Error(JSON.stringify(said));
      return true;
    });
    await goneWell(name, page);
    costs.push(`${name}: ${line.counts.requests} requests, ${line.counts.up} B up, ${line.counts.down} B down`);
  }
  return costs.join('; ');
}

async function edit({ page }: Machine, side: number): Promise<void> {
  const ids = (await stored<{ readonly id: string }>(page, 'marks')).map(({ id }) => id).sort();
  const share = (from: number, count: number): readonly string[] => ids.slice(from, from + Math.floor(count));
  const many = (essayIds: readonly string[], act: { readonly kind: string; readonly tag?: string }) =>
    ask(page, 'actMany', { essayIds, act, from: 'library' });
  if (side === 0) await many(share(0, EDITS / 5), { kind: 'unsave' });
  else await many(share(0, EDITS / 10), { kind: 'tag', tag: `side ${side}` });
  await many(share(EDITS, EDITS / 3), { kind: 'tag', tag: `side ${side}` });
  await many(share(EDITS * (3 + side), EDITS / 3), { kind: 'markRead' });
  for (const [at, essayId] of share(EDITS * 2, EDITS / 8).entries())
    await ask(page, 'act', { essayId, act: { kind: 'note', text: `Written on ${side}, ${at}.` }, from: 'library' });
}

/** All at once, and something ends in the middle of it. */
async function kills(line: Line, servers: readonly [Real, ...Real[]], roll: () => number): Promise<void> {
  const [one] = (await stored<{ readonly id: string }>(first().page, 'marks'))
    .map(({ id }) => id)
    .sort()
    .slice(-1);
  for (let killed = 0; killed < KILLS; killed++) {
    const who = machines[Math.floor(roll() * machines.length)] ?? first();
    await until('an act', () => ask(who.page, 'act', { essayId: one, act: { kind: 'tag', tag: `kill ${killed}` }, from: 'library' }));
    const rounds = Promise.all(machines.map(({ page }) => ask(page, 'syncNow', {}).catch(() => undefined)));
    const [asked, wanted] = [line.counts.requests, Math.floor(roll() * 12)]; // at another request each time
    await until('a moment', () => line.counts.requests >= asked + wanted, 3_000).catch(() => {}); // there may be fewer
    if (roll() < 0.5) {
      const server = servers[Math.floor(roll() * servers.length)] ?? servers[0];
      await server.kill();
      await server.start();
    } else await who.driver.killWorker();
    await rounds;
    if (servers[1] !== undefined) {
      if (roll() < 0.3) await replicate(servers[0], servers[1]);
      if (roll() < 0.3) await replicate(servers[1], servers[0]);
      line.to = (roll() < 0.5 ? servers[0] : servers[1]).origin; // one address, and whichever of the two is behind it
    }
  }
}

/** As an administrator asks for it. */
async function replicate(from: Real, to: Real): Promise<void> {
  const target = to.address.replace('//', '//ann:secret@');
  const body = JSON.stringify({ source: 'marks', target });
  const headers = { authorization: AUTHORIZATION, 'content-type': 'application/json' };
  const said = await fetch(`${from.origin}/_replicate`, { method: 'POST', headers, body });
  expect(await said.json()).toMatchObject({ ok: true });
}

/** Until both have the same, with the conflicts that came of it; then whoever syncs meets the second. */
async function replicated([one, other]: readonly [Real, Real], line: Line): Promise<void> {
  await conflict(one, other);
  for (let again = 0; again < 2; again++) {
    await replicate(one, other);
    await replicate(other, one);
  }
  line.to = other.origin;
}

/** The head of some machine gets another version on each of the two, as where one was brought back from a backup and went on. */
async function conflict(one: Real, other: Real): Promise<void> {
  await replicate(one, other);
  const headers = { authorization: AUTHORIZATION, 'content-type': 'application/json' };
  const { results } = (await (await fetch(`${one.address}/_changes`, { headers })).json()) as {
    readonly results: readonly { readonly id: string }[];
  }; // as: CouchDB says so
  const id = results.find((each) => each.id.endsWith('/head'))?.id ?? '';
  for (const [server, text] of [
    [one, '{"v":1,"segments":[]}'],
    [other, undefined],
  ] as const) {
    const at = `${server.address}/${encodeURIComponent(id)}`;
    const held = (await (await fetch(at, { headers })).json()) as { readonly _rev: string; readonly text: string }; // as: a head of ours
    const said = await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ _rev: held._rev, text: text ?? held.text }) });
    expect(await said.json()).toMatchObject({ ok: true });
  }
}

async function settle(): Promise<void> {
  for (let again = 0; again < 3; again++) for (const { name, page } of machines) await goneWell(name, page);
}

async function goneWell(name: string, page: Page): Promise<void> {
  await until(
    `a round of ${name}`,
    async () => {
      const said = await ask<{ readonly kind: string; readonly problem?: { readonly kind: string } }>(page, 'syncNow', {});
      if (said.problem?.kind === 'asks') await ask(page, 'syncDecide', { takes: true });
      if (said.problem?.kind === 'own-files-gone') await ask(page, 'syncRepair', {});
      if (said.kind !== 'done') throw new Error(JSON.stringify(said));
      return (await stored(page, 'unsynced')).length <= 1;
    },
    LONG_MS,
  );
}

/** All that is kept alike, as text. */
async function dumpOf({ page }: Machine): Promise<string> {
  const essays = new Map((await storedEssays(page)).map((essay) => [String(essay.id), essay]));
  const lines = (await stored<{ readonly id: string }>(page, 'marks')).map((row) => {
    const essay = essays.get(row.id);
    const marks = marksOf(row as Parameters<typeof marksOf>[0]) as Readonly<Record<string, unknown>>; // as: a row of the store, which is an object
    const item = essay === undefined ? undefined : essayItem({ id: essay.id, essay, marks });
    return item === undefined ? `no item: ${row.id}` : lineOf(item);
  });
  return lines.sort().join('\n');
}

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
