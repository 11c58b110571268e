import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import type { EssayId } from '../../../src/core/essay';
import { clear, stage } from '../../edge/dom/stage';
import blog from '../../fixtures/pages/blog.html?raw';
import { holdTime, letTimeRun, pass } from '../../ui/held-time';
import { soon } from '../../ui/soon';
import { type Background, card, host, inside, NAME, painted, relatedTo, reportOf, startWith } from './acting';
import { clickAt, dragTo, middleOf, moveTo, press, release, tapAt } from './pointing';

const MARKED = ['A tide table', 'So a pilot', 'I kept my own'];
const AWAY = { x: 2, y: 2 };
let background: Background;

beforeEach(async () => {
  CSS.highlights.clear();
  await screen.viewport(900, 640);
  stage(blog);
  await moveTo(AWAY);
  background = startWith((page) => relatedTo(page, MARKED));
  await reportOf(background);
  holdTime();
});
afterEach(() => {
  letTimeRun();
  background.companion.leave();
  document.getSelection()?.removeAllRanges();
  clear();
});

function rangeOf(beginning: string): Range {
  for (const [name, highlight] of CSS.highlights) {
    for (const range of highlight)
      if (name.startsWith(NAME) && range instanceof Range && range.toString().startsWith(beginning)) return range;
  }
  throw new Error(`${beginning} is not painted`);
}
const lineOf = (beginning: string) => middleOf(rangeOf(beginning).getClientRects()[0]);
const opened = () => soon(() => expect(card()).not.toBeNull());
const closed = () => soon(() => expect(card()).toBeNull());
const said = () => background.shown.at(-1);
const place = () => `${said()?.position} of ${said()?.total}`;
const still = () => pass(350); // a card takes no press before
const LONGER_THAN_A_REST = 450;
const LONGER_THAN_A_FRAME_MAY_TAKE = 5_000;
const call = (name: 'nextMark' | 'previousMark' | 'toggleCard') => background.handlers[name]({}, undefined);
const nextIdle = () => new Promise((resolve) => requestIdleCallback(resolve));
const focused = () => host()?.shadowRoot?.activeElement;

async function restOn(beginning: string): Promise<void> {
  const { x, y } = lineOf(beginning);
  await moveTo({ x: x - 4, y });
  await moveTo({ x, y });
}

test('the card opens where the pointer rests on a mark, with both sentences, and does not cover it', async () => {
  await restOn('A tide table');
  await opened();
  expect(said()).toMatchObject({
    essay: { title: 'On pencils', isSaved: false },
    passage: { here: expect.stringMatching(/^A tide table is the only book/), there: 'A pencil knows more than a table.' },
    position: 1,
    total: 3,
    host: location.hostname,
    isDark: false,
  });
  const box = card()?.getBoundingClientRect();
  for (const line of rangeOf('A tide table').getClientRects()) expect(box && (box.top >= line.bottom || box.bottom <= line.top)).toBe(true);
  expect(document.activeElement).toBe(document.body);
});

test('not one word of an essay stands in the element, nor the address of the frame', async () => {
  await call('toggleCard');
  const markup = host()?.shadowRoot?.innerHTML ?? '';
  expect(markup).toContain('passageInList 1 3');
  expect(markup).not.toMatch(/pencil|tree|tide|harbour|src=|about:/i);
});

test('the card’s frame is made once somebody is there, not for a page that nobody touches', async () => {
  expect(inside('iframe')).toBeNull();
  document.body.dispatchEvent(new PointerEvent('pointermove', { clientX: 9, clientY: 9, bubbles: true })); // the page's own
  await nextIdle();
  expect(inside('iframe')).toBeNull();
  await moveTo({ x: AWAY.x + 9, y: AWAY.y });
  await soon(() => expect(inside('iframe')).not.toBeNull());
});

test('a pointer that keeps moving over a mark opens nothing', async () => {
  const { x, y } = lineOf('A tide table');
  for (let step = 0; step < 20; step += 1) {
    await moveTo({ x: x + (step % 7), y });
    await pass(50);
    expect(card()).toBeNull();
  }
  await pass(LONGER_THAN_A_REST);
  expect(card()).not.toBeNull();
});

test('a pointer made up by the page opens nothing', async () => {
  const { x, y } = lineOf('A tide table');
  document.body.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true }));
  await pass(LONGER_THAN_A_REST);
  expect(card()).toBeNull();
  await moveTo({ x, y });
  await pass(LONGER_THAN_A_REST);
  expect(card()).not.toBeNull();
});

