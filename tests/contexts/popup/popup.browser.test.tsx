import '../../../src/contexts/popup/popup.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { fitWindow } from '../../../src/contexts/popup/fit-window';
import { type PopupModel, popupModel } from '../../../src/contexts/popup/model';
import { Popup } from '../../../src/contexts/popup/popup';
import type { SourceId } from '../../../src/core/essay';
import { failed, ok } from '../../../src/core/problem';
import { expectNoViolations, mount, onTouch } from '../../ui/mount';
import { followedOf } from '../../ui/sources';
import { BUNDLED, bundled, entryOf, fakeNeeds, NOW, REPORT } from './fakes';

type Given = Parameters<typeof fakeNeeds>;
type Opened = ReturnType<typeof fakeNeeds> & { readonly model: PopupModel };

async function open(...given: Given): Promise<Opened> {
  const fake = fakeNeeds(...given);
  return { ...fake, model: await start(fake) };
}

async function start({ needs }: ReturnType<typeof fakeNeeds>): Promise<PopupModel> {
  const model = popupModel(needs);
  mount(<Popup model={model} />, 'popup');
  await model.start();
  return model;
}

const key = (keys: string) => userEvent.keyboard(keys);
const tab = (name: RegExp) => screen.getByRole('tab', { name });
const row = (title: string) => screen.getByRole('link', { name: title });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const title = (index: number): string => BUNDLED[index]?.[0] ?? '';
const focused = () => document.activeElement?.textContent;

beforeEach(async () => {
  await screen.viewport(384, 560);
});

test('the newest essays stand first, each with who and when; unread ones say so', async () => {
  await open(bundled().map((entry, index) => ({ ...entry, isUnread: index === 0 })));
  const items = screen.getByRole('list', { name: 'Latest essays' }).getByRole('listitem');
  await expect.element(items.first()).toHaveTextContent(`${title(0)}Unread. Felipe Hlibco25 Sept 2025`);
  expect(items.all().length).toBe(5);
  await expect.element(tab(/^Latest$/)).toHaveAttribute('aria-selected', 'true');
  await expect.element(row(title(1))).not.toHaveAccessibleDescription(/Unread/);
});

test('an essay that several sources show stands once, and says where else', async () => {
  const shown = { sourceId: 'a' as SourceId, alsoIn: ['b', 'c', 'gone'] as SourceId[] }; // as: made-up ids
  const fake = fakeNeeds([entryOf('one', { ...shown, title: 'One' })]);
  fake.library.sources = [
    followedOf('a', { title: 'Own words' }),
    followedOf('b', { title: 'The planet' }),
    followedOf('c', { title: 'A feed', wishes: { title: 'Morning links' } }),
  ];
  await start(fake);
  await expect.element(row('One')).toHaveAccessibleDescription(/Own words ·also in The planet and Morning links/);
  await expectNoViolations();
});

test('what arrived since the last look stands first under its heading; Space unfolds its beginning and takes it out of the new', async () => {
  const told = { summary: 'An archive is not a place where things are kept. '.repeat(12), sourceId: 'a' as SourceId }; // as: a made-up id
  const known = entryOf('known', { ...told, title: 'Known', firstSeenAt: NOW - 60_000 });
  const fake = fakeNeeds([known, entryOf('one', { ...told, title: 'One' }), entryOf('two', { ...told, title: 'Two' })]);
  fake.library.lastLookedAt = NOW - 1_000;
  fake.library.sources = [followedOf('a', { title: 'A feed', wishes: { title: 'Field notes' } })];
  await start(fake);
  await expect.element(screen.getByRole('heading', { name: /^New since \d\d:\d\d · 2$/ })).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: 'Earlier' })).toBeVisible();
  await expect.element(tab(/^Latest 2 new$/)).toBeVisible();
  await expect.element(row('One')).toHaveAccessibleDescription(/^New\. Field notes/);
  await expect.element(row('Known')).toHaveAccessibleDescription(/^Unread\. Field notes/);
  await expectNoViolations();
  const height = (at: number) => document.querySelectorAll('.row-excerpt')[at]?.getBoundingClientRect().height ?? 0;
  const folded = height(0);
  await key('j ');
  await expect.poll(() => height(0)).toBeGreaterThan(5 * folded);
  await expect.element(tab(/^Latest 1 new$/)).toBeVisible();
  await key('j');
  await expect.poll(() => height(0)).toBe(folded);
  expect(focused()).toBe('Two');
  await key(' ');
  await expect.element(tab(/^Latest$/)).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: /^New since \d\d:\d\d$/ })).toBeVisible();
});

