/** What a reader wishes for a source, as stamped fields. Two copies of a library merge field by field; a refresh never writes here. */
import type { Stamped } from './marks';
import { readStamped } from './readers';
import { compareStamps, nextStamp, type Stamp, stampDevice } from './stamp';

export type SourceMarks = {
  readonly followed?: Stamped<boolean>; // false: unfollowed; its saved essays stay
  readonly title?: Stamped<string>; // '': as the source calls itself
  readonly folder?: Stamped<string>; // '': none
  readonly muted?: Stamped<boolean>;
  readonly intervalMs?: Stamped<number>; // 0: by how often it posts
  readonly inBadge?: Stamped<boolean>;
  readonly lessShown?: Stamped<boolean>; // its essays stand beside a page only where they speak to it plainly
  readonly typedHost?: Stamped<string>; // a private host that the reader typed and so allowed; '': none
};

/** What one act can change; several fields may change at once, as when a source is added. */
export type SourceChange = { readonly [F in keyof SourceMarks]?: NonNullable<SourceMarks[F]>[0] };

/** The wishes in force, defaults filled in. */
export type SourceWishes = {
  readonly isFollowed: boolean;
  readonly isUnfollowed?: true; // neither: the reader has decided nothing about it, as about the welcome
  readonly title?: string;
  readonly folder?: string;
  readonly isMuted: boolean;
  readonly intervalMs?: number;
  readonly inBadge: boolean;
  readonly isLessShown?: true;
  readonly typedHost?: string;
};

type Value = boolean | string | number;
type Fields = { readonly [F in keyof SourceMarks]?: Stamped<Value> };
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT_CHARS;
const isMs = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

const MAX_TEXT_CHARS = 500;

/** Every field with what its values must be. */
const FIELDS: { readonly [F in keyof SourceMarks]-?: (value: unknown) => boolean } = {
  followed: isBoolean,
  title: isText,
  folder: isText,
  muted: isBoolean,
  intervalMs: isMs,
  inBadge: isBoolean,
  lessShown: isBoolean,
  typedHost: isText,
};
const NAMES = Object.keys(FIELDS) as (keyof SourceMarks)[]; // as: FIELDS has exactly these keys

/** The marks after a change. As with essays, the reader's own act holds even over a later stamp; the very same marks where nothing changes. */
export function foldSource(marks: SourceMarks, change: SourceChange, stamp: Stamp): SourceMarks {
  const changed = NAMES.filter((name) => change[name] !== undefined && change[name] !== marks[name]?.[0]);
  if (changed.length === 0) return marks;
  return { ...marks, ...Object.fromEntries(changed.map((name) => [name, over(marks[name], change[name] ?? '', stamp)])) };
}

/** The same in any order, any number of times and in any grouping. */
export function mergeSourceMarks(a: SourceMarks, b: SourceMarks): SourceMarks {
  const pairs = NAMES.map((name) => [name, later((a as Fields)[name], (b as Fields)[name])] as const); // as: one loop over fields of several types
  return Object.fromEntries(pairs.filter(([, field]) => field !== undefined)) as SourceMarks; // as: each field is one of the two it came from
}

/** For rows of the store and for files. Damaged fields are left out one by one. */
export function readSourceMarks(raw: unknown): SourceMarks {
  if (typeof raw !== 'object' || raw === null) return {};
  const fields = raw as Readonly<Record<string, unknown>>; // as: every field is read below
  const pairs = NAMES.map((name) => [name, readStamped(fields[name], FIELDS[name] as (value: unknown) => value is Value)] as const); // as: FIELDS says what is a value
  return Object.fromEntries(pairs.filter(([, field]) => field !== undefined)) as SourceMarks; // as: each was checked by its own rule
}

/** For messages and files: every field that is there must read, or none of it counts. */
export function readSourceChange(raw: unknown): SourceChange | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const fields = raw as Readonly<Record<string, unknown>>; // as: every field is read below
  const given = NAMES.filter((name) => fields[name] !== undefined);
  return given.every((name) => FIELDS[name](fields[name])) ? Object.fromEntries(given.map((name) => [name, fields[name]])) : undefined;
}

export function wishesOf({ followed, title, folder, muted, intervalMs, inBadge, lessShown, typedHost }: SourceMarks): SourceWishes {
  return {
    isFollowed: followed?.[0] ?? false,
    ...(followed?.[0] === false && { isUnfollowed: true as const }),
    isMuted: muted?.[0] ?? false,
    inBadge: inBadge?.[0] ?? true,
    ...(lessShown?.[0] && { isLessShown: true as const }),
    ...(title?.[0] && { title: title[0] }),
    ...(folder?.[0] && { folder: folder[0] }),
    ...(intervalMs?.[0] && { intervalMs: intervalMs[0] }),
    ...(typedHost?.[0] && { typedHost: typedHost[0] }),
  };
}

/** Equal stamps with unequal values come from a file edited by hand: the larger value wins, the same on every device. */
function later(a: Stamped<Value> | undefined, b: Stamped<Value> | undefined): Stamped<Value> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compareStamps(a[1], b[1]) || (a[0] === b[0] ? 0 : a[0] < b[0] ? -1 : 1);
  return order < 0 ? b : a;
}

function over(previous: Stamped<Value> | undefined, value: Value, stamp: Stamp): Stamped<Value> {
  const isLater = previous === undefined || compareStamps(stamp, previous[1]) > 0;
  return [value, isLater ? stamp : nextStamp(previous[1], 0, stampDevice(stamp))];
}
