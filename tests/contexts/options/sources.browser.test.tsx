import '../../../src/contexts/options/options.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { optionsModel } from '../../../src/contexts/options/model';
import { Options } from '../../../src/contexts/options/options';
import type { FollowedSource } from '../../../src/ui/followed';
import { expectNoViolations, mount } from '../../ui/mount';
import { followedOf } from '../../ui/sources';
import { fakeOptions } from './fakes';

async function open(sources: readonly FollowedSource[], fake = fakeOptions(), given = '') {
  fake.world.sources = sources;
  const model = optionsModel(fake.needs);
  model.view.value = 'sources';
  model.sources.given.value = { address: given, isTyped: false };
  mount(<Options model={model} />, 'options');
  await model.start();
  return { ...fake, model };
}

const key = (keys: string) => userEvent.keyboard(keys);
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const told = () => screen.getByRole('status').first();
const rows = () => document.querySelectorAll('.source').length;
const question = { kind: 'takeover', askedAt: 0, title: 'Casino', strangers: 100, newest: [] } as const;

const five = (): FollowedSource[] => [
  followedOf('a', { title: 'An engineer’s notebook', unread: 3 }),
  followedOf('b', { title: 'Field notes', health: { condition: 'failing', failures: 2, problem: { kind: 'unreachable' } } }),
  followedOf('c', { title: 'The long view', kind: 'listing', health: { condition: 'not-allowed' } }),
  followedOf('d', { title: 'Queries', wishes: { isMuted: true, inBadge: false }, health: { condition: 'asleep', failures: 14 } }),
  followedOf('e', { title: 'Small teams', health: { condition: 'question', question } }),
];

beforeEach(async () => {
  await screen.viewport(800, 900);
});

test('with nothing followed the page says what will be here, and an address from a link waits in the field', async () => {
  const { asked } = await open([], fakeOptions(), 'http://192.168.1.5/feed');
  await expect.element(screen.getByText(/^Nothing yet/)).toBeInTheDocument();
  await expectNoViolations();
  expect(asked.map(({ name }) => name)).toEqual(['wake']);
  await button('Find').click();
  await expect.poll(() => asked.at(-1)).toEqual({ name: 'findAt', ask: { address: 'http://192.168.1.5/feed', isTyped: false } });
  await button('Follow: An engineer’s notebook').click();
  await expect.element(screen.getByText('Followed. Its posts stand in Latest.')).toBeInTheDocument();
});

test('each source says how it is doing and offers the one step that helps', async () => {
  const { asked, world } = await open(five());
  const list = screen.getByRole('list', { name: 'Sources' });
  await expect.element(list).toHaveTextContent(/The site did not answer\. Last worked/);
  await expect.element(list).toHaveTextContent(/None of its 100 posts was ever seen here/);
  await expectNoViolations();
  await button('Wake: Queries').click();
  await expect.poll(() => asked.at(-1)).toEqual({ name: 'refresh', ask: { sourceIds: ['d'] } });
  await button('Allow: The long view').click();
  await expect.element(told()).toHaveTextContent('Allowed. c.example can be looked at now.');
  expect(world.origins).toEqual(['https://c.example/*', 'https://www.c.example/*']);
  await button('Unfollow: Small teams').click();
  await expect.poll(() => asked.at(-1)).toEqual({ name: 'answerQuestion', ask: { sourceId: 'e', isWelcome: false } });
});