test('what was saved stands as it was; unfolded, the row says what its publisher has there now', async () => {
  const saved = entryOf('one', { title: 'One', summary: 'As it was saved.', isSaved: true });
  await start(fakeNeeds([{ ...saved, publishedNow: { title: 'Removed', summary: 'This post was taken down.' } }]));
  await expect.element(row('One')).toHaveAccessibleDescription(/Saved; changed by its publisher since/);
  expect(document.body.textContent).not.toContain('taken down');
  await key('j ');
  await expect.poll(() => document.body.textContent).toContain('There it says now: Removed. This post was taken down.');
  await expectNoViolations();
});

test('o opens in the other of the two places', async () => {
  const { asked } = await open();
  await key('j');
  await key('o');
  expect(asked.findLast(({ name }) => name === 'openEssay')?.ask).toEqual({ essayId: 'b0', from: 'popup', beside: false, isTurned: true });
});

test('a click opens, a click with Ctrl opens beside, and the page itself goes nowhere', async () => {
  const { asked, closed } = await open();
  const address = location.href;
  await row(title(0)).click({ modifiers: ['Control'] });
  await row(title(1)).click({ button: 'middle' });
  await row(title(2)).click();
  const opened = asked.filter(({ name }) => name === 'openEssay').map(({ ask }) => ask);
  expect(opened).toEqual([
    { essayId: 'b0', from: 'popup', beside: true },
    { essayId: 'b1', from: 'popup', beside: true },
    { essayId: 'b2', from: 'popup', beside: false },
  ]);
  await expect.poll(closed).toBe(1);
  expect(location.href).toBe(address);
});

test('saving fills the bookmark at once; a save that was not kept is taken back and said', async () => {
  let isFull = false;
  await open(bundled(), { act: () => (isFull ? failed({ kind: 'disk-full' }) : ok('done')) });
  await button(`Save: ${title(0)}`).click();
  await expect.element(button(`Remove from saved: ${title(0)}`)).toBeInTheDocument();
  await expect.element(screen.getByRole('status').first()).toHaveTextContent('Saved.');
  isFull = true;
  await button(`Remove from saved: ${title(0)}`).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('There is no room left on the disk');
  await expect.element(button(`Remove from saved: ${title(0)}`)).toBeInTheDocument();
});

test('the row that one comes to by key is in view whole', async () => {
  await start(
    fakeNeeds(
      Array.from({ length: 20 }, (_, i) =>
        entryOf(`e${i}`, { title: `Essay ${i}`, summary: i % 3 === 0 ? '' : 'What it says. '.repeat(9) }),
      ),
    ),
  );
  await expect.element(row('Essay 0')).toBeVisible();
  for (const height of [420, 440, 460, 480]) {
    await screen.viewport(384, height);
    fitWindow(window);
    await key('{Home}');
    for (let at = 1; at < 9; at += 1) {
      await key('j');
      const [row, list] = ['.row:focus-within', '.panel'].map((place) => document.querySelector(place)?.getBoundingClientRect());
      expect(row?.bottom, `Essay ${at} at ${height} px`).toBeLessThanOrEqual((list?.bottom ?? 0) + 1);
    }
  }
});

test('the whole popup works by keys alone', async () => {
  const { asked, closed } = await open();
  await key('j');
  expect(focused()).toBe(title(0));
  await key('{ArrowDown}j');
  expect(focused()).toBe(title(2));
  await key('k');
  expect(focused()).toBe(title(1));
  await key('{End}');
  expect(focused()).toBe(title(4));
  await key('j');
  expect(focused()).toBe(title(4));
  await key('{Home}k');
  expect(focused()).toBe(title(0));
  await key('s');
  await expect.element(button(`Remove from saved: ${title(0)}`)).toBeInTheDocument();
  await key('m');
  await expect.element(button(`Mark as unread: ${title(0)}`)).toBeInTheDocument();
  await key('{Enter}');
  await expect.poll(closed).toBe(1);
  expect(asked.slice(-3).map(({ ask }) => ask)).toEqual([
    { essayId: 'b0', act: { kind: 'save' }, from: 'popup' },
    { essayId: 'b0', act: { kind: 'markRead' }, from: 'popup' },
    { essayId: 'b0', from: 'popup', beside: false },
  ]);
});

