/** Takes out of the plain copy the boxes that are no part of what one reads: pay walls by what they say, talk under the text, and what frames it. */
import { boxCalled, isPitch, saysItGoesOn } from '../../../core/copy/boxes';
import type { Flat } from './flat';

const BOX_SHARE = 0.4; // of all text: a box that holds more is the text, whatever it is called
const LEAST_CHARS = 500; // of text outside the talk: where less is left, the talk is what one came to read
const PITCH_CHARS = 140; // of the line that says it
const WALL_CHARS = 700;
const LONG_PARAGRAPH_CHARS = 220;
const NEVER = 'body,main,article,h1,h2,h3,h4,h5,h6,p,pre,table,tbody,tr,td,th,li,figure,figcaption,blockquote,a,span,code';

export function clearBoxes(flat: Flat): void {
  const { body } = flat;
  clearWalls(flat);
  const whole = lengthOf(body);
  const called = [...body.querySelectorAll('[class],[id]')].flatMap((element) => {
    const kind = element.matches(NEVER) ? undefined : kindOf(element);
    return kind === undefined || kind === 'wall' ? [] : [{ element, kind, chars: lengthOf(element) }];
  });
  const talk = outermost(called.filter(({ kind }) => kind === 'talk'));
  const said = talk.reduce((sum, { chars }) => sum + chars, 0);
  if (whole - said >= LEAST_CHARS) for (const { element } of talk) element.remove();
  for (const { element, chars } of called)
    if (chars < whole * BOX_SHARE && called.find((each) => each.element === element)?.kind === 'frame') element.remove();
}

/** A section's id is often made of its heading: about sharing, not a box to share with. */
function kindOf(element: Element): ReturnType<typeof boxCalled> {
  const byClass = boxCalled(element.getAttribute('class') ?? '');
  if (byClass !== undefined) return byClass;
  const id = element.getAttribute('id') ?? '';
  const byId = boxCalled(id);
  if (byId === undefined || byId === 'talk') return byId;
  const letters = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const heading = letters(element.querySelector('h1,h2,h3,h4,h5,h6')?.textContent ?? '');
  return heading !== '' && (element.localName === 'section' || heading.includes(letters(id))) ? undefined : byId;
}

function outermost<T extends { readonly element: Element }>(found: readonly T[]): readonly T[] {
  return found.filter(({ element }) => !found.some((other) => other.element !== element && other.element.contains(element)));
}

/** By its words alone: a short line that offers the rest for something, with what stands around it. */
function clearWalls(flat: Flat): void {
  const { body, document } = flat;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const lines: Element[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { parentElement: parent, textContent: words } = node;
    if (
      parent !== null &&
      words !== null &&
      words.length <= PITCH_CHARS &&
      words.length >= 6 &&
      isPitch(words) &&
      lengthOf(blockOf(parent)) <= PITCH_CHARS
    )
      lines.push(blockOf(parent));
  }
  for (const line of lines) {
    if (!body.contains(line)) continue;
    let box = line;
    for (let up = box.parentElement; up !== null && up !== body && isWallLike(up); up = up.parentElement) box = up;
    flat.isPartial = true;
    box.remove();
  }
}

function isWallLike(element: Element): boolean {
  return (
    !element.matches('article,main') &&
    lengthOf(element) <= WALL_CHARS &&
    ![...element.querySelectorAll('p')].some((each) => lengthOf(each) > LONG_PARAGRAPH_CHARS)
  );
}

/** A last line that leads to the rest. It goes, for here it leads nowhere. */
export function clearGoingOn(article: Element): boolean {
  const links = [...article.querySelectorAll('a[href]:not([data-to])')].slice(-5).reverse();
  const whole = lengthOf(article);
  let after = 0;
  for (const link of links) {
    const block = blockOf(link);
    after += lengthOf(block);
    if (after > whole / 4 && after > PITCH_CHARS * 2) return false;
    if (!saysItGoesOn((link.textContent ?? '').trim())) continue;
    (lengthOf(block) <= PITCH_CHARS && !/\.\s|[…]/.test(block.textContent ?? '') ? block : link).remove();
    return true;
  }
  return false;
}

function blockOf(element: Element): Element {
  return element.closest('p,li,div,h1,h2,h3,h4,h5,h6,section,td,blockquote') ?? element;
}

function lengthOf(element: Element): number {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim().length;
}