test('a pressed button and a selection keep the card away', async () => {
  const { x, y } = lineOf('A tide table');
  await moveTo({ x, y });
  await press({ x, y });
  await dragTo({ x: x + 40, y });
  await pass(LONGER_THAN_A_REST);
  expect(card()).toBeNull();
  await release({ x: x + 40, y });
  expect(document.getSelection()?.isCollapsed).toBe(false);
  await moveTo({ x: x + 20, y });
  await pass(LONGER_THAN_A_REST);
  expect(card()).toBeNull();
  document.getSelection()?.removeAllRanges();
  await moveTo({ x: x + 21, y });
  await pass(LONGER_THAN_A_REST);
  expect(card()).not.toBeNull();
});

test('a mark behind something else is not under the pointer', async () => {
  const cover = document.createElement('div');
  cover.style.cssText = 'position:fixed;inset:0;background:white';
  document.body.append(cover);
  await restOn('A tide table');
  await pass(LONGER_THAN_A_REST);
  expect(card()).toBeNull();
  cover.remove();
  await restOn('A tide table');
  await pass(LONGER_THAN_A_REST);
  expect(card()).not.toBeNull();
});

test('the card stays while the pointer goes over to it, and closes when the pointer leaves both', async () => {
  await restOn('A tide table');
  await opened();
  await moveTo(middleOf(card()?.getBoundingClientRect()));
  await pass(400); // longer than the grace
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
  expect(place()).toBe('1 of 3');
});

test('keys go from mark to mark and round, and bring each into view', async () => {
  const seen: (string | undefined)[] = [];
  for (const name of ['nextMark', 'nextMark', 'nextMark', 'nextMark', 'previousMark'] as const) {
    await call(name);
    seen.push(place());
    expect(card()?.getBoundingClientRect().bottom).toBeLessThanOrEqual(window.innerHeight);
  }
  expect(seen).toEqual(['1 of 3', '2 of 3', '3 of 3', '1 of 3', '3 of 3']);
});

test('a card opened by key takes the focus and gives it back', async () => {
  const link = document.querySelector('a');
  link?.focus();
  await call('toggleCard');
  expect(focused()).toBe(card());
  await background.says({ kind: 'close' });
  expect([card(), document.activeElement]).toEqual([null, link]);
});

test('a page that traps the focus does not hear of it, and the card keeps it', async () => {
  const trap = document.createElement('button');
  document.body.append(trap);
  const pull = (event: Event) => event.target !== trap && trap.focus();
  document.addEventListener('focusin', pull, true);
  await call('toggleCard');
  document.removeEventListener('focusin', pull, true);
  expect(focused()).toBe(card());
});

test('over a modal dialog of the page, where the card would be dead, none opens', async () => {
  const dialog = document.createElement('dialog');
  document.body.append(dialog);
  dialog.showModal();
  await call('toggleCard');
  expect([background.shown.length, card()]).toEqual([0, null]);
  dialog.close();
  await call('toggleCard');
  expect(card()).not.toBeNull();
});

test('an article in a modal dialog has its card in there, where it is alive, and the page has it back afterwards', async () => {
  background.companion.leave();
  const dialog = document.createElement('dialog');
  const article = document.querySelector('article');
  const style = document.querySelector('style.staged');
  dialog.style.cssText = 'width:700px;height:500px;overflow:auto';
  document.body.append(dialog);
  if (article) dialog.append(article);
  dialog.showModal();
  background = startWith((page) => relatedTo(page, MARKED));
  letTimeRun();
  await reportOf(background);
  await call('nextMark');
  expect([card() !== null, host()?.parentElement]).toEqual([true, dialog]);
  const { x, y } = middleOf(card()?.getBoundingClientRect());
  expect(document.elementFromPoint(x, y)).toBe(host());
  await background.says({ kind: 'close' });
  dialog.close();
  document.querySelector('main')?.append(article ?? '');
  await soon(() => expect(host()?.parentElement).toBe(document.documentElement));
  style?.remove();
});

test('a mark in a section that is folded away is passed over and not counted, and is there again with it', async () => {
  letTimeRun();
  const second = [...document.querySelectorAll('p')].find(({ textContent }) => textContent?.includes('So a pilot reads'));
  if (second) second.style.display = 'none';
  const seen: (string | undefined)[] = [];
  for (let i = 0; i < 3; i += 1) {
    await call('nextMark');
    seen.push(place());
  }
  expect(seen).toEqual(['1 of 2', '2 of 2', '1 of 2']);
  expect(await reportOf(background)).toMatchObject({ marked: 2 });
  second?.removeAttribute('style');
  expect(await reportOf(background)).toMatchObject({ marked: 3 });
});

