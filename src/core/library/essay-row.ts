/** An essay as it is kept: a small row that lists read, and apart from it what is long. Pure; edge/store keeps the pieces. */
import { webAddress } from '../address';
import { datedAt, type Essay, type EssayId, type ListedEssay, type SourceId, type TextFacts } from '../essay';
import { hash } from '../feed/identity';
import { lengthInLetters } from '../follow/text-asking';
import { readEssay } from './readers';
import { pageOf } from './same-page';

/** Of any row, as JSON and as browsers store it: a list of thousands is read in one go. */
export const MOST_ROW_BYTES = 1_500;

/** Most bytes a field may have in a row. Real ones stay under these; a summary gets what is left. */
const ROOM = { url: 480, title: 320, author: 100, siteName: 100, language: 40, tags: 160 } as const;
const LEAST_SUMMARY_BYTES = 60; // less says nothing
const MOST_ALSO_IN = 4; // sources that a row names besides its own: some 30 bytes each
const FIELD_BYTES = 8; // what stands around a value: commas, quotes, its length

export type LongField = keyof typeof ROOM | 'summary';
const LONG_FIELDS: ReadonlySet<unknown> = new Set<LongField>(['url', 'title', 'author', 'siteName', 'language', 'tags', 'summary']);

export type EssayRow = ListedEssay & {
  readonly datedAt: number;
  readonly page?: string; // by which other sources' posts are known to be this one: same-page.ts
  readonly cut?: readonly LongField[]; // these are whole in the essay's `overlong`
};

/** The fields that have no room in an essay's row, whole; and when it was first seen, so that those of new essays are read in one go. */
export type OverlongRow = { readonly id: EssayId; readonly firstSeenAt: number } & Partial<Pick<Essay, LongField>>;

export type BodyRow = { readonly id: EssayId; readonly text: string };

/** What a row says, and whether it says all. `text`: of a row from before texts stood apart. */
export type ReadRow = { readonly essay: ListedEssay; readonly cut: readonly LongField[]; readonly text?: string };

export function textFacts(text: string): TextFacts {
  return { textLetters: lengthInLetters(text), textPrint: hash(text) };
}

/** The same essay with what stands of its text, wherever that is. */
export function listed({ text, ...essay }: Essay): ListedEssay {
  return text === undefined ? essay : { ...essay, ...textFacts(text) };
}

/** An essay with another text than it came with: the one that these facts tell of. */
export function withTextOf(essay: ListedEssay, { textLetters, textPrint }: Partial<TextFacts>): ListedEssay {
  const { textLetters: _, textPrint: __, ...fields } = essay;
  return { ...fields, ...(textLetters !== undefined && textPrint !== undefined && { textLetters, textPrint }) };
}

/** Divides an essay, whole but for its text, into its row and what has no room there. */
export function rowOf(essay: ListedEssay): { readonly row: EssayRow; readonly overlong?: OverlongRow } {
  const { url, title, author, siteName, language, tags, summary, alsoIn = [], ...others } = essay;
  const page = pageOf(url);
  const small = { ...others, ...(page !== undefined && { page }), ...(alsoIn.length > 0 && { alsoIn: alsoIn.slice(0, MOST_ALSO_IN) }) };
  const short = {
    url: bytesOf(url) > ROOM.url ? `${URL.parse(url)?.origin.slice(0, 300) ?? 'https:'}/` : url,
    title: cutTo(title, ROOM.title),
    ...(author !== undefined && { author: cutTo(author, ROOM.author) }),
    ...(siteName !== undefined && { siteName: cutTo(siteName, ROOM.siteName) }),
    ...(language !== undefined && bytesOf(language) <= ROOM.language && { language }),
    tags: firstTags(tags),
  };
  const cutBefore = (['url', 'title', 'author', 'siteName', 'language'] as const).filter((field) => short[field] !== essay[field]);
  const cut: LongField[] = short.tags.length < tags.length ? [...cutBefore, 'tags'] : cutBefore;
  const rest = { ...small, ...short, summary: '', datedAt: datedAt(essay), cut: ['summary' as const, ...cut] };
  const left = Math.max(LEAST_SUMMARY_BYTES, MOST_ROW_BYTES - rowBytes(rest));
  const beginning = cutTo(summary, left);
  if (beginning !== summary) cut.push('summary');
  const row = { ...small, ...short, summary: beginning, datedAt: datedAt(essay) };
  if (cut.length === 0) return { row };
  const overlong = Object.fromEntries(cut.map((field) => [field, essay[field]]));
  return { row: { ...row, cut }, overlong: { id: essay.id, firstSeenAt: essay.firstSeenAt, ...overlong } };
}

