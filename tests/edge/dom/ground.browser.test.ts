import { afterEach, expect, test } from 'vitest';
import { isDark } from '../../../src/core/highlight/contrast';
import { groundOf } from '../../../src/edge/dom/ground';
import { clear, stage } from './stage';

afterEach(() => {
  document.documentElement.removeAttribute('style');
  document.body.removeAttribute('style');
  clear();
});

function measured(html: string, bodyStyle = '') {
  stage(html);
  document.body.style.cssText = bodyStyle;
  return groundOf(document.querySelector('p') ?? document.body);
}

test.each<[string, string, string, readonly number[]]>([
  ['the nearest opaque colour is the ground', '<div style="background:#00f"><p>x</p></div>', 'background:#f00', [0, 0, 255]],
  ['a page without colours is white', '<p>x</p>', '', [255, 255, 255]],
  [
    'a veil is mixed with what lies below',
    '<div style="background:rgb(0 0 0/.5)"><p>x</p></div>',
    'background:#fff',
    [127.5, 127.5, 127.5],
  ],
  ['colours of newer spaces are measured', '<p style="background:oklch(0 0 0)">x</p>', '', [0, 0, 0]],
])('%s', (_claim, html, bodyStyle, [red = 0, green = 0, blue = 0]) => {
  const { ground } = measured(html, bodyStyle);
  expect(ground.map((channel) => Math.round(channel))).toEqual([red, green, blue, 1].map((channel) => Math.round(channel)));
});

test('over a picture, light text says that the ground is dark, and dark text that it is light', () => {
  const over = (colour: string) =>
    measured(`<div style="background-image:linear-gradient(red,blue)"><p style="color:${colour}">x</p></div>`);
  expect([isDark(over('#fff').ground), isDark(over('#111').ground)]).toEqual([true, false]);
});

test('a page that is dark by its colour scheme alone is dark', () => {
  stage('<p>x</p>');
  document.documentElement.style.colorScheme = 'dark';
  expect(isDark(groundOf(document.querySelector('p') ?? document.body).ground)).toBe(true);
});
