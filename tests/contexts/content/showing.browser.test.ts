import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clear, stage } from '../../edge/dom/stage';
import blog from '../../fixtures/pages/blog.html?raw';
import { type Background, buttonNamed, card, cardText, host, inside, painted, relatedTo, reportOf, startWith } from './acting';
import { clickAt, dragTo, middleOf, moveTo, press, release, tapAt } from './pointing';

const MARKED = ['A tide table', 'So a pilot', 'I kept my own'];
const AWAY = { x: 2, y: 2 };
let background: Background;

beforeEach(async () => {
  CSS.highlights.clear();
  stage(blog);
  await moveTo(AWAY);
  background = startWith((page) => relatedTo(page, MARKED));
  await reportOf(background);
});
afterEach(() => {
  background.companion.leave();
  document.getSelection()?.removeAllRanges();
  clear();
});

function rangeOf(beginning: string): Range {
  for (const [name, highlight] of CSS.highlights) {
    for (const range of highlight)
      if (name.startsWith('sidelight-') && range instanceof Range && range.toString().startsWith(beginning)) return range;
  }
  throw new Error(`${beginning} is not painted`);
}
const lineOf = (beginning: string) => middleOf(rangeOf(beginning).getClientRects()[0]);
const opened = () => vi.waitFor(() => expect(card()).not.toBeNull(), { timeout: 3_000 });
const closed = () => vi.waitFor(() => expect(card()).toBeNull(), { timeout: 3_000 });
const buttonPoint = (name: string) => middleOf(buttonNamed(name)?.getBoundingClientRect());
const call = (name: 'nextMark' | 'previousMark' | 'toggleCard') => background.handlers[name]({}, undefined);
const focused = () => host()?.shadowRoot?.activeElement;

async function restOn(beginning: string): Promise<void> {
  const { x, y } = lineOf(beginning);
  await moveTo({ x: x - 4, y });
  await moveTo({ x, y });
}

test('the card opens where the pointer rests on a mark, with both sentences, and does not cover it', async () => {
  await restOn('A tide table');
  await opened();
  for (const said of [
    'Relates to an essay you follow',
    '1 of 3',
    'On pencils',
    'Harbour notes · 28 May 2021',
    'A tide table is the only book',
    'A pencil knows more',
    'Both speak of pencil.',
  ]) {
    expect(cardText()).toContain(said);
  }
  const box = card()?.getBoundingClientRect();
  for (const line of rangeOf('A tide table').getClientRects()) expect(box && (box.top >= line.bottom || box.bottom <= line.top)).toBe(true);
  expect(document.activeElement).toBe(document.body);
});

test('a pointer that keeps moving over a mark opens nothing', async () => {
  const { x, y } = lineOf('A tide table');
  for (const startedAt = performance.now(); performance.now() - startedAt < 900; ) {
    await moveTo({ x: x + (performance.now() % 7), y });
    expect(card()).toBeNull();
  }
});

test('a pointer made up by the page opens nothing', async () => {
  const { x, y } = lineOf('A tide table');
  document.body.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 450)); // longer than a rest: nothing else tells that nothing happens
  expect(card()).toBeNull();
});

test('a pressed button and a selection keep the card away', async () => {
  const { x, y } = lineOf('A tide table');
  await moveTo({ x, y });
  await press({ x, y });
  await dragTo({ x: x + 40, y });
  await new Promise((resolve) => setTimeout(resolve, 450)); // as above
  expect(card()).toBeNull();
  await release({ x: x + 40, y });
  expect(document.getSelection()?.isCollapsed).toBe(false);
  await moveTo({ x: x + 20, y });
  await new Promise((resolve) => setTimeout(resolve, 450)); // as above
  expect(card()).toBeNull();
});

test('a mark behind something else is not under the pointer', async () => {
  const cover = document.createElement('div');
  cover.style.cssText = 'position:fixed;inset:0;background:white';
  document.body.append(cover);
  await restOn('A tide table');
  await new Promise((resolve) => setTimeout(resolve, 450)); // as above
  expect(card()).toBeNull();
});

test('the card stays while the pointer goes over to it, and closes when the pointer leaves both', async () => {
  await restOn('A tide table');
  await opened();
  await moveTo(middleOf(card()?.getBoundingClientRect()));
  await new Promise((resolve) => setTimeout(resolve, 400)); // longer than the grace
  expect(card()).not.toBeNull();
  await moveTo(AWAY);
  await closed();
});

