import { afterEach, describe, expect, test } from 'vitest';
import { withSentences } from '../../../src/core/text/sentences';
import { readPage } from '../../../src/edge/dom/readable';
import blog from '../../fixtures/pages/blog.html?raw';
import divSoup from '../../fixtures/pages/div-soup.html?raw';
import docs from '../../fixtures/pages/docs.html?raw';
import recipe from '../../fixtures/pages/recipe.html?raw';
import rtl from '../../fixtures/pages/rtl.html?raw';
import { clear, stage } from './stage';

afterEach(clear);

async function read(html: string) {
  stage(html);
  const readable = await readPage(document);
  if (readable.state !== 'read') throw new Error(`left alone: ${readable.why}`);
  return { ...readable.read, page: withSentences(readable.read.page) };
}

describe('what is read', () => {
  test.each([
    ['a blog', blog, 'A tide table is the only book', 'the same pattern I had in my knees.', 'What the tide table knows', 'en-GB'],
    ['div soup', divSoup, 'My grandfather kept two notebooks.', 'written down without the habit.', 'The second notebook', 'en'],
    ['a manual', docs, 'A job that fails is put back', 'when the list grows.', 'Retries', 'en'],
    ['a recipe', recipe, 'This bread wants to be forgotten.', 'ever thrown away in this house.', 'Bread for people who forget', 'en'],
    ['a page from right to left', rtl, 'עיר נמל לומדת מוקדם', 'הרשימה הייתה קצרה משחשבתי.', 'שני מחברות', 'he'],
  ])('%s is read from its first sentence to its last', async (_what, html, first, last, title, language) => {
    const { page } = await read(html);
    expect(page.text.startsWith(first)).toBe(true);
    expect(page.text.endsWith(last)).toBe(true);
    expect([page.title, page.language]).toEqual([title, language]);
  });

  test('lists and quotes count; navigation, bylines, captions, asides, notes, comments, side columns and footers do not', async () => {
    const { page } = await read(blog);
    for (const kept of ['Trust the moon for the hour', 'The hour comes from the moon', 'A soft bottom']) expect(page.text).toContain(kept);
    const strange = [
      'Archive',
      'cup of tea',
      'gave them away',
      'photographed',
      'by post every month',
      'the best thing I have read',
      'flags on the hotel',
      'How a rope',
      'open on Thursdays',
      'float.1',
    ];
    for (const left of strange) expect(page.text).not.toContain(left);
  });

  test('fields, hidden text and lists of links are not read, and two breaks part a paragraph', async () => {
    const { page } = await read(divSoup);
    for (const left of ['typed words', 'never shown', 'hides by style', 'Ten things']) expect(page.text).not.toContain(left);
    expect(page.text).toContain('before the first.\nThe habit');
    expect(page.text).toContain('that it changed.');
  });

  test('code is read in a sentence, and left out by itself', async () => {
    const { page } = await read(docs);
    expect(page.text).toContain('Set max_attempts to say how often');
    expect(page.text).not.toMatch(/stands in code|On this page/);
  });

  test('headings are text but no sentences', async () => {
    const { page } = await read(recipe);
    const sentences = page.sentences.map(([start, end]) => page.text.slice(start, end));
    expect(page.text).toContain('\nHow it goes\n');
    expect(sentences).not.toContain('How it goes');
    expect(sentences).toContain('It looks rough; it should.');
  });

  test('text in an open shadow root is read', async () => {
    stage('<div id="host"></div>');
    const inner = new DOMParser().parseFromString(blog, 'text/html').querySelector('article');
    const host = document.querySelector('#host');
    if (inner) host?.attachShadow({ mode: 'open' }).append(inner);
    const readable = await readPage(document);
    expect(readable.state === 'read' && readable.read.page.text).toContain('A tide table is the only book');
  });

  test('a very long page is cut and read in slices', async () => {
    const paragraph = '<p>This sentence is one of very many on a page that never seems to end, number #. It has a twin.</p>';
    let slices = 0;
    stage(`<article>${Array.from({ length: 5_000 }, (_, i) => paragraph.replace('#', String(i))).join('')}</article>`);
    const readable = await readPage(document, () => {
      slices += 1;
      return undefined;
    });
    expect(readable.state === 'read' && readable.read.page.text.length).toBeGreaterThan(190_000);
    expect(readable.state === 'read' && readable.read.page.text.length).toBeLessThanOrEqual(200_000);
    expect(slices).toBeGreaterThan(50);
  });
});

describe('what is left alone', () => {
  test.each([
    ['a page with two sentences', '<p>This is a short page. It says next to nothing, and then it ends.</p>', 'not-prose'],
    [
      'a page of links',
      `<ul>${'<li><a href="#">A headline that goes on for quite a while, as headlines do these days.</a></li>'.repeat(40)}</ul>`,
      'not-prose',
    ],
    ['an empty page', '', 'not-prose'],
  ])('%s', async (_what, html, why) => {
    stage(html);
    expect(await readPage(document)).toEqual({ state: 'left-alone', why });
  });
});

describe('what an element says of itself keeps its text unread', () => {
  test.each([
    'role="alert"',
    'role="textbox"',
    'contenteditable',
    'hidden',
    'aria-hidden="true"',
    'class="wide monaco-editor"',
    'class="CodeMirror"',
    'class="cm-editor"',
    'class="ace_editor"',
  ])('%s', async (said) => {
    const around = (attributes: string) =>
      `<main>${Array.from({ length: 12 }, (_, i) => `<p>Paragraph ${i} is plain and long enough to be read as one of many.</p>`).join('')}
      <p ${attributes}>This one is kept out of it.</p></main>`;
    expect((await read(around('id="plain"'))).page.text).toContain('kept out');
    clear();
    expect((await read(around(said))).page.text).not.toContain('kept out');
  });
});

describe('from a span to the page and back', () => {
  test.each([
    ['blog', blog],
    ['div soup', divSoup],
    ['manual', docs],
    ['right to left', rtl],
  ])('every sentence of the %s is found on the page, letter for letter', async (_name, html) => {
    const { page, rangeOf } = await read(html);
    const bare = (text: string) => text.replace(/\s+/g, '');
    for (const span of page.sentences) {
      const range = rangeOf(span);
      const copy = range?.cloneContents();
      for (const left of copy?.querySelectorAll('sup') ?? []) left.remove();
      expect(bare(copy?.textContent ?? '')).toBe(bare(page.text.slice(...span)));
    }
    expect(page.sentences.length).toBeGreaterThan(5);
  });

  test('soft hyphens vanish from the text and stay inside the range', async () => {
    const { page, rangeOf } = await read(
      `<article><p>A har\u00adbour town learns early.</p><p>${'Filler that is needed for length. '.repeat(20)}</p></article>`,
    );
    expect(page.text.startsWith('A harbour town')).toBe(true);
    expect(rangeOf([2, 9])?.toString()).toBe('har\u00adbour');
  });

  test('there is no range once the page has changed the words', async () => {
    const { page, rangeOf } = await read(blog);
    const span = page.sentences[1] ?? [0, 1];
    const node = rangeOf(span)?.startContainer;
    if (node) node.nodeValue = `${'x'.repeat(400)}`;
    expect(rangeOf(span)).toBeUndefined();
  });

  test('reading changes nothing on the page', async () => {
    stage(blog);
    const seen: MutationRecord[] = [];
    const observer = new MutationObserver((records) => seen.push(...records));
    observer.observe(document, { childList: true, characterData: true, attributes: true, subtree: true });
    await readPage(document);
    expect([...seen, ...observer.takeRecords()]).toEqual([]);
    observer.disconnect();
  });
});
