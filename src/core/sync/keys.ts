/** How what lies on a server is locked: the one file that every machine reads first. Holds the keys themselves only under the reader's phrase. Total. */

export type Keys =
  | { readonly mode: 'plain' }
  | {
      readonly mode: 'phrase';
      readonly salt: string; // base64
      readonly cost: Cost;
      readonly boxes: readonly Box[]; // the newest first: what is written goes under it
    };

/** Of scrypt. */
export type Cost = { readonly N: number; readonly r: number; readonly p: number };

/** A key, under the phrase. */
export type Box = { readonly id: string; readonly box: string }; // box: base64

/** A second of a slow machine, and 64 MB while it lasts: more than workers of small machines have is not asked for. */
export const COST: Cost = { N: 2 ** 16, r: 8, p: 1 };

const VERSION = 1;
const BASE64 = /^[A-Za-z0-9+/]{1,400}={0,2}$/;
const KEY_ID = /^[0-9a-f]{8}$/;
export const MOST_BOXES = 20;

export function keysText(keys: Keys): string {
  return JSON.stringify(
    keys.mode === 'plain' ? { v: VERSION, plain: true } : { v: VERSION, salt: keys.salt, ...keys.cost, keys: keys.boxes },
  );
}

/** A server that asks for years of work, or for less than is safe, is not believed. */
export function readKeys(text: string): Keys | 'newer' | 'not-ours' {
  const raw = parsed(text);
  if (typeof raw !== 'object' || raw === null) return 'not-ours';
  const { v, plain, salt, N, r, p, keys } = raw as Readonly<Record<string, unknown>>; // as: each is checked below
  if (typeof v === 'number' && v > VERSION) return 'newer';
  if (v !== VERSION) return 'not-ours';
  if (plain === true) return { mode: 'plain' };
  const boxes = Array.isArray(keys) && keys.length > 0 && keys.length <= MOST_BOXES ? keys.map(readBox) : [undefined];
  const isCost = isPower(N) && N >= 2 ** 14 && N <= 2 ** 18 && isIn(r, 8, 16) && isIn(p, 1, 4);
  if (typeof salt !== 'string' || !BASE64.test(salt) || !isCost || !boxes.every((box) => box !== undefined)) return 'not-ours';
  return { mode: 'phrase', salt, cost: { N, r, p }, boxes };
}

function readBox(raw: unknown): Box | undefined {
  const { id, box } = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>; // as: both are checked next
  return typeof id === 'string' && KEY_ID.test(id) && typeof box === 'string' && BASE64.test(box) ? { id, box } : undefined;
}

const isIn = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most; // as: isInteger narrows nothing
const isPower = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) > 0 && Number.isInteger(Math.log2(value as number)); // as: the same

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