test('on touch the acts of a row stand behind ⋯, so that none is taken for its state', async () => {
  await open();
  expect(button(`More: ${title(0)}`).query()).toBeNull();
  await onTouch(async () => {
    const act = () => document.querySelector<HTMLElement>(`[aria-label="Mark as read: ${title(0)}"]`)?.checkVisibility();
    expect(act()).toBe(false);
    await button(`More: ${title(0)}`).click();
    expect(act()).toBe(true);
    await button(`More: ${title(0)}`).click();
    expect(act()).toBe(false);
  });
});

test('Tab reaches one row and its acts, then leaves the list', async () => {
  await open();
  const reached: (string | null)[] = [];
  for (let i = 0; i < 8; i++) {
    await key('{Tab}');
    reached.push(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? null);
  }
  expect(reached).toEqual([
    'Search your library',
    'Save this page',
    'Options',
    'Latest',
    title(0),
    `Mark as read: ${title(0)}`,
    `Save: ${title(0)}`,
    'Follow this site',
  ]);
});

test('who goes to the search field is about to type: the index is opened meanwhile', async () => {
  const { asked } = await open(bundled());
  expect(asked.map(({ name }) => name)).not.toContain('getReady');
  await key('/');
  await expect.poll(() => asked.map(({ name }) => name)).toContain('getReady');
});

test('keys typed into the search are text; Escape clears it, leaves it, then closes the popup', async () => {
  const { model, closed } = await open();
  await key('/');
  await key('mesh s1?');
  expect(model.search.query.value).toBe('mesh s1?');
  await key('{Escape}');
  expect([model.search.query.value, document.activeElement?.getAttribute('type')]).toEqual(['', 'search']);
  await key('golden');
  await expect.element(screen.getByText('1 essay found')).toBeInTheDocument();
  await key('{Enter}');
  expect(focused()).toBe(title(1));
  await key('{Escape}{Escape}');
  expect(closed()).toBe(0);
  await key('{Escape}');
  expect(closed()).toBe(1);
});

test('a search that finds nothing says so and offers the one next step', async () => {
  const { model } = await open();
  await key('/');
  await key('zebra');
  await expect.element(screen.getByText('Nothing in your library matches “zebra”.')).toBeInTheDocument();
  await expectNoViolations();
  await screen.getByRole('main').getByRole('button', { name: 'Clear the search' }).click();
  expect(model.search.query.value).toBe('');
});

test('a search says how much is not read yet, and never that nothing matches before that is so', async () => {
  const replies = [5_000, 5_000, 0];
  const waits: (() => void)[] = [];
  await open(
    bundled(),
    { search: () => ok({ essays: [], unread: replies.shift() ?? 0 }) },
    { wait: () => new Promise((resolve) => waits.push(resolve)) },
  );
  await key('/');
  await key('z');
  const behind = screen.getByText('Still reading 5,000 new essays; titles are searched meanwhile');
  await expect.element(behind).toBeInTheDocument();
  await expect.element(screen.getByText('No match for “z” so far.')).toBeInTheDocument();
  expect(screen.getByText(/^Nothing in|0 essays found/).query()).toBe(null);
  await expectNoViolations();
  waits.shift()?.();
  await expect.poll(() => waits.length).toBe(1);
  waits.shift()?.();
  await expect.element(screen.getByText('Nothing in your library matches “z”.')).toBeInTheDocument();
});

test('where the rest of a list could not be read, that is said below the rows and can be tried again', async () => {
  let isBroken = false;
  const fake = fakeNeeds(Array.from({ length: 120 }, (_, index) => entryOf(`e${index}`)));
  const { latest } = fake.needs.reads;
  const reads = {
    ...fake.needs.reads,
    latest: (...given: Parameters<typeof latest>) => (isBroken ? Promise.reject(new Error('the disk')) : latest(...given)),
  };
  await start({ ...fake, needs: { ...fake.needs, reads } });
  isBroken = true;
  const panel = document.querySelector('.panel');
  panel?.scrollTo(0, panel.scrollHeight);
  await expect.element(screen.getByText('The rest could not be read.')).toBeInTheDocument();
  isBroken = false;
  await button('Try again').click();
  await expect.poll(() => document.querySelectorAll('.row').length).toBeGreaterThanOrEqual(100);
});

