/** Makes of the blocks that a page's names tell those that one sees: without what is hidden, parted where style parts them, joined at a large first letter. */
import { gatherer, type Place } from '../../core/article/blocks';
import { type Chosen, choose } from '../../core/article/choose';
import { type Voice, voiceOf } from '../../core/article/names';
import type { Tree } from '../../core/article/tree';
import { GAP, isTextIn, type LiveBlock, type Piece } from './blocks';
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
  const { container, hint, isHeading, pieces } = block;
  const isAsItSeems = ({ box, out, word, voice }: Where): boolean => box === container && !out && !word && voice !== 'button';

  /** Innermost first. */
  function whereIs(parent: Element): Where {
    const found: { box?: Element; out?: Element; word?: Element; voice?: Voice | undefined } = {};
    for (let each: Element | undefined = parent; each !== undefined && each !== container; each = parentOf(each)) {
      const stand = sight.standOf(each);
      if (stand === 'block') found.box ??= each;
      else if (stand !== 'line') found[stand] ??= each;
      found.voice ??= voiceIn(each);
    }
    return { box: container, out: undefined, word: undefined, ...found, voice: found.voice ?? 'plain' };
  }

  const known = new Map<Element, Where | undefined>(); // undefined: not seen
  const whereOf = ({ parent = container }: Piece): Where | undefined => {
    if (!known.has(parent)) known.set(parent, sight.isSeen(parent) ? whereIs(parent) : undefined);
    return known.get(parent);
  };
  const worded = pieces.map((piece) => (piece.words.trim() === '' ? undefined : { piece, where: whereOf(piece) }));
  if (worded.every((each) => each === undefined || (each.where !== undefined && isAsItSeems(each.where)))) return [block];

  const flow = gatherer<Element, Piece>();
  const aside = gatherer<Element, Piece>(); // what stands out of the flow
  let last = whereIs(container);
  // A button within a sentence is one of its words; one before or behind it is not.
  const isText = (each: (typeof worded)[number]): boolean => each?.where !== undefined && each.where.voice !== 'button';
  const first = worded.findIndex(isText);
  const end = worded.findLastIndex(isText) + 1;
  for (const [i, piece] of pieces.slice(first, end).entries()) {
    const each = worded[first + i];
    if (each === undefined) flow.gap(piece);
    else if (each.where !== undefined) read(piece, each.where);
  }
  return [...flow.blocks, ...aside.blocks];

  function read(piece: Piece, where: Where): void {
    const { box, out, word, voice } = where;
    const data = piece.words;
    const place: Place<Element> = { container: out ?? box, hint, isHeading, voice };
    if (out !== undefined && data.trim().length > FIRST_LETTER_CHARS) {
      if (out !== last.out) aside.border();
      flow.gap(GAP);
      aside.text(piece, data, place);
    } else {
      if (box !== last.box) flow.border();
      if (word !== last.word) flow.gap(GAP);
      flow.text(piece, data, place);
    }
    last = where;
  }
}

function voiceIn(element: Element): Voice | undefined {
  const name = localName(element);
  if (attributeOf(element, 'role') === 'button') return 'button';
  return isTextIn(element, name) ? undefined : voiceOf(name);
}
