import { expect, test } from 'vitest';
import { hostOf } from '../../../src/contexts/options/host-of';
import { optionsModel, resetWords } from '../../../src/contexts/options/model';
import { reportText } from '../../../src/contexts/options/report';
import { failed, ok } from '../../../src/core/problem';
import { BROKEN, fakeOptions } from './fakes';

async function open(...given: Parameters<typeof fakeOptions>) {
  const fake = fakeOptions(...given);
  const model = optionsModel(fake.needs);
  await model.start();
  return { ...fake, model };
}

test('the settings shown are the stored ones, and follow every change', async () => {
  const { model, asked } = await open();
  await model.setBadge('dot');
  expect(asked.at(-1)).toEqual({ name: 'changeSettings', ask: { change: { badge: 'dot' } } });
  expect([model.settings.value.badge, model.said.value]).toEqual(['dot', 'The icon shows a dot where something is new.']);
});

test('where essays open is kept, and said', async () => {
  const { model, asked } = await open();
  await model.setReadsHere(false);
  expect(asked.at(-1)).toEqual({ name: 'changeSettings', ask: { change: { readsHere: false } } });
  expect([model.settings.value.readsHere, model.said.value]).toEqual([false, 'Essays open on the web from now on.']);
  await model.setReadsHere(true);
  expect(model.said.value).toBe('Essays open here from now on.');
});

test('reading in full is a setting like others, and what was read stays', async () => {
  const { model, asked } = await open();
  await model.setReadsInFull(false);
  expect(asked.at(-1)).toEqual({ name: 'changeSettings', ask: { change: { readsInFull: false } } });
  expect([model.settings.value.readsInFull, model.said.value]).toEqual([false, 'No essay’s page is asked any more. What was read stays.']);
});

test('how much of its pictures a copy keeps is a setting like others', async () => {
  const { model, asked } = await open();
  await model.setCopyMegabytes(100);
  expect(asked.at(-1)).toEqual({ name: 'changeSettings', ask: { change: { copyMegabytes: 100 } } });
  expect(model.settings.value.copyMegabytes).toBe(100);
});

test('a change that the background still had to make is there when the page is', async () => {
  const wake = () => {
    fake.world.settings = { ...fake.world.settings, badge: 'dot' };
    return ok('caught-up');
  };
  const fake: ReturnType<typeof fakeOptions> = fakeOptions({ wake });
  const model = optionsModel(fake.needs);
  await model.start();
  expect(model.settings.value.badge).toBe('dot');
});

test('a setting that was not kept is said and stays as it was', async () => {
  const { model } = await open({ changeSettings: () => failed({ kind: 'disk-full' }) });
  await model.setBadge('off');
  expect([model.settings.value.badge, model.said.value, model.trouble.value]).toEqual(['number', undefined, { kind: 'disk-full' }]);
});

test('a site is taken back with all its patterns', async () => {
  const { needs, world } = fakeOptions();
  world.origins = ['https://a.example/*', 'http://a.example/*', 'https://b.example/*'];
  const model = optionsModel(needs);
  await model.start();
  expect([...model.fetched.value.keys()]).toEqual(['a.example', 'b.example']);
  await model.takeBack('a.example');
  expect([...model.fetched.value.keys()]).toEqual(['b.example']);
});

test('where marks are wanted stands apart from where posts may be fetched', async () => {
  const { needs, world, asked } = fakeOptions();
  world.origins = ['https://a.example/*', 'https://b.example/*'];
  world.settings = { ...world.settings, markOrigins: ['https://a.example/*', 'https://ungranted.example/*'] };
  const model = optionsModel(needs);
  await model.start();
  expect([[...model.marked.value.keys()], [...model.fetched.value.keys()]]).toEqual([['a.example'], ['b.example']]);
  await model.unmark('a.example');
  expect(asked.at(-1)).toEqual({ name: 'setMarks', ask: { origins: ['https://a.example/*'], on: false } });
  expect([...model.marked.value.keys()]).toEqual([]);
});

