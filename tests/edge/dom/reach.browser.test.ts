/** Where a passage stands on the screen, and whether it can be brought there: under bars, in boxes, columns and closed sections. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { canBeBrought, isInSight } from '../../../src/edge/dom/in-sight';
import { bring, isSeen } from '../../../src/edge/dom/reach';
import { clear, stage } from './stage';

const FILL = 'height:1500px';
const WANTED = '<p id="wanted">The ferry waits for nobody but the harbour master’s dog.</p>';
const around = (before: string, after = before): string =>
  `<div style="${FILL}">${before}</div>${WANTED}<div style="${FILL}">${after}</div>`;

beforeEach(() => screen.viewport(900, 640));
afterEach(() => {
  document.documentElement.removeAttribute('style');
  clear();
});

function wanted(): Range {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('#wanted')?.firstChild ?? document.body);
  return range;
}

test.each<[string, string]>([
  ['far down on a page', around('')],
  ['under a sticky bar', `<div style="position:sticky;top:0;height:120px;background:#eee;z-index:2">Bar</div>${around('')}`],
  ['under a tall fixed bar', `<div style="position:fixed;top:0;left:0;right:0;height:300px;background:#eee">Bar</div>${around('')}`],
  [
    'above a banner at the lower edge',
    `<div style="position:fixed;bottom:0;left:0;right:0;height:420px;background:#eee">Cookies</div>${around('')}`,
  ],
  [
    'in a box that scrolls',
    `<div style="height:900px"></div><div style="height:300px;overflow:auto">${around('')}</div><div style="${FILL}"></div>`,
  ],
  [
    'in a box in a box',
    `<div style="height:400px;overflow:auto"><div style="height:700px"></div><div style="height:300px;overflow:auto">${around('')}</div></div>`,
  ],
  [
    'in a box that scrolls sideways',
    `<div style="width:400px;overflow:auto;white-space:nowrap"><div style="padding-left:2000px;width:600px">${WANTED}</div></div>`,
  ],
  ['on a page of columns', `<div style="columns:300px;height:500px;column-fill:auto"><div style="height:2200px"></div>${WANTED}</div>`],
  ['in a dialog over the whole page', `<div style="position:fixed;inset:40px;overflow:auto;background:#fff">${around('')}</div>`],
  [
    'where a bar stands in the box',
    `<div style="height:400px;overflow:auto"><div style="position:sticky;top:0;height:150px;background:#eee">Bar</div>${around('')}</div>`,
  ],
])('%s it is brought before the eyes', (_where, html) => {
  stage(html);
  expect([isSeen(wanted()), bring(wanted()), isSeen(wanted())]).toEqual([expect.any(Boolean), true, true]);
});

test('on a page that is scaled it is brought as well', () => {
  stage(`<div style="position:fixed;top:0;left:0;right:0;height:120px;background:#eee">Bar</div>${around('')}`);
  document.documentElement.style.setProperty('zoom', '1.5');
  expect([bring(wanted()), isSeen(wanted())]).toEqual([true, true]);
});

test.each<[string, string]>([
  ['in a closed section', `<details><summary>More</summary>${WANTED}</details>`],
  ['in a tab that is not chosen', `<div style="display:none">${WANTED}</div>`],
  ['hidden until found', `<section hidden="until-found">${WANTED}</section>`],
  ['in a section folded away', `<div style="height:0;overflow:hidden">${WANTED}</div>`],
  ['cut away in a box', `<div style="height:40px;overflow:hidden"><div style="height:90px"></div>${WANTED}</div>`],
  ['left of the page', `<div style="position:absolute;left:-3000px">${WANTED}</div>`],
])('%s it cannot be brought', (_where, html) => {
  stage(`<div style="${FILL}"></div>${html}`);
  expect([canBeBrought(wanted()), bring(wanted()), window.scrollY]).toEqual([false, false, 0]);
});

test('behind a dialog of the page’s it cannot, and the page stands as it stood', () => {
  stage(`${around('')}<dialog style="width:100%;height:100%;max-width:none;max-height:none">Subscribe</dialog>`);
  document.querySelector('dialog')?.showModal();
  window.scrollTo(0, 200);
  expect([bring(wanted()), window.scrollY]).toEqual([false, 200]);
});

test('what a box has scrolled away is not in sight, though it is in the window', () => {
  stage(`<div id="box" style="height:100px;overflow:auto">${WANTED}<div style="${FILL}"></div></div>`);
  expect(isInSight(wanted())).toBe(true);
  document.querySelector('#box')?.scrollTo(0, 90);
  expect(isInSight(wanted())).toBe(false);
});
