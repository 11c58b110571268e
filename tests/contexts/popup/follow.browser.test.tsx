import '../../../src/contexts/popup/popup.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { fitWindow } from '../../../src/contexts/popup/fit-window';
import { popupModel } from '../../../src/contexts/popup/model';
import { Popup } from '../../../src/contexts/popup/popup';
import { ok } from '../../../src/core/problem';
import { expectNoViolations, mount } from '../../ui/mount';
import { followedOf, LISTING, previewOf } from '../../ui/sources';
import { bundled, entryOf, fakeNeeds, MUTED, NOW } from './fakes';

type Given = Parameters<typeof fakeNeeds>;

async function open(given: Given = [], prepare: (fake: ReturnType<typeof fakeNeeds>) => void = () => {}) {
  const fake = fakeNeeds(...given);
  prepare(fake);
  const model = popupModel(fake.needs);
  mount(<Popup model={model} />, 'popup');
  await model.start();
  return { ...fake, model };
}

const key = (keys: string) => userEvent.keyboard(keys);
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const panel = () => screen.getByRole('dialog');
const asks = (asked: readonly { name: string; ask: unknown }[], wanted: string) =>
  asked.filter(({ name }) => name === wanted).map(({ ask }) => ask);

beforeEach(async () => {
  await screen.viewport(384, 560);
});

test('what a page has to follow is shown with its newest titles before anything is kept', async () => {
  const { asked, granted } = await open();
  await button('Follow this site').click();
  await expect.element(panel()).toHaveAccessibleName('Follow blog.example');
  const preview = screen.getByRole('article', { name: 'An engineer’s notebook' });
  await expect.element(preview).toHaveTextContent(/Feed20 postsblog.example\/feed.xml/);
  expect(screen.getByRole('list', { name: 'Newest posts' }).getByRole('listitem').all().length).toBe(5);
  await expectNoViolations();
  expect([asks(asked, 'follow'), [...granted]]).toEqual([[], []]);
  await button('Follow: An engineer’s notebook').click();
  await expect.element(screen.getByText('Followed. Its posts stand in Latest.')).toBeInTheDocument();
  expect([...granted]).toEqual(['https://blog.example/*', 'https://www.blog.example/*']);
  expect(asks(asked, 'refresh')).toEqual([{ sourceIds: ['notebook'] }]);
  await expectNoViolations();
});

test('a refused permission: kept, not fetched, said so, with a button', async () => {
  await open([], ({ needs }) => {
    needs.permissions.request = async () => false;
  });
  await button('Follow this site').click();
  await button(/^Follow: /).click();
  await expect.element(screen.getByText(/Kept, but not fetched: the browser gave no access to blog.example/)).toBeInTheDocument();
  await expect.element(button('Allow')).toBeInTheDocument();
  await expectNoViolations();
});

test('a site without a feed is followed by its list of posts', async () => {
  const { granted } = await open([bundled(), { findHere: () => ok(LISTING) }]);
  for (const origin of ['https://blog.example/*', 'https://www.blog.example/*']) granted.add(origin);
  await button('Follow this site').click();
  await expect.element(screen.getByText('This site has no feed. Sidelight can follow its list of posts.')).toBeInTheDocument();
  await expect.element(screen.getByText('List of posts', { exact: true })).toBeInTheDocument();
  await expect.element(button('Look for one')).not.toBeInTheDocument();
});

test('where nothing is found, an address can be pasted, by keys alone', async () => {
  const { asked } = await open([bundled(), { findHere: () => ok({ kind: 'none', problem: { kind: 'missing' } }) }]);
  await button('Follow this site').click();
  await expect.element(screen.getByText('Nothing to follow was found. The site has nothing at this address.')).toBeInTheDocument();
  await expectNoViolations();
  await screen.getByRole('textbox', { name: 'Address of a site or of its feed' }).fill('other.example');
  await key('{Enter}');
  await expect.element(screen.getByRole('article', { name: 'An engineer’s notebook' })).toBeInTheDocument();
  expect(asks(asked, 'findAt')).toEqual([{ address: 'other.example', isTyped: true }]);
});

test('a feed on another site is shown once its site is allowed', async () => {
  const elsewhere = [{ url: 'https://feeds.example/atom', title: 'All posts', origins: ['https://feeds.example/*'] }];
  const { granted } = await open([bundled(), { findHere: () => ok({ kind: 'found', previews: [], elsewhere }) }]);
  await button('Follow this site').click();
  await expect.element(screen.getByText('One feed was found. To show what is in it, Sidelight needs your permission.')).toBeInTheDocument();
  await expectNoViolations();
  await button('Allow and show: All posts').click();
  await expect.element(screen.getByRole('article', { name: 'An engineer’s notebook' })).toBeInTheDocument();
  expect([...granted]).toEqual(['https://feeds.example/*']);
});

