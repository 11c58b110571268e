import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type Inking, startInking } from '../../../src/contexts/content/inking';
import type { Quote } from '../../../src/core/highlight/quote';
import { quoteOf } from '../../../src/core/highlight/quote';
import { failed, ok } from '../../../src/core/problem';
import { barStyle, inkNames, inkStyle, type PageName } from '../../../src/edge/dom/mark-style';
import type { Send } from '../../../src/messages/contract';
import { clear, stage } from '../../edge/dom/stage';
import blog from '../../fixtures/pages/blog.html?raw';

const NAME = 'abcdefghijkl' as PageName; // as: made up
const KEPT = 'A tide table is the only book I own that is right about the future.';
const quote = (exact: string): Quote => quoteOf(exact, [0, exact.length]);

let inking: Inking | undefined;
let asked: { name: string; ask: unknown }[] = [];
let fails = false;
let isSeen = true;

async function start(kept: readonly string[] = []): Promise<void> {
  stage(blog);
  const style = document.createElement('style');
  style.className = 'staged';
  style.textContent = inkStyle(NAME) + barStyle(NAME);
  document.head.append(style);
  const send = async (name: string, ask: unknown) => {
    asked.push({ name, ask });
    if (fails) return failed({ kind: 'disk-full' });
    if (name === 'inkHere')
      return ok({ name: NAME, highlights: kept.map((exact, at) => ({ id: String(at), quote: quote(exact), ink: ['dotted', 's'] })) });
    return ok(name === 'highlight' ? { id: 'new' } : 'done');
  };
  inking = startInking({
    send: send as Send,
    isOrphaned: () => false,
    say: (key) => key,
    watchSeen: () => ({ isSeen: () => isSeen }),
    shadow: 'open',
  }); // as: the answers above are those
  await inking.ready();
}

beforeEach(() => {
  asked = [];
  fails = false;
  isSeen = true;
  CSS.highlights.clear();
});
afterEach(() => {
  inking?.leave();
  clear();
});

const painted = () =>
  inkNames(NAME).map((name) => [...(CSS.highlights.get(name) ?? [])].map((range) => String(range).replace(/\s+/g, ' ')));
const namesAsked = () => asked.map(({ name }) => name);
const bar = () => document.querySelector(`${NAME}-b`);
const labels = () => [...(bar()?.shadowRoot?.querySelectorAll('button') ?? [])].map(({ ariaLabel }) => ariaLabel);
const button = (label: string) => bar()?.shadowRoot?.querySelector<HTMLElement>(`button[aria-label="${label}"]`) as HTMLElement; // as: a test that has none fails here
const STILL_MS = 350; // the bar takes no press before it has stood for a moment

async function press(label: string): Promise<void> {
  await hasStood();
  await userEvent.click(button(label));
}

/** By the page's own clock: nothing else tells that it takes a press. */
async function hasStood(): Promise<void> {
  const from = performance.now();
  while (performance.now() - from < STILL_MS) await new Promise(requestAnimationFrame);
}

function select(words: string): Range {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = (node as Text).data.indexOf(words);
    if (at === -1) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return range;
  }
  throw new Error(`the page has no "${words}"`);
}

/** Where these words stand. */
async function pressOn(words: string): Promise<void> {
  const range = select(words);
  const { left, top } = range.getBoundingClientRect();
  const { left: x, top: y } = document.body.getBoundingClientRect();
  getSelection()?.removeAllRanges();
  await userEvent.click(document.body, { position: { x: left - x + 4, y: top - y + 4 } });
}

test('what was highlighted here before is painted in its ink', async () => {
  await start([KEPT]);
  expect(painted()).toEqual([[], [], [KEPT], []]);
});

test('what was highlighted stays where it was made, also beside a password that comes', async () => {
  await start([KEPT]);
  const field = Object.assign(document.createElement('input'), { type: 'password' });
  document.body.append(field);
  field.focus();
  document.body.append('More.');
  await inking?.ready();
  expect(painted()).toEqual([[], [], [KEPT], []]);
});

test('words that are not here any more are not painted, and nothing else is', async () => {
  await start(['Words that this page has never had, in this order or any other.']);
  expect(painted()).toEqual([[], [], [], []]);
});

test('a command highlights what is selected, with its neighbours', async () => {
  await start();
  select('A tide table');
  await inking?.highlightSelection();
  expect(asked.at(-1)).toMatchObject({ name: 'highlight', ask: { quote: { exact: 'A tide table' }, ink: 'plain', from: 'page' } });
  expect(painted()[0]).toEqual(['A tide table']);
});