test('when the page turns dark its marks are drawn for that', async () => {
  letTimeRun();
  const used = () => [
    ...new Set([...CSS.highlights].flatMap(([name, { size }]) => (name.startsWith(NAME) && size > 0 ? [name.at(-2)] : []))),
  ];
  const before = used();
  document.body.style.cssText = 'background:#12151a;color:#e6e3dd';
  await reportOf(background); // it looks again whenever it is asked, and every two seconds
  const dark = used();
  document.body.removeAttribute('style');
  await reportOf(background);
  expect([before, dark, used()]).toEqual([['0'], ['1'], ['0']]);
});

test('where the page lets no frame stand, a person’s wish opens the popup instead, and a resting pointer nothing', async () => {
  background.companion.leave();
  background = startWith((page) => relatedTo(page, MARKED));
  background.frameless = true;
  await reportOf(background);
  const toggled = call('toggleCard');
  await pass(LONGER_THAN_A_FRAME_MAY_TAKE);
  await toggled;
  expect([card(), background.asked.at(-1)]).toEqual([null, { name: 'showPopup', ask: {} }]);
  const asked = background.asked.length;
  await restOn('A tide table');
  await pass(LONGER_THAN_A_REST);
  await pass(LONGER_THAN_A_FRAME_MAY_TAKE);
  expect([card(), background.asked.length]).toEqual([null, asked]);
});

test('the list for the keyboard counts the marks and tells nothing of them, and focus on one opens the card there', async () => {
  expect(inside('[role=region]')?.ariaLabel).toBe('passageList');
  const buttons = [...(host()?.shadowRoot?.querySelectorAll('li button') ?? [])];
  expect(buttons.map(({ ariaLabel, textContent }) => `${ariaLabel}${textContent}`)).toEqual([1, 2, 3].map((at) => `passageInList ${at} 3`));
  inside<HTMLButtonElement>('li:nth-child(2) button')?.focus();
  await opened();
  expect([place(), said()?.essay.isSaved]).toEqual(['2 of 3', true]);
  await userEvent.keyboard('{Enter}');
  await soon(() => expect(focused()).toBe(card()));
  await background.says({ kind: 'close' });
  expect([card(), focused()?.ariaLabel]).toEqual([null, 'passageInList 2 3']);
});

test('what is done in the card is asked of the background, for the essay that it shows', async () => {
  await call('toggleCard');
  await still();
  for (const act of ['open', 'open-beside', 'save', 'unsave'] as const)
    expect(await background.says({ kind: 'act', act, press: { x: 20, y: 20 } })).toEqual({ ok: true, value: 'done' });
  expect(background.asked.slice(-4)).toEqual([
    { name: 'openEssay', ask: { essayId: 'a', from: 'page', beside: false, at: expect.any(String) } },
    { name: 'openEssay', ask: { essayId: 'a', from: 'page', beside: true, at: expect.any(String) } },
    { name: 'act', ask: { essayId: 'a', act: { kind: 'save' }, from: 'page' } },
    { name: 'act', ask: { essayId: 'a', act: { kind: 'unsave' }, from: 'page' } },
  ]);
});

test('what was saved is known when the card comes again', async () => {
  await call('nextMark');
  await still();
  await background.says({ kind: 'act', act: 'save' });
  await call('nextMark');
  await call('nextMark');
  expect(said()?.essay).toMatchObject({ id: 'a', isSaved: true });
});

const save = (press = { x: 20, y: 20 }) => background.says({ kind: 'act', act: 'save', press });
const IGNORED = { ok: true, value: 'ignored' };

test('a card that has just come takes no press', async () => {
  await call('toggleCard');
  expect(await save()).toEqual(IGNORED);
  await still();
  expect(await save()).toEqual({ ok: true, value: 'done' });
});

test.each<[string, () => void]>([
  ['moved elsewhere in the page', () => document.body.append(host() ?? '')],
  ['shoved by the page', () => inside('iframe')?.style.setProperty('left', '0px')],
  ['taken out of the top layer', () => host()?.hidePopover()],
  [
    'covered by the page',
    () => {
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.style.cssText = 'inset:0;width:100%;height:100%;opacity:0';
      document.body.append(cover);
      cover.showPopover();
    },
  ],
])('a card that was %s takes no press', async (_how, meddle) => {
  await call('toggleCard');
  await still();
  const asked = background.asked.length;
  meddle();
  expect(await save()).not.toEqual({ ok: true, value: 'done' });
  expect(background.namesAsked().slice(asked)).not.toContain('act');
});

