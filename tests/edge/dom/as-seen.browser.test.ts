/** What is read is what one sees: in the sentence what stands in it, apart what stands apart, and nothing that nobody can see. */
import { afterEach, describe, expect, test } from 'vitest';
import { readPage } from '../../../src/edge/dom/readable';
import { clear, stage } from './stage';

afterEach(clear);

const FILLER = [
  'The ropewalk behind the school is four hundred paces long, and nobody has measured it since the fire.',
  'Hemp came by barge until the lock was closed, and after that it came by cart, which took a day longer.',
  'My neighbour still has the wheel, and lets children turn it on the first Sunday of every month in summer.',
  'A rope of three strands holds what a rope of two does not, and this is all that most of us ever knew of it.',
  'In winter the walk was heated by a stove at one end, so that the work always began at the cold one.',
  'When the last order was done the men coiled it, weighed it, and carried it to the ship without a word.',
];
const around = (inner: string) =>
  `<article>${FILLER.slice(0, 3)
    .map((line) => `<p>${line}</p>`)
    .join('')}${inner}${FILLER.slice(3)
    .map((line) => `<p>${line}</p>`)
    .join('')}</article>`;

async function linesOf(html: string): Promise<readonly string[]> {
  stage(html);
  const readable = await readPage(document);
  if (readable.state !== 'read') throw new Error(`left alone: ${readable.why}`);
  return readable.read.page.text.split('\n').filter((line) => !FILLER.includes(line));
}

const SEEN = 'Seen by whoever comes this way, and read by some of them.';

describe('as one sentence', () => {
  test.each([
    [
      'code',
      '<p>Whoever sets <code>max_tides</code> to none waits on the pier for long.</p>',
      'Whoever sets max_tides to none waits on the pier for long.',
    ],
    [
      'a button',
      '<p>We met on the <button>pier</button>. It was cold there, as ever.</p>',
      'We met on the pier. It was cold there, as ever.',
    ],
    [
      'what acts as a button',
      '<p>We met on the <span role="button">pier</span>. It was cold there, as ever.</p>',
      'We met on the pier. It was cold there, as ever.',
    ],
    ['no button behind it', `<p>${SEEN} <button>Copy</button></p>`, SEEN],
    [
      'words with room around them',
      `<p>${SEEN.split(' ')
        .map((word) => `<span style="display:inline-block;margin-right:.3em">${word}</span>`)
        .join('')}</p>`,
      SEEN,
    ],
    ['a large first letter that floats', `<p><span style="float:left;font-size:3em">S</span>${SEEN.slice(1)}</p>`, SEEN],
    [
      'a large first letter in a box in the line',
      `<p><span style="display:inline-block;padding-right:.08em">S</span>${SEEN.slice(1)}</p>`,
      SEEN,
    ],
    ['a large first letter in a block that floats', `<div><div style="float:left">S</div>${SEEN.slice(1)}</div>`, SEEN],
    [
      'a letter for the eyes and a word for the ears',
      `<p><span aria-hidden="true">S</span><span style="position:absolute;width:1px;height:1px;overflow:hidden">Seen</span>${SEEN.slice(1)}</p>`,
      SEEN,
    ],
    [
      'a paragraph with a card that is hidden',
      `<p>Seen by <a href="#">whoever</a><span style="display:none"><a href="#">Whoever is in the news today, and why the harbour office would rather not say so</a></span> comes this way, and read by some of them.</p>`,
      SEEN,
    ],
    [
      'a paragraph with a card that opens',
      `<p>Seen by whoever<span style="position:absolute;opacity:0;transition:opacity 1s">This is a card that opens when one rests on the word before it.</span> comes this way, and read by some of them.</p>`,
      SEEN,
    ],
  ])('%s', async (_what, html, line) => {
    expect(await linesOf(around(html))).toEqual([line]);
  });
});