/** Undefined where it is no essay's row. */
export function readRow(raw: unknown): ReadRow | undefined {
  const whole = readEssay(raw);
  if (whole === undefined) return undefined;
  const { text, ...essay } = whole;
  if (text !== undefined) return { essay: listed(whole), cut: [], text };
  const { textLetters, textPrint, cut, alsoIn } = raw as Readonly<Record<string, unknown>>; // as: readEssay takes nothing but objects
  const isTold = typeof textLetters === 'number' && Number.isFinite(textLetters) && typeof textPrint === 'string';
  const others = Array.isArray(alsoIn) ? alsoIn.filter((id): id is SourceId => typeof id === 'string' && id !== '') : [];
  return {
    essay: { ...essay, ...(isTold && { textLetters, textPrint }), ...(others.length > 0 && { alsoIn: others }) },
    cut: Array.isArray(cut) ? cut.filter((field): field is LongField => LONG_FIELDS.has(field)) : [],
  };
}

/** The essay with its fields whole. What is missing or damaged stays as it stands in the row. */
export function madeWhole({ essay, cut }: ReadRow, overlong: unknown): ListedEssay {
  if (typeof overlong !== 'object' || overlong === null) return essay;
  const long = overlong as Readonly<Record<string, unknown>>; // as: each field is read next
  const read = cut.flatMap((field) => {
    const value = readLong(field, long[field]);
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...essay, ...Object.fromEntries(read) };
}

/** As readEssay takes it, but that nothing comes in place of what is damaged. */
function readLong(field: LongField, value: unknown): string | readonly string[] | undefined {
  if (field === 'tags') return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string' && tag !== '') : undefined;
  if (typeof value !== 'string' || (value === '' && field !== 'summary')) return undefined;
  return field === 'url' && webAddress(value) === undefined ? undefined : value;
}

/** A row's bytes: as JSON, or as browsers store it where that is more. */
export function rowBytes(row: object): number {
  return Object.entries(row).reduce((sum, [name, value]) => sum + bytesOf(name) + bytesOfValue(value) + FIELD_BYTES, FIELD_BYTES);
}

function bytesOfValue(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + bytesOfValue(one) + FIELD_BYTES, FIELD_BYTES);
  return typeof value === 'string' ? bytesOf(value) : 16;
}

const encoder = new TextEncoder();

/** Browsers store a text with two bytes a letter as soon as one of its letters needs them. */
function bytesOf(text: string): number {
  const asJson = encoder.encode(JSON.stringify(text)).length - 2;
  return /[^\0-\xff]/.test(text) ? Math.max(asJson, text.length * 2) : asJson;
}

/** The longest beginning that has room, at a word's end where there is one near; halves no letter. Bears no sign of the cut: that doubles its bytes. */
function cutTo(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  let [low, high] = [0, Math.min(text.length, most)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bytesOf(text.slice(0, middle)) <= most) low = middle;
    else high = middle - 1;
  }
  const head = text.slice(0, low).replace(/[\ud800-\udbff]$/, '');
  const space = head.lastIndexOf(' ');
  return space > head.length / 2 ? head.slice(0, space) : head;
}

function firstTags(tags: readonly string[]): readonly string[] {
  let left: number = ROOM.tags;
  const first: string[] = [];
  for (const tag of tags) {
    left -= bytesOf(tag) + FIELD_BYTES;
    if (left < 0) return first;
    first.push(tag);
  }
  return tags;
}
