import '../../../src/contexts/options/options.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { optionsModel } from '../../../src/contexts/options/model';
import { Options } from '../../../src/contexts/options/options';
import { ok } from '../../../src/core/problem';
import { hintOf, type SyncHint } from '../../../src/core/sync/hint';
import type { SyncFacts } from '../../../src/edge/store/sync-state';
import type { ReaderSeen, SyncSaid, SyncSeen } from '../../../src/messages/contract';
import { expectNoViolations, mount } from '../../ui/mount';
import { fakeOptions } from './fakes';

const NOTHING: SyncFacts = { ran: [], waiting: 0, aside: [], machines: [] };
const CONFIG = { kind: 'dav', address: 'https://cloud.example/files/ann', user: 'ann', joinedAt: 1, isEncrypted: true } as const;

async function open(
  seen: SyncSaid<SyncSeen>,
  facts: () => SyncFacts = () => NOTHING,
  held: readonly string[] = [],
  hints: (SyncHint | undefined)[] = [],
) {
  const said: SyncSaid<'done'> = { kind: 'done', value: 'done' };
  const answers = {
    syncLook: () => ok(seen),
    syncJoin: () => ok(said),
    syncNow: () => ok(said),
    syncDecide: () => ok('done'),
    syncLeave: () => ok('done'),
  };
  const fake = fakeOptions(answers, {
    sync: {
      ...{ facts: async () => facts(), held: async () => held },
      ...{ hint: async () => hints.at(-1), setHint: async (hint) => void hints.push(hint) },
    },
  });
  const model = optionsModel(fake.needs);
  mount(<Options model={model} />, 'options');
  await model.start();
  return { ...fake, model };
}

const section = () => screen.getByRole('region', { name: 'On all my machines' });
const button = (name: string) => section().getByRole('button', { name, exact: true });
const field = (name: string) => section().getByLabelText(name, { exact: true });

async function look(): Promise<void> {
  await field('Address of the folder or database').fill('cloud.example/files/ann');
  await field('Name').fill('ann');
  await field('Password').fill('secret');
  await button('See what is there').click();
}

beforeEach(async () => {
  await screen.viewport(700, 900);
});

test('a first machine is told what is there and what will happen, sets a phrase typed twice, and may print the sheet', async () => {
  let isJoined = false;
  const { asked, world } = await open(
    { kind: 'done', value: { kind: 'dav', server: 'Apache', holds: 'nothing', machines: 0, items: 0 } },
    () => (isJoined ? { ...NOTHING, config: CONFIG, ran: [{ at: 1, got: 0, sent: 12, skipped: 0 }] } : NOTHING),
  );
  await look();
  expect(world.requested).toEqual([['https://cloud.example/*']]);
  await expect.element(section().getByRole('heading', { name: 'A WebDAV folder (Apache)' })).toBeVisible();
  await field('Phrase').fill('short');
  await field('The same phrase again').fill('short');
  await button('Begin').click();
  await expect.element(section().getByText('The phrase needs eight letters at least.')).toBeVisible();
  await field('Phrase').fill('lantern orchard');
  await field('The same phrase again').fill('lantern orchards');
  await button('Begin').click();
  await expect.element(section().getByText('The two phrases are not the same.')).toBeVisible();
  await expectNoViolations();
  await field('The same phrase again').fill('lantern orchard');
  isJoined = true;
  await button('Begin').click();
  await expect.element(button('Print the recovery sheet')).toBeVisible();
  expect(asked.find(({ name }) => name === 'syncJoin')?.ask).toMatchObject({
    address: 'https://cloud.example/files/ann',
    phrase: 'lantern orchard',
  });
  await expect.element(section().getByText('https://cloud.example/files/ann').first()).toBeVisible();
  await expectNoViolations();
});

test('what is wrong is said in words, and nothing is joined', async () => {
  await open({ kind: 'no', problem: { kind: 'page-instead' } });
  await look();
  await expect.element(section().getByText(/A web page came instead/)).toBeVisible();
  expect(section().getByRole('button', { name: 'Join' }).elements()).toHaveLength(0);
});

test('only where its reader wishes so, the browser’s account is told the address, and another browser offers to join there', async () => {
  const told: (SyncHint | undefined)[] = [];
  await open({ kind: 'no', problem: { kind: 'offline' } }, () => ({ ...NOTHING, config: CONFIG }), [], told);
  const box = section().getByRole('checkbox', { name: 'Tell my other browsers this address' });
  await expect.element(box).not.toBeChecked();
  expect(told).toEqual([]);
  await box.click();
  await expect.element(box).toBeChecked();
  expect(told.map((hint) => hint && hintOf(hint))).toEqual([{ address: CONFIG.address, kind: 'dav' }]);
  await expectNoViolations();
  await open({ kind: 'no', problem: { kind: 'offline' } }, undefined, [], [{ address: CONFIG.address, kind: 'dav' }]);
  await button('Join there').click();
  await expect.element(field('Address of the folder or database')).toHaveValue(CONFIG.address);
  await expect.element(field('Name')).toHaveFocus();
  await expectNoViolations();
});

test('a reader who would lose much sees what, and keeps it everywhere or lets it go', async () => {
  const problem = { kind: 'asks', taken: 31, kept: 200 } as const;
  const ran = [
    { at: Date.now(), got: 4, sent: 0, skipped: 2, problem },
    { at: Date.now() - 90_000_000, got: 12, sent: 3, skipped: 0 },
  ];
  const { asked } = await open({ kind: 'no', problem: { kind: 'offline' } }, () => ({ ...NOTHING, config: CONFIG, ran, waiting: 3 }), [
    'The cost of a clock',
    'Who owns the numbers',
  ]);
  await expect
    .element(
      section()
        .getByText(/31 of the 200 things kept here would go/)
        .first(),
    )
    .toBeVisible();
  await expect.element(section().getByText('Who owns the numbers')).toBeVisible();
  await section().getByText('The last times').click();
  await expect.element(section().getByRole('columnheader', { name: 'Came' })).toBeVisible();
  await expectNoViolations();
  await button('Keep them everywhere').click();
  await expect.poll(() => asked.find(({ name }) => name === 'syncDecide')?.ask).toEqual({ takes: false });
});

test('a reader on a server: first what would be marked where, then it is joined', async () => {
  const seen: SyncSaid<ReaderSeen> = {
    kind: 'done',
    value: { feeds: { both: 42, here: 3, there: 1 }, read: { here: 120, there: 7 }, saved: { here: 5, there: 2 } },
  };
  const answers = { readerLook: () => ok(seen), readerJoin: () => ok({ kind: 'done', value: 'done' } as const) };
  const fake = fakeOptions(answers);
  const model = optionsModel(fake.needs);
  mount(<Options model={model} />, 'options');
  await model.start();
  const reader = screen.getByRole('region', { name: 'A reader on a server' });
  await reader.getByLabelText('Address of its API').fill('reader.example/api/greader.php');
  await reader.getByLabelText('Name', { exact: true }).fill('ann');
  await reader.getByRole('button', { name: 'See what is there' }).click();
  expect(fake.world.requested).toEqual([['https://reader.example/*']]);
  await expect.element(reader.getByText('42 there: 3 will be followed here, 1 of those here will be added there.')).toBeVisible();
  await expect.element(reader.getByText('Read: 120 will be marked here, 7 there.')).toBeVisible();
  await expectNoViolations();
  await reader.getByRole('button', { name: 'Join' }).click();
  await expect
    .poll(() => fake.asked.find(({ name }) => name === 'readerJoin')?.ask)
    .toMatchObject({ address: 'https://reader.example/api/greader.php' });
});