describe('as two paragraphs', () => {
  const two = (open: string, close: string) => [FILLER[0], FILLER[4]].map((line) => `${open}${line} ${SEEN}${close}`).join('');
  test.each([
    ['elements of the page’s own that are blocks', `<style>t-para{display:block}</style><t-text>${two('<t-para>', '</t-para>')}</t-text>`],
    ['spans that are blocks', `<div>${two('<span style="display:block">', '</span>')}</div>`],
    ['spans in a column', `<div style="display:flex;flex-direction:column">${two('<span>', '</span>')}</div>`],
    ['breaks with white space between', `<div>${two('', '<br>\n<br>\n')}</div>`],
    ['blank lines of a preformatted text', `<pre>${two('', '\n\n')}</pre>`],
    ['blank lines where style keeps them', `<div style="white-space:pre-wrap">${two('', '\n\n')}</div>`],
  ])('%s', async (_what, html) => {
    expect(await linesOf(around(html))).toEqual([`${FILLER[0]} ${SEEN}`, `${FILLER[4]} ${SEEN}`]);
  });

  test('elements of the page’s own that stand in the line are one', async () => {
    expect(await linesOf(around('<p>Seen by <t-who>whoever</t-who> comes this way, <t-and>and</t-and> read by some of them.</p>'))).toEqual(
      [SEEN],
    );
  });
});

describe('not at all what nobody can see', () => {
  test.each([
    'display:none',
    'visibility:hidden',
    'opacity:0',
    'opacity:0;height:0;overflow:hidden',
    'height:0;overflow:hidden',
    'position:absolute;left:-9000px;width:300px',
    'position:absolute;top:-9000px',
    'margin-left:-9000px;width:300px',
    'transform:translateX(-9000px)',
    'transform:scale(0)',
    'text-indent:-9999px;overflow:hidden',
    'position:absolute;width:1px;height:1px;overflow:hidden',
    'position:absolute;clip-path:inset(50%)',
    'font-size:0',
    'font-size:1px;line-height:1px',
    'color:transparent',
    'color:#fff',
    'color:rgb(253 253 253)',
    'background:#222;color:#222',
  ])('%s', async (style) => {
    const hidden = `<p style="${style}">Nobody can see these words, and so nobody came here to read them, whatever they say.</p>`;
    expect(await linesOf(around(hidden))).toEqual([]);
    expect(await linesOf(around(`<div style="${style}"><div>${hidden.replace(/ style="[^"]*"/, '')}</div></div>`))).toEqual([]);
  });

  test('nor does it choose what is read', async () => {
    const stuffing = `<div style="position:absolute;left:-9000px">${Array.from({ length: 40 }, (_, i) => `<p>Sentence ${i} of a text that stands far to the left, where no reader will ever find it.</p>`).join('')}</div>`;
    expect(await linesOf(`${around('')}${stuffing}`)).toEqual([]);
  });

  test.each([
    ['what fades in as one comes to it', 'opacity:0;transition:opacity .6s'],
    ['what fades in by an animation', 'opacity:0;animation:appear 1s'],
    ['what is lifted over a picture', 'position:absolute;color:#fff'],
    ['what is painted with a picture', 'color:transparent;background:linear-gradient(red,blue);background-clip:text'],
    ['faint words', 'color:#ddd'],
    ['what a box scrolls', 'height:4em;overflow:auto'],
  ])('but %s', async (_what, style) => {
    expect(await linesOf(around(`<p style="${style}">${SEEN}</p>`))).toEqual([SEEN]);
  });

  test('but what has been scrolled away in a box of its own', async () => {
    stage(`<div id="box" style="height:150px;overflow:auto">${around(`<p>${SEEN}</p>`)}</div>`);
    document.querySelector('#box')?.scrollTo(0, 10_000);
    const readable = await readPage(document);
    expect(readable.state === 'read' && readable.read.page.text).toContain(FILLER[0]);
  });
});

