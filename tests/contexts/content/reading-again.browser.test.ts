/** When a page is read: late, again, and never oftener than it pays. The made-up background marks what a test names, wherever it comes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clear, stage } from '../../edge/dom/stage';
import { holdTime, letTimeRun, pass } from '../../ui/held-time';
import { soon } from '../../ui/soon';
import { type Background, card, painted, relatedTo, reportOf, startWith } from './acting';

const SEA = [
  'The harbour master counts the boats that come in after dark, and writes their names on the back of an old chart.',
  'Nobody has asked him to do so, and nobody will read the list, for the chart hangs with its face to the wall.',
  'A pilot once told me that the sea keeps its own accounts, and that a list is only a way of going to bed later.',
  'When the fog came in for a week the list stayed empty, and he wrote the name of the fog on it instead of a boat.',
  'I have seen the chart since, in a room that smells of rope and paraffin, and the names are all in pencil.',
];
const BREAD = [
  'Dough that was left alone over night has more to say in the morning than dough that was hurried along.',
  'The oven knows whether the baker slept, and it tells everybody who comes in for a loaf before seven.',
  'Salt is weighed here on a letter scale, because the old one was sold with the shop next door in spring.',
  'A crust that sings when it cools is worth a second cup of coffee, and the first customer may wait for it.',
  'My neighbour bakes with rye alone and says that wheat is for people who are afraid of their own teeth.',
];
const MARKED = ['A pilot once', 'The oven knows'];
const article = (title: string, lines: readonly string[]) =>
  `<article><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('')}</article>`;
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Notes</title></head><body><main id="m">${body}</main></body></html>`;
const main = (): HTMLElement => document.querySelector('#m') as HTMLElement; // as: every page here has one
let background: Background;

function begin(body: string): void {
  stage(page(body));
  background = startWith((read) => {
    const related = relatedTo(read, MARKED);
    return related.passages.length === 0 ? { essays: [], passages: [], more: [] } : related;
  });
}
async function start(body: string): Promise<void> {
  begin(body);
  await reportOf(background);
}
const paintedIs = (...beginnings: readonly string[]) =>
  soon(() =>
    expect(
      painted()
        .sort()
        .map((text) => beginnings.find((each) => text.startsWith(each)) ?? text),
    ).toEqual([...beginnings].sort()),
  );
const namedIn = async () => {
  const report = await reportOf(background);
  return report.state === 'related' ? report.related.passages.map(({ here }) => here?.split(' ').slice(0, 3).join(' ')) : report.state;
};

beforeEach(() => CSS.highlights.clear());
afterEach(() => {
  background?.companion.leave();
  clear();
});

test.each([
  ['nothing to read', '<p>One moment.</p>'],
  ['an article about something else', article('Rules', BREAD.slice(2))],
])('an article that comes after %s is marked once it stands still', async (_what, before) => {
  await start(before);
  expect(painted()).toEqual([]);
  main().innerHTML = article('The list', SEA);
  await paintedIs('A pilot once');
});

test('a post that is added below is asked about by itself, and the first one keeps its marks and its card', async () => {
  await start(article('The list', SEA));
  await background.handlers.nextMark({}, undefined);
  main().insertAdjacentHTML('beforeend', article('Rye', BREAD));
  await paintedIs('A pilot once', 'The oven knows');
  expect(card()).not.toBeNull();
  expect(background.pages.map(({ text }) => text.includes('A pilot once'))).toEqual([true, false]);
  expect(await namedIn()).toEqual(['A pilot once', 'The oven knows']);
});

test.each<[string, string, () => void]>([
  [
    'a tab that is chosen',
    `<div id="a">${article('Rye', BREAD)}</div><div id="b" style="display:none">${article('The list', SEA)}</div>`,
    () => {
      document.querySelector('#a')?.setAttribute('style', 'display:none');
      document.querySelector('#b')?.removeAttribute('style');
    },
  ],
  [
    'a section that is opened',
    `${article('Rye', BREAD.slice(2))}<details><summary>More</summary>${article('The list', SEA)}</details>`,
    () => document.querySelector('details')?.setAttribute('open', ''),
  ],
  [
    'a section that the browser’s search has found',
    `${article('Rye', BREAD.slice(2))}<section hidden="until-found">${article('The list', SEA)}</section>`,
    () => document.querySelector('section')?.removeAttribute('hidden'),
  ],
  [
    'a page that is translated in its place',
    article(
      'Brot',
      BREAD.map(
        (_line, at) =>
          `Ein Teig${at}, der über Nacht allein war, hat am Morgen mehr zu sagen als einer, der gedrängt wurde, und das weiß jeder.`,
      ),
    ),
    () => {
      document.querySelectorAll('p').forEach((line, at) => {
        line.innerHTML = `<font><font>${SEA[at]}</font></font>`;
      });
    },
  ],
  [
    'a state that draws other words into the same elements',
    article('Rye', BREAD),
    () => {
      document.querySelectorAll('p').forEach((line, at) => {
        (line.firstChild as Text).data = SEA[at] ?? ''; // as: each has its text
      });
    },
  ],
])('%s is read', async (_what, before, act) => {
  await start(before);
  act();
  await paintedIs('A pilot once');
  expect(await namedIn()).toEqual(['A pilot once']);
});

test('an article that goes takes its marks along, and no report names them', async () => {
  await start(article('The list', SEA));
  expect(painted().length).toBe(1);
  main().innerHTML = '<p>Thank you for reading.</p>';
  expect(await namedIn()).toEqual([]); // at once
  await soon(async () => expect(await namedIn()).toBe('left-alone'));
  expect(painted()).toEqual([]);
});

test('a click reads what is there now, settled or not', async () => {
  await start(article('Rye', BREAD.slice(2)));
  main().innerHTML = article('The list', SEA);
  background.companion.lookAgain();
  expect(await namedIn()).toEqual(['A pilot once']);
});

test('paragraphs that are drawn anew keep their marks without a moment between', async () => {
  await start(article('The list', SEA));
  const unmarked: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const line of document.querySelectorAll('p')) line.replaceWith(line.cloneNode(true));
    await Promise.resolve();
    if (painted().length !== 1) unmarked.push(`copies ${round}`);
    main().innerHTML = String(main().innerHTML);
    await Promise.resolve();
    if (painted().length !== 1) unmarked.push(`markup ${round}`);
    for (const line of document.querySelectorAll('p')) line.textContent = String(line.textContent);
    await Promise.resolve();
    if (painted().length !== 1) unmarked.push(`text ${round}`);
  }
  expect(unmarked).toEqual([]);
  expect(background.pages.length).toBe(1);
});

test('what changes without saying anything else asks nobody', async () => {
  await start(
    `${article('The list', SEA)}<p id="clock">12:00:00 and all is well in the harbour, says the watch on the tower, who has seen nothing but two gulls and a barrel.</p>`,
  );
  const clock = document.querySelector('#clock');
  holdTime();
  for (let tick = 0; tick < 4; tick += 1) {
    if (clock) clock.textContent = `12:00:0${tick}${clock.textContent?.slice(8)}`;
    document.body.classList.toggle('is-scrolled');
    await Promise.resolve(); // until the change is heard of
    await pass(700);
  }
  letTimeRun();
  expect([painted().length, background.pages.length]).toEqual([1, 1]);
  document.body.className = '';
});

test('a frame that loads long after the page is read as soon as it is there', async () => {
  await start('<p>One moment.</p>');
  holdTime();
  await pass(40_000); // looked through again and again, ever more seldom
  const frame = document.createElement('iframe');
  frame.width = frame.height = '500';
  frame.srcdoc = article('The list', SEA);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  main().append(frame);
  await loaded;
  await pass(3_000); // a beat
  letTimeRun();
  await soon(() => expect(background.pages.at(-1)?.text).toContain('The harbour master'));
});