test('what is followed under another address says so, and goes on here by one button', async () => {
  const foundAt = { url: 'https://new.example/feed', kind: 'feed' } as const;
  const previews = [previewOf('a', { isFollowed: true, foundAt })];
  const { asked } = await open([bundled(), { findHere: () => ok({ kind: 'found', previews, elsewhere: [] }) }]);
  await button('Follow this site').click();
  await expect.element(screen.getByText('You follow this already, under another address: a.example/feed.xml.')).toBeVisible();
  await expectNoViolations();
  await button('Follow it here instead').click();
  await expect.poll(() => asks(asked, 'changeAddress')).toEqual([{ sourceId: 'a', ...foundAt }]);
  await expect.element(screen.getByText(/^It is followed here now\./)).toBeVisible();
});

test('the panel opens by keys, keeps its keys to itself, and closes by Escape, which closes nothing else', async () => {
  const { model, closed } = await open();
  button('Follow this site').element().focus();
  await key('{Enter}');
  await expect.element(panel()).toBeVisible();
  await key('2{Escape}');
  await expect.element(panel()).not.toBeInTheDocument();
  expect([model.tab.value, closed()]).toEqual(['latest', 0]);
});

test('This page offers to follow too, and says what is followed already', async () => {
  await open([], ({ library }) => {
    library.sources = [followedOf('blog', { url: 'https://blog.example/feed.xml', title: 'The blog' })];
  });
  await key('3');
  await expect.element(screen.getByText('You follow The blog')).toBeInTheDocument();
  await button('Its other feeds').click();
  await expect.element(panel()).toBeVisible();
});

test('the essays that came along say so, are put away by one button or followed by another; unread only is a switch', async () => {
  const { asked, model, library } = await open([bundled(), { changeSource: () => ok('done') }], (fake) => {
    fake.library.welcome = { source: followedOf('bundled').source, isAway: false };
  });
  await expect.element(screen.getByText('These essays came with Sidelight, so that there is something to begin with.')).toBeVisible();
  await expectNoViolations();
  await expect.element(screen.getByRole('button', { name: 'Follow', exact: true })).toBeVisible();
  library.sources = [followedOf('a')];
  await model.sources.read();
  await expect.element(screen.getByText(/^The essays of .* came with Sidelight\.$/)).toBeVisible(); // others stand in the list as well
  await button('Put away').click();
  await expect.poll(() => asked.at(-1)?.name).toBe('changeSource');
  await expect.element(button('Undo')).toBeVisible();
  library.sources = [followedOf('bundled'), followedOf('a')];
  await model.sources.read();
  library.entries = bundled().map((entry, at) => ({ ...entry, isUnread: at === 0 }));
  await key('u');
  await expect.element(button('Unread only')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => document.querySelectorAll('.row').length).toBe(1);
  await button('Unread only').click();
  await expect.poll(() => document.querySelectorAll('.row').length).toBe(5);
});

test('what was checked hides no failure; the last words lead to those that failed', async () => {
  const led: boolean[] = [];
  await open([bundled(), {}, { openSources: (isTroubleOnly) => void led.push(isTroubleOnly) }], ({ library }) => {
    library.sources = [followedOf('a'), followedOf('b', { health: { condition: 'failing', failures: 1 } })];
  });
  await button('1 of 2 checked 4 minutes ago').click();
  await button('1 needs a look').click();
  expect(led).toEqual([false, true]);
  await expectNoViolations();
});

test('the foot says how fresh the list is; checking now counts up and cannot be asked twice', async () => {
  let openings = 0;
  const openSources = () => {
    openings += 1;
  };
  const { asked, tell } = await open([bundled(), {}, { openSources }], ({ library }) => {
    library.sources = [followedOf('a'), followedOf('b')];
  });
  await button('Checked 4 minutes ago · 2 sources').click();
  expect(openings).toBe(1);
  await expect.element(screen.getByText('Checked 4 minutes ago · 2 sources')).toBeInTheDocument();
  await button('Check all sources now').click();
  tell({ done: 1, total: 2, startedAt: NOW, isRunning: true });
  await expect.element(screen.getByText('Checking: 1 of 2 sources')).toBeInTheDocument();
  await expectNoViolations();
  expect(asks(asked, 'refresh').length).toBe(1);
  await button('Stop').click();
  await expect.poll(() => asks(asked, 'stopRefresh').length).toBe(1);
});

