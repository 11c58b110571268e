/** What a copy says of its page, and what becomes of pages that are none or too much. */
import { afterEach, describe, expect, test } from 'vitest';
import { MAX_COPY_CHARS, readTakenCopy } from '../../../../src/core/copy/taken';
import { takeCopyOf } from '../../../../src/edge/dom/copy/take-copy';
import { slices } from '../../../../src/edge/dom/slices';
import { clear, stage } from '../stage';
import { absolute, P, page, take } from './mill';

afterEach(clear);

describe('what a copy says of its page', () => {
  test.each([
    ['a box called so', '<div class="paywall-gate"><h2>Go on for one crown</h2><a href="/login">Log in</a></div>', 'crown'],
    [
      'a box that says so',
      '<div class="x7"><h3>Keep reading with a subscription</h3><p>Already a member? <a href="/login">Log in</a></p></div>',
      'subscription',
    ],
    ['a line that leads to the rest', '<p><a href="/whole">Continue reading →</a></p>', 'Continue'],
  ])('it is a part: %s', async (_how, wall, words) => {
    const { copy } = await take(page('').replace('</article>', `${wall}</article>`));
    expect(copy.isPartial).toBe(true);
    expect(copy.text).not.toContain(words);
    expect(copy.text).toContain('the ornament.');
  });

  test('it is a part: it breaks off on a page that says that it is not for everyone', async () => {
    const said = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>';
    const broken = page('').replace('the ornament.', 'the…');
    expect((await take(broken)).copy.isPartial).toBeUndefined();
    expect((await take(broken.replace('</article>', `${said}</article>`))).copy.isPartial).toBe(true);
    expect((await take(page('').replace('</article>', `${said}</article>`))).copy.isPartial).toBeUndefined();
  });

  test('a text that was paid for stands in a box of that name, and is whole', async () => {
    const { copy } = await take(page('').replace('<article>', '<article><div class="paywall">').replace('</article>', '</div></article>'));
    expect(copy.isPartial).toBeUndefined();
    expect(copy.text).toContain('the ornament.');
  });

  test('a page that stands in a frame of its own site is read there', async () => {
    stage('<!doctype html><title>Framed</title><body><iframe style="width:600px;height:400px"></iframe>');
    const inner = document.querySelector('iframe')?.contentDocument;
    const article = inner?.createElement('article');
    for (const words of P) {
      const paragraph = inner?.createElement('p');
      if (paragraph) paragraph.textContent = words.replace(/<[^>]*>/g, '');
      if (paragraph) article?.append(paragraph);
    }
    if (article) inner?.body.append(article);
    const took = await takeCopyOf(document, slices());
    expect('refused' in took ? took.refused : took.copy.text).toContain('the ornament.');
  });

  test('fields and editors are left out, also on a page with a password', async () => {
    const { copy } = await take(
      page(
        '<form><input type="password" value="hush"><textarea>typed</textarea><button>Send</button></form><div contenteditable="true">being written</div>',
      ),
    );
    for (const left of ['hush', 'typed', 'Send', 'being written']) expect(copy.html).not.toContain(left);
  });

  test('what is hidden is not copied, and comments are not', async () => {
    const { copy } = await take(
      page(
        '<p style="display:none">never shown</p><p style="visibility:hidden">unseen</p><span class="sr" style="position:absolute;width:1px;height:1px;overflow:hidden">for readers</span>',
        {
          around: `<section id="comments" class="comments"><h3>2 comments</h3>${P[1]}</section>`,
        },
      ),
    );
    for (const left of ['never shown', 'unseen', 'for readers', '2 comments']) expect(copy.text).not.toContain(left);
  });
});

