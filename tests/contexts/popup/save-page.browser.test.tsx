import '../../../src/contexts/popup/popup.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { fitWindow } from '../../../src/contexts/popup/fit-window';
import { popupModel } from '../../../src/contexts/popup/model';
import type { KnownPage } from '../../../src/contexts/popup/needs';
import { Popup } from '../../../src/contexts/popup/popup';
import type { EssayId } from '../../../src/core/essay';
import { ok } from '../../../src/core/problem';
import { expectNoViolations, mount } from '../../ui/mount';
import { bundled, entryOf, fakeNeeds, NOW } from './fakes';

const PAGE = 'page' as EssayId; // as: made up
const LONG = entryOf('page', { title: 'Orders', textLetters: 15_400, textPrint: 'x' } as object); // as: facts of a text that stands elsewhere
const key = (keys: string) => userEvent.keyboard(keys);
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const field = () => screen.getByRole('textbox', { name: 'Tags of what was just saved' });
const foot = () => screen.getByRole('contentinfo');
const focused = () => document.activeElement;

async function open(over: Parameters<typeof fakeNeeds>[2] = {}, known?: KnownPage) {
  const fake = fakeNeeds(
    [...bundled(), LONG],
    {
      saveTab: () => {
        fake.library.known = { essayId: PAGE, savedAt: NOW };
        return ok({ essayId: PAGE, wasSaved: false });
      },
    },
    over,
  );
  fake.library.tags = ['teams', 'tests'];
  fake.library.known = known;
  const model = popupModel(fake.needs);
  mount(<Popup model={model} />, 'popup');
  await model.start();
  const acts = () => fake.asked.flatMap(({ name, ask }) => (name === 'act' ? [(ask as { act: unknown }).act] : [])); // as: the contract
  return { ...fake, acts };
}

beforeEach(() => screen.viewport(384, 560));

test('d saves the open page; what is typed at once becomes tags, and the list has its keys again afterwards', async () => {
  const { acts } = await open();
  await expect.element(button('Save this page')).toHaveAttribute('aria-keyshortcuts', 'd');
  await key('d');
  await expect.element(button('This page is saved')).toBeVisible();
  await expect.element(foot()).toHaveTextContent('Saved · 11 min');
  await expect.element(field()).toHaveFocus();
  await expectNoViolations();
  await key('data,te');
  await expect.element(button('Remove the tag data')).toBeVisible();
  await expect.element(screen.getByText('teams').first()).toBeVisible();
  await expectNoViolations();
  await key('{Tab}');
  await expect.element(field()).toHaveFocus();
  await key('long reads{Enter}');
  expect(acts()).toEqual([
    { kind: 'tag', tag: 'data' },
    { kind: 'tag', tag: 'teams' },
    { kind: 'tag', tag: 'long reads' },
  ]);
  expect(focused()).toBe(document.querySelector('.row-title'));
  await key('j');
  expect(focused()).toBe(document.querySelectorAll('.row-title')[1]);
});

test('a key that means nothing to the field goes its way: Backspace takes the last tag, Escape and ↓ go back, Tab without an offer goes on', async () => {
  const { acts, closed } = await open();
  await key('d');
  await expect.element(field()).toHaveFocus();
  await key('data,{Backspace}');
  await expect.element(button('Undo')).toBeVisible();
  await key('{Tab}');
  await expect.element(button('Undo')).toHaveFocus();
  await field().click();
  await key('half{Escape}');
  expect(focused()).toBe(document.querySelector('.row-title'));
  await field().click();
  await key('s{ArrowDown}');
  expect(focused()).toBe(document.querySelector('.row-title'));
  expect(acts()).toEqual([
    { kind: 'tag', tag: 'data' },
    { kind: 'untag', tag: 'data' },
    { kind: 'tag', tag: 's' },
  ]);
  expect(closed()).toBe(0);
});

test('pressed again it says since when, and offers to read or to remove; nothing moves by it', async () => {
  const { library, acts } = await open({}, { essayId: PAGE, savedAt: NOW - 3_600_000, progress: 0.41 });
  await button('This page is saved').click();
  await expect.element(button('Read here')).toBeVisible();
  await expect.element(foot()).toHaveTextContent(/^Kept here since \d\d:\d\d · 41 % read/);
  await expectNoViolations();
  expect(acts()).toEqual([]);
  library.known = { essayId: PAGE };
  await button('Remove').click();
  await expect.element(button('Save this page')).toBeVisible();
  await expect.element(button('Undo')).toBeVisible();
});

test('on a page of the browser it is faded, and says why', async () => {
  await open({ openPage: async () => undefined });
  const faded = button('Save this page · This is a page of the browser');
  await expect.element(faded).toHaveAttribute('aria-disabled', 'true');
  await expect.element(faded).toHaveAttribute('title', 'This is a page of the browser');
  await expectNoViolations();
});

test('a narrow window and long tags: nothing is wider than it', async () => {
  await screen.viewport(320, 400);
  fitWindow(window);
  await open();
  await key('d');
  await expect.element(field()).toHaveFocus();
  await key('Donaudampfschifffahrtsgesellschaft,a second one,te');
  await expect.element(button('Remove the tag a second one')).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

test('of a saved row without a text the list says so, and of one with a text how long it is', async () => {
  const { library } = await open();
  const saved = { isSaved: true };
  library.entries = [
    entryOf('a', { title: 'A link', ...saved }),
    entryOf('b', { title: 'Whole', textLetters: 15_400, textPrint: 'x', ...saved } as object),
  ]; // as: facts of a text
  await key('2');
  await expect.element(screen.getByRole('link', { name: 'A link' })).toHaveAccessibleDescription(/address only/);
  await expect.element(screen.getByRole('link', { name: 'Whole' })).toHaveAccessibleDescription(/11 min/);
  await expect.element(screen.getByRole('link', { name: 'Whole' })).not.toHaveAccessibleDescription(/address only/);
});
