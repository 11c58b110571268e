import { expect, test } from 'vitest';
import { boxCalled, isCallout, isPitch, saysItGoesOn } from '../../../src/core/copy/boxes';
import { isCodeBox, isCodeTool, isGutter, languageIn, languageNamed } from '../../../src/core/copy/code-words';
import { isMark, leadsBack } from '../../../src/core/copy/note-marks';
import { structuredIn } from '../../../src/core/copy/structured';

test.each([
  ['language-js', 'js'],
  ['highlight highlight-source-rust', 'rust'],
  ['brush: php; gutter: true', 'php'],
  ['sourceCode haskell', 'haskell'],
  ['hljs python', 'python'],
  ['lang-c++', 'c++'],
  ['language-plaintext highlighter-rouge', undefined],
  ['entry-content', undefined],
])('%s is written in %s', (classes, language) => {
  expect(languageIn(classes)).toBe(language);
});

test('a label names a language only as one word', () => {
  expect(languageNamed(' TypeScript ')).toBe('typescript');
  expect(languageNamed('Copy code')).toBeUndefined();
  expect(languageNamed(null)).toBeUndefined();
});

test('numbers of lines, tools and boxes are told by their classes', () => {
  for (const numbers of [
    'hljs-ln-numbers',
    'lineno',
    'linenos',
    'gutter',
    'blob-num js-line-number',
    'ln',
    'rouge-gutter gl',
    'react-code-line-number',
    'lnt',
  ])
    expect(isGutter(numbers)).toBe(true);
  for (const code of ['hljs-ln-code', 'hljs-ln-line', 'line', 'code', 'blob-code', 'online-numbers-game'])
    expect(isGutter(code)).toBe(false);
  expect(isCodeTool('copy-btn')).toBe(true);
  expect(isCodeTool('token keyword')).toBe(false);
  expect(isCodeBox('hljs-ln')).toBe(true);
  expect(isCodeBox('data')).toBe(false);
});

test.each([
  ['paywall-gate regwall', 'wall'],
  ['article__paywall', 'wall'],
  ['subscribe-wall', 'wall'],
  ['comments-area', 'talk'],
  ['share-buttons', 'frame'],
  ['related-posts', 'frame'],
  ['cookie-banner', 'frame'],
  ['page-links', 'frame'],
  ['post-body', undefined],
  ['navigation-of-ships', undefined],
  ['', undefined],
])('%s is %s', (names, kind) => {
  expect(boxCalled(names)).toBe(kind);
});

test.each([
  'Already a member?',
  'Keep reading with a subscription',
  'Subscribe to read the whole story',
  'This post is for paid subscribers',
  'You have read 3 of 3 free articles',
  'Jetzt weiterlesen mit Abo',
  'Article réservé aux abonnés',
])('%s asks for something', (words) => {
  expect(isPitch(words)).toBe(true);
});

test.each(['She is a member of the crew', 'He kept reading until dawn', 'The rest of the day was quiet', 'Readers wrote to the paper'])(
  '%s tells',
  (words) => {
    expect(isPitch(words)).toBe(false);
  },
);

test('what leads to the rest is short and begins so', () => {
  for (const words of ['Continue reading →', 'Read more…', '» Weiterlesen', 'Lire la suite', '続きを読む', 'Read the full story'])
    expect(saysItGoesOn(words)).toBe(true);
  for (const words of ['Reading on', 'He would read more if he could', 'A link']) expect(saysItGoesOn(words)).toBe(false);
});

test('a note of a manual is no side column', () => {
  expect(isCallout('starlight-aside starlight-aside--tip')).toBe(true);
  expect(isCallout('pullquote')).toBe(false);
});

test('marks of notes are short, and ways back lead back', () => {
  for (const mark of ['1', '[12]', '(a)', '*', '†', '[note 3]', '³', 'iv']) expect(isMark(mark)).toBe(true);
  for (const words of ['here', 'the second part', '', '2026 review']) expect(isMark(words)).toBe(false);
  for (const back of ['↩︎', ' ^ ', 'back', 'Back to content']) expect(leadsBack(back)).toBe(true);
  expect(leadsBack('back in 1871')).toBe(false);
});

test('JSON-LD gives headline, authors, date, site and whether all may be read', () => {
  const graph = {
    '@graph': [
      { '@type': 'WebSite', name: 'Quiet Harbour' },
      { '@type': 'Person', '@id': '#i', name: 'Ingrid Salo' },
      {
        '@type': ['BlogPosting'],
        headline: ' The  thumb ',
        datePublished: '2026-03-14',
        author: [{ '@id': '#i' }, { name: 'B' }],
        isAccessibleForFree: 'False',
      },
    ],
  };
  const found = { headline: 'The thumb', author: 'Ingrid Salo, B', published: '2026-03-14', site: 'Quiet Harbour', isFree: false };
  expect(structuredIn(['{broken', JSON.stringify(graph)])).toEqual(found);
  expect(structuredIn([])).toEqual({});
  expect(structuredIn(['[[[[null, 7, "x"]]]]', '{"@type":"Article","author":{"name":{"a":1}}}'])).toEqual({});
});
