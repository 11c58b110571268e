/** docs/privacy.md: what a page is not told of the panel beside it, and for what the bar beside selected words is brought. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clear, stage } from '../../edge/dom/stage';
import blog from '../../fixtures/pages/blog.html?raw';
import { type Background, relatedTo, reportOf, startWith } from './acting';

let background: Background;

beforeEach(async () => {
  CSS.highlights.clear();
  stage(blog);
  background = startWith((page) => relatedTo(page, ['A tide table']));
  await reportOf(background);
});
afterEach(() => {
  background.companion.leave();
  document.getSelection()?.removeAllRanges();
  clear();
});

function select(words: string): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(words) ?? -1;
    if (at === -1) continue;
    document.getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
  throw new Error(`the page has no "${words}"`);
}

const isBrought = () => background.namesAsked().includes('inkable');

test('the bar is brought for two words or more that a person selected, once', async () => {
  select('A tide table');
  for (const target of [document.body, document, window]) {
    target.dispatchEvent(new KeyboardEvent('keyup', { key: 'Shift', bubbles: true })); // the page's own
    target.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  }
  select('tide');
  await userEvent.keyboard('{Shift}');
  expect(isBrought()).toBe(false);
  select('A tide table');
  await userEvent.keyboard('{Shift}');
  await expect.poll(isBrought).toBe(true);
  await userEvent.keyboard('{Shift}');
  expect(background.namesAsked().filter((name) => name === 'inkable').length).toBe(1);
});

test('a page is not changed by the panel’s looking at its links, at what is selected, or at it', async () => {
  select('A tide table');
  const heard: string[] = [];
  const observer = new MutationObserver((records) => heard.push(...records.map(({ type }) => type)));
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const before = [...CSS.highlights.keys()];
  await background.handlers.watch({ on: true }, undefined);
  const links = await background.handlers.links({}, undefined);
  const selected = await background.handlers.selected({}, undefined);
  await reportOf(background);
  heard.push(...observer.takeRecords().map(({ type }) => type));
  observer.disconnect();
  expect([links.ok, selected.ok && selected.value !== 'nothing']).toEqual([true, true]);
  expect([heard, [...CSS.highlights.keys()]]).toEqual([[], before]);
});
