/** Makes of the blocks that a page's names tell those that one sees: without what is hidden, parted where style parts them, joined at a large first letter. */
import { gatherer, type Place } from '../../core/article/blocks';
import { type Chosen, choose } from '../../core/article/choose';
import { type Voice, voiceOf } from '../../core/article/names';
import type { Tree } from '../../core/article/tree';
import { type LiveBlock, type Piece, textOf, wordsOf } from './blocks';
import { attributeOf, localName, parentNode, parentOf } from './native';
import type { Sight } from './sight';
import type { Breathe } from './slices';

const WORTH_A_LOOK_CHARS = 12; // outside links: less becomes no paragraph, however it stands
const FIRST_LETTER_CHARS = 3; // and a quotation mark
const ROUNDS = 4; // of choosing and looking: what is taken away may have hidden what is the text

/** Cost  style and layout of the elements around what was chosen, and of what may yet be; other blocks are taken as they are. */
export async function chooseAsSeen(
  all: readonly LiveBlock[],
  tree: Tree<Element>,
  sight: Sight,
  breathe: Breathe,
): Promise<Chosen<Element, LiveBlock>> {
  const looked = new Set<LiveBlock>();
  let blocks = all;
  for (let round = 1; ; round += 1) {
    const chosen = choose(blocks, tree);
    const inChosen = new Set(chosen.blocks);
    const isWanted = (block: LiveBlock): boolean =>
      !looked.has(block) && (inChosen.has(block) || (isWorthALook(block) && chosen.isInside(block.container)));
    const next = round > ROUNDS ? blocks : await lookedAt(blocks, isWanted, looked, sight, breathe);
    if (next === blocks) return chosen;
    blocks = next;
  }
}

/** The same list where all is as it was. */
async function lookedAt(
  blocks: readonly LiveBlock[],
  isWanted: (block: LiveBlock) => boolean,
  looked: Set<LiveBlock>,
  sight: Sight,
  breathe: Breathe,
): Promise<readonly LiveBlock[]> {
  const seen: LiveBlock[] = [];
  let isChanged = false;
  for (const block of blocks) {
    if (isWanted(block)) {
      const last = seen.at(-1);
      const isJoined = last !== undefined && isFirstLetter(last, block, sight);
      const made = blockAsSeen(isJoined ? joined(last, block) : block, sight);
      if (isJoined) seen.pop();
      isChanged ||= made.length !== 1 || made[0] !== block;
      for (const each of made) looked.add(each);
      seen.push(...made);
      const pause = breathe();
      if (pause) await pause;
    } else seen.push(block);
  }
  return isChanged ? seen : blocks;
}

function isWorthALook({ isHeading, plainChars }: LiveBlock): boolean {
  return !isHeading && plainChars >= WORTH_A_LOOK_CHARS;
}

/** A first letter in an element of its own that floats, or stands in the line. */
function isFirstLetter(letter: LiveBlock, { container, isHeading }: LiveBlock, sight: Sight): boolean {
  if (letter.chars > FIRST_LETTER_CHARS || isHeading || parentNode(letter.container) !== container) return false;
  return sight.standOf(letter.container) !== 'block';
}

function joined(letter: LiveBlock, block: LiveBlock): LiveBlock {
  const chars = letter.chars + block.chars;
  return { ...block, pieces: [...letter.pieces, ...block.pieces], chars, plainChars: letter.plainChars + block.plainChars };
}

/** Where a text stands within its block. */
type Where = { readonly box: Element; readonly out: Element | undefined; readonly word: Element | undefined; readonly voice: Voice };

function blockAsSeen(block: LiveBlock, sight: Sight): readonly LiveBlock[] {
  return isAsItSeems(block, sight) ? [block] : takenApart(block, sight);
}

/** Most are: all of it can be seen, and stands in the line. */
function isAsItSeems({ pieces, chars, plainChars, container }: LiveBlock, sight: Sight): boolean {
  if (plainChars < chars && pieces.some((piece) => isInButton(piece, container))) return false;
  let checked: Element | undefined;
  for (const piece of pieces) {
    const text = textOf(piece);
    const parent = text && parentOf(text);
    if (parent === undefined || parent === checked) continue;
    if (!sight.isSeen(parent)) return false;
    for (let each: Element | undefined = parent; each !== undefined && each !== container; each = parentOf(each))
      if (sight.standOf(each) !== 'line') return false;
    checked = parent;
  }
  return true;
}

function takenApart(block: LiveBlock, sight: Sight): readonly LiveBlock[] {
  const { container, hint, isHeading } = block;
  const flow = gatherer<Element, Piece>();
  const aside = gatherer<Element, Piece>(); // what stands out of the flow
  const known = new Map<Element, Where>();
  let last: Where = { box: container, out: undefined, word: undefined, voice: 'plain' };

  function whereIs(parent: Element): Where {
    const path: Element[] = [];
    let each: Element | undefined = parent;
    for (; each !== undefined && each !== container && !known.has(each); each = parentOf(each)) path.push(each);
    let where = (each && known.get(each)) ?? { ...last, box: container, out: undefined, word: undefined, voice: 'plain' };
    for (const passed of path.reverse()) {
      where = within(where, passed);
      known.set(passed, where);
    }
    return where;
  }

  function within({ box, out, word, voice }: Where, element: Element): Where {
    const stand = sight.standOf(element);
    return {
      box: stand === 'block' ? element : box,
      out: stand === 'out' ? element : out,
      word: stand === 'word' ? element : word,
      voice: block.plainChars === block.chars ? voice : (voiceIn(element) ?? voice),
    };
  }

  function read(piece: Piece, parent: Element): void {
    const data = wordsOf(piece);
    const where = whereIs(parent);
    const place: Place<Element> = { container: where.out ?? where.box, hint, isHeading, voice: where.voice };
    if (where.out !== undefined && data.trim().length > FIRST_LETTER_CHARS) {
      if (where.out !== last.out) aside.border();
      flow.gap(parent);
      aside.text(piece, data, place);
    } else {
      if (where.box !== last.box) flow.border();
      if (where.word !== last.word) flow.gap(parent);
      flow.text(piece, data, place);
    }
    last = where;
  }

  for (const piece of withoutButtonsAround(block)) {
    const text = textOf(piece);
    const parent = text && parentOf(text);
    if (text === undefined || parent === undefined || wordsOf(piece).trim() === '') flow.gap(piece);
    else if (sight.isSeen(parent)) read(piece, parent);
  }
  return [...flow.blocks, ...aside.blocks];
}

function voiceIn(element: Element): Voice | undefined {
  return attributeOf(element, 'role') === 'button' ? 'button' : voiceOf(localName(element));
}

/** A button within a sentence is one of its words; one before or behind it is not. */
function withoutButtonsAround({ pieces, plainChars, chars, container }: LiveBlock): readonly Piece[] {
  if (plainChars === chars) return pieces;
  const hasWords = (piece: Piece): boolean => wordsOf(piece).trim() !== '';
  const isText = (piece: Piece): boolean => hasWords(piece) && !isInButton(piece, container);
  const first = pieces.findIndex(isText);
  return first < 0 ? [] : pieces.slice(first, pieces.findLastIndex(isText) + 1);
}

function isInButton(piece: Piece, container: Element): boolean {
  const text = textOf(piece);
  for (let each = text && parentOf(text); each !== undefined && each !== container; each = parentOf(each))
    if (voiceIn(each) === 'button') return true;
  return false;
}
