/** Groups a page's text into blocks: paragraphs, list items, headings. Whoever walks the page tells it of texts and borders; it judges nothing. */
import { isHeadingName, type Saying, type Voice, voiceOf } from './names';

/** An element around a block whose name says that it is not the text, with those further out. */
export type Hint<P> = { readonly element: P; readonly saying: Saying; readonly isInDialog: boolean; readonly outer: Hint<P> | undefined };

/** Where a text stands. `P` is an element, of a document or of a parsed page. */
export type Place<P> = {
  readonly container: P; // the innermost block element around it
  readonly hint: Hint<P> | undefined;
  readonly isHeading: boolean;
  readonly voice: Voice;
};

/** What stands between two block borders. Counts leave out whitespace at the ends of a piece; dense scripts count `density` times. */
export type Block<P, T = unknown> = {
  readonly container: P;
  readonly hint: Hint<P> | undefined;
  readonly isHeading: boolean;
  readonly density: number;
  readonly pieces: T[]; // of text, in order, and what stands for a gap
  chars: number;
  plainChars: number; // outside links, code and buttons
  tail: string; // the last piece that has words
};

/** Scripts without spaces say in one character what others say in three. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const LOOKED_AT = 24; // characters
const FIRST_DENSE = 0x1100;
const NONE_BETWEEN = [0x1200, 0x2e80] as const; // where dashes and quotes stand

/** Most pages have no such letter, and never ask the question whose first answer costs half a millisecond. */
export function densityOf(text: string): number {
  for (let at = Math.min(text.length, LOOKED_AT) - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at);
    if (code >= FIRST_DENSE && (code < NONE_BETWEEN[0] || code >= NONE_BETWEEN[1])) return DENSE.test(text.slice(0, LOOKED_AT)) ? 3 : 1;
  }
  return 1;
}

export function rootPlace<P>(root: P): Place<P> {
  return { container: root, hint: undefined, isHeading: false, voice: 'plain' };
}

export function placeIn<P>(above: Place<P>, element: P, name: string, isBlock: boolean, saying: Saying | undefined): Place<P> {
  return {
    container: isBlock ? element : above.container,
    hint:
      saying === undefined
        ? above.hint
        : { element, saying, isInDialog: saying === 'dialog' || above.hint?.isInDialog === true, outer: above.hint },
    isHeading: above.isHeading || isHeadingName(name),
    voice: voiceOf(name) ?? above.voice,
  };
}

type Gatherer<P, T> = {
  readonly blocks: readonly Block<P, T>[];
  readonly border: () => void;
  readonly gap: (piece: T) => void; // parts the words around it
  readonly lineBreak: (piece: T) => void; // two in a row part paragraphs
  readonly text: (piece: T, data: string, place: Place<P>) => number; // how many characters it has
};

export function gatherer<P, T>(): Gatherer<P, T> {
  const blocks: Block<P, T>[] = [];
  let open: Block<P, T> | undefined;
  let isBroken = false; // by one line break, since the last words
  const begin = ({ container, hint, isHeading }: Place<P>, data: string): Block<P, T> => {
    const density = densityOf(data);
    const block: Block<P, T> = { container, hint, isHeading, density, pieces: [], chars: 0, plainChars: 0, tail: '' };
    blocks.push(block);
    return block;
  };
  return {
    blocks,
    border() {
      open = undefined;
    },
    gap(piece) {
      open?.pieces.push(piece);
    },
    lineBreak(piece) {
      if (isBroken) open = undefined;
      isBroken = true;
      open?.pieces.push(piece);
    },
    text(piece, data, place) {
      const chars = data.trim().length;
      if (chars > 0) {
        isBroken = false;
        open ??= begin(place, data.trimStart());
        open.tail = data;
      }
      if (open === undefined) return 0;
      open.pieces.push(piece);
      open.chars += chars * open.density;
      if (place.voice === 'plain') open.plainChars += chars * open.density;
      return chars;
    },
  };
}
