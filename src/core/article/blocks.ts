/** Groups a page's text into blocks: paragraphs, list items, headings. Whoever walks the page tells it of texts and borders; it judges nothing. */
import { isHeadingName, type Saying } from './names';

/** An element around a block whose name says that it is not the text, with those further out. */
export type Hint<P> = { readonly element: P; readonly saying: Saying; readonly outer: Hint<P> | undefined };

/** Where a text stands. `P` is an element, of a document or of a parsed page. */
export type Place<P> = {
  readonly container: P; // the innermost block element around it
  readonly hint: Hint<P> | undefined;
  readonly isHeading: boolean;
  readonly isLink: boolean;
};

/** What stands between two block borders. Character counts leave out whitespace at the ends of a piece. */
export type Block<P, T = unknown> = {
  readonly container: P;
  readonly hint: Hint<P> | undefined;
  readonly isHeading: boolean;
  readonly pieces: T[]; // of text, in order, and what stands for a gap
  chars: number;
  linkChars: number;
  tail: string; // the last piece that has words
};

export function rootPlace<P>(root: P): Place<P> {
  return { container: root, hint: undefined, isHeading: false, isLink: false };
}

export function placeIn<P>(above: Place<P>, element: P, name: string, isBlock: boolean, saying: Saying | undefined): Place<P> {
  return {
    container: isBlock ? element : above.container,
    hint: saying === undefined ? above.hint : { element, saying, outer: above.hint },
    isHeading: above.isHeading || isHeadingName(name),
    isLink: above.isLink || name === 'a',
  };
}

export type Gatherer<P, T> = {
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
  const begin = (block: Block<P, T>): Block<P, T> => {
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
    text(piece, data, { container, hint, isHeading, isLink }) {
      const chars = data.trim().length;
      if (chars > 0) {
        isBroken = false;
        open ??= begin({ container, hint, isHeading, pieces: [], chars: 0, linkChars: 0, tail: '' });
        open.tail = data;
      }
      open?.pieces.push(piece);
      if (open !== undefined) open.chars += chars;
      if (open !== undefined && isLink) open.linkChars += chars;
      return chars;
    },
  };
}
