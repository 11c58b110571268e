import { expect, test } from 'vitest';
import { highlightName, MARK_STYLE, PALETTES, STRENGTHS } from '../../../src/edge/dom/mark-style';

test('every palette has a rule for every strength', () => {
  for (const palette of PALETTES)
    for (const strength of STRENGTHS) expect(MARK_STYLE).toContain(`::highlight(${highlightName(palette, strength)}){`);
});

test('marks never change the colour of the text, but where the reader has chosen all colours', () => {
  const [usual = '', forced = ''] = MARK_STYLE.split('@media (forced-colors:active)');
  expect(usual).not.toMatch(/[{;]color:/);
  expect(forced).toContain('color:MarkText');
});

test('the style reaches nothing on the page but marks and our own element', () => {
  const selectors = MARK_STYLE.replace(/@media [^{]+\{/g, '').matchAll(/([^{}]+)\{/g);
  for (const [, selector = ''] of selectors) expect(selector).toMatch(/^(?:::highlight\(sidelight-[a-z]+-\d\),?)+$|^sidelight-card$/);
});
