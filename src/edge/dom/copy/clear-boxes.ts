/** Takes out of the plain copy the boxes that are no part of what one reads: pay walls by what they say, talk under the text, and what frames it. */
import { boxCalled, isPitch, saysItGoesOn } from '../../../core/copy/boxes';
import { isHeading } from '../../../core/copy/names';
import type { Breathe } from '../slices';
import type { Flat } from './flat';

const SHARES = { frame: 0.25, talk: 0.1 }; // of the text: a box that holds more is text, whatever it is called
const NODES_PER_LOOK = 32;
const PITCH_CHARS = 140; // of the line that says it
const WALL_CHARS = 700;
const LONG_PARAGRAPH_CHARS = 220;
const NEVER = 'body,main,article,h1,h2,h3,h4,h5,h6,p,pre,table,tbody,tr,td,th,li,figure,figcaption,blockquote,a,span,code';

/** `prose`: what our own chooser reads, by the elements that it stands in. */
export async function clearBoxes(flat: Flat, prose: ReadonlyMap<Element, number>, breathe: Breathe): Promise<void> {
  await clearWalls(flat, breathe);
  const whole = [...prose.values()].reduce((sum, chars) => sum + chars, 0);
  const held = new Map<Element, number>();
  for (const [container, chars] of prose) {
    for (let each: Element | null = container; each !== null; each = each.parentElement) held.set(each, (held.get(each) ?? 0) + chars);
  }
  for (const [i, element] of flat.body.querySelectorAll('[class],[id]').entries()) {
    const pause = i % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
    const kind = element.matches(NEVER) ? undefined : kindOf(element);
    if (kind !== undefined && kind !== 'wall' && (held.get(element) ?? 0) <= whole * SHARES[kind]) element.remove();
  }
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

/** By its words alone: a short line that offers the rest for something, with what stands around it. */
async function clearWalls(flat: Flat, breathe: Breathe): Promise<void> {
  const { body, document } = flat;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const lines: Element[] = [];
  let nodes = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes += 1;
    const pause = nodes % NODES_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
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

/** What held notes alone is empty now, and the heading over it says nothing. */
export function clearHolder(holder: Element, body: Element): void {
  let each: Element | null = holder;
  while (each !== null && each !== body && (each.textContent ?? '').trim() === '' && each.querySelector('img,[data-seal]') === null) {
    const before: Element | null = each.previousElementSibling;
    const after = each.nextElementSibling;
    const parent: Element | null = each.parentElement;
    each.remove();
    if (before !== null && /^(?:h[1-6]|hr)$/.test(before.localName) && (after === null || isHeading(after.localName))) before.remove();
    each = parent;
  }
}
