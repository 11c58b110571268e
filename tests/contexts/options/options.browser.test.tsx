import '../../../src/contexts/options/options.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { optionsModel, resetWords } from '../../../src/contexts/options/model';
import { Options } from '../../../src/contexts/options/options';
import { failed } from '../../../src/core/problem';
import { expectNoViolations, mount } from '../../ui/mount';
import { BROKEN, fakeOptions } from './fakes';

async function open(fake: ReturnType<typeof fakeOptions>) {
  const model = optionsModel(fake.needs);
  mount(<Options model={model} />, 'options');
  await model.start();
  return { ...fake, model };
}

const button = (name: string) => screen.getByRole('button', { name });

beforeEach(async () => {
  await screen.viewport(800, 900);
});

test('the contents lead to every section there is, in its order and by its own words', async () => {
  await open(fakeOptions());
  const listed = [...document.querySelectorAll('nav.contents a')].map((link) => [link.getAttribute('href'), link.textContent]);
  expect(listed).toEqual([...document.querySelectorAll('section > h2')].map((heading) => [`#${heading.id}`, heading.textContent]));
  expect(listed.length).toBeGreaterThan(10);
});

test('the icon can show a number, a dot or nothing', async () => {
  const { world } = await open(fakeOptions());
  const choice = (name: RegExp) => screen.getByRole('radiogroup', { name: 'The icon' }).getByRole('radio', { name });
  await expect.element(choice(/How many are new/)).toBeChecked();
  await choice(/A dot/).click();
  await expect.element(choice(/A dot/)).toBeChecked();
  expect(world.settings.badge).toBe('dot');
});

test('reading essays in full can be switched off, and says what it asks of whom', async () => {
  const { world } = await open(fakeOptions());
  const box = screen.getByRole('checkbox', { name: 'Read essays in full where a feed gives only a summary' });
  await expect.element(box).toBeChecked();
  await expect.element(box).toHaveAccessibleDescription(/asked once for each essay’s page, slowly, without cookies/);
  await box.click();
  await expect.element(box).not.toBeChecked();
  expect(world.settings.readsInFull).toBe(false);
});

test('words are muted and unmuted, each with how much it hides', async () => {
  const { world } = await open(fakeOptions());
  const field = screen.getByRole('textbox', { name: 'Word or phrase' });
  await field.fill('crypto  winter');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveValue('');
  expect(world.settings.muteWords).toEqual(['crypto winter']);
  await expect.element(screen.getByRole('list', { name: 'Mute words' })).toHaveTextContent('crypto winter hides 13 essays');
  await field.fill('crypto winter');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('This word is muted already.')).toBeInTheDocument();
  await expectNoViolations();
  await button('Remove: crypto winter').click();
  await expect.poll(() => world.settings.muteWords).toEqual([]);
});

test('where only the newest essays were looked through, the counts say so', async () => {
  const countMuted = async () => ({ each: [13], all: 13, among: 2_000 });
  const fake = fakeOptions({}, { countMuted });
  fake.world.settings = { ...fake.world.settings, muteWords: ['crypto'] };
  await open(fake);
  await expect.element(screen.getByText(/13 essays among your 2,000 newest are hidden now\./)).toBeInTheDocument();
  await expect.element(screen.getByRole('list', { name: 'Mute words' })).toHaveTextContent('crypto hides 13 essays of these');
});

test('granted sites are listed, each with its way back', async () => {
  const fake = fakeOptions();
  fake.world.origins = ['https://a.example/*', 'http://*/*', 'https://*/*', 'https://b.example/*'];
  fake.world.settings = { ...fake.world.settings, markOrigins: ['https://a.example/*', 'http://*/*', 'https://*/*'] };
  await open(fake);
  const list = screen.getByRole('list', { name: 'Where marks are always on' });
  await expect.element(list.first()).toHaveTextContent(/^All sitesTake back$/);
  await expect.element(screen.getByText('1 site was allowed by itself, which adds nothing while all sites are').first()).toBeVisible();
  await expectNoViolations();
  await button('Take back: all sites').click();
  await expect.element(list).toHaveTextContent(/^a.exampleTake back$/);
  expect(fake.asked.at(-1)).toEqual({ name: 'setMarks', ask: { origins: ['http://*/*', 'https://*/*'], on: false } });
  await expect
    .element(screen.getByRole('list', { name: 'Sites that may be asked for new posts' }))
    .toHaveTextContent(/^b.examplefor nothing you followTake back$/);
});

test('a site is added to the off list by keys and removed again; what is no site is said', async () => {
  await open(fakeOptions());
  const field = screen.getByRole('textbox', { name: 'Site' });
  await field.fill('nonsense');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('This is no site’s name.')).toBeInTheDocument();
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('mail.example.org');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveValue('');
  await button('Remove: mail.example.org').click();
  await expect.element(screen.getByText('mail.example.org is no longer on the list.')).toBeInTheDocument();
});

test('keys, the export and the report are there, and axe finds nothing wrong in either theme', async () => {
  const { downloads, world, model } = await open(fakeOptions());
  await expect.element(screen.getByText('Go to the next marked passage')).toBeInTheDocument();
  await expectNoViolations();
  await button('Export everything').click();
  await expect.poll(() => downloads.length).toBe(1);
  await button('Copy').click();
  await expect.poll(() => world.copied).toBe(model.report.value);
});

test('at 320 wide nothing is wider than the window', async () => {
  await screen.viewport(320, 600);
  const fake = fakeOptions();
  fake.world.origins = [`https://${'a-long-name.'.repeat(8)}example/*`];
  await open(fake);
  await expect.element(button('Copy')).toBeInTheDocument();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

test('a library that does not open: what happened, a copy of the rest, and a new one only after the exact words', async () => {
  const fake = fakeOptions({ wake: () => failed(BROKEN) }, { counts: () => Promise.reject(new Error('closed')) });
  await open(fake);
  await expect.element(screen.getByRole('heading', { name: 'The library does not open' })).toBeInTheDocument();
  await expect.element(screen.getByText(/Nothing in it was changed/)).toBeInTheDocument();
  await expect.element(screen.getByRole('radiogroup')).not.toBeInTheDocument();
  await expectNoViolations();
  await button('Export what can be read').click();
  await expect.poll(() => fake.downloads.length).toBe(1);
  const field = screen.getByRole('textbox', { name: /To go on, type/ });
  await field.fill('delete my librar');
  await expect.element(button('Delete and begin again')).toBeDisabled();
  await field.fill(resetWords());
  await button('Delete and begin again').click();
  await expect.poll(() => fake.world.resets).toBe(1);
});

test('a library of a later version is left alone: no way to delete it is offered', async () => {
  await open(fakeOptions({ wake: () => failed({ kind: 'library-newer' }) }));
  await expect.element(screen.getByText(/Update Sidelight to open it/)).toBeInTheDocument();
  await expect.element(button('Delete and begin again')).not.toBeInTheDocument();
});