test('the bar beside selected words covers none of them, and highlights', async () => {
  await start();
  const words = select('A tide table').getBoundingClientRect();
  await userEvent.keyboard('{Shift}');
  const box = bar()?.shadowRoot?.firstElementChild?.getBoundingClientRect();
  expect(box && (box.bottom <= words.top || box.top >= words.bottom)).toBe(true);
  expect(labels()).toEqual(['inkHighlight', 'inkNote', 'inkCopy', 'relatedToThis']);
  await press('inkHighlight');
  await expect.poll(painted).toEqual([['A tide table'], [], [], []]);
  expect(labels()).toEqual(['inkPlain', 'inkDashed', 'inkDotted', 'inkDouble', 'inkNote', 'inkRemove']);
});

test('another ink, off, and back again', async () => {
  await start();
  select('A tide table');
  await userEvent.keyboard('{Shift}');
  await press('inkHighlight');
  await expect.poll(labels).toContain('inkDouble');
  await press('inkDouble');
  expect(painted()[3]).toEqual(['A tide table']);
  await pressOn('A tide table');
  await expect.poll(labels).toContain('inkRemove');
  await press('inkRemove');
  expect(painted().flat()).toEqual([]);
  expect(asked.at(-1)).toMatchObject({ name: 'changeHighlight', ask: { id: 'new', change: { isGone: true } } });
  await press('inkUndo');
  expect(painted()[3]).toEqual(['A tide table']);
});

const carriedOff: readonly (readonly [string, (bar: HTMLElement, inner: HTMLElement) => void])[] = [
  ['has only just come', () => {}],
  ['was carried into something of the page’s', (element) => document.body.appendChild(document.createElement('div')).append(element)],
  ['was moved in its root', (_element, inner) => inner.style.setProperty('left', '0px')],
  [
    'lies under something of the page’s',
    () => {
      isSeen = false;
    },
  ],
];

test.each(carriedOff)('no press is taken by a bar that %s', async (what, carry) => {
  await start();
  select('A tide table');
  await userEvent.keyboard('{Shift}');
  const [element, inner] = [bar(), bar()?.shadowRoot?.firstElementChild];
  if (!what.startsWith('has only')) await hasStood();
  const highlights = button('inkHighlight');
  carry(element as HTMLElement, inner as HTMLElement); // as: the bar is there
  if (element?.matches(':popover-open') === false) (element as HTMLElement).showPopover(); // as: an element of HTML
  const { left, top } = highlights.getBoundingClientRect();
  await userEvent.click(highlights, { force: true, position: { x: 9, y: 9 } });
  await userEvent.keyboard('{Shift}'); // what comes after has come
  expect([left >= 0, top >= 0]).toEqual([true, true]);
  expect(namesAsked()).not.toContain('highlight');
});

test('a press that the page makes up is not taken by a bar that stands', async () => {
  await start();
  select('A tide table');
  await userEvent.keyboard('{Shift}');
  await hasStood();
  button('inkHighlight').dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  expect([namesAsked().includes('highlight'), bar()?.matches(':popover-open')]).toEqual([false, true]);
});

test('a highlight that could not be kept is not painted', async () => {
  await start();
  select('A tide table');
  fails = true;
  await inking?.highlightSelection();
  expect(painted().flat()).toEqual([]);
});

test('a note is written in a window of ours', async () => {
  await start();
  select('A tide table');
  await userEvent.keyboard('{Shift}');
  await press('inkNote');
  await expect.poll(namesAsked).toContain('noteHere');
});

test('what relates to selected words is said in a window of ours', async () => {
  await start();
  select('A tide table');
  await userEvent.keyboard('{Shift}');
  await press('relatedToThis');
  await expect.poll(() => asked.at(-1)).toEqual({ name: 'aboutHere', ask: { text: 'A tide table' } });
});

test('what is selected in a field is nobody’s business', async () => {
  await start();
  const field = document.createElement('input');
  field.value = 'one two three';
  document.body.append(field);
  field.focus();
  field.select();
  await userEvent.keyboard('{Shift}');
  expect(bar()).toBeNull();
});

test('leaving takes everything off', async () => {
  await start([KEPT]);
  inking?.leave();
  expect(painted().flat()).toEqual([]);
  expect(bar()).toBeNull();
});
