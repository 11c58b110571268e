/** A form's fields and a document's pictures that are called what is asked of them stand in front of it: every name that there is, not only those that we use. */
import { afterEach, expect, test } from 'vitest';
import { openGuard } from '../../../src/edge/dom/forbidden';
import { canBeBrought, isInSight } from '../../../src/edge/dom/in-sight';
import * as native from '../../../src/edge/dom/native';
import { readPage } from '../../../src/edge/dom/readable';
import blog from '../../fixtures/pages/blog.html?raw';
import { clear, stage } from './stage';

afterEach(clear);

/** What an object has by its prototypes. */
function namesOf(prototype: object): string[] {
  const names = new Set<string>();
  for (let each: object | null = prototype; each !== null; each = Object.getPrototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) names.add(name);
  }
  return [...names];
}

const FIELDS = namesOf(HTMLFormElement.prototype)
  .map((name) => `<input type="hidden" name="${name}">`)
  .join('');

function formAround(html: string): string {
  return html.replace(/<article\b[^>]*>/, (tag) => `<form id="taken">${FIELDS}${tag}`).replace('</article>', '</article></form>');
}

const localNameOf = (element: Element | null): string => (element === null ? '' : native.localName(element));
const taken = () => document.querySelector('#taken') as HTMLFormElement; // as: the staged page has it

test('these fields do stand in front: nothing of the form’s own is left', () => {
  stage(formAround(blog));
  const { matches, parentNode, getBoundingClientRect } = taken() as unknown as Record<string, unknown>; // as: they are fields here
  for (const each of [matches, parentNode, getBoundingClientRect]) expect(each).toBeInstanceOf(HTMLInputElement);
});

test('whatever is asked of an element is asked of its prototype', () => {
  stage(formAround(blog));
  const form = taken();
  expect([native.nodeType(form), native.localName(form), native.isConnected(form), native.documentOf(form)]).toEqual([
    Node.ELEMENT_NODE,
    'form',
    true,
    document,
  ]);
  const holder = native.parentOf(form);
  expect([holder?.contains(form), native.parentNode(form)]).toEqual([true, holder]);
  expect([native.firstChild(form), native.firstElementChild(form)].map((child) => child instanceof HTMLInputElement)).toEqual([true, true]);
  const [before, after] = [document.createElement('i'), document.createElement('b')];
  Element.prototype.before.call(form, before);
  Element.prototype.after.call(form, after);
  expect([native.previousSibling(form), native.nextSibling(form)]).toEqual([before, after]);
  expect([native.shadowRoot(form), native.attributeOf(form, 'id'), native.hasAttributes(form)]).toEqual([null, 'taken', true]);
  expect([native.matches(form, '#taken'), native.closest(form, 'body'), native.firstWithin(form, 'article') !== null]).toEqual([
    true,
    document.body,
    true,
  ]);
  expect([native.boxOfElement(form).width > 0, native.isVisible(form), native.allWithin(form, 'article').length]).toEqual([true, true, 1]);
  expect(native.textContent(form)).toContain('A tide table');
});

test('whatever is asked of a document is asked of its prototype', () => {
  stage('<iframe></iframe>');
  const { contentDocument: other, contentWindow: view } = document.querySelector('iframe') as HTMLIFrameElement; // as: just staged
  if (other === null) throw new Error('the frame has no document');
  const { body, documentElement } = other;
  other.title = 'Its title';
  body.innerHTML = namesOf(Document.prototype)
    .map((name) => `<img name="${name}">`)
    .join('');
  expect(localNameOf(other.body)).toBe('img'); // pictures do stand in front
  expect([native.bodyOf(other), native.rootOf(other), native.windowOf(other), native.titleIn(other)]).toEqual([
    body,
    documentElement,
    view,
    'Its title',
  ]);
  expect([native.firstIn(other, 'body'), native.allIn(other, 'body'), native.allOf(other, 'body')[0]]).toEqual([body, [body], body]);
  expect([native.activeElement(other), native.designModeOf(other), native.visibilityOf(other)]).toEqual([body, 'off', 'visible']);
  expect([localNameOf(native.topAt(other, 1, 1)) !== '', native.selectionOf(other)?.isCollapsed]).toEqual([true, true]);
  expect(localNameOf(native.makeElement(other, 'p'))).toBe('p');
});

test('an article within such a form is read as without, and a password in it is found', async () => {
  stage(blog);
  const plain = await readPage(document);
  stage(formAround(blog));
  const within = await readPage(document);
  expect([within.state, within.state === 'read' && within.read.page.text]).toEqual([
    'read',
    plain.state === 'read' ? plain.read.page.text : undefined,
  ]);
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('#taken article p') ?? document.body);
  expect([canBeBrought(words), isInSight(words)]).toEqual([true, true]);
  const guard = openGuard(document, () => {});
  expect(await guard.look()).toBeUndefined();
  guard.rest();
  native.addTo(taken(), Object.assign(document.createElement('input'), { type: 'password', name: 'append' }));
  expect(await guard.look()).toBe('password');
  guard.rest();
});
