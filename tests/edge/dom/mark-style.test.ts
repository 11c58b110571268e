import { expect, test } from 'vitest';
import { highlightName, hostName, hostStyle, markStyle, PALETTES, type PageName, STRENGTHS } from '../../../src/edge/dom/mark-style';

const NAME = 'abcdefghijkl' as PageName; // as: made up
const MARKS = markStyle(NAME);

test('every palette has a rule for every strength', () => {
  for (const palette of PALETTES)
    for (const strength of STRENGTHS) expect(MARKS).toContain(`::highlight(${highlightName(NAME, palette, strength)}){`);
});

test('marks never change the colour of the text, but where the reader has chosen all colours', () => {
  const [usual = '', forced = ''] = MARKS.split('@media (forced-colors:active)');
  expect(usual).not.toMatch(/[{;]color:/);
  expect(forced).toContain('color:MarkText');
});

test('the styles reach nothing on the page but marks and our own element, and say nothing of whose they are', () => {
  const selectors = (MARKS + hostStyle(NAME)).replace(/@media [^{]+\{/g, '').matchAll(/([^{}]+)\{/g);
  for (const [, selector = ''] of selectors) expect(selector).toMatch(/^(?:::highlight\(abcdefghijkl-\d\d\),?)+$|^abcdefghijkl-x$/);
  expect(MARKS + hostStyle(NAME) + hostName(NAME)).not.toMatch(/sidelight|--/i);
});

test('the element is never printed, nothing in it can be selected, and every rule for it is beyond the page', () => {
  expect(hostStyle(NAME)).toContain('@media print{abcdefghijkl-x{display:none!important}}');
  expect(hostStyle(NAME)).toContain('user-select:none!important');
  for (const declaration of hostStyle(NAME)
    .replace(/@media \w+\{[^{]+\{|\}/g, ';')
    .split(';')
    .filter(Boolean))
    expect(declaration).toMatch(/!important$/);
});