test('Latest is narrowed to a folder or a source from a menu that works by keys', async () => {
  const { model } = await open([], ({ library }) => {
    library.sources = [
      followedOf('source', { title: 'Hlibco', unread: 5, wishes: { folder: 'Data' } }),
      followedOf('other', { title: 'Other' }),
    ];
  });
  const menu = screen.getByRole('combobox', { name: 'Show' });
  await expectNoViolations();
  await menu.selectOptions('Other');
  await expect.element(screen.getByText('Nothing of “Other” is here yet.')).toBeInTheDocument();
  await button('Show all sources').click();
  await expect.element(menu).toHaveValue('');
  menu.element().focus();
  await key('d');
  expect([model.tab.value, model.filter.part.value]).toEqual(['latest', { kind: 'folder', folder: 'Data' }]);
  await expect.poll(() => document.querySelectorAll('.row').length).toBe(5);
});

test('what mute words hide is counted, shown on request, and hidden again', async () => {
  await open([[...bundled(), entryOf('loud', { title: `${MUTED} again` })]]);
  await expect.element(screen.getByText('1 essay hidden by mute words')).toBeInTheDocument();
  await expectNoViolations();
  await button('Show').click();
  await expect.element(screen.getByRole('link', { name: `${MUTED} again` })).toBeInTheDocument();
  await button('Hide again').click();
  await expect.element(screen.getByRole('link', { name: `${MUTED} again` })).not.toBeInTheDocument();
});

test('a feed in other hands is one quiet line with two answers', async () => {
  const question = { kind: 'takeover', askedAt: 0, title: 'Casino', strangers: 100, newest: [] } as const;
  const { asked } = await open([], ({ library }) => {
    library.sources = [followedOf('a', { title: 'Old blog', health: { condition: 'question', question } })];
  });
  const line = screen.getByRole('region', { name: 'A question about Old blog' });
  await expect.element(line).toHaveTextContent(/None of its 100 posts was ever seen here/);
  await expectNoViolations();
  await button('Keep following').click();
  await expect.element(line).not.toBeInTheDocument();
  expect(asks(asked, 'answerQuestion')).toEqual([{ sourceId: 'a', isWelcome: true }]);
});

test.each([
  [320, 360],
  [360, 360],
])('at %i by %i the foot, the menu and the panel fit', async (width, height) => {
  await screen.viewport(width, height);
  await open([], ({ library }) => {
    library.sources = Array.from({ length: 1000 }, (_, at) =>
      followedOf(`s${at}`, { title: 'A long name of a source '.repeat(4), health: { lastTriedAt: NOW - 23 * 60_000 } }),
    );
  });
  fitWindow(window);
  await expect.poll(() => document.body.getBoundingClientRect().width).toBe(width);
  const isInside = () =>
    [...document.querySelectorAll('.foot *, .tab-line *, .sheet *')].every((each) => each.getBoundingClientRect().right <= width + 1);
  await expect.poll(isInside).toBe(true);
  expect(document.querySelector('.panel')?.clientHeight).toBeGreaterThan(200);
  await button('Follow this site').click();
  await expect.element(screen.getByRole('article', { name: 'An engineer’s notebook' })).toBeInTheDocument();
  expect(isInside()).toBe(true);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test('a popup that the question closed: the next one opens on its result, and a look that found nothing keeps what was typed', async () => {
  const preview = previewOf('notebook', { title: 'An engineer’s notebook', url: 'https://blog.example/feed.xml' });
  const origins = ['https://blog.example/*', 'https://www.blog.example/*'];
  await open([], ({ library, granted }) => {
    library.asked = { at: NOW, origins, wanted: { kind: 'follow', preview } };
    for (const origin of origins) granted.add(origin);
  });
  await expect.element(panel()).toHaveAccessibleName('Follow a site');
  await expect.element(screen.getByText('Followed. Its posts stand in Latest.')).toBeVisible();
  await expectNoViolations();
});

test('a look whose question was answered with no says so, with the address as it was typed', async () => {
  await open([], ({ library }) => {
    library.asked = { at: NOW, origins: ['https://other.example/*'], wanted: { kind: 'look', address: 'other.example', isTyped: true } };
  });
  await expect.element(screen.getByText('The browser gave no access to other.example. Nothing was changed.')).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Address of a site or of its feed' })).toHaveValue('other.example');
  await expectNoViolations();
});

test('where nothing is followed the foot says that; compact rows keep their beginnings back', async () => {
  await open([bundled(), {}, { isCompact: async () => true }]);
  await expect.element(screen.getByText('Nothing is followed yet')).toBeVisible();
  expect(document.querySelector('.panel')?.classList.contains('is-compact')).toBe(true);
});

test('several essays saved of a site that is not followed are told where it may be', async () => {
  await open([], ({ library }) => {
    library.suggested = [{ host: 'blog.example', url: 'https://blog.example/', saved: 4 }];
  });
  await key('3');
  await expect.element(screen.getByText('You saved 4 essays of this site')).toBeVisible();
});
