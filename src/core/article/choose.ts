/** Chooses, of a page's blocks, those that are the text one came to read. Weighs text only, of a live document and of a parsed page alike. */
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
export const REPEATED_CHARS = 80; // pages hold their text twice: what is as long as this is read once, shorter ones are repeated with reason

/** How the elements of a page hang together. Asked once per element: in Firefox every question about a document is dear. */
export type Tree<P> = { readonly root: P; readonly parentOf: (element: P) => P | undefined; readonly nameOf: (element: P) => string };

export type Chosen<P, B> = {
  readonly heart: P; // the element around most of it
  readonly blocks: readonly B[]; // with headings and short items, in page order
  readonly chars: number; // of the paragraphs alone
};

type Climb<P> = (element: P) => P | undefined;

export function choose<P, B extends Block<P>>(all: readonly B[], { root, parentOf: ask, nameOf }: Tree<P>): Chosen<P, B> {
  const parentOf = remembering(ask);
  const candidates = all.filter(isParagraph);
  const isBeside = besideThe(candidates);
  const paragraphs = candidates.filter((block) => !isBeside(block));
  const weights = weigh(paragraphs, root, parentOf);
  const heart = heaviest(weights) ?? root;
  const enough = (weights.get(heart) ?? 0) * KIN_SHARE;
  const isKin = ({ container }: B): boolean => (weights.get(parentOf(container) ?? root) ?? 0) >= enough;
  const isInside = insideOf(heart, parentOf);
  const kept = new Set(paragraphs.filter((block) => isInside(block.container) || isKin(block)));
  const isShortText = ({ container, chars, linkChars }: B): boolean =>
    SHORT_TEXT.test(nameOf(container)) && linkChars <= chars * MAX_LINK_SHARE;
  const blocks = all.filter((block) => kept.has(block) || (isShortText(block) && isInside(block.container) && !isBeside(block)));
  return { heart, blocks, chars: sum([...kept]) };
}

export function isParagraph({ isHeading, chars, linkChars, tail }: Block<unknown>): boolean {
  if (isHeading || linkChars > chars * MAX_LINK_SHARE) return false;
  return chars >= PARAGRAPH_CHARS || (chars >= SENTENCE_CHARS && ENDS_LIKE_SENTENCE.test(tail));
}

/** Every ancestor's weight: its own paragraphs count in full, those further down less and less. */
function weigh<P>(blocks: readonly Block<P>[], root: P, parentOf: Climb<P>): ReadonlyMap<P, number> {
  const weights = new Map<P, number>();
  for (const { container, chars, linkChars } of blocks) {
    let share = chars - linkChars;
    let each = container === root ? root : parentOf(container);
    for (let i = 0; each !== undefined && i < REACH; i += 1) {
      weights.set(each, (weights.get(each) ?? 0) + share);
      share *= FADE;
      each = each === root ? undefined : parentOf(each);
    }
  }
  return weights;
}

function heaviest<P>(weights: ReadonlyMap<P, number>): P | undefined {
  let best: P | undefined;
  for (const [element, weight] of weights) if (best === undefined || weight > (weights.get(best) ?? 0)) best = element;
  return best;
}

/** Tells blocks inside an element whose name says that it is not the text, and that holds too little of `blocks` to be it all the same. */
function besideThe<P>(blocks: readonly Block<P>[]): (block: Block<P>) => boolean {
  const held = new Map<P, number>();
  for (const { hint, chars } of blocks) {
    for (let each = hint; each; each = each.outer) held.set(each.element, (held.get(each.element) ?? 0) + chars);
  }
  const total = sum(blocks);
  const known = new Map<Hint<P>, boolean>();
  const isLess = ({ element, saying }: Hint<P>): boolean =>
    (held.get(element) ?? 0) < (saying === 'talk' ? total - MIN_PROSE_CHARS : total * HINT_SHARE);
  return ({ hint }) => {
    const path: Hint<P>[] = [];
    let each = hint;
    for (; each && !known.has(each) && !isLess(each); each = each.outer) path.push(each);
    const is = each !== undefined && (known.get(each) ?? true);
    if (each) known.set(each, is);
    for (const passed of path) known.set(passed, is);
    return is;
  };
}

/** Blocks share their ancestors: each is climbed from once. */
function insideOf<P>(room: P, parentOf: Climb<P>): (element: P) => boolean {
  const known = new Map<P, boolean>([[room, true]]);
  return (element) => {
    const path: P[] = [];
    let each: P | undefined = element;
    for (; each !== undefined && !known.has(each); each = parentOf(each)) path.push(each);
    const is = each !== undefined && known.get(each) === true;
    for (const passed of path) known.set(passed, is);
    return is;
  };
}

function remembering<P>(ask: Climb<P>): Climb<P> {
  const known = new Map<P, P | undefined>();
  return (element) => {
    if (!known.has(element)) known.set(element, ask(element));
    return known.get(element);
  };
}

function sum(blocks: readonly Block<unknown>[]): number {
  return blocks.reduce((chars, block) => chars + block.chars, 0);
}
