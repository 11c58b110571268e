/** What of a page is left out though one sees it: fields, buttons, editors, pay walls, what is said to be no part of the text. */
import { isLineName } from '../../../core/article/names';
import { boxCalled } from '../../../core/copy/boxes';
import { isCodeTool } from '../../../core/copy/code-words';
import { isRoleLeftOut } from '../../../core/copy/names';
import { allWithin, attributeOf, closest, firstWithin, localName, matches, parentOf, textContent } from '../native';
import type { Flat } from './flat';
import type { Look } from './look';
import type { Notes } from './notes';

const WALL_CHARS = 1_500; // a box that holds more is the text that was paid for
const TOOL_CHARS = 80;
const FORM_CHARS = 400; // a form that holds more is around a page
const EDITOR = '[contenteditable]:not([contenteditable="false" i]),[role="textbox" i],.monaco-editor,.CodeMirror,.cm-editor,.ace_editor';

/** Where an element stands in the copy. */
type Around = { readonly to: Element; readonly isHeading: boolean };

export function leftOutIn(flat: Flat, notes: Notes, lookAt: (element: Element) => Look, root: Element) {
  function isLeft(element: Element, name: string, above: Around): boolean {
    const role = attributeOf(element, 'role') ?? '';
    if (isRoleLeftOut(role.toLowerCase()) || matches(element, EDITOR)) return true;
    if (attributeOf(element, 'aria-hidden') === 'true' && isMuted(element, name)) return true;
    if (role === 'button' && name !== 'button') return isPlainButton(element, above);
    if (name === 'form') return isForm(element);
    const called = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`;
    const kind = matches(element, 'html,body,main,article,h1,h2,h3,h4,h5,h6,p,pre,code,table,tbody,tr,td')
      ? undefined
      : boxCalled(called.trim());
    if (kind === 'wall') return isWall(element);
    if (isCodeTool(called) && isByCode(element)) return true;
    return kind === 'frame' && isLineName(name) && (textContent(element) ?? '').length < 40 && /edit|skip|copy|screen/i.test(called);
  }

  function isWall(element: Element): boolean {
    const words = (textContent(element) ?? '').trim();
    if (words.length > WALL_CHARS || words === '' || !lookAt(element).isShown) return false;
    if (firstWithin(element, 'a,button,form,input') === null) return false;
    flat.isPartial = true;
    return true;
  }

  /** What stands over a block of code: its language, a button that copies it. */
  function isByCode(element: Element): boolean {
    if ((textContent(element) ?? '').trim().length > TOOL_CHARS || firstWithin(element, 'pre,table,code') !== null) return false;
    const parent = parentOf(element);
    const around = parent && allWithin(parent, 'pre,table').length === 0 ? parentOf(parent) : parent;
    return around !== undefined && allWithin(around, 'pre,table').length === 1 && localName(around) !== 'body';
  }

  function isPlainButton(element: Element, above: Around): boolean {
    if (above.isHeading || localName(above.to) === 'summary' || notes.ofMark(element) !== undefined) return false;
    if (firstWithin(element, 'img,picture,h1,h2,h3,h4,h5,h6') !== null) return false;
    return localName(element) !== 'a' || closest(above.to, 'p,li') === null;
  }

  function isMuted(element: Element, name: string): boolean {
    if (isLineName(name)) return name === 'i' || /icon|symbol|glyph|(?:^|\s)fa-|anchor/i.test(attributeOf(element, 'class') ?? '');
    return parentOf(element) !== root;
  }

  return { isLeft, isPlainButton };
}

/** Only what one fills in: to search, to write, to be written to. */
function isForm(form: Element): boolean {
  return (
    firstWithin(form, 'input:not([type="hidden" i]),textarea,select,button') !== null &&
    (textContent(form) ?? '').trim().length <= FORM_CHARS
  );
}
