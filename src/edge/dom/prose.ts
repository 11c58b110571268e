/** Chooses, of a page's blocks, those that are the text one came to read. Weighs text only; never touches the page. */
import type { Block, Hint } from './blocks';

const PARAGRAPH_CHARS = 80; // shorter ones must at least end like a sentence
const SENTENCE_CHARS = 25;
const MAX_LINK_SHARE = 0.5; // more, and it is a list of links
export const MIN_PROSE_CHARS = 500; // less is not something one reads
const HINT_SHARE = 0.4; // an element that holds more is the text, whatever it is called; comments only when there is no other text
const FADE = 0.5; // what a paragraph gives to each next ancestor
const REACH = 5; // ancestors that a paragraph gives to
const KIN_SHARE = 0.2; // text outside the heart counts from this part of the heart's weight
const ENDS_LIKE_SENTENCE = /[.!?…:;。！？।۔]["'”’»)\]]*\s*$/;
const SHORT_TEXT = /^(?:p|li|dd|dt|blockquote|h[2-6])$/;

export type Prose = {
  readonly heart: Element; // the element around most of it
  readonly blocks: readonly Block[]; // with headings and short items, in page order
  readonly chars: number; // of the paragraphs alone
};

export function choose(all: readonly Block[], body: Element): Prose {
  const candidates = all.filter(isParagraph);
  const isBeside = besideThe(candidates);
  const paragraphs = candidates.filter((block) => !isBeside(block));
  const parentOf = climbing();
  const weights = weigh(paragraphs, body, parentOf);
  const heart = heaviest(weights) ?? body;
  const enough = (weights.get(heart) ?? 0) * KIN_SHARE;
  const isKin = ({ container }: Block): boolean => (weights.get(parentOf(container) ?? body) ?? 0) >= enough;
  const isInside = insideOf(heart, parentOf);
  const kept = new Set(paragraphs.filter((block) => isInside(block.container) || isKin(block)));
  const blocks = all.filter((block) => kept.has(block) || (isShortText(block) && isInside(block.container) && !isBeside(block)));
  return { heart, blocks, chars: sum([...kept]) };
}

export function isParagraph(block: Block): boolean {
  if (block.isHeading || block.linkChars > block.chars * MAX_LINK_SHARE) return false;
  if (block.chars >= PARAGRAPH_CHARS) return true;
  return block.chars >= SENTENCE_CHARS && ENDS_LIKE_SENTENCE.test(lastText(block));
}

function isShortText({ container, chars, linkChars }: Block): boolean {
  return SHORT_TEXT.test(container.localName) && linkChars <= chars * MAX_LINK_SHARE;
}

function lastText({ nodes }: Block): string {
  return nodes.findLast(({ nodeValue }) => nodeValue !== null && nodeValue.trim() !== '')?.nodeValue ?? '';
}

/** Every ancestor's weight: its own paragraphs count in full, those further down less and less. */
function weigh(blocks: readonly Block[], body: Element, parentOf: ParentOf): ReadonlyMap<Element, number> {
  const weights = new Map<Element, number>();
  for (const { container, chars, linkChars } of blocks) {
    let share = chars - linkChars;
    let each = container === body ? body : parentOf(container);
    for (let i = 0; each && i < REACH; i += 1) {
      weights.set(each, (weights.get(each) ?? 0) + share);
      share *= FADE;
      each = each === body ? null : parentOf(each);
    }
  }
  return weights;
}

function heaviest(weights: ReadonlyMap<Element, number>): Element | undefined {
  let best: Element | undefined;
  for (const [element, weight] of weights) if (best === undefined || weight > (weights.get(best) ?? 0)) best = element;
  return best;
}

/** Tells blocks inside an element whose name says that it is not the text, and that holds too little of `blocks` to be it all the same. */
function besideThe(blocks: readonly Block[]): (block: Block) => boolean {
  const held = new Map<Element, number>();
  for (const { hint, chars } of blocks) {
    for (let each = hint; each; each = each.outer) held.set(each.element, (held.get(each.element) ?? 0) + chars);
  }
  const total = sum(blocks);
  const counts = (hint: Hint | undefined): boolean => {
    if (hint === undefined) return false;
    const limit = hint.isTalk ? total - MIN_PROSE_CHARS : total * HINT_SHARE;
    return (held.get(hint.element) ?? 0) < limit || counts(hint.outer);
  };
  return ({ hint }) => counts(hint);
}

/** Blocks share their ancestors: each is climbed from once. */
function insideOf(room: Element, parentOf: ParentOf): (element: Element) => boolean {
  const known = new Map<Element, boolean>([[room, true]]);
  return (element) => {
    const path: Element[] = [];
    let each: Element | null = element;
    for (; each && !known.has(each); each = parentOf(each)) path.push(each);
    const is = each !== null && known.get(each) === true;
    for (const passed of path) known.set(passed, is);
    return is;
  };
}

type ParentOf = (element: Element) => Element | null;

/** The parent on the screen: from a shadow root to its host. Asks the page once per element, for in Firefox every question is dear. */
function climbing(): ParentOf {
  const parents = new Map<Element, Element | null>();
  return (element) => {
    let parent = parents.get(element);
    if (parent === undefined) {
      parent = element.parentElement ?? hostOf(element.parentNode);
      parents.set(element, parent);
    }
    return parent;
  };
}

function hostOf(parent: Node | null): Element | null {
  return parent instanceof ShadowRoot ? parent.host : null;
}

function sum(blocks: readonly Block[]): number {
  return blocks.reduce((chars, block) => chars + block.chars, 0);
}