test('numbers and arrows change the tab and take the focus along', async () => {
  await open();
  await key('2');
  await expect.element(tab(/Saved/)).toHaveFocus();
  await key('{ArrowRight}');
  await expect.element(tab(/This page/)).toHaveFocus();
  await key('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
  await expect.element(tab(/Latest/)).toHaveFocus();
  await expect.element(screen.getByRole('tabpanel', { name: /Latest/ })).toBeInTheDocument();
});

test('the list of keys opens over everything and closes by Escape, which closes nothing else', async () => {
  const { model, closed } = await open();
  await key('?');
  await expect.element(screen.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectNoViolations();
  await key('2{Escape}');
  await expect.element(screen.getByRole('dialog', { name: 'Keys' })).not.toBeInTheDocument();
  expect([model.tab.value, closed()]).toEqual(['latest', 0]);
});

test('everything can be marked as seen, and that undone', async () => {
  const fake = fakeNeeds();
  fake.library.lastLookedAt = NOW - 1;
  const { asked } = fake;
  await start(fake);
  await button('Mark all seen').click();
  await button('Undo').click();
  await expect.element(screen.getByRole('status').first()).toHaveTextContent('Undone.');
  expect(asked.slice(-2).map(({ ask }) => ask)).toEqual([{ until: undefined }, { until: 5 }]);
});

test('ten thousand essays: fifty rows at first, more while one scrolls, and the page itself never scrolls', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => entryOf(`e${index}`));
  await open(many);
  const rows = () => document.querySelectorAll('.row').length;
  expect(rows()).toBe(50);
  const panel = document.querySelector('.panel');
  panel?.scrollTo(0, panel.scrollHeight);
  await expect.poll(rows).toBe(100);
  panel?.scrollTo(0, panel.scrollHeight);
  await expect.poll(rows).toBe(150);
  expect(document.body.scrollHeight).toBeLessThanOrEqual(560);
});

test.each([
  [320, 360],
  [360, 360],
  [480, 600],
])('at %i by %i nothing is wider than the window and the list still scrolls', async (width, height) => {
  await screen.viewport(width, height);
  const long = entryOf('long', {
    title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(3),
    author: 'Name '.repeat(40),
  });
  const { model } = await open([long, ...bundled()]);
  fitWindow(window);
  await expect.poll(() => document.body.getBoundingClientRect().width).toBe(width);
  expect(document.body.getBoundingClientRect().height).toBe(height);
  for (const name of ['latest', 'page'] as const) {
    model.show(name);
    await expect.poll(() => document.querySelector(name === 'page' ? '.card' : '.row')).not.toBeNull();
    const panel = document.querySelector('.panel');
    expect(panel?.scrollWidth).toBe(panel?.clientWidth);
    expect(panel?.clientHeight).toBeGreaterThan(200);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  }
});

test('this page: related essays with the sentences of both sides, their shared words lit', async () => {
  const { model } = await open();
  await tab(/This page/).click();
  await expect
    .element(screen.getByRole('heading', { name: 'One essay in your library is related to this page. Two passages are marked.' }))
    .toBeInTheDocument();
  await expect.element(screen.getByText('shares domain team, ownership')).toBeInTheDocument();
  const lit = [...document.querySelectorAll('.pair:first-of-type mark')].map((mark) => mark.textContent);
  expect(lit).toEqual(['team', 'table', 'tables', 'team']);
  await expectNoViolations();
  await button('Mark 1 more passage').click();
  await expect.element(button(/more passage/)).not.toBeInTheDocument();
  expect(document.querySelectorAll('.pair').length).toBe(3);
  await button(`Save: ${title(3)}`).click();
  await expect.element(screen.getByText('Saved, not yet read')).toBeInTheDocument();
  expect(model.here.report.value).toEqual({ ...REPORT, marked: 3 });
});

