import { afterEach, describe, expect, test } from 'vitest';
import { type Forbidden, openGuard } from '../../../src/edge/dom/forbidden';
import blog from '../../fixtures/pages/blog.html?raw';
import editor from '../../fixtures/pages/editor.html?raw';
import login from '../../fixtures/pages/login.html?raw';
import { holdTime, letTimeRun, pass } from '../../ui/held-time';
import { soon } from '../../ui/soon';
import { clear, stage } from './stage';

const closed = new WeakMap<Element, ShadowRoot>();
const { attachShadow } = Element.prototype;
const stops: (() => void)[] = [];
const TWO_LOOKS_MS = 1_200; // what nobody asked for is looked at every half second

afterEach(() => {
  letTimeRun();
  for (const stop of stops.splice(0)) stop();
  document.designMode = 'off';
  clear();
});

/** Browsers give an extension's script closed roots; a test's script has to remember them. */
function seeClosedRoots(): void {
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    closed.set(this, root);
    return root;
  };
  Object.defineProperty(Element.prototype, 'openOrClosedShadowRoot', {
    configurable: true,
    get(this: Element) {
      return closed.get(this) ?? this.shadowRoot;
    },
  });
  stops.push(() => {
    Element.prototype.attachShadow = attachShadow;
    Reflect.deleteProperty(Element.prototype, 'openOrClosedShadowRoot');
  });
}

function guarding() {
  const told: (Forbidden | undefined)[] = [];
  const guard = openGuard(document, (now) => told.push(now));
  stops.push(guard.rest);
  return { told, look: () => guard.look(), guard };
}

const beside = (field: string, html = blog) => html.replace('</body>', `${field}</body>`);

async function found(html: string): Promise<Forbidden | undefined> {
  stage(html);
  return guarding().look();
}

describe('nothing is marked beside', () => {
  test.each([
    ['a password', login, 'password'],
    ['a password in capitals', beside('<input type="PASSWORD">'), 'password'],
    ['a password shown as text', beside('<input type="text" autocomplete="section-a current-password">'), 'password'],
    ['a new password', beside('<input autocomplete="new-password">'), 'password'],
    ['a code', beside('<input inputmode="numeric" autocomplete="one-time-code">'), 'password'],
    ['a code by its name', beside('<input name="otp">'), 'password'],
    ...[
      'totp',
      'otp-1',
      'user_otp',
      'pin',
      'verification_code',
      'emailVerificationCode',
      'mfa_code',
      'mfa-code',
      '2fa',
      'twoFactor',
      'authCode',
    ].map((name) => [`a code that is named ${name}`, beside(`<input name="${name}">`), 'password'] as const),
    ['a code in boxes of one digit each', beside('<input inputmode="numeric" maxlength="1">'.repeat(6)), 'password'],
    ...['creditCard', 'credit-card', 'securityCode', 'security_code'].map(
      (name) => [`what stands on a card, named ${name}`, beside(`<input id="${name}" type="tel">`), 'password'] as const,
    ),
    ['a card number', beside('<input autocomplete="billing cc-number">'), 'password'],
    ['a card number in a list', beside('<input autocomplete="cc-exp">'), 'password'],
    ['a card’s code by its name', beside('<input id="payment-cvc">'), 'password'],
    ['an editor', editor, 'editor'],
    ['an empty answer to a letter', beside('<div role="textbox" contenteditable="true" aria-label="Answer"></div>'), 'editor'],
    ['plain text that one edits', beside('<p contenteditable="plaintext-only">Mine.</p>'), 'editor'],
    ['a letter that has begun', beside('<form id="comment"><textarea>Dear</textarea></form>'), 'editor'],
    ['a box for a letter', beside('<textarea name="body" aria-label="Message"></textarea>'), 'editor'],
    ['a code editor', beside('<div class="CodeMirror"><textarea style="width:1px;height:1px;opacity:0"></textarea>let</div>'), 'editor'],
  ] as const)('%s', async (_what, html, why) => {
    expect(await found(html)).toBe(why);
  });

  test('a document in design mode', async () => {
    document.designMode = 'on';
    expect(await found(blog)).toBe('editor');
  });

  test.each(['open', 'closed'] as const)('a field in a root that is %s, in another one', async (mode) => {
    seeClosedRoots();
    stage(beside('<sign-in></sign-in>'));
    const outer = document.querySelector('sign-in')?.attachShadow({ mode });
    const inner = document.createElement('div');
    outer?.append(inner);
    inner.attachShadow({ mode }).innerHTML = '<input type="password">';
    expect(await guarding().look()).toBe('password');
  });

  test('a field in a frame of the same site, in its roots too', async () => {
    stage(beside('<iframe id="frame"></iframe>'));
    const inner = document.querySelector<HTMLIFrameElement>('#frame')?.contentDocument;
    if (inner) inner.body.innerHTML = '<form><input name="parentNode"></form><section></section>';
    inner
      ?.querySelector('section')
      ?.attachShadow({ mode: 'open' })
      .append(Object.assign(inner.createElement('input'), { type: 'password' }));
    expect(await guarding().look()).toBe('password');
  });

  test('a letter in a frame that is written in as a whole', async () => {
    stage(beside('<iframe id="frame"></iframe>'));
    const inner = document.querySelector<HTMLIFrameElement>('#frame')?.contentDocument;
    if (inner) inner.designMode = 'on';
    expect(await guarding().look()).toBe('editor');
  });
});

