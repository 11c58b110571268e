/**
 * The head of a machine's files on a server: which segments there are. A segment is some items, packed; it is called by its number and what its bytes
 * come to, and never changes. Small ones are made into larger ones now and then, of one size, so that few are ever read and few are written again.
 */

export type Segment = {
  readonly name: string;
  readonly count: number; // of items
  readonly of?: readonly string[]; // the segments that it was made of: who has read all of those need not read it
};

export type Head = { readonly segments: readonly Segment[] };

const VERSION = 1;
const NAME = /^\d{1,9}-[0-9a-f]{16}$/;
const MOST_SEGMENTS = 2_000;
const MOST_OF = 200;
const AT_ONCE = 4; // of about one size are made into one: each item is so written again once for every fourfold of what is there
export const MOST_ITEMS = 4_000; // of a segment: one request stays short

export function headText({ segments }: Head): string {
  return JSON.stringify({ v: VERSION, segments: segments.map(({ name, count, of }) => [name, count, ...(of ? [of] : [])]) });
}

/** Total: whatever a server gives. */
export function readHead(text: string): Head | 'newer' | 'damaged' {
  const raw = parsed(text);
  if (typeof raw !== 'object' || raw === null) return 'damaged';
  const { v, segments } = raw as Readonly<Record<string, unknown>>; // as: both are checked next
  if (typeof v === 'number' && v > VERSION) return 'newer';
  if (v !== VERSION || !Array.isArray(segments) || segments.length > MOST_SEGMENTS) return 'damaged';
  const read = segments.map(readSegment);
  return read.every((each) => each !== undefined) ? { segments: read } : 'damaged';
}

function readSegment(raw: unknown): Segment | undefined {
  if (!Array.isArray(raw)) return undefined;
  const [name, count, of] = raw;
  if (!isName(name) || !Number.isSafeInteger(count) || count < 0) return undefined;
  const parts = Array.isArray(of) && of.length <= MOST_OF && of.every(isName) ? of : undefined;
  return { name, count, ...(parts && { of: parts }) };
}

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);

/** Those that are to be read, by whoever has read `read`. */
export function unreadOf({ segments }: Head, read: ReadonlySet<string>): readonly Segment[] {
  return segments.filter(({ name, of }) => !read.has(name) && !of?.every((each) => read.has(each)));
}

/** What whoever has read a head whole remembers of it. */
export function readNames({ segments }: Head): readonly string[] {
  return [...new Set(segments.flatMap(({ name, of = [] }) => [name, ...of]))];
}

/** Some of one size that are to be made into one; none: nothing is to be done. */
export function toMerge(segments: readonly Segment[]): readonly Segment[] {
  const tiers = new Map<number, Segment[]>();
  for (const segment of segments) {
    if (segment.count * 2 > MOST_ITEMS) continue;
    const tier = Math.floor(Math.log(Math.max(1, segment.count)) / Math.log(AT_ONCE));
    tiers.set(tier, [...(tiers.get(tier) ?? []), segment]);
  }
  for (const tier of [...tiers.keys()].sort((a, b) => a - b)) {
    const some = (tiers.get(tier) ?? []).slice(0, AT_ONCE);
    if (some.length === AT_ONCE && some.reduce((sum, { count }) => sum + count, 0) <= MOST_ITEMS) return some;
  }
  return [];
}

/** The names that stand for what was made of these; undefined where they are too many to tell, and whoever comes reads it anew. */
export function madeOf(segments: readonly Segment[]): readonly string[] | undefined {
  const names = [...new Set(segments.flatMap(({ name, of }) => of ?? [name]))];
  return names.length > MOST_OF ? undefined : names;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
