/** Chooses, of a page's blocks, those that are the text one came to read. Weighs text only, of a live document and of a parsed page alike. */
import { besideThe } from './beside';
import type { Block } from './blocks';
import { isLeadToAnother, isMostlyLink, isParagraph, linesOf, PLAIN_SHARE } from './paragraph';
import { postsBelow } from './posts-below';
import { type Climb, climbingIn, insideOf, type Tree } from './tree';

const FADE = 0.5; // what a paragraph gives to each next ancestor
const REACH = 5; // ancestors that a paragraph gives to
const KIN_SHARE = 0.2; // text outside the heart counts from this part of the heart's weight
const KIN_LEVELS = 3; // above the heart: where a beginning or an end in wrappers of its own hangs
const SHORT_TEXT = /^(?:p|li|dd|dt|td|th|blockquote|h[2-6])$/;
const NEIGHBOURS = 2; // paragraphs beside a sentence that is mostly a link

export type Chosen<P, B> = {
  readonly heart: P; // the element around most of it
  readonly blocks: readonly B[]; // with headings and short items, in page order
  readonly isParagraph: (block: B) => boolean; // of those
  readonly isInside: (element: P) => boolean; // of the heart
  readonly chars: number; // of the paragraphs alone
};

export function choose<P, B extends Block<P>>(all: readonly B[], tree: Tree<P>): Chosen<P, B> {
  const { root, nameOf } = tree;
  const parentOf = climbingIn(tree);
  const lines = linesOf(all, parentOf);
  const candidates = all.filter((block) => isParagraph(block) || lines.has(block));
  const isBeside = besideThe(candidates);
  const isBelow = postsBelow(all, candidates, tree, parentOf);
  const isOut = (block: B): boolean => isBeside(block) || isBelow(block);
  const paragraphs = candidates.filter((block) => !isOut(block));
  const weights = weigh(paragraphs, root, parentOf);
  const heart = heaviest(weights) ?? root;
  const enough = (weights.get(heart) ?? 0) * KIN_SHARE;
  const isInside = insideOf(heart, parentOf);
  const isShaped = shapedLike(paragraphs, heart, tree, parentOf);
  const isKin = (block: B): boolean => (weights.get(parentOf(block.container) ?? root) ?? 0) >= enough || isShaped(block);
  const kept = new Set(paragraphs.filter((block) => isInside(block.container) || isKin(block)));
  const around = countBy(kept, ({ container }) => parentOf(container));
  const isLinkedText = (block: B): boolean =>
    isMostlyLink(block) && !isOut(block) && (around.get(parentOf(block.container)) ?? 0) >= NEIGHBOURS;
  for (const block of all.filter(isLinkedText)) kept.add(block);
  const isShortText = (block: B): boolean =>
    SHORT_TEXT.test(nameOf(block.container)) && block.plainChars >= block.chars * PLAIN_SHARE && !isLeadToAnother(block);
  const blocks = all.filter((block) => kept.has(block) || (isShortText(block) && isInside(block.container) && !isOut(block)));
  return { heart, blocks, isParagraph: (block) => kept.has(block), isInside, chars: sum(kept) };
}

/** Every ancestor's weight: its own paragraphs count in full, those further down less and less. */
function weigh<P>(blocks: readonly Block<P>[], root: P, parentOf: Climb<P>): ReadonlyMap<P, number> {
  const weights = new Map<P, number>();
  for (const { container, plainChars } of blocks) {
    let share = plainChars;
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

/** Tells paragraphs that hang beside the heart as its own hang in it, through elements of the same names and classes. */
function shapedLike<P>(
  paragraphs: readonly Block<P>[],
  heart: P,
  { nameOf, classOf }: Tree<P>,
  parentOf: Climb<P>,
): (block: Block<P>) => boolean {
  const rooms = new Map<P, string>(); // what is around the heart, and the way from there to it
  let way = '';
  for (let each: P | undefined = heart, level = 0; each !== undefined && level <= KIN_LEVELS; each = parentOf(each), level += 1) {
    if (level > 0) rooms.set(each, way);
    way = `${nameOf(each)}.${classOf(each)}>${way}`;
  }
  const inHeart = new Set(paragraphs.filter(({ container }) => parentOf(container) === heart).map(({ container }) => nameOf(container)));
  return ({ container }) => {
    if (!inHeart.has(nameOf(container))) return false;
    let path = '';
    let each = parentOf(container);
    for (let level = 0; each !== undefined && level <= KIN_LEVELS; each = parentOf(each), level += 1) {
      if (rooms.get(each) === path) return path !== '';
      path = `${nameOf(each)}.${classOf(each)}>${path}`;
    }
    return false;
  };
}

function countBy<T, K>(all: Iterable<T>, keyOf: (each: T) => K): ReadonlyMap<K, number> {
  const counts = new Map<K, number>();
  for (const each of all) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return counts;
}

function sum(blocks: Iterable<Block<unknown>>): number {
  let chars = 0;
  for (const block of blocks) chars += block.chars;
  return chars;
}