describe('bad input', () => {
  test('as deep as a parser makes it, a page is read to its bottom, without a depth that a parser would cut', async () => {
    const { copy } = await take(page(''), () => {
      let at = document.querySelector('article');
      for (let i = 0; i < 500; i += 1) {
        const box = document.createElement(i % 20 ? 'div' : 'blockquote');
        at?.append(box);
        at = box;
      }
      if (at) at.textContent = 'At the bottom of it all.';
    });
    expect(copy.text).toContain('the ornament.');
  });

  test('of thirty megabytes it keeps the beginning, calls it a part, and comes to an end', async () => {
    const { copy } = await take(page(''), () => {
      const words = 'The ledger goes on for a hundred years of sacks and weather. '.repeat(5_000); // 300 kB
      const paragraphs = Array.from({ length: 8 }, () => Object.assign(document.createElement('p'), { textContent: words }));
      const data = Object.assign(document.createElement('script'), { type: 'application/json', textContent: words.repeat(90) });
      document.querySelector('article')?.append(data, ...paragraphs);
    });
    expect(copy.isPartial).toBe(true);
    expect(copy.text).toContain('The mill stands where two streams meet');
    expect(copy.text.length).toBeLessThanOrEqual(MAX_COPY_CHARS);
  });

  test('a table of many cells and many pictures are kept in slices', async () => {
    stage(page(''));
    const table = document.createElement('table');
    for (let row = 0; row < 600; row += 1)
      for (let cell = 0, to = table.insertRow(); cell < 10; cell += 1) to.insertCell().textContent = `${row}·${cell}`;
    const pictures = Array.from({ length: 5_000 }, (_, i) => Object.assign(document.createElement('img'), { alt: `${i}` }));
    for (const [i, img] of pictures.entries()) img.setAttribute('data-src', `/many/${i}.jpg`);
    document.querySelector('article')?.append(table, ...pictures);
    let pauses = 0;
    const took = await takeCopyOf(document, () => {
      pauses += 1;
      return undefined;
    });
    if ('refused' in took) throw new Error(took.refused);
    expect(pauses).toBeGreaterThan(500);
    expect(took.copy.html).toContain('<td>599·9</td>');
    expect(took.copy.pictures.length).toBeLessThanOrEqual(2_000);
    expect(readTakenCopy(took.copy)).toBeDefined();
  });

  test('forms whose fields have the names of what the DOM says, and markup that a parser mends', async () => {
    const { copy } = await take(
      page(
        `<form><input name="parentNode"><input name="firstChild"><input name="localName"><input name="children"><input name="contains"><input name="nextElementSibling"><pre>code in a form</pre><img data-src="/in-form.jpg" alt="x">${P[1]}${P[2]}</form>`,
      ),
      () => {
        const [outer, inner] = [document.createElement('p'), document.createElement('p')];
        inner.textContent = 'A paragraph in a paragraph.';
        outer.append('Before ', inner, ' after.');
        const link = document.createElement('a');
        link.href = '/outer';
        const within = Object.assign(document.createElement('a'), { href: '/inner', textContent: 'link in link' });
        link.append('a ', within);
        document.querySelector('article')?.append(outer, link);
      },
    );
    expect(copy.text).toContain('Before\n\nA paragraph in a paragraph.\n\nafter.');
    expect(copy.text).toContain('code in a form');
    expect(copy.pictures).toEqual([absolute('/in-form.jpg')]);
  });

  test('a page without words is refused', async () => {
    stage('<!doctype html><title>x</title><body><nav><a href="/">Front</a></nav>');
    expect(await takeCopyOf(document, slices())).toEqual({ refused: 'nothing-to-read' });
  });

  test('the page is as it was, and nothing of it was asked for', async () => {
    stage(page('<p><img data-src="/never-asked.jpg" alt="x"></p>'));
    const noscript = document.createElement('noscript');
    noscript.textContent = '<img src="/never-asked-either.jpg" onerror="x()" style="color:red">';
    document.querySelector('article')?.append(noscript);
    const before = document.documentElement.outerHTML;
    const asked: string[] = [];
    const watch = new PerformanceObserver((list) => asked.push(...list.getEntries().map(({ name }) => name)));
    watch.observe({ type: 'resource' });
    await takeCopyOf(document, slices());
    watch.disconnect();
    expect(document.documentElement.outerHTML).toBe(before);
    expect(asked.filter((name) => name.includes('never-asked'))).toEqual([]);
  });
});