describe('wherever it stands', () => {
  const TALE = FILLER.map((line) => `<p>${line}</p>`).join('');
  const text = FILLER.join('\n');
  const read = async () => {
    const readable = await readPage(document);
    return readable.state === 'read' ? readable.read.page.text : readable.why;
  };

  test('in a dialog that is open over a short page', async () => {
    stage(`<p>${SEEN}</p><dialog><article>${TALE}</article></dialog>`);
    expect(await read()).toBe('not-prose');
    document.querySelector('dialog')?.showModal();
    expect(await read()).toBe(text);
  });

  test('in what acts as a dialog; but a question over a text is none of it', async () => {
    stage(`<p>${SEEN}</p><div role="dialog" aria-modal="true">${TALE}</div>`);
    expect(await read()).toBe(text);
    stage(`<article>${TALE}</article><div role="dialog"><p>${SEEN} ${SEEN}</p></div>`);
    expect(await read()).toBe(text);
  });

  test.each([
    ['a page', 'text/html', `<!doctype html><article>${TALE}</article>`],
    [
      'an XHTML document',
      'application/xhtml+xml',
      `<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>T</title></head><body>${TALE}</body></html>`,
    ],
    [
      'an XML document with a style',
      'text/xml',
      `<?xml version="1.0"?><?xml-stylesheet type="text/css" href="data:text/css,line{display:block}"?><tale>${FILLER.map((line) => `<line>${line}</line>`).join('')}</tale>`,
    ],
    ['a plain text', 'text/plain', FILLER.map((line) => line.replace(', ', ',\n')).join('\n\n')],
  ])('in a frame of the same site: %s', async (_what, type, source) => {
    stage('<h1>Around</h1><iframe width="600" height="400"></iframe>');
    const frame = document.querySelector('iframe');
    const url = URL.createObjectURL(new Blob([source], { type }));
    await new Promise((resolve) => {
      frame?.addEventListener('load', resolve, { once: true });
      frame?.setAttribute('src', url);
    });
    expect(await readPage(document)).toMatchObject({
      state: 'read',
      isInFrame: true,
      read: { page: { text, url: document.location.href } },
    });
    URL.revokeObjectURL(url);
  });

  test('in a frame of another site: then the page says so, unless the frame is small', async () => {
    stage(`<iframe sandbox srcdoc="${TALE.replaceAll('"', '&quot;')}" style="width:100vw;height:100vh"></iframe>`);
    const frame = document.querySelector('iframe');
    await new Promise((resolve) => frame?.addEventListener('load', resolve, { once: true }));
    expect(await read()).toBe('framed');
    frame?.setAttribute('style', 'width:250px;height:220px');
    expect(await read()).toBe('not-prose');
  });

  test('in a frame of a set of frames', async () => {
    const tale = URL.createObjectURL(new Blob([TALE], { type: 'text/html' }));
    stage(`<iframe srcdoc='<frameset cols="*"><frame src="${tale}"></frameset>' style="width:600px;height:400px"></iframe>`);
    const frame = document.querySelector('iframe');
    await new Promise((resolve) => frame?.addEventListener('load', resolve, { once: true }));
    expect(await read()).toBe(text);
    URL.revokeObjectURL(tale);
  });

  test('in a form whose fields are named as the DOM names its own', async () => {
    const names = [
      'parentNode',
      'matches',
      'getAttribute',
      'firstChild',
      'nextSibling',
      'nodeType',
      'localName',
      'hasAttributes',
      'children',
    ];
    stage(`<form class="x">${names.map((name) => `<input type="hidden" name="${name}">`).join('')}<div>${TALE}</div></form>`);
    expect(await read()).toBe(text);
  });

  test('beside pictures named as the document names its own', async () => {
    stage(
      `${['body', 'title', 'querySelector', 'documentElement', 'defaultView'].map((name) => `<img name="${name}" alt="">`).join('')}<div>${TALE}</div>`,
    );
    expect(await read()).toBe(text);
  });
});