test('a key that is not this card’s, another frame and a second hello are not heard', async () => {
  await call('toggleCard');
  await still();
  const other = '0'.repeat(32) as never; // as: no key of ours
  expect(await background.handlers.cardSays({ key: other, frameId: 7, says: { kind: 'close' } }, undefined)).toMatchObject({ ok: false });
  expect(await background.says({ kind: 'hello' })).toMatchObject({ ok: false });
  expect(card()).not.toBeNull();
});

test('events that the page makes up neither open nor close anything', async () => {
  await call('toggleCard');
  for (const target of [window, document, document.body, host() ?? document]) {
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    target.dispatchEvent(new KeyboardEvent('keyup', { key: 'Escape', bubbles: true }));
    target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    target.dispatchEvent(new Event('pagehide'));
    target.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  }
  expect(card()).not.toBeNull();
});

/** Opens the card: what anything else had opened meanwhile it would close. */
async function opensNow(times: number): Promise<void> {
  await call('toggleCard');
  expect([background.shown.length, card()]).toEqual([times, expect.anything()]);
}

test('the list for the keyboard takes no press and no focus that the page makes up', async () => {
  inside<HTMLButtonElement>('li button')?.focus();
  await opened();
  await background.says({ kind: 'close' });
  for (const kind of ['focus', 'focusin']) host()?.dispatchEvent(new FocusEvent(kind, { bubbles: true }));
  await opensNow(2);
  await background.says({ kind: 'close' });
  inside('li button')?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  inside('li button')?.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true, composed: true }));
  await opensNow(3);
});

test('a tap that the page makes up after a finger’s own opens nothing', async () => {
  await tapAt(AWAY);
  const { x, y } = lineOf('A tide table');
  document.body.dispatchEvent(new MouseEvent('click', { clientX: x, clientY: y, bubbles: true }));
  await opensNow(1);
});

test('a pointer that leaves by the page’s word alone does not close the card', async () => {
  await restOn('A tide table');
  await opened();
  for (const kind of ['pointerover', 'pointermove'])
    document.body.dispatchEvent(new PointerEvent(kind, { clientX: AWAY.x, clientY: AWAY.y, bubbles: true }));
  document.documentElement.dispatchEvent(new PointerEvent('pointerleave'));
  await pass(LONGER_THAN_A_REST);
  expect(card()).not.toBeNull();
});

test('a frame that the page moved or sent elsewhere is no card any more', async () => {
  await call('toggleCard');
  const before = inside('iframe');
  expect(before).not.toBeNull();
  if (before) inside('[role=region]')?.append(before); // what a page may reach in Firefox; it loads anew there
  await vi.waitFor(() => expect([inside('iframe') === before, card()]).toEqual([false, null]));
});

test('an element that the page takes away is put back twice, whoever draws anew first; then the marks go as well', async () => {
  const drawAnew = () => background.handlers.refuse({ essayId: 'of no mark here' as EssayId, act: 'silence' }, undefined); // as: a made-up id
  for (let taken = 1; taken <= 2; taken += 1) {
    host()?.remove();
    await drawAnew();
    expect([taken, host() !== null, painted().length]).toEqual([taken, true, MARKED.length]);
  }
  host()?.remove();
  await drawAnew();
  await soon(() => expect([host() === null, painted()]).toEqual([true, []]));
});

