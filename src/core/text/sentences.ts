/** Where the sentences of a text stand. Knows no stop words and no stems. */
import type { PageAsRead, PageText, Span } from '../page';

/** Intl.Segmenter ends a sentence at "Dr. Smith", "J. K. Rowling" and "“Stop!” she said"; it goes on where one of these fits. */
const ABBREVIATION =
  /(?:^|[^\p{L}\p{N}.])(?:M[rsx]|Mrs|Dr|Prof|St|Mt|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Rev|Hon|Fig|Eq|[Vv]s|[Ee]\.g|[Ii]\.e|[Cc]f|viz)\.\s*$/u;
const INITIAL = /(?:^|[^\p{L}\p{N}])(?!I\.)\p{Lu}\.\s*$/u;
const QUOTED_END = /[.!?…。！？]["'”’»)\]」』）]+\s*$/u;
const SMALL_START = /^["'“‘«([]*\p{Ll}/u;
const GOES_ON_AFTER_SPEECH = /^(?:と|って|、|，)/u; // 「…。」と言った
/** Marks behind a stop, without a space before them. The segmenter takes all of them for the end of what went before. */
const MARKS_AT_END = /(?<=[.!?…。！？؟।۔])(?:["'“”„‟‘’‚«»]|[\p{Ps}\p{Pe}])+(?=\s*$)/u;
/** Which ends a quotation in one language begins it in another: every second one does. */
const QUOTES = /["“”„‟«»]/g;
const HAS_WORD = /[\p{L}\p{N}]/u;

/** The segmenter copies its whole input for each sentence it finds, so it gets a text in pieces: 5 MB at once need more than 4 GB. */
const PIECE_CHARS = 4_000;

let segmenter: Intl.Segmenter | undefined;

/**
 * The sentences of `text` in order, without the spaces around them. A line break always ends one; a stretch without a word is none.
 *
 * Units   UTF-16 code units of `text`; a sentence longer than 4,000 is cut.
 */
export function sentenceSpans(text: string): Span[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const spans: Span[] = [];
  for (let start = 0; start < text.length; ) {
    if (text[start] === '\n') start++;
    else start = readPiece(text, start, segmenter, spans);
  }
  return spans;
}

/** A sentence ends at its paragraph's end at the latest. */
export function withSentences({ paragraphs, ...page }: PageAsRead): PageText {
  const within = ([start, end]: Span): Span[] => sentenceSpans(page.text.slice(start, end)).map(([from, to]) => [start + from, start + to]);
  return { ...page, sentences: paragraphs.flatMap(within) };
}

/** Adds the sentences of one piece and says where the next begins. */
function readPiece(text: string, start: number, cutter: Intl.Segmenter, spans: Span[]): number {
  const lineEnd = text.indexOf('\n', start);
  const blockEnd = lineEnd < 0 ? text.length : lineEnd;
  const piece = text.slice(start, Math.min(blockEnd, start + PIECE_CHARS));
  const ends = sentenceEnds(piece, cutter);
  if (start + piece.length < blockEnd && ends.length > 1) ends.pop(); // cut short by the piece: read again with what follows
  let from = 0;
  for (const end of ends) {
    const sentence = piece.slice(from, end);
    const first = start + from + sentence.length - sentence.trimStart().length;
    if (HAS_WORD.test(sentence)) spans.push([first, first + sentence.trim().length]);
    from = end;
  }
  return start + from;
}

function sentenceEnds(piece: string, cutter: Intl.Segmenter): number[] {
  const opensAt = quotations(piece);
  const ends: number[] = [];
  for (const { segment, index } of cutter.segment(piece)) {
    const end = index + segment.length;
    const last = ends.at(-1);
    const start = closedAtStart(piece, last ?? 0, end, opensAt);
    if (last !== undefined) ends[ends.length - 1] = start;
    if (last !== undefined && goesOn(piece.slice(Math.max(0, start - 24), start), piece.slice(start, end))) ends.pop();
    ends.push(openedAtEnd(piece, ends.at(-1) ?? 0, end, opensAt));
  }
  if (ends.length > 0) ends[ends.length - 1] = piece.length;
  return ends;
}

/** Where a sentence truly begins: behind a mark that closes what the one before opened. French puts a space before its marks. */
function closedAtStart(piece: string, start: number, end: number, opensAt: (at: number) => boolean): number {
  const { 0: marks = '' } = /^\s*["“”«»](?=\s)/.exec(piece.slice(start, Math.min(end, start + 24))) ?? [];
  return marks !== '' && !opensAt(start + marks.length - 1) ? start + marks.length : start;
}

/** Where a sentence truly ends: before marks that open what follows. */
function openedAtEnd(piece: string, start: number, end: number, opensAt: (at: number) => boolean): number {
  const found = MARKS_AT_END.exec(piece.slice(Math.max(start, end - 24), end));
  if (found === null) return end;
  const from = Math.max(start, end - 24) + found.index;
  for (let at = from; at < from + found[0].length; at++) if (opensAt(at)) return at;
  return end;
}

/** Tells whether the mark at a place opens: of quotation marks every second one does. Ask in order; a step back costs what it spans. */
function quotations(piece: string): (at: number) => boolean {
  let counted = 0;
  let before = 0; // quotation marks before `counted`
  const between = (from: number, to: number): number => piece.slice(from, to).match(QUOTES)?.length ?? 0;
  return (at) => {
    before += at >= counted ? between(counted, at) : -between(at, counted);
    counted = at;
    const mark = piece.charAt(at);
    return mark.search(QUOTES) === 0 ? before % 2 === 0 : /[\p{Ps}‘]/u.test(mark);
  };
}

function goesOn(before: string, after: string): boolean {
  return (
    ABBREVIATION.test(before) ||
    INITIAL.test(before) ||
    (QUOTED_END.test(before) && (SMALL_START.test(after) || GOES_ON_AFTER_SPEECH.test(after)))
  );
}
