import { expect, test } from 'vitest';
import { plainText, plainTitle } from '../../../src/core/feed/plain-text';

test.each([
  ['How to draw <svg onload=x> by hand', 'How to draw <svg onload=x> by hand'],
  ['when x<b and c>d', 'when x<b and c>d'],
  ['Why <T> matters', 'Why <T> matters'],
  ['A <em>bold</em> claim', 'A bold claim'],
  ['<i>Left open', 'Left open'],
  ['One<br>two', 'One two'],
  ['<a href="https://x.example/">A link', 'A link'],
  ['Drawn <svg><text>gone</text></svg> here', 'Drawn here'],
  ['<script>alert(1)</script>Safe', 'Safe'],
])('the title %s is whole', (markup, title) => {
  expect(plainTitle(markup, 200)).toBe(title);
});

test.each([
  ['soft hyphens', 'Night\u00adjar', 'Nightjar'],
  ['invisible operators and fillers', 'a\u2061b\u2062c\u180ed\u3164e', 'abcde'],
  ['variation marks upon variation marks', 'song\ufe0f\ufe0f\ufe0f', 'song'],
  ['an emoji keeps its one', '\u2764\ufe0f\ufe0f!', '\u2764\ufe0f!'],
  ['a joiner between Latin letters', 'a\u200db\u200cc', 'abc'],
  ['a family is one picture', '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}', '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}'],
  ['Persian keeps its non-joiner', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
  ['Hindi keeps its joiner', '\u0915\u094d\u200d\u0937', '\u0915\u094d\u200d\u0937'],
])('%s', (_what, text, expected) => {
  expect(plainText(text)).toBe(expected);
});
