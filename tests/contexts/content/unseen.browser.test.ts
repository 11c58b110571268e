/** README: what a page says is read, and the library asked about it, only while you see the page. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clear, stage } from '../../edge/dom/stage';
import blog from '../../fixtures/pages/blog.html?raw';
import { holdTime, letTimeRun, pass } from '../../ui/held-time';
import { soon } from '../../ui/soon';

let seen: DocumentVisibilityState = 'visible';
Object.defineProperty(Document.prototype, 'visibilityState', { configurable: true, get: () => seen }); // before the script takes its way of asking from there
const { painted, relatedTo, reportOf, startWith } = await import('./acting');

const LONG_MS = 90_000; // longer than anything waits
const BREAD = [
  'Dough that was left alone over night has more to say in the morning than dough that was hurried along.',
  'The oven knows whether the baker slept, and it tells everybody who comes in for a loaf before seven.',
  'Salt is weighed here on a letter scale, because the old one was sold with the shop next door in spring.',
  'A crust that sings when it cools is worth a second cup of coffee, and the first customer may wait for it.',
  'My neighbour bakes with rye alone and says that wheat is for people who are afraid of their own teeth.',
];
const article = `<main><article><h1>Bread</h1>${BREAD.map((line) => `<p>${line}</p>`).join('')}</article></main>`;
const here = location.href;
let background: ReturnType<typeof startWith> | undefined;

const start = () => {
  background = startWith((page) => relatedTo(page, ['A tide table', 'The oven knows']));
  return background;
};
const look = (how: DocumentVisibilityState): void => {
  seen = how;
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  seen = 'visible';
  CSS.highlights.clear();
  stage(blog);
});
afterEach(() => {
  background?.companion.leave();
  history.replaceState(null, '', here);
  clear();
});

test('a page that lies in a tab which nobody has looked at is not read, nor anybody asked; once it is seen it is', async () => {
  seen = 'hidden';
  holdTime();
  const { namesAsked, pages } = start();
  await pass(LONG_MS);
  letTimeRun();
  expect([namesAsked(), CSS.highlights.size]).toEqual([[], 0]);
  look('visible');
  await soon(() => expect(painted().length).toBe(1));
  expect(pages.length).toBe(1);
});

test.each<[string, () => void]>([
  ['says something else', () => undefined],
  ['goes on to another address', () => history.pushState(null, '', '/bread')],
])('one that %s while nobody sees it is asked about when somebody does', async (_what, also) => {
  const made = start();
  await reportOf(made);
  look('hidden');
  holdTime();
  document.body.innerHTML = article;
  also();
  await Promise.resolve(); // until the change is heard of
  await pass(LONG_MS);
  letTimeRun();
  expect(made.pages.length).toBe(1);
  look('visible');
  await soon(() => expect(made.pages.at(-1)?.text).toContain('Dough that was left'));
  expect(made.pages.length).toBe(2);
});
