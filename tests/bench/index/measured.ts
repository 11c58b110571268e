/** What has been measured in this run, so that one section may show it and the next judge it. */
import type { Figures } from '../child';
import type { Cell } from '../section';

export const OURS = 'sidelight';
export const PEERS_UP_TO = 100_000; // essays: above it they take minutes and gigabytes

export type Measured = { readonly contender: string; readonly essays: number; readonly figures: Figures };

export const measured: Measured[] = [];

export function sizesMeasured(): number[] {
  return [...new Set(measured.map(({ essays }) => essays))];
}

export function rounded(figure: number): Cell {
  return figure >= 100 ? Math.round(figure) : Math.round(figure * 10) / 10;
}