test.each([
  ['example.org', 'example.org'],
  [' https://www.Example.org/about?x=1 ', 'example.org'],
  ['http://localhost:8080', 'localhost'],
  ['127.0.0.1', '127.0.0.1'],
  ['*.example.org', 'example.org'],
  ['example.org.', 'example.org'],
  ['*', undefined],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['[::1]', '[::1]'],
  ['', undefined],
  ['example', undefined],
  ['two words.example', undefined],
  ['javascript://example.org', undefined],
  ['file:///home', undefined],
])('"%s" typed for the off list means %s', (typed, host) => {
  expect(hostOf(typed)).toBe(host);
});

test('a site is put on the off list and taken off it; what is no site asks nothing', async () => {
  const { model, asked } = await open();
  expect(await model.turnOff('nothing')).toBe(false);
  expect(asked.map(({ name }) => name)).toEqual(['wake']);
  expect(await model.turnOff('https://mail.example.org/inbox')).toBe(true);
  expect(model.settings.value.offHosts).toEqual(['mail.example.org']);
  await model.turnOn('mail.example.org');
  expect(model.settings.value.offHosts).toEqual([]);
});

test('everything is exported into one file named after the day', async () => {
  const { model, downloads } = await open();
  await model.exportEverything();
  expect(downloads).toEqual([{ name: 'sidelight-2026-05-03.json', text: '{"database":"library","stores":{}}' }]);
});

test('an export that fails downloads nothing and says so', async () => {
  const { model, downloads } = await open({}, { dump: () => Promise.reject(new Error('closed')) });
  await model.exportEverything();
  expect([downloads, model.trouble.value?.kind, model.isBusy.value]).toEqual([[], 'library-unopened', false]);
});

test('no library is no failure', async () => {
  const { model, downloads } = await open({}, { dump: async () => undefined });
  await model.exportEverything();
  expect([downloads, model.said.value]).toEqual([[], 'There is no library to export yet.']);
});

test.each(['', 'delete', 'Delete my library', 'delete my library ', 'delete my library.'])('"%s" deletes nothing', async (typed) => {
  const { model, world } = await open({ wake: () => failed(BROKEN) });
  await model.reset(typed);
  expect(world.resets).toBe(0);
});

test('the exact words delete the library, and the new one starts without the old one’s loss', async () => {
  let isBroken = true;
  const { model, world, asked } = await open({ wake: () => (isBroken ? failed(BROKEN) : ok('awake')) });
  expect(model.broken.value).toEqual(BROKEN);
  isBroken = false;
  await model.reset(resetWords());
  expect(world.resets).toBe(1);
  expect(asked.slice(-2).map(({ name }) => name)).toEqual(['wake', 'acknowledge']);
  expect([model.broken.value, model.said.value]).toEqual([undefined, 'A new library was begun, with 1,204 essays.']);
});

test('a report names versions, counts and problems, and never a site', () => {
  const problems = [BROKEN, { kind: 'permission-refused', origin: 'https://secret.example/*' }] as const;
  const counts = { unread: 3, essays: 1204, saved: 12, sources: 2 };
  expect(reportText({ version: '0.1.0', browser: 'B', counts, markedSites: 2, fetchedSites: 4, offSites: 1, problems })).toBe(
    [
      'Sidelight 0.1.0',
      'Browser: B',
      'Library: 1,204 essays, 12 saved, 3 unread, 2 sources',
      'Sites: 2 with marks always on, 4 asked for posts alone, 1 off',
      'Problems:',
      '- library-unopened, detail: UnknownError: Internal error.',
      '- permission-refused',
    ].join('\n'),
  );
});

test('the report of a library that does not open says so once', async () => {
  const { model, world } = await open(
    { wake: () => failed(BROKEN) },
    { counts: () => Promise.reject(new Error('closed')), problems: async () => [BROKEN] },
  );
  expect(model.report.value).toContain('Library: does not open');
  expect(model.report.value.match(/library-unopened/g)?.length).toBe(1);
  await model.copyReport();
  expect([world.copied, model.said.value]).toEqual([model.report.value, 'Copied. Nothing was sent.']);
});

test('a clipboard that is kept shut is said', async () => {
  const { model } = await open({}, { copy: () => Promise.reject(new Error('denied')) });
  await model.copyReport();
  expect(model.said.value).toBe('The browser did not allow copying. Select the text instead.');
});