test('the ladder says what each rung means, and a granted one can be given back', async () => {
  const { granted, asked } = await open(bundled(), { relateTab: () => ok({ state: 'silent' }) });
  await tab(/This page/).click();
  await expect.element(screen.getByText('Nothing in your library is related to this page.')).toBeInTheDocument();
  await expect.element(screen.getByText(/Sidelight looks at pages of blog.example as you open them/)).toBeInTheDocument();
  await expectNoViolations();
  await button('Always on this site').click();
  await expect.element(screen.getByText('Marks are on for this site').first()).toBeInTheDocument();
  expect([...granted]).toEqual(['https://blog.example/*']);
  await button('Turn off here').click();
  await expect.element(screen.getByText('Marks are off for blog.example')).toBeInTheDocument();
  await expectNoViolations();
  await button('Turn on here').click();
  expect(asked.map(({ name }) => name).slice(-4)).toEqual(['setSite', 'setMarks', 'setSite', 'relateTab']);
});

test('a refused permission is said beside the rungs, which stay', async () => {
  const fake = fakeNeeds();
  await start({ ...fake, needs: { ...fake.needs, permissions: { ...fake.needs.permissions, request: async () => false } } });
  await tab(/This page/).click();
  await button('On all sites').click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The browser gave no access to all sites.');
  await expect.element(button('Always on this site')).toBeInTheDocument();
});

test.each([
  ['password', 'This page asks for a password, a code or a card number'],
  ['restricted', 'The browser lets no extension read this page.'],
] as const)('a page left alone (%s) says why and offers nothing', async (why, words) => {
  await open(bundled(), { relateTab: () => ok({ state: 'left-alone', why }) });
  await tab(/This page/).click();
  await expect.element(screen.getByText(words)).toBeInTheDocument();
  await expect.element(button('On all sites')).not.toBeInTheDocument();
  await expectNoViolations();
});

test('a page that was left can be tried again', async () => {
  let tries = 0;
  await open(bundled(), { relateTab: () => (tries++ === 0 ? failed({ kind: 'page-gone' }) : ok(REPORT)) });
  await tab(/This page/).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The page was closed or left');
  await button('Try again').click();
  await expect.element(screen.getByRole('heading', { name: title(3) })).toBeInTheDocument();
});

test('an empty list says what will be here and offers one step', async () => {
  await open([]);
  await expect.element(screen.getByText('New essays are listed here, newest first.')).toBeInTheDocument();
  await expectNoViolations();
  await tab(/Saved/).click();
  await expect.element(screen.getByText('Nothing saved yet')).toBeInTheDocument();
  await expectNoViolations();
  await tab(/Latest/).click();
  await expect.element(tab(/Latest/)).toHaveAttribute('aria-selected', 'true');
});

test('a lost library is told until it was read', async () => {
  const fake = fakeNeeds();
  fake.library.problems = [{ kind: 'library-lost', saved: 3, refollowed: 0, lastSeenAt: 0 }];
  await start(fake);
  await expect.element(screen.getByRole('alert')).toHaveTextContent('which held 3 saved essays on 1 Jan 1970');
  await expectNoViolations();
  await button('Understood').click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  expect(fake.asked.at(-1)?.name).toBe('acknowledge');
});

test('a library that does not open leads to Options and can be tried again', async () => {
  const fake = fakeNeeds(bundled(), { wake: () => failed({ kind: 'library-unopened', detail: 'x' }) });
  fake.library.isThere = false;
  let optionsOpened = 0;
  await start({ ...fake, needs: { ...fake.needs, openOptions: () => optionsOpened++ } });
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Your library could not be opened.');
  await expectNoViolations();
  await button('See what can be done').click();
  expect(optionsOpened).toBe(1);
  fake.library.isThere = true;
  await button('Try again').click();
  await expect.element(row(title(0))).toBeInTheDocument();
});

test('rows that read and rows that do not: axe finds nothing wrong in either theme', async () => {
  await open(bundled().map((entry, index) => ({ ...entry, isUnread: index < 2 })));
  await key('j');
  await expectNoViolations();
  await row(title(3)).hover();
  await expectNoViolations();
});

test('a title of another script stands in its own direction, and markup in one stays text', async () => {
  await open([
    entryOf('rtl', { title: 'لماذا تفشل بحيرات البيانات' }),
    entryOf('markup', { title: '<img src=x onerror=alert(1)> & more' }),
  ]);
  const rtl = document.querySelector('.row-title');
  expect(rtl && getComputedStyle(rtl).direction).toBe('rtl');
  await expect.element(row('<img src=x onerror=alert(1)> & more')).toBeInTheDocument();
});
