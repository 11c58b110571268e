import { expect, test } from 'vitest';
import { isOtherText } from '../../../src/core/article/other-text';

const line = (from: number, words: number) => Array.from({ length: words }, (_, at) => `word${from + at}`).join(' ');
const page = `${line(0, 60)}\n${line(60, 60)}`;

test.each<[string, string, string, boolean]>([
  ['the same', page, page, false],
  ['a clock that ticks in a paragraph', `${page} 12:01`, `${page} 12:02`, false],
  ['paragraphs in another order', page, page.split('\n').reverse().join('\n'), false],
  ['two sentences more', page, `${page}\nShe waved. He did not wave back.`, false],
  ['a post more at the end', page, `${page}\n${line(200, 60)}`, true],
  ['other words in every place', page, `${line(300, 60)}\n${line(400, 60)}`, true],
  ['most of it gone', page, line(0, 30), true],
  ['a paragraph of ten gone', `${page}\n${line(500, 10)}`, page, false],
  ['a text where none was', '', page, true],
  ['no text where one was', page, '', true],
  [
    'other sentences in a script without spaces',
    '港の見張りは静かに待っていた。'.repeat(30),
    `${'港の見張りは静かに待っていた。'.repeat(30)}${'船は夜明けに戻ってきた、鐘が鳴った。'.repeat(20)}`,
    true,
  ],
])('%s', (_what, before, now, is) => {
  expect(isOtherText(before, now)).toBe(is);
});
