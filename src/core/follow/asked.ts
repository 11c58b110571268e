/** What a reader asked for when the browser put its question, which closes the popup in Chromium: kept until its result was seen. Pure. */
import type { Findings, Preview } from './findings';

/** `look`: what is there to follow? `follow`: kept already, whatever the answer. `move`: it goes on where it was found, if that is allowed. */
export type Wanted =
  | { readonly kind: 'look'; readonly address: string; readonly isTyped: boolean }
  | { readonly kind: 'follow' | 'move'; readonly preview: Preview };

export type Asked = {
  readonly at: number; // ms since 1970, UTC
  readonly origins: readonly string[]; // what the browser was asked for
  readonly hadBefore?: boolean; // it was there already, and stays whatever comes of it
  readonly isTaken?: boolean; // the page that asked heard the answer, and goes on by itself
  readonly wanted: Wanted;
  readonly findings?: Findings; // of a look, once there was one
  readonly isDone?: boolean; // of a move
};

const FRESH_MS = 60 * 60_000; // who comes back later is not reminded

/** Undefined for what is no such thing, or too old to come back to. */
export function readAsked(raw: unknown, now: number): Asked | undefined {
  const { at, origins, wanted } = fieldsOf(raw);
  const { kind, address, preview } = fieldsOf(wanted);
  const isFresh = typeof at === 'number' && at <= now && now - at < FRESH_MS;
  const isWhole = kind === 'look' ? typeof address === 'string' : (kind === 'follow' || kind === 'move') && isObject(preview);
  return isFresh && isWhole && Array.isArray(origins) ? (raw as Asked) : undefined; // as: only pages of ours write there, and none outlives its version
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? { ...value } : {});
