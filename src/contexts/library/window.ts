/** Which rows of a long list are in sight, and where each stands. All are of one height. Pure. */

export const ROW_PX = 84; // as .book in list.css: title, byline and one line of what it says

type Seen = { readonly top: number; readonly height: number; readonly total: number; readonly rowPx: number };

export type Window = {
  readonly first: number;
  readonly last: number; // below first where there is none
  readonly height: number; // of the whole list, in px
  readonly offset: (place: number) => number; // px from the top of the list
  readonly topFor: (place: number, top: number) => number | undefined; // how far to scroll for this row to be in sight; undefined: it is
};

const BEYOND = 4; // rows above and below, so that a quick wheel meets no gap
const MOST_PX = 8_000_000; // browsers know no taller element, Firefox at twice the size least of all: a longer list is scrolled in larger steps

/** Shapes  a list that is longer than browsers can scroll is pressed together: between its ends each row in sight stands at its own height. */
export function windowOf({ top, height, total, rowPx }: Seen): Window {
  const real = total * rowPx;
  const pressed = Math.min(real, MOST_PX);
  const scale = pressed <= height ? 1 : (real - height) / (pressed - height);
  const realTop = top * scale;
  const first = Math.max(0, Math.floor(realTop / rowPx) - BEYOND);
  const last = Math.min(total - 1, Math.ceil((realTop + height) / rowPx) + BEYOND);
  const topFor = (place: number, from: number): number | undefined => {
    const [start, end] = [place * rowPx, (place + 1) * rowPx];
    if (start < from * scale) return start / scale;
    return end > from * scale + height ? (end - height) / scale : undefined;
  };
  return { first, last, height: pressed, offset: (place) => place * rowPx - realTop + top, topFor };
}
