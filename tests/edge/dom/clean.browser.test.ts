import { expect, test } from 'vitest';
import { cleanCopy } from '../../../src/edge/dom/clean';
import { HOSTILE } from '../../fixtures/copies/orders';

const FORBIDDEN =
  'script,style,iframe,object,embed,form,input,button,select,textarea,template,noscript,base,meta,link,video,audio,source,portal,use,image,animate,set,foreignObject,maction,annotation,annotation-xml,svg a[href],dialog';

const again = (html: string): string => {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return body.innerHTML;
};

function wrongIn(root: ParentNode): string[] {
  const named = [...root.querySelectorAll(FORBIDDEN)].map(({ tagName }) => tagName);
  const attributes = [...root.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes].flatMap(({ name, value }) => {
      const isScript =
        name.startsWith('on') || /^(?:style|name|srcset|srcdoc|action|formaction|xlink:href|filter|tabindex|autofocus)$/.test(name);
      const leads = /^(?:href|src|data-src)$/.test(name) && !/^(?:https?:|mailto:|tel:|#|data:image)/.test(value);
      const paints = /url\(/.test(value) && !/url\(["']?#s\d/.test(value);
      return isScript || leads || paints ? [`${element.tagName} ${name}=${value}`] : [];
    }),
  );
  return [...named, ...attributes];
}

test.each(HOSTILE.map((html, at) => [at, html] as const))(
  'hostile markup %i runs nothing, loads nothing and styles nothing',
  (_at, html) => {
    const once = cleanCopy(html).innerHTML;
    for (const markup of [once, again(once), again(again(once)), cleanCopy(again(once)).innerHTML]) {
      const { body } = new DOMParser().parseFromString(markup, 'text/html');
      expect(wrongIn(body)).toEqual([]);
    }
    expect(cleanCopy(once).innerHTML).toBe(once);
  },
);

test.each([
  ['a note and its way back', '<p>a<sup><a id="r-1" href="#n-1">1</a></sup></p><ol><li id="n-1">b <a href="#r-1">↩</a></li></ol>'],
  ['code with its language', '<pre><code class="language-c++">a\n  b</code></pre>'],
  ['a table with its spans', '<table><tbody><tr><th scope="row" colspan="2">a</th><td rowspan="3">b</td></tr></tbody></table>'],
  ['lists with their numbers', '<ol start="3" type="a" reversed=""><li value="7">a</li></ol>'],
  [
    'a picture kept elsewhere',
    '<figure><img data-src="https://a.example/x.png" alt="x" width="3" height="4"><figcaption>y</figcaption></figure>',
  ],
  ['mathematics', '<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>'],
  [
    'a drawing with a fill of its own',
    '<svg viewBox="0 0 2 2"><defs><linearGradient id="s1-g"><stop offset="0" stop-color="red"></stop></linearGradient></defs><rect width="2" height="2" fill="url(#s1-g)"></rect></svg>',
  ],
  ['directions and languages', '<p dir="rtl" lang="ar">ا</p>'],
  ['addresses that lead somewhere', '<p><a href="https://a.example/?b=c">a</a> <a href="mailto:a@b.example">b</a></p>'],
  ['ruby, time, abbreviations', '<p><ruby>a<rt>b</rt></ruby> <time datetime="2026-01-01">c</time> <abbr title="d">e</abbr></p>'],
  ['what is shut and what is open', '<details open=""><summary>a</summary><p>b</p></details>'],
])('%s stays as it is', (_what, html) => {
  expect(cleanCopy(html).innerHTML).toBe(html);
});

test('ids and classes of strangers go, and an empty id', () => {
  expect(cleanCopy('<h2 id="reader" class="bar is-away">a</h2><p id="" class="language-x evil">b</p><h3 id="c12">c</h3>').innerHTML).toBe(
    '<h2>a</h2><p class="language-x">b</p><h3 id="c12">c</h3>',
  );
});

test('a depth of ten thousand elements and a cut end are read as far as they go', () => {
  expect(cleanCopy('<div>'.repeat(10_000)).textContent).toBe('');
  expect(cleanCopy('<p>a<b>b<a href="https://a.exa').textContent).toBe('ab');
});
