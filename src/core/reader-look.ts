/** How the reader page looks by its reader's wish. Pure; what each means on the page is contexts/reader/reader.css. */

export const FACES = ['serif', 'sans', 'mono'] as const;
export const PAPERS = ['system', 'light', 'sepia', 'dark'] as const;
export type Face = (typeof FACES)[number];
export type Paper = (typeof PAPERS)[number];

export type ReaderLook = {
  readonly face: Face;
  readonly size: number; // CSS px
  readonly measure: number; // ch: how wide the column is
  readonly lineHeight: number;
  readonly paper: Paper; // system: light or dark, as the browser has it
  readonly isJustified: boolean;
  readonly hasMarks: boolean; // what is related elsewhere is marked in the text
};

export const DEFAULT_LOOK: ReaderLook = {
  face: 'serif',
  size: 19,
  measure: 62,
  lineHeight: 1.62,
  paper: 'system',
  isJustified: false,
  hasMarks: true,
};

/** What can be made larger and smaller. */
export type Measured = 'size' | 'measure' | 'lineHeight';
export const LIMITS: Readonly<Record<Measured, { readonly least: number; readonly most: number; readonly step: number }>> = {
  size: { least: 15, most: 28, step: 1 },
  measure: { least: 45, most: 80, step: 1 },
  lineHeight: { least: 1.4, most: 2, step: 0.06 },
};

/** One step larger or smaller, as far as it goes. */
export function stepped(look: ReaderLook, what: Measured, by: 1 | -1): ReaderLook {
  return { ...look, [what]: within(what, look[what] + by * LIMITS[what].step) };
}

/** Any stored value as a look; unknown or damaged fields fall back one by one. */
export function readLook(raw: unknown): ReaderLook {
  const { face, size, measure, lineHeight, paper, isJustified, hasMarks } = (
    typeof raw === 'object' && raw !== null ? raw : {}
  ) as Readonly<Record<string, unknown>>; // as: every field is checked below
  return {
    face: FACES.find((each) => each === face) ?? DEFAULT_LOOK.face,
    size: numberFor('size', size),
    measure: numberFor('measure', measure),
    lineHeight: numberFor('lineHeight', lineHeight),
    paper: PAPERS.find((each) => each === paper) ?? DEFAULT_LOOK.paper,
    isJustified: typeof isJustified === 'boolean' ? isJustified : DEFAULT_LOOK.isJustified,
    hasMarks: typeof hasMarks === 'boolean' ? hasMarks : DEFAULT_LOOK.hasMarks,
  };
}

function numberFor(what: Measured, value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? within(what, value) : DEFAULT_LOOK[what];
}

function within(what: Measured, value: number): number {
  const { least, most } = LIMITS[what];
  return Math.round(Math.min(most, Math.max(least, value)) * 100) / 100; // two places: sums of steps would have sixteen
}