test('of the page’s styles nothing reaches in: families that no page can define, no custom property, and a frame that any page lets in', async () => {
  await call('toggleCard');
  const all = [...(host()?.shadowRoot?.querySelectorAll('*') ?? [])];
  expect(all.length).toBeGreaterThan(5);
  const GENERIC = new Set(['system-ui', 'sans-serif', 'serif', '"Times New Roman"']); // the last is what the browser itself begins with
  for (const each of all) {
    const families = getComputedStyle(each)
      .fontFamily.split(',')
      .map((family) => family.trim());
    expect(families.filter((family) => !GENERIC.has(family))).toEqual([]);
  }
  expect(inside('[role=region]')?.parentNode).toHaveProperty('innerHTML', expect.not.stringMatching(/--|var\(|class=|part=|slot/));
  expect(inside('iframe')?.hasAttribute('credentialless')).toBe(true);
});

test('Escape closes where the page swallows the press of a key', async () => {
  const swallow = (event: Event) => event.stopImmediatePropagation();
  background.companion.leave();
  window.addEventListener('keydown', swallow, true);
  background = startWith((page) => relatedTo(page, MARKED));
  await reportOf(background);
  await restOn('A tide table');
  await opened();
  await userEvent.keyboard('{Escape}');
  window.removeEventListener('keydown', swallow, true);
  expect(card()).toBeNull();
});

test('a question in the card keeps it while the pointer is elsewhere', async () => {
  await restOn('A tide table');
  await opened();
  await background.says({ kind: 'held', isHeld: true });
  await moveTo(AWAY);
  await still();
  expect(card()).not.toBeNull();
  await background.says({ kind: 'held', isHeld: false });
  await moveTo({ x: 3, y: 3 });
  await closed();
});

test('how high the card is tells the page only in steps', async () => {
  const heights = new Set<number>();
  for (const height of [90, 201, 230, 264, 300, 328]) {
    background.height = height;
    await call('nextMark');
    heights.add(card()?.getBoundingClientRect().height ?? 0);
  }
  expect([...heights]).toEqual([200, 264, 328]);
});

test('a failure is told to the card', async () => {
  await call('toggleCard');
  await still();
  background.fails = true;
  expect(await save()).toMatchObject({ ok: false, problem: { kind: 'worker-silent' } });
});

test('"Not related" takes every mark of the essay off this page, and Undo brings them back', async () => {
  await call('toggleCard');
  await still();
  await background.says({ kind: 'act', act: 'refuse' });
  expect(background.asked.at(-1)).toEqual({
    name: 'act',
    ask: { essayId: 'a', act: { kind: 'refuse', page: expect.stringMatching(/^https:\/\//) }, from: 'page' },
  });
  expect(painted()).toEqual([expect.stringMatching(/^So a pilot/)]);
  expect(card()).not.toBeNull();
  await background.says({ kind: 'act', act: 'unrefuse' });
  expect(painted().length).toBe(3);
});

test('"Not for an hour" takes every mark off, and Undo brings them back', async () => {
  await call('toggleCard');
  await still();
  await background.says({ kind: 'act', act: 'pause' });
  expect([painted(), background.asked.at(-1)]).toEqual([[], { name: 'pauseMarks', ask: { on: true } }]);
  expect(card()).not.toBeNull();
  await background.says({ kind: 'act', act: 'resume' });
  expect(painted().length).toBe(3);
});

test('a passage that a list leads to is brought before the eyes and stands out, with its card or without', async () => {
  const start = background.pages[0]?.text.indexOf('I kept my own') ?? 0;
  const goTo = (hasCard: boolean) => background.handlers.goTo({ essayId: 'a' as never, start, hasCard }, undefined); // as: made up
  const present = () => [...CSS.highlights].filter(([name, highlight]) => name.endsWith('4') && highlight.size > 0).length;
  expect([await goTo(false), card(), present()]).toEqual([{ ok: true, value: 'done' }, null, 1]);
  expect(await goTo(true)).toEqual({ ok: true, value: 'done' });
  expect([place(), present()]).toEqual(['3 of 3', 0]);
});

test('when every essay is refused, nothing is left once the card closes', async () => {
  for (const _ of ['a', 'b']) {
    await call('nextMark');
    await still();
    await background.says({ kind: 'act', act: 'refuse' });
  }
  await clickAt(AWAY);
  expect([host(), painted()]).toEqual([null, []]);
});

test('a site that is turned off is left', async () => {
  await call('toggleCard');
  await still();
  await background.says({ kind: 'act', act: 'leave-site' });
  expect(host()).toBeNull();
  expect(background.asked).toContainEqual({ name: 'setSite', ask: { host: location.hostname, off: true } });
});

test('the card follows its mark when the page scrolls, and closes when the mark is out of sight', async () => {
  document.body.append(Object.assign(document.createElement('div'), { style: 'height:4000px' }));
  await call('toggleCard');
  const before = card()?.getBoundingClientRect().top ?? 0;
  window.scrollBy(0, 40);
  await soon(() => expect(card()?.getBoundingClientRect().top).not.toBe(before));
  window.scrollBy(0, 3_000);
  await closed();
});

test('what the page says of the element changes neither place nor look of it', async () => {
  const style = document.createElement('style');
  style.className = 'staged';
  style.textContent = '*{opacity:0!important;transform:scale(3)!important;position:absolute!important;width:500px!important}';
  document.head.append(style);
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
  expect(inside('[role=region]')?.checkVisibility()).toBe(true);
  for (const style of document.querySelectorAll('style.staged')) style.remove();
  expect(inside('[role=region]')?.checkVisibility()).toBe(false);
});

test('on a page that is scaled the card has its own size and stands beside its mark', async () => {
  document.documentElement.style.setProperty('zoom', '2');
  await call('toggleCard');
  const [box, line] = [card()?.getBoundingClientRect(), rangeOf('A tide table').getBoundingClientRect()];
  document.documentElement.style.removeProperty('zoom');
  expect(box?.width).toBe(372);
  expect(box && (box.top >= line.bottom || box.bottom <= line.top)).toBe(true);
});
