import { expect, test } from 'vitest';
import { withoutBoilerplate } from '../../../src/core/feed/boilerplate';

const about = { title: 'Wrens', site: 'Sparrow post' };

test.each([
  ['a footer in English', 'Wrens are loud.\nThe post Wrens appeared first on Sparrow.'],
  ['a footer in German', 'Wrens are loud.\nDer Beitrag Wrens erschien zuerst auf Sparrow.'],
  ['a footer in Japanese', 'Wrens are loud.\n投稿 Wrens は Sparrow に最初に表示されました。'],
  ['a footer in any language that names both', 'Wrens are loud.\nXx Wrens yy zz Sparrow post.'],
  ['a newsletter’s thanks', 'Wrens are loud.\nThanks for reading Sparrow! Subscribe for free to receive new posts.'],
  ['a button', 'Wrens are loud.\nLeave a comment'],
  [
    'what stands before the essay',
    'Sparrow is a reader-supported publication. To receive new posts, become a subscriber.\nWrens are loud.',
  ],
])('%s goes', (_what, text) => {
  expect(withoutBoilerplate(text, about)).toBe('Wrens are loud.');
});

test.each([
  [
    'a last line about the subject',
    'Birds.\nWrens were the first birds I learnt to tell apart, and the post where I sat that morning still stands beside the river, long after all else has gone.',
  ],
  [
    'thanks in the middle of an essay',
    ['a', 'b', 'c', 'd', 'Thanks for reading this far! Subscribe to doubt.', 'e', 'f', 'g', 'h'].join('\n'),
  ],
  ['a text of nothing else', 'Thanks for reading Sparrow! Subscribe for free.'],
  ['a sentence that begins like a button', 'Share your bread with the wrens, and they will come back in the morning.'],
])('%s stays', (_what, text) => {
  expect(withoutBoilerplate(text, about)).toBe(text);
});