test('a row opens to its wishes; each is kept at once and said', async () => {
  const { asked } = await open(five());
  const row = button(/^An engineer’s notebook/);
  await row.click();
  await expect.element(row).toHaveAttribute('aria-expanded', 'true');
  await expectNoViolations();
  await screen.getByRole('textbox', { name: 'Name' }).fill('Notebook');
  await key('{Enter}');
  await expect.element(told()).toHaveTextContent('Renamed: Notebook.');
  await screen.getByRole('combobox', { name: 'Folder' }).fill('Work');
  await key('{Tab}');
  await expect.element(screen.getByRole('heading', { name: 'Work 1' })).toBeInTheDocument();
  await screen.getByRole('combobox', { name: 'Check' }).selectOptions('Every hour');
  await expect.element(told()).toHaveTextContent('Notebook is checked every hour.');
  await screen.getByRole('checkbox', { name: /^Mute/ }).click();
  await screen.getByRole('checkbox', { name: /on the icon/ }).click();
  await expect.element(told()).toHaveTextContent('Notebook is not counted on the icon.');
  expect(asked.filter(({ name }) => name === 'changeSource').map(({ ask }) => (ask as { change: object }).change)).toEqual([
    { title: 'Notebook' },
    { folder: 'Work' },
    { intervalMs: 3_600_000 },
    { muted: true },
    { inBadge: false },
  ]); // as: what changeSource is asked
});

test('a source that is gone offers where its site says it goes on; another address is written by hand', async () => {
  const offer = { url: 'https://b.example/feed.xml' };
  const { asked } = await open([
    followedOf('a', { title: 'Field notes', health: { condition: 'failing', failures: 2, problem: { kind: 'missing' }, offer } }),
  ]);
  await expect
    .element(screen.getByRole('list', { name: 'Sources' }))
    .toHaveTextContent(/It seems to have moved to b\.example\/feed\.xml\./);
  await button('Go on there: Field notes').click();
  await expect.poll(() => asked.at(-1)).toEqual({ name: 'changeAddress', ask: { sourceId: 'a', url: offer.url, kind: 'feed' } });
  await button(/^Field notes$/).click();
  await button('Change address…').click();
  await expectNoViolations();
  await screen.getByLabelText('New address').fill('blog.example');
  await key('{Enter}');
  const ask = { sourceId: 'a', url: 'https://blog.example/feed.xml', kind: 'feed' };
  await expect.poll(() => asked.at(-1)).toEqual({ name: 'changeAddress', ask });
  await expect.element(told()).toHaveTextContent('Field notes is followed at blog.example/feed.xml now.');
});

test('unfollowing says that saved essays stay, and is undone by one button', async () => {
  const { world } = await open(five());
  await button(/^An engineer’s notebook/).click();
  await button('Unfollow').first().click();
  await expect.element(told()).toHaveTextContent('An engineer’s notebook is no longer followed. What you saved of it stays.');
  expect(world.sources.length).toBe(4);
  await button('Undo').click();
  await expect.element(told()).toHaveTextContent('An engineer’s notebook is followed again.');
});

test('one that was unfollowed earlier can be forgotten below the list', async () => {
  const { world } = await open(five());
  await button(/^An engineer’s notebook/).click();
  await button('Unfollow').first().click();
  await expect.element(screen.getByRole('heading', { name: 'Not followed any more' })).toBeInTheDocument();
  await expectNoViolations();
  await button('Forget: An engineer’s notebook').click();
  await expect.element(told()).toHaveTextContent('An engineer’s notebook is forgotten. What you saved of it stays.');
  expect(world.former).toEqual([]);
});

test('a thousand sources: a few screens at first, more while one scrolls, and search over all of them', async () => {
  const many = Array.from({ length: 1000 }, (_, at) =>
    followedOf(`s${at}`, { title: `Blog ${at}`, wishes: { folder: `Folder ${at % 4}` } }),
  );
  await open(many);
  expect(rows()).toBeLessThanOrEqual(120);
  await expect.element(screen.getByRole('heading', { name: 'Folder 0 250' })).toBeInTheDocument();
  const rowsAtTheEnd = () => {
    document.documentElement.scrollTo(0, document.documentElement.scrollHeight);
    return rows();
  };
  await expect.poll(rowsAtTheEnd).toBe(1000);
  await screen.getByRole('searchbox', { name: 'Search your sources' }).fill('blog 777');
  await expect.poll(rows).toBe(1);
  await expect.element(screen.getByText('1 source of 1,000')).toBeInTheDocument();
});

