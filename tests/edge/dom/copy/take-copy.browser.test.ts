/** What a copy keeps of its page: the article as one sees it, and how it is written. */
import { afterEach, describe, expect, test } from 'vitest';
import { type MarkupWriter, markupWriter } from '../../../../src/core/copy/markup-writer';
import { clear } from '../stage';
import { absolute, P, page, take } from './mill';

afterEach(clear);

describe('what a copy keeps', () => {
  test('the article from its first sentence to its last, without its title and the site around it', async () => {
    const { copy, body } = await take(
      page('', {
        around:
          '<div class="share-buttons">Tell everyone</div><section class="related-posts"><h2>More</h2><p>Another story of a mill, which is told elsewhere.</p></section>',
      }),
    );
    expect(copy.title).toBe('The ledger');
    expect([copy.canonical, copy.lead, copy.next]).toEqual([undefined, undefined, undefined]);
    expect(copy.language).toBe('en');
    expect(copy.text.startsWith('The mill stands')).toBe(true);
    expect(copy.text.endsWith('the ornament.')).toBe(true);
    expect(copy.text.split('\n\n')).toHaveLength(3);
    expect(body.querySelectorAll('p')).toHaveLength(3);
    expect(body.querySelector('h1,nav,footer,section')).toBeNull();
    expect(copy.isPartial).toBeUndefined();
  });

  test.each([
    [
      'spans',
      '<pre><code class="language-rust"><span>fn</span> main() {\n    <b>go</b>();\n\n}</code></pre>',
      'fn main() {\n    go();\n\n}',
      'language-rust',
    ],
    [
      'a line an element',
      '<pre class="shiki" data-language="ts"><code><div class="line">a</div><div class="line"></div><div class="line">  b</div></code></pre>',
      'a\n\n  b',
      'language-ts',
    ],
    [
      'lines in a grid',
      '<pre><code style="display:grid" class="language-go"><span data-line>a</span>\n<span data-line>b</span></code></pre>',
      'a\nb',
      'language-go',
    ],
    [
      'a numbered list',
      '<pre class="prettyprint"><code><ol class="linenums"><li class="L0">first();</li><li class="L1">  second();</li></ol></code></pre>',
      'first();\n  second();',
      '',
    ],
    ['breaks', '<pre>a<br>b<br><br>c</pre>', 'a\nb\n\nc', ''],
    [
      'rows with numbers',
      '<div class="highlight"><table class="hljs-ln"><tr><td class="hljs-ln-numbers" data-line-number="1">1</td><td class="hljs-ln-code">if x:</td></tr><tr><td class="hljs-ln-numbers">2</td><td class="hljs-ln-code">    y</td></tr></table></div>',
      'if x:\n    y',
      '',
    ],
    [
      'a gutter beside all lines',
      '<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td><td class="code"><div class="highlight-python"><pre>if x:\n    y</pre></div></td></tr></table>',
      'if x:\n    y',
      'language-python',
    ],
    [
      'numbers that cannot be selected',
      '<pre><span style="user-select:none">1 </span>a\n<span style="user-select:none">2 </span>b</pre>',
      'a\nb',
      '',
    ],
    ['a button in it', '<div class="code-block"><pre><button>Copy</button>a\nb</pre></div>', 'a\nb', ''],
  ])('code: %s', async (_how, markup, lines, classes) => {
    const { body } = await take(page(markup));
    expect(body.querySelectorAll('pre')).toHaveLength(1);
    expect(body.querySelector('pre > code')?.textContent).toBe(lines);
    expect(body.querySelector('pre > code')?.className).toBe(classes);
    expect(body.textContent).not.toContain('Copy');
  });

  test('code in a tab that is not open is kept, a menu that is shut is not', async () => {
    const { body } = await take(
      page(
        '<div role="tablist"><button role="tab" aria-controls="t2">two</button></div><div role="tabpanel"><pre>one</pre></div><div id="t2" role="tabpanel" hidden><pre>two</pre></div><button aria-expanded="false" aria-controls="m">menu</button><div id="m" hidden><a href="/a">Secret link</a></div>',
      ),
    );
    expect([...body.querySelectorAll('pre')].map((pre) => pre.textContent)).toEqual(['one', 'two']);
    expect(body.textContent).not.toContain('Secret link');
  });

  test('words in a line keep what they are', async () => {
    const { body } = await take(
      page(
        '<p>Use <code>a &lt; b</code>, <kbd>Ctrl</kbd>+<kbd>S</kbd>, <tt>x.txt</tt>, H<sub>2</sub>O, <del>no</del>, <mark>yes</mark>, <span class="dropcap" style="float:left">D</span>rop, <span>plain</span>.</p>',
      ),
    );
    expect(body.querySelectorAll('p')[1]?.innerHTML).toBe(
      'Use <code>a &lt; b</code>, <kbd>Ctrl</kbd>+<kbd>S</kbd>, <code>x.txt</code>, H<sub>2</sub>O, <del>no</del>, <mark>yes</mark>, Drop, plain.',
    );
  });

  test('a table with its heads and spans, and of one that only places things the words', async () => {
    const { body } = await take(
      page(
        `<table><caption>Sacks</caption><thead><tr><th>Year</th><th>Corn</th></tr></thead><tr><th scope="row" rowspan="2">1871</th><td>12</td></tr><tr><td></td></tr></table><table width="100%"><tr><td>${P[1]}</td></tr><tr><td>${P[2]}</td></tr></table>`,
      ),
    );
    expect(body.querySelectorAll('table')).toHaveLength(1);
    expect(body.querySelector('table')?.outerHTML).toBe(
      '<table><caption>Sacks</caption><thead><tr><th>Year</th><th>Corn</th></tr></thead><tbody><tr><th rowspan="2" scope="row">1871</th><td>12</td></tr><tr><td></td></tr></tbody></table>',
    );
  });

  test.each([
    [
      'at the end of the page',
      '<p>It rained<sup id="fnref:1"><a href="#fn:1">1</a></sup> a lot.</p>',
      '<section class="footnotes"><h2>Footnotes</h2><ol><li id="fn:1"><p>In April. <a href="#fnref:1">↩︎</a></p></li></ol></section>',
    ],
    [
      'by name',
      '<p>It rained<a name="_ftnref1" href="#_ftn1">[1]</a> a lot.</p>',
      '<p><a name="_ftn1" href="#_ftnref1">[1]</a> In April.</p>',
    ],
    ['in a popover', '<p>It rained<button popovertarget="n1">1</button> a lot.</p>', '<div id="n1" popover><p>In April.</p></div>'],
    [
      'in the margin',
      '<p>It rained<label for="s1" class="margin-toggle sidenote-number"></label><input type="checkbox" id="s1"><span class="sidenote">In April.</span> a lot.</p>',
      '',
    ],
    [
      'in a list of references',
      '<p>It rained<sup class="reference" id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup> a lot.</p>',
      '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> <span>In April.</span></li></ol>',
    ],
    [
      'under its number',
      '<p>It rained <a class="footnote-reference brackets" href="#id2" id="id1">1</a> a lot.</p>',
      '<dl class="footnote brackets"><dt class="label" id="id2"><span class="brackets"><a class="fn-backref" href="#id1">1</a></span></dt><dd><p>In April.</p></dd></dl>',
    ],
  ])('a note %s leads there and back', async (_where, mark, note) => {
    const { body, copy } = await take(page(`${mark}${P[1]}`, { around: '' }).replace('</article>', `${note}</article>`));
    const link = [...body.querySelectorAll('p')].find((each) => each.textContent?.startsWith('It rained'))?.querySelector('a');
    const target = body.querySelector(link?.getAttribute('href') ?? 'none');
    expect(target?.closest('section.footnotes')).not.toBeNull();
    expect(target?.textContent).toMatch(/^In April\.\s+↩$/);
    expect(body.querySelector(target?.querySelector('a')?.getAttribute('href') ?? 'none')).toBe(link);
    expect(body.textContent).not.toContain('Footnotes');
    expect(copy.text.match(/In April/g)).toHaveLength(1);
    expect(copy.text).toMatch(/It rained +a lot\./);
  });

  test('a table of contents and numbers that lead to chapters are no notes', async () => {
    const { body } = await take(page(`<p>See <a href="#two">2</a>.</p><h2 id="two">Two</h2>${P[1]}`));
    expect(body.querySelector('.footnotes')).toBeNull();
    expect(body.querySelector('a')?.getAttribute('href')).toBe(`#${body.querySelector('h2')?.id}`);
  });

  test('formulas once, whoever drew them', async () => {
    const tex = '<annotation encoding="application/x-tex">x</annotation>';
    const { body, copy } = await take(
      page(
        `<p>One <math><mi>a</mi></math>, two <span class="katex"><span class="katex-mathml" style="position:absolute;clip:rect(1px,1px,1px,1px);height:1px;width:1px;overflow:hidden"><math><semantics><mi>b</mi>${tex}</semantics></math></span><span class="katex-html" aria-hidden="true">b</span></span>, three <mjx-container class="MathJax" jax="CHTML" display="true"><mjx-math aria-hidden="true"><mjx-msup><mjx-mi><mjx-c class="mjx-c1D450"></mjx-c></mjx-mi><mjx-script><mjx-mn><mjx-c class="mjx-c32"></mjx-c></mjx-mn></mjx-script></mjx-msup></mjx-math></mjx-container>.</p>`,
      ),
    );
    expect([...body.querySelectorAll('math')].map((math) => math.innerHTML)).toEqual([
      '<mi>a</mi>',
      '<mi>b</mi>',
      '<msup><mi>𝑐</mi><mrow><mn>2</mn></mrow></msup>',
    ]);
    expect(body.querySelectorAll('math')[2]?.getAttribute('display')).toBe('block');
    expect(copy.text).toContain('One a, two b, three 𝑐2.');
  });

  test('figures with their captions, also those that are none by name', async () => {
    const { body, copy } = await take(
      page(
        '<figure><img src="/a.jpg" width="600" height="400" alt="A wheel"><figcaption>The wheel.</figcaption></figure><div class="wp-caption"><a href="/b-full.jpg"><img src="/b.jpg" width="600" height="400" alt=""></a><p class="wp-caption-text">The stones.</p></div><img src="/p.gif" width="1" height="1">',
      ),
    );
    expect(
      [...body.querySelectorAll('figure')].map((figure) => [
        figure.querySelector('img')?.dataset['src'],
        figure.querySelector('figcaption')?.textContent,
      ]),
    ).toEqual([
      [absolute('/a.jpg'), 'The wheel.'],
      [absolute('/b.jpg'), 'The stones.'],
    ]);
    expect(body.querySelector('img')?.getAttribute('alt')).toBe('A wheel');
    expect(copy.pictures).toEqual([absolute('/a.jpg'), absolute('/b.jpg')]);
    expect(copy.lead).toBe(absolute('/a.jpg'));
    expect(body.querySelector('[src]')).toBeNull();
  });

  test('pictures that wait: by attribute, by set, in noscript, behind a box', async () => {
    const gif = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    const { copy, body } = await take(
      page(
        `<p><img src="${gif}" data-src="/one.jpg" alt="one"></p><p><img src="${gif}" data-srcset="/two-4.jpg 400w, /two-9.jpg 900w" alt="two"></p><div><picture><source srcset="/three.avif 800w"><img src="${gif}" alt="three"></picture></div><p><span><img src="${gif}" alt="four"></span></p><div class="hero-bg" role="img" aria-label="five" style="background-image:url('/five.jpg');height:300px;width:300px"></div>`,
      ),
      () => {
        const noscript = document.createElement('noscript');
        noscript.textContent = '<img src="/four.jpg?a=1&amp;b=2" alt="four">'; // where scripts run its markup is words
        document.querySelector('span img')?.after(noscript);
      },
    );
    expect(copy.pictures).toEqual(['/one.jpg', '/two-9.jpg', '/three.avif', '/four.jpg?a=1&b=2', '/five.jpg'].map(absolute));
    expect([...body.querySelectorAll('img')].map((img) => img.alt)).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  test('a picture whose address holds it has a short name in the markup', async () => {
    const long = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><path d="${'M0 0L9 9'.repeat(200)}"/></svg>`)}`;
    const { copy, addresses } = await take(page(`<p><img src="${long}" width="200" height="200" alt="drawn"></p>`));
    expect(copy.pictures).toEqual(['data:image/svg+xml,1']);
    expect(addresses.get('data:image/svg+xml,1')).toBe(long);
    expect(copy.html).not.toContain('M0');
  });

  test('a drawing without what runs or leads out of it, and no icon', async () => {
    const { body } = await take(
      page(
        `<figure><svg viewBox="0 0 200 80" width="400" height="160"><defs><linearGradient id="g"><stop offset="0" stop-color="#08f"/></linearGradient></defs><style>.r{stroke:rgb(1, 2, 3)}</style><rect class="r" width="190" height="40" fill="url(#g)" onclick="x()"/><text x="6" y="15">water</text><a href="https://a.example/"><circle r="3"/></a><image href="/x.png"/><foreignObject><p>no</p></foreignObject><script>x()</script></svg><figcaption>The basin.</figcaption></figure><p>An icon <svg width="16" height="16" viewBox="0 0 16 16"><path d="M4 9h1v1z"/></svg> here.</p>`,
      ),
    );
    const drawing = body.querySelector('svg');
    expect(body.querySelectorAll('svg')).toHaveLength(1);
    expect(drawing?.querySelectorAll('a,image,script,style,foreignObject,[onclick],[class]')).toHaveLength(0);
    expect(drawing?.querySelector('rect')?.getAttribute('fill')).toBe(`url(#${drawing?.querySelector('linearGradient')?.id})`);
    expect(drawing?.querySelector('rect')?.getAttribute('stroke')).toBe('rgb(1, 2, 3)');
    expect(drawing?.textContent).toContain('water');
  });

  test('lists, quotes, definitions and folds in their order', async () => {
    const { body } = await take(
      page(
        '<ol start="3"><li>three<ul><li>deep</li></ul></li><li><p>four</p></li></ol><dl><dt>Ebb</dt><dd>Out.</dd></dl><blockquote cite="https://log.example/1"><p>Lit at four.</p><blockquote><p>Inner.</p></blockquote><footer>— <cite>Log</cite></footer></blockquote><details><summary>If nothing happens</summary><p>Count to sixty.</p></details><ul><li><input type="checkbox" checked> wax the runners</li></ul>',
      ),
    );
    expect(body.querySelector('ol')?.outerHTML).toBe('<ol start="3"><li>three<ul><li>deep</li></ul></li><li><p>four</p></li></ol>');
    expect(body.querySelector('dl')?.outerHTML).toBe('<dl><dt>Ebb</dt><dd>Out.</dd></dl>');
    expect(body.querySelector('blockquote')?.outerHTML).toBe(
      '<blockquote cite="https://log.example/1"><p>Lit at four.</p><blockquote><p>Inner.</p></blockquote><p>— <cite>Log</cite></p></blockquote>',
    );
    expect(body.querySelector('details')?.outerHTML).toBe('<details><summary>If nothing happens</summary><p>Count to sixty.</p></details>');
    expect(body.querySelector('body > ul')?.outerHTML).toBe('<ul><li>wax the runners</li></ul>');
  });

  test('headings have their words alone, and links within lead there still', async () => {
    const { body } = await take(
      page(
        `<h2 id="one">One<a class="anchor" href="#one">¶</a></h2>${P[1]}<h3><a id="user-content-two" href="#two"><svg width="16" height="16"><path d="M0 0"/></svg></a>Two</h3><p>As in <a href="#one">the first</a> and <a href="#two">the second</a>, not <a href="#gone">the third</a>.</p>`,
      ),
    );
    expect([...body.querySelectorAll('h2,h3')].map((each) => each.textContent)).toEqual(['One', 'Two']);
    expect([...body.querySelectorAll('p a')].map((link) => body.querySelector(link.getAttribute('href') ?? 'none')?.textContent)).toEqual([
      'One',
      'Two',
    ]);
    expect(body.textContent).toContain('the third');
    expect(body.querySelector('[id="one"],[id="two"]')).toBeNull();
  });

  test('what moves is a link to where it is', async () => {
    const { body, copy } = await take(
      page(
        '<iframe src="about:blank" data-src="https://www.youtube.com/embed/abc123XYZ_0" title="Ice singing" width="560" height="315"></iframe><video controls width="300" height="200"><source src="/thaw.mp4"></video><audio controls src="/whistle.mp3"></audio>',
      ),
    );
    expect([...body.querySelectorAll('a')].map((link) => [link.href, link.textContent])).toEqual([
      ['https://www.youtube.com/watch?v=abc123XYZ_0', 'Ice singing'],
      [absolute('/thaw.mp4'), `${location.hostname}/thaw.mp4`],
      [absolute('/whistle.mp3'), `${location.hostname}/whistle.mp3`],
    ]);
    expect(body.querySelector('iframe,video,audio')).toBeNull();
    expect(copy.pictures).toEqual([]);
  });

  test('what elements are by their role alone, they are in the copy', async () => {
    const { body } = await take(
      page(
        `<div role="heading" aria-level="3">Sums</div>${P[1]}<div role="table"><div role="rowgroup"><div role="row"><span role="columnheader">Year</span><span role="columnheader">Corn</span></div></div><div role="rowgroup"><div role="row"><span role="cell">1871</span><span role="cell">12</span></div></div></div>`,
      ),
    );
    expect(body.querySelector('h3')?.textContent).toBe('Sums');
    expect(body.querySelector('table')?.outerHTML).toBe(
      '<table><tbody><tr><th>Year</th><th>Corn</th></tr></tbody><tbody><tr><td>1871</td><td>12</td></tr></tbody></table>',
    );
  });

  test('elements that a script would make a picture or a player of', async () => {
    const { copy, body } = await take(
      page(
        '<p><amp-img src="/amp.jpg" width="600" height="400" alt="amp"></amp-img></p><object type="image/svg+xml" data="/plan.svg" aria-label="plan"></object><lite-youtube videoid="abc123XYZ_0" playlabel="Ice singing"></lite-youtube>',
      ),
    );
    expect(copy.pictures).toEqual(['/amp.jpg', '/plan.svg'].map(absolute));
    expect(body.querySelector('a')?.outerHTML).toBe('<a href="https://www.youtube.com/watch?v=abc123XYZ_0">Ice singing</a>');
  });

  test('what stands in shadow roots and slots is read in its place', async () => {
    const { copy } = await take(page('<mill-part><p>Slotted words of the mill.</p></mill-part>'), () => {
      const host = document.querySelector('mill-part');
      const root = host?.attachShadow({ mode: 'open' });
      const [above, slot, button] = ['p', 'slot', 'button'].map((name) => document.createElement(name));
      if (above) above.textContent = 'Above the slot.';
      if (button) button.textContent = 'Press me';
      root?.append(...[above, slot, button].filter((each) => each !== undefined));
    });
    expect(copy.text).toContain('Above the slot.\n\nSlotted words of the mill.');
    expect(copy.text).not.toContain('Press me');
  });

  test('from right to left, with other languages in it', async () => {
    const hebrew =
      '<p>עיר נמל לומדת מוקדם לספור את הימים שבהם אין רוח, ולרשום אותם במחברת קטנה שאיש אינו קורא בה עד שמגיע החורף הבא אחריו.</p>'.repeat(
        3,
      );
    const { copy, body } = await take(
      `<!doctype html><html lang="he" dir="rtl"><head><title>מחברת</title></head><body><article><h1>מחברת</h1>${hebrew}<p dir="ltr" lang="en">In <bdi>מחברת</bdi> the word means ledger.</p><p>קרא <ruby>漢<rt>かん</rt></ruby>.</p></article></body></html>`,
    );
    expect([copy.language, copy.direction]).toEqual(['he', 'rtl']);
    expect(body.querySelector('p[dir="ltr"]')?.getAttribute('lang')).toBe('en');
    expect(body.querySelector('rt')?.textContent).toBe('かん');
  });

  test('and nothing of a form, which says nothing of itself', async () => {
    const { copy } = await take(page('<form><label>Your mail <input></label><button>Sign up</button></form>'));
    expect(copy.text).not.toContain('mail');
  });

  test('of a page without an article all that it shows, and not its imprint', async () => {
    const sacks = Array.from({ length: 30 }, (_, at) => `<div class="card"><a href="/s${at}"><h3>Sack ${at}</h3></a><p>${at}.50</p></div>`);
    const { copy } = await take(
      `<!doctype html><title>Sacks</title><body><nav><a href="/">Front page</a></nav><div>${sacks.join('')}</div><footer><p>© The mill. All rights reserved.</p></footer>`,
    );
    expect(copy.text).toContain('Sack 7');
    expect(copy.text).not.toContain('rights reserved');
  });

  test.each(['<dialog open>', '<div role="dialog" aria-modal="true">'])('what is read in %s', async (opening) => {
    const { copy } = await take(
      `<!doctype html><title>The ledger</title><body><div aria-hidden="true"><p>A list of mills.</p></div>${opening}<article>${P.join('')}</article></${opening.slice(1, 4) === 'div' ? 'div' : 'dialog'}>`,
    );
    expect(copy.text).toContain('The mill stands');
  });

  test('of a page that is too long to be looked at twice, with every word in a word, its notes and what a fold is called', async () => {
    const many = Array.from(
      { length: 700 },
      (_, at) => `<p>${at}. <em>The wheel</em> turned <b>once</b>, and then it stood again.</p>`,
    ).join('');
    const { body } = await take(
      page(
        `<p>It is <a href="/grain"><em>said <strong>twice</strong></em></a> of the grain<sup id="fnref:1"><a href="#fn:1" class="footnote">1</a></sup> and of the <b><code>sluice</code></b>.</p>${many}
         <details><summary>What was left out</summary>${P[1]}</details>`,
        {
          around:
            '<div class="footnotes"><hr><ol><li id="fn:1"><p>So says the ledger, on its last page. <a href="#fnref:1">↩</a></p></li></ol></div>',
        },
      ),
    );
    expect(body.querySelectorAll('p').length).toBeGreaterThan(700);
    expect(body.querySelector('a > em > strong')?.textContent).toBe('twice');
    expect(body.querySelector('b > code')?.textContent).toBe('sluice');
    expect(body.querySelector('summary')?.textContent).toBe('What was left out');
    expect(body.querySelector('sup > a')?.getAttribute('href')).toBe('#n-1');
    expect(body.querySelector('#n-1')?.textContent).toContain('So says the ledger');
  });
});

describe('markup that is written', () => {
  const NAMES =
    'p h2 ul ol li dl dt dd blockquote details summary table thead tr td th caption figure figcaption div article section'.split(' ');
  const LINES = 'a b em code span ruby rt sup q'.split(' ');

  test('is the same after a parser has read it, whatever it was told', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const steps: readonly ((to: MarkupWriter) => void)[] = [
      (to) => to.open(NAMES[random(NAMES.length)] ?? 'p'),
      (to) => to.open(NAMES[random(NAMES.length)] ?? 'p', { lang: 'en' }),
      (to) => to.close(),
      (to) => to.begin(LINES[random(LINES.length)] ?? 'b'),
      (to) => to.end(),
      (to) => to.words(['one', ' two', 'three ', ' ', 'a < b & "c"'][random(5)] ?? ''),
      (to) => to.words('word '),
      (to) => to.lineBreak(),
      (to) => to.rule(),
      (to) => to.code('\n  x\n', undefined),
      (to) => to.atom('<img data-src="x" alt="">', ''),
      (to) => to.mark('<sup><a href="#n-1">1</a></sup>'),
    ];
    for (let round = 0; round < 3_000; round += 1) {
      const writer = markupWriter(new Set());
      for (let step = 0; step < 40; step += 1) steps[random(steps.length)]?.(writer);
      const { html } = writer.done();
      expect(new DOMParser().parseFromString(html, 'text/html').body.innerHTML, html).toBe(html);
    }
  });
});
