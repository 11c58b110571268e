/** Whether a page says something else than it did: a clock that ticks, a counter, another order make no other text. Pure. */

const OTHER_CHARS = 240; // some forty words: less is no passage that speaks to anything
const MOST = 0.5; // of what stood there: what is left may be about something else
const PIECE = /[^\s、。，．！？]+/g; // a word, or in scripts without spaces what stands between two stops

/** Cost  one pass over each, or over what stood there and as much of the other as decides. */
export function isOtherText(before: string, now: string): boolean {
  if (before === now) return false;
  const had = countsIn(before);
  let fresh = 0;
  let kept = 0;
  for (const [piece] of now.matchAll(PIECE)) {
    const left = had.get(piece) ?? 0;
    if (left > 0) {
      had.set(piece, left - 1);
      kept += piece.length;
    } else fresh += piece.length;
    if (fresh >= OTHER_CHARS) return true;
  }
  const gone = lettersIn(had);
  return gone > (gone + kept) * MOST;
}

function countsIn(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [piece] of text.matchAll(PIECE)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return counts;
}

function lettersIn(counts: ReadonlyMap<string, number>): number {
  let letters = 0;
  for (const [piece, count] of counts) letters += piece.length * count;
  return letters;
}