describe('nothing is forbidden by', () => {
  test.each<readonly [string, string]>([
    ['an article', blog],
    ['a search box', beside('<input type="search" name="q" autocomplete="off"><input role="textbox">')],
    ['an empty box for comments', beside('<form class="comment-form"><textarea name="text"></textarea></form>')],
    ['a text that one copies', beside('<textarea readonly>&lt;iframe&gt;</textarea>')],
    ['a link made so for copying', beside('<a href="#" contenteditable="true">https://example.org/a</a>')],
    ['what says that it is not edited', beside('<div contenteditable="false">Plain.</div>')],
    ...['footpath', 'formfactor', 'postcode', 'coupon-code', 'hotpot', 'spinner', 'shipping'].map(
      (name) => [`a field that is named ${name}`, beside(`<input name="${name}">`)] as const,
    ),
    ['a choice', beside('<input type="radio" name="security"> None <input type="radio" name="security"> Some')],
    ['a box to tick', beside('<label><input type="checkbox" name="show-password"> Show</label>')],
  ])('%s', async (_what, html) => {
    expect(await found(html)).toBeUndefined();
  });
});

test('what stands in a frame of another site is not seen, nor a field that says in no way what it is for', async () => {
  stage(
    beside(`<input id="drawn" name="a1" style="-webkit-text-security:disc"><iframe sandbox srcdoc="<input type='password'>"></iframe>`),
  );
  const frame = document.querySelector('iframe') as HTMLIFrameElement; // as: just staged
  await new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }));
  expect(frame.contentDocument).toBeNull();
  expect(await guarding().look()).toBeUndefined();
});

const drawer = (style: string, around = '') =>
  beside(`<div style="${around}"><div id="drawer" style="${style}"><form><input type="password" id="field"></form></div></div>`);

describe('a field that nobody sees forbids nothing until it shows', () => {
  test.each([
    ['display:none'],
    ['visibility:hidden'],
    ['opacity:0'],
    ['height:0;overflow:hidden'],
    ['max-height:0;overflow:hidden;padding:0'],
    ['position:absolute;left:-9999px'],
    ['position:fixed;left:0;top:0;transform:translateX(-110%)'],
    ['position:fixed;right:0;top:0;transform:translateX(110%)'],
    ['position:fixed;left:0;top:100%'],
    ['position:absolute;clip-path:inset(100%)'],
    ['position:absolute;width:1px;height:1px;overflow:hidden'],
    ['transform:scale(0)'],
    ['content-visibility:hidden'],
    ['transform:translateY(-120%)', 'overflow:hidden;height:60px'],
    ['position:absolute;top:-80px', 'position:relative;overflow:clip;height:60px'],
  ])('%s', async (style, around = '') => {
    stage(drawer(style, around));
    const { look, told } = guarding();
    expect(await look()).toBeUndefined();
    document.querySelector('#drawer')?.removeAttribute('style');
    await soon(() => expect(told).toEqual(['password']));
  });

  test('but one that is merely scrolled away, or lies out of a box that does not hold it, does', async () => {
    expect(await found(drawer('margin-top:4000px'))).toBe('password');
    expect(await found(drawer('margin-top:900px', 'height:200px;overflow:auto'))).toBe('password');
    expect(await found(drawer('position:absolute;top:200px', 'overflow:hidden;height:10px'))).toBe('password');
  });

  test('a closed dialog and closed details show theirs when they open', async () => {
    stage(beside('<details><summary>In</summary><input type="password"></details>'));
    const { look, told } = guarding();
    expect(await look()).toBeUndefined();
    document.querySelector('details')?.setAttribute('open', '');
    await soon(() => expect(told).toEqual(['password']));
  });

  test('one that is drawn by something else, and has the focus, counts', async () => {
    stage(drawer('opacity:0'));
    document.querySelector<HTMLElement>('#field')?.focus();
    expect(await guarding().look()).toBe('password');
  });
});

