/** Where the card goes: beside its mark, never on it, never out of sight. Pure geometry in CSS pixels of the viewport. */

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
export type Size = { readonly width: number; readonly height: number };
export type Placed = { readonly left: number; readonly top: number; readonly maxHeight: number };

const GAP = 8; // between mark and card
const EDGE = 8; // between card and viewport

/**
 * Below the mark where the card fits, else above, else on the side with more room, cut to that room (the card then scrolls inside).
 * `at` is where the card should be centred, as near as the viewport allows.
 */
export function placeCard(mark: Box, card: Size, viewport: Size, at: number): Placed {
  const left = clamp(at - card.width / 2, EDGE, viewport.width - EDGE - card.width);
  const top = Math.max(EDGE, mark.bottom + GAP);
  const bottom = Math.min(mark.top - GAP, viewport.height - EDGE);
  const below = viewport.height - EDGE - top;
  const above = bottom - EDGE;
  if (card.height <= below || below >= above) return { left, top, maxHeight: Math.max(0, Math.min(card.height, below)) };
  const maxHeight = Math.min(card.height, above);
  return { left, top: bottom - maxHeight, maxHeight };
}

const SHEET_SHARE = 0.62; // of the window's height, at most

/** In a small window: over the whole width, at the lower edge, or at the upper one where it would cover the mark. */
export function placeSheet(mark: Box, sheet: Size, viewport: Size): Placed {
  const maxHeight = Math.min(sheet.height, Math.floor(viewport.height * SHEET_SHARE));
  const bottom = viewport.height - maxHeight;
  const isAbove = mark.bottom > bottom && mark.top >= maxHeight;
  return { left: 0, top: isAbove ? 0 : bottom, maxHeight };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
