/** The library page as one sees and uses it: by keyboard alone, in both themes, narrow and wide, with nothing and with very much. */
import '../../../src/contexts/library/library.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { LibraryPage } from '../../../src/contexts/library/library';
import { libraryModel } from '../../../src/contexts/library/model';
import { afterKey } from '../../ui/key-now';
import { expectNoViolations, mount } from '../../ui/mount';
import { EVERYTHING, essaysOf, fakeNeeds } from './fakes';

async function open(count: number, place = EVERYTHING) {
  const fake = fakeNeeds(essaysOf(count), place);
  const model = libraryModel(fake.needs);
  mount(<LibraryPage model={model} />, 'library');
  await model.start();
  return { ...fake, model };
}

const key = (keys: string) => userEvent.keyboard(keys);
const row = (title: string) => screen.getByRole('link', { name: title, exact: true });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const focused = () => document.activeElement?.textContent;
const drawn = () => document.querySelectorAll('.book').length;

beforeEach(async () => {
  await screen.viewport(1280, 800);
});

test('of very many rows those in sight are drawn, and any place is reached by keys', async () => {
  await open(100_000);
  await expect.element(row('Essay 0')).toBeVisible();
  expect(drawn()).toBeLessThan(30);
  await key('{End}');
  await expect.poll(focused).toBe('Essay 99999');
  await expect.element(row('Essay 99999')).toBeVisible();
  expect(drawn()).toBeLessThan(30);
  await key('k{Home}');
  await expect.poll(focused).toBe('Essay 0');
});

test('by keyboard alone: move, select, archive, undo', async () => {
  const { world } = await open(40);
  await expect.element(row('Essay 0')).toBeVisible();
  await key('jj');
  await expect.poll(focused).toBe('Essay 1');
  await key('xjj{Shift>}x{/Shift}'); // a capital without Shift is Caps Lock
  await expect.element(screen.getByText('3 selected')).toBeVisible();
  await expectNoViolations();
  await key('e');
  await expect.element(button(/^Undo/)).toBeVisible();
  await expect.element(screen.getByText('3 archived').last()).toBeVisible();
  expect(world.rows.filter(({ entry }) => entry.marks.archived?.[0])).toHaveLength(3);
  await key('z');
  await expect.poll(() => world.rows.filter(({ entry }) => entry.marks.archived?.[0]).length).toBe(0);
});

test('a tag is typed for the row one is at, and shown beside it', async () => {
  await open(5);
  await expect.element(row('Essay 0')).toBeVisible();
  await key('t');
  await expect.element(screen.getByRole('dialog', { name: /^Tag/ })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'harbour', exact: true })).toBeVisible();
  await expectNoViolations();
  await key('data{Enter}');
  await expect.element(button('Take off the tag data')).toBeVisible();
});

test('a letter typed right after the key that opens a field goes into that field', async () => {
  await open(5);
  await expect.element(row('Essay 0')).toBeVisible();
  expect(await afterKey('t', 'KeyT')).toBeInstanceOf(HTMLInputElement);
  await key('{Escape}');
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect((await afterKey('?', 'Slash'))?.closest('dialog')).not.toBeNull();
});

test('what was found is lit, says how many there are, and offers more where none has all', async () => {
  await open(30);
  await key('/');
  await key('bell quay');
  await expect.element(screen.getByText('No essay has all of “bell quay”.')).toBeVisible();
  await button(/^Show 30/).click();
  await expect.poll(() => document.querySelector('.book-said mark')?.textContent).toBe('bell');
  await expectNoViolations();
  await key('{Escape}');
  await expect.poll(() => document.querySelector('.top-count')?.textContent).toBe('30 essays');
});

test('the details have the essay’s thread, and its note is kept when one leaves it', async () => {
  const { world } = await open(3);
  await expect.element(screen.getByText('shop.example')).toBeVisible();
  await screen.getByRole('textbox', { name: 'Your note' }).fill('For the talk');
  await key('{Tab}');
  await expect.poll(() => world.rows[0]?.entry.marks.note?.[0]).toBe('For the talk');
  await expectNoViolations();
});

test.each([
  ['wide', 1600, 900],
  ['narrow', 400, 700],
  ['at twice its size', 640, 400],
])('nothing is cut and nothing scrolls sideways: %s', async (_claim, width, height) => {
  await screen.viewport(width, height);
  await open(200);
  await expect.element(row('Essay 0')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  await expectNoViolations();
});

test('where the window is narrow the shelves are a sheet, and choosing one closes it', async () => {
  await screen.viewport(400, 700);
  await open(20);
  await button('Filters').click();
  await expect.element(button(/^Later/)).toBeVisible();
  await expectNoViolations();
  await button(/^Later/).click();
  await expect.poll(() => document.querySelector('.filters.is-open')).toBeNull();
  await expect.element(screen.getByText('Nothing is waiting to be read.')).toBeVisible();
});

test('with nothing there, it says what will be here', async () => {
  await open(0);
  await expect.element(screen.getByText('Essays you follow and pages you save stand here.')).toBeVisible();
  await expectNoViolations();
});