test('Escape closes, and the page does not hear of it', async () => {
  const heard = vi.fn();
  document.addEventListener('keydown', heard);
  await restOn('A tide table');
  await opened();
  await userEvent.keyboard('{Escape}');
  document.removeEventListener('keydown', heard);
  expect([card(), heard.mock.calls.length]).toEqual([null, 0]);
});

test('a press anywhere else closes', async () => {
  await call('nextMark');
  expect(card()).not.toBeNull();
  await clickAt(AWAY);
  expect(card()).toBeNull();
});

test('a tap opens the card', async () => {
  await tapAt(lineOf('A tide table'));
  await opened();
  expect(cardText()).toContain('1 of 3');
});

test('keys go from mark to mark and round, and bring each into view', async () => {
  const seen: (string | undefined)[] = [];
  for (const name of ['nextMark', 'nextMark', 'nextMark', 'nextMark', 'previousMark'] as const) {
    await call(name);
    seen.push(/\d of \d/.exec(cardText())?.[0]);
    expect(card()?.getBoundingClientRect().bottom).toBeLessThanOrEqual(window.innerHeight);
  }
  expect(seen).toEqual(['1 of 3', '2 of 3', '3 of 3', '1 of 3', '3 of 3']);
});

test('a card opened by key takes the focus, keeps Tab inside and gives the focus back', async () => {
  const link = document.querySelector('a');
  link?.focus();
  await call('toggleCard');
  expect(focused()).toBe(card());
  const names: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    await userEvent.keyboard('{Tab}');
    names.push(focused()?.getAttribute('aria-label') ?? focused()?.textContent ?? '');
  }
  expect(names).toEqual(['Next passage', 'Open', 'Save', 'More', 'Next passage']);
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  expect(focused()?.getAttribute('aria-label')).toBe('More');
  await userEvent.keyboard('{Escape}');
  expect([card(), document.activeElement]).toEqual([null, link]);
});

test('shortcuts of the page do not hear keys typed in the card', async () => {
  const heard = vi.fn();
  document.addEventListener('keydown', heard);
  await call('toggleCard');
  await userEvent.keyboard('j');
  document.removeEventListener('keydown', heard);
  expect(heard).not.toHaveBeenCalled();
});

test('the list for the keyboard names every mark, and focus on a name opens the card there', async () => {
  expect(inside('.all')?.getAttribute('aria-label')).toBe('Sidelight: 3 passages here relate to essays you follow');
  const names = [...(host()?.shadowRoot?.querySelectorAll('li button') ?? [])].map((button) => button.textContent);
  expect(names).toEqual(['1 of 3: On pencils', '2 of 3: On trees', '3 of 3: On pencils']);
  inside<HTMLButtonElement>('li:nth-child(2) button')?.focus();
  expect(cardText()).toContain('You saved this and have not read it');
  await userEvent.keyboard('{Enter}');
  expect(focused()).toBe(card());
  await userEvent.keyboard('{Escape}');
  expect([card(), focused()?.textContent]).toEqual([null, '2 of 3: On trees']);
});

test('Open asks the background to open the essay', async () => {
  await call('toggleCard');
  await clickAt(buttonPoint('Open'));
  expect(background.asked.at(-1)).toEqual({ name: 'openEssay', ask: { essayId: 'a', from: 'page', beside: false } });
});

test('Save saves, and once more takes it back', async () => {
  await call('toggleCard');
  await clickAt(buttonPoint('Save'));
  await vi.waitFor(() => expect(buttonNamed('Saved')?.getAttribute('aria-pressed')).toBe('true'));
  expect(background.asked.at(-1)).toEqual({ name: 'act', ask: { essayId: 'a', act: { kind: 'save' }, from: 'page' } });
  await clickAt(buttonPoint('Saved'));
  await vi.waitFor(() => expect(buttonNamed('Save')).toBeDefined());
  expect(background.asked.at(-1)).toEqual({ name: 'act', ask: { essayId: 'a', act: { kind: 'unsave' }, from: 'page' } });
});

test('a press that the page makes up does nothing', async () => {
  await call('toggleCard');
  const before = background.asked.length;
  buttonNamed('Save')?.click();
  expect(background.asked.length).toBe(before);
});

