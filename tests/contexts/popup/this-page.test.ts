import { expect, test } from 'vitest';
import { thisPageModel } from '../../../src/contexts/popup/this-page';
import { failed, ok, type Result } from '../../../src/core/problem';
import type { PageReport } from '../../../src/core/related/answer';
import { fakeNeeds, later, page, REPORT } from './fakes';

const SITE = 'https://blog.example/*';

function open(...args: Parameters<typeof fakeNeeds>) {
  const fake = fakeNeeds(...args);
  const words: string[] = [];
  return { ...fake, words, here: thisPageModel(fake.needs, (said) => words.push(said)) };
}

test('asking relates the open tab once, however often it is asked meanwhile', async () => {
  const reply = later<Result<PageReport>>();
  const { here, asked } = open([], { relateTab: () => reply.promise });
  const asking = [here.ask(), here.ask()];
  expect(here.isAsking.value).toBe(true);
  reply.settle(ok(REPORT));
  await Promise.all(asking);
  expect(asked).toEqual([{ name: 'relateTab', ask: { tabId: page.id } }]);
  expect([here.report.value, here.isAsking.value, here.access.value]).toEqual([REPORT, false, 'click']);
});

test.each([
  ['no tab', undefined],
  ['a page of the browser', { id: 1, url: 'chrome://settings', host: 'settings' }],
  ['a file', { id: 1, url: 'file:///a.html', host: '' }],
])('%s is left alone without a message', async (_what, opened) => {
  const { here, asked } = open([], {}, { openPage: async () => opened });
  await here.ask();
  await here.glance();
  expect(here.report.value).toEqual({ state: 'left-alone', why: 'restricted' });
  expect(asked).toEqual([]);
});

test('a browser that will not say which tab is open, or what is granted, ends in words and not in waiting', async () => {
  const never = () => Promise.reject(new Error('no window'));
  const { here } = open([], {}, { openPage: never });
  await here.ask();
  expect([here.report.value, here.isAsking.value]).toEqual([{ state: 'left-alone', why: 'restricted' }, false]);
  const fake = fakeNeeds();
  const other = thisPageModel({ ...fake.needs, permissions: { ...fake.needs.permissions, has: never } }, () => {});
  await other.ask();
  expect([other.report.value, other.access.value, other.isAsking.value]).toEqual([REPORT, 'click', false]);
});

test('a problem is kept beside what was known before', async () => {
  let isGone = false;
  const { here } = open([], { relateTab: () => (isGone ? failed({ kind: 'page-gone' }) : ok(REPORT)) });
  await here.ask();
  isGone = true;
  await here.ask();
  expect([here.report.value, here.problem.value]).toEqual([REPORT, { kind: 'page-gone' }]);
});

test('a glance starts nothing and shows only what is already marked', async () => {
  const { here, asked } = open([], { reportTab: () => ok({ state: 'silent' }) });
  await here.glance();
  expect(here.report.value).toBeUndefined();
  expect(asked).toEqual([{ name: 'reportTab', ask: { tabId: page.id } }]);
});

test('the permission is the first thing asked for after a click', async () => {
  const order: string[] = [];
  const { needs } = fakeNeeds([]);
  const request = async () => {
    order.push('request');
    return true;
  };
  const has = async () => {
    order.push('has');
    return true;
  };
  const here = thisPageModel({ ...needs, permissions: { ...needs.permissions, request, has } }, () => {});
  await here.ask();
  order.length = 0;
  const granting = here.alwaysHere();
  expect(order).toEqual(['request']);
  await granting;
});

test('a granted site is on; a granted all is on everywhere', async () => {
  const { here, granted, words } = open();
  await here.ask();
  await here.alwaysHere();
  expect([...granted]).toEqual([SITE]);
  expect([here.access.value, here.problem.value]).toEqual(['site', undefined]);
  await here.onAllSites();
  expect(here.access.value).toBe('all');
  expect(words).toEqual(['Marks are on for this site.', 'Marks are on for all sites.']);
});

test.each([
  ['refused', async () => false],
  ['granted and then withheld', async () => true],
  ['asked for where the browser may not ask', () => Promise.reject(new Error('must be called during a user gesture'))],
])('a permission that is %s is said, and nothing else changes', async (_what, request) => {
  const fake = fakeNeeds();
  const here = thisPageModel({ ...fake.needs, permissions: { ...fake.needs.permissions, request } }, () => {});
  await here.ask();
  await here.alwaysHere();
  expect([here.access.value, here.problem.value]).toEqual(['click', { kind: 'permission-refused', origin: SITE }]);
  const wanted = fake.asked.filter(({ name }) => name === 'setMarks').map(({ ask }) => ask);
  expect(wanted).toEqual([
    { origins: [SITE], on: true },
    { origins: [SITE], on: false },
  ]);
});

test('turning a site off puts it on the off list, and marks are no longer wanted there', async () => {
  const { here, asked, granted } = open();
  granted.add(SITE);
  await here.ask();
  await here.turnOff();
  expect(asked.slice(1)).toEqual([
    { name: 'setSite', ask: { host: page.host, off: true } },
    { name: 'setMarks', ask: { origins: [SITE], on: false } },
  ]);
  expect([here.report.value, here.access.value]).toEqual([{ state: 'left-alone', why: 'off' }, 'click']);
});

test('turning one site off leaves the permission for all sites alone', async () => {
  const { here, asked, granted } = open();
  for (const origin of ['http://*/*', 'https://*/*']) granted.add(origin);
  await here.ask();
  await here.turnOff();
  expect(asked.map(({ name }) => name)).toEqual(['relateTab', 'setSite']);
});

test('turning a site on again looks at the page at once', async () => {
  const { here, asked } = open();
  await here.turnOff();
  await here.ask();
  await here.turnOn();
  expect(asked.at(-2)).toEqual({ name: 'setSite', ask: { host: page.host, off: false } });
  expect(asked.at(-1)).toEqual({ name: 'relateTab', ask: { tabId: page.id } });
});

test('marking more takes the new report', async () => {
  const { here, words } = open();
  await here.ask();
  await here.showMore(true);
  expect(here.report.value).toEqual({ ...REPORT, marked: 3 });
  expect(words).toEqual(['The other passages are marked too.']);
});