describe('what comes and goes later is told', () => {
  const changes: readonly [string, () => unknown, Forbidden][] = [
    ['a field', () => document.body.insertAdjacentHTML('beforeend', '<p><input type="password"></p>'), 'password'],
    ['a kind', () => document.querySelector('#plain')?.setAttribute('type', 'password'), 'password'],
    ['a purpose', () => document.querySelector('#plain')?.setAttribute('autocomplete', 'one-time-code'), 'password'],
    ['an article that is edited', () => document.querySelector('article')?.setAttribute('contenteditable', ''), 'editor'],
    ['typed words', () => document.querySelector('textarea')?.setRangeText('Dear'), 'editor'],
    ['design mode', () => Object.assign(document, { designMode: 'on' }), 'editor'],
    ['a root where there was none', () => rootWith('<input type="password">', 'closed'), 'password'],
    ['a host that comes with its root', () => rootWith('<input type="password">', 'open', document.createElement('sign-in')), 'password'],
  ];
  test.each(changes)('%s', async (_what, change, why) => {
    seeClosedRoots();
    stage(beside('<input id="plain"><div id="host"></div><form class="comments"><textarea></textarea></form>'));
    const { look, told } = guarding();
    expect(await look()).toBeUndefined();
    change();
    await soon(() => expect(told).toEqual([why]));
  });

  function rootWith(html: string, mode: ShadowRootMode, host = document.querySelector('#host')): void {
    if (host) host.attachShadow({ mode }).innerHTML = html;
    if (host?.isConnected === false) document.body.append(host);
  }

  test('a field inside a root that was there', async () => {
    seeClosedRoots();
    stage(beside('<div id="host"></div>'));
    const root = document.querySelector('#host')?.attachShadow({ mode: 'closed' });
    const { look, told } = guarding();
    expect(await look()).toBeUndefined();
    root?.append(Object.assign(document.createElement('input'), { type: 'password' }));
    await soon(() => expect(told).toEqual(['password']));
    root?.replaceChildren();
    await soon(() => expect(told).toEqual(['password', undefined]));
  });

  test('a password stays one while it is shown as text', async () => {
    stage(beside('<input id="field" type="password">'));
    const { look, told } = guarding();
    holdTime();
    expect(await look()).toBe('password');
    document.querySelector('#field')?.setAttribute('type', 'text');
    document.body.append('a change');
    await pass(TWO_LOOKS_MS);
    expect(await look()).toBe('password'); // after those that nobody asked for
    expect(told).toEqual([]);
    document.querySelector('#field')?.remove();
    await pass(TWO_LOOKS_MS);
    await look();
    expect(told).toEqual([undefined]);
  });

  test('nothing is told after the rest', async () => {
    stage(blog);
    holdTime();
    const { look, told, guard } = guarding();
    await look();
    guard.rest();
    document.body.insertAdjacentHTML('beforeend', '<input type="password">');
    await pass(TWO_LOOKS_MS);
    expect(await look()).toBe('password');
    expect(told).toEqual([]);
  });
});

test('fields named like what is asked of them change nothing', async () => {
  const names = ['matches', 'getAttribute', 'localName', 'parentNode', 'nodeType', 'isConnected', 'querySelectorAll', 'ownerDocument'];
  const fields = names.map((name) => `<input name="${name}" style="display:none">`).join('');
  expect(await found(beside(`<form contenteditable>${fields}<p>Mine.</p></form>`))).toBe('editor');
  expect(await found(beside(`<form>${fields}<input type="password"></form><img name="visibilityState"><img name="designMode">`))).toBe(
    'password',
  );
});

test('sixty thousand elements are looked through in slices', async () => {
  stage(blog);
  const many = document.createElement('section');
  many.innerHTML = '<div><p>One</p><span>two</span></div>'.repeat(20_000);
  document.body.append(many);
  many.lastElementChild?.attachShadow({ mode: 'open' }).append(Object.assign(document.createElement('input'), { type: 'password' }));
  let breaths = 0;
  const guard = openGuard(document, () => {});
  stops.push(guard.rest);
  const outcome = await guard.look(() => {
    breaths += 1;
    return undefined;
  });
  expect(outcome).toBe('password');
  expect(breaths).toBeGreaterThan(500);
});