test('a failure is said in the card', async () => {
  await call('toggleCard');
  background.fails = true;
  await clickAt(buttonPoint('Save'));
  await vi.waitFor(() => expect(cardText()).toContain('Sidelight did not answer'));
  expect(buttonNamed('Save')).toBeDefined();
});

test('"Not related" takes every mark of the essay off this page, and Undo brings them back', async () => {
  await call('toggleCard');
  await clickAt(buttonPoint('More'));
  await clickAt(buttonPoint('Not related'));
  await vi.waitFor(() => expect(cardText()).toContain('no longer marked on this page'));
  expect(background.asked.at(-1)).toEqual({
    name: 'act',
    ask: { essayId: 'a', act: { kind: 'refuse', page: expect.stringMatching(/^https:\/\//) }, from: 'page' },
  });
  expect(painted()).toEqual([expect.stringMatching(/^So a pilot/)]);
  await clickAt(buttonPoint('Undo'));
  await vi.waitFor(() => expect(painted().length).toBe(3));
  expect(cardText()).toContain('On pencils');
});

test('when every essay is refused, nothing is left once the card closes', async () => {
  for (const _ of ['a', 'b']) {
    await call('nextMark');
    await clickAt(buttonPoint('More'));
    await clickAt(buttonPoint('Not related'));
    await vi.waitFor(() => expect(cardText()).toContain('no longer marked'));
  }
  await clickAt(AWAY);
  expect([host(), painted()]).toEqual([null, []]);
});

test('"Not on this site" asks first, then turns the site off and goes', async () => {
  await call('toggleCard');
  await clickAt(buttonPoint('More'));
  await clickAt(buttonPoint('Not on this site'));
  expect(cardText()).toContain(`Turn off Sidelight on ${location.hostname}?`);
  await clickAt(buttonPoint('Keep'));
  expect(cardText()).toContain('On pencils');
  await clickAt(buttonPoint('More'));
  await clickAt(buttonPoint('Not on this site'));
  await clickAt(buttonPoint('Turn off'));
  await vi.waitFor(() => expect(host()).toBeNull());
  expect(background.asked).toContainEqual({ name: 'setSite', ask: { host: location.hostname, off: true } });
});

test('the card follows its mark when the page scrolls, and closes when the mark is out of sight', async () => {
  document.body.append(Object.assign(document.createElement('div'), { style: 'height:4000px' }));
  await call('toggleCard');
  const before = card()?.getBoundingClientRect().top ?? 0;
  window.scrollBy(0, 40);
  await vi.waitFor(() => expect(card()?.getBoundingClientRect().top).not.toBe(before));
  window.scrollBy(0, 3_000);
  await closed();
});

test('what the page says of the element changes neither place nor look of it', async () => {
  const style = document.createElement('style');
  style.className = 'staged';
  style.textContent =
    'sidelight-card,*{opacity:0!important;transform:scale(3)!important;position:absolute!important;width:500px!important}';
  document.head.append(style);
  host()?.setAttribute('style', 'opacity:0!important;visibility:hidden!important;pointer-events:auto!important');
  const seen = getComputedStyle(host() ?? document.body);
  expect([seen.opacity, seen.transform, seen.position, seen.width, seen.visibility, seen.pointerEvents]).toEqual([
    '1',
    'none',
    'fixed',
    '0px',
    'visible',
    'none',
  ]);
});

test('without the style that the background brings, nothing of the card is drawn', async () => {
  await call('toggleCard');
  expect(inside('.all')?.checkVisibility()).toBe(true);
  for (const style of document.querySelectorAll('style.staged')) style.remove();
  expect(inside('.all')?.checkVisibility()).toBe(false);
});

test.each(['light', 'dark'])('axe finds nothing wrong with the card on a %s page', async (look) => {
  document.body.style.cssText = look === 'dark' ? 'background:#15171a;color:#ddd' : 'background:#fff;color:#111';
  background.companion.leave();
  background = startWith((page) => relatedTo(page, MARKED));
  await reportOf(background);
  await call('toggleCard');
  await clickAt(buttonPoint('More'));
  await vi.waitFor(() => expect(buttonNamed('Not related')).toBeDefined());
  await Promise.all(
    card()
      ?.getAnimations()
      .map(({ finished }) => finished) ?? [],
  );
  expect(card()?.classList.contains('dark')).toBe(look === 'dark');
  const { violations } = await axe.run(host() ?? document.body);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