test('arrows lead from source to source, and Tab reaches one of them', async () => {
  await open(five());
  button(/^An engineer’s notebook/)
    .element()
    .focus();
  await key('{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(document.activeElement?.textContent).toContain('Field notes');
  expect(document.querySelectorAll('.source-title[tabindex="0"]').length).toBe(1);
  await key('{Enter}');
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toBeInTheDocument();
  await key('{Tab}');
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveFocus();
});

const OPML = `<opml><body><outline text="Work">${Array.from({ length: 30 }, (_, at) => `<outline text="Blog ${at}" xmlUrl="https://b${at}.example/feed"/>`).join('')}</outline>
  <outline text="Router" xmlUrl="http://192.168.1.1/log.xml"/></body></opml>`;

test('a pasted list is shown with counts and reasons, followed with one question, and reported', async () => {
  const { world, tell, needs } = await open(five());
  await button('Import OPML').click();
  await expectNoViolations();
  await screen.getByRole('textbox', { name: 'Or paste it' }).fill(OPML);
  await button('Show what is in it').click();
  await expect.element(screen.getByText('31 entries: 30 new sources in 1 folder, 1 left out.')).toBeInTheDocument();
  await screen.getByText('1 entry: they are on a private network').click();
  await expectNoViolations();
  await button('Follow 30 sources on 30 sites').click();
  await expect
    .element(screen.getByText('0 of 30 sources looked at. They are kept already, so this page may be closed.'))
    .toBeInTheDocument();
  expect(world.requested.map((origins) => origins.length)).toEqual([60]);
  world.sources = world.sources.map((row, at) =>
    row.health.condition !== 'new'
      ? row
      : {
          ...row,
          health:
            at % 3 === 0
              ? { ...row.health, problem: { kind: 'missing' } }
              : { ...row.health, lastSuccessAt: needs.now(), condition: 'well' },
        },
  );
  await tell({ done: 30, total: 30, startedAt: needs.now(), isRunning: false });
  await expect
    .element(screen.getByText('30 sources followed. 20 answered, and their posts are in Latest. 10 did not:'))
    .toBeInTheDocument();
  await expect.element(screen.getByText('10: The site has nothing at this address.')).toBeInTheDocument();
  await expectNoViolations();
  await button('Done').click();
  await expect.element(button('Import OPML')).toHaveAttribute('aria-expanded', 'false');
});

test('a chosen file is read like a pasted one', async () => {
  await open([]);
  await button('Import OPML').click();
  await screen.getByLabelText('A file your reader exported').upload(new File([OPML], 'list.opml'));
  await expect.element(button('Follow 30 sources on 30 sites')).toBeInTheDocument();
});

test('at 360 wide nothing is wider than the window', async () => {
  await screen.viewport(360, 640);
  await open([
    followedOf('long', { title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk '.repeat(2), health: { condition: 'not-allowed' } }),
    ...five(),
  ]);
  await button(/^Donau/).click();
  await button('Import OPML').click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});

test('sources that stopped, and whose sites announce other addresses, go on by one press; one alone has its own button', async () => {
  const dead = (id: string) => followedOf(id, { health: { condition: 'gone', offer: { url: `https://new-${id}.example/feed` } } });
  const { asked } = await open([dead('a'), dead('b'), followedOf('c')]);
  await expect.element(screen.getByText('2 sources stopped where they were, and their sites announce other addresses.')).toBeVisible();
  await expectNoViolations();
  await button('Go on there with all 2').click();
  await expect
    .poll(() => asked.filter(({ name }) => name === 'changeAddress').map(({ ask }) => ask))
    .toMatchObject([
      { sourceId: 'a', url: 'https://new-a.example/feed' },
      { sourceId: 'b', url: 'https://new-b.example/feed' },
    ]);
  const alone = await open([dead('a'), followedOf('c')]);
  expect(alone.model.sources.offered.value).toHaveLength(1);
  expect(document.querySelector('.together')).toBeNull();
});
