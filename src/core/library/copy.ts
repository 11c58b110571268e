/** A saved copy of a page as it is kept: facts and pictures in a small row, the markup apart from it. Pure; edge/store/copies.ts keeps the pieces. */
import { webAddress } from '../address';
import type { EssayId } from '../essay';

/** Why a picture of a page could not be kept: its words and its address stand in its place. */
export type PictureLost = 'foreign' | 'too-large' | 'too-many' | 'no-picture' | 'no-room' | 'failed';
const LOST: ReadonlySet<unknown> = new Set<PictureLost>(['foreign', 'too-large', 'too-many', 'no-picture', 'no-room', 'failed']);

export const isPictureLost = (value: unknown): value is PictureLost => LOST.has(value);

/** `hash`: SHA-256 of its bytes in hex, under which the store `blobs` has it. */
export type Picture = {
  readonly url: string; // http, https or data:, as the copy's markup names it in data-src
  readonly hash?: string;
  readonly lost?: PictureLost; // exactly where there is no hash
};

/** What a copy is, without its markup. Lists and the count of room read nothing more. */
export type Copy = {
  readonly id: EssayId;
  readonly address: string; // of the page as it was open
  readonly at: number; // ms since 1970, UTC, when it was taken
  readonly version: number; // of the copier: a later one may take more of a page
  readonly title: string;
  readonly author?: string;
  readonly publishedAt?: number; // ms since 1970, UTC
  readonly siteName?: string;
  readonly language?: string; // BCP 47
  readonly direction?: 'rtl';
  readonly lead?: string; // address of the picture that stands for the page
  readonly isPartial?: boolean; // it looked cut: a pay wall, "continue reading"
  readonly next?: string; // address of the next part
  readonly feedPrint?: string; // of the feed's text that gave way to the copy's: while the feed says it, nothing was changed there
  readonly letters: number; // of its text
  readonly markupBytes: number;
  readonly pictures: readonly Picture[];
};

export const HASH = /^[0-9a-f]{64}$/;

/** A row of the store, or a file's, as a copy; undefined where it is none. A damaged picture is one picture less. */
export function readCopy(raw: unknown): Copy | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const row = raw as Readonly<Record<string, unknown>>; // as: every field is checked below
  const { id, address, at, version, title, author, publishedAt, siteName, language, direction, lead, isPartial, next, pictures } = row;
  if (!isText(id) || !isAddress(address) || !isNumber(at) || !isText(title)) return undefined;
  return {
    id: id as EssayId, // as: read back from where it was written
    address,
    at,
    version: isNumber(version) ? version : 1,
    title,
    ...(isText(author) && { author }),
    ...(isNumber(publishedAt) && { publishedAt }),
    ...(isText(siteName) && { siteName }),
    ...(isText(language) && { language }),
    ...(direction === 'rtl' && { direction }),
    ...(isAddress(lead) && { lead }),
    ...(isPartial === true && { isPartial }),
    ...(isAddress(next) && { next }),
    ...(isText(row['feedPrint']) && { feedPrint: row['feedPrint'] }),
    letters: countOf(row['letters']),
    markupBytes: countOf(row['markupBytes']),
    pictures: Array.isArray(pictures) ? pictures.flatMap((each) => readPicture(each) ?? []) : [],
  };
}

function readPicture(raw: unknown): Picture | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { url, hash, lost } = raw as Readonly<Record<string, unknown>>; // as: every field is checked below
  if (!isText(url)) return undefined;
  if (typeof hash === 'string' && HASH.test(hash)) return { url, hash };
  return { url, lost: isPictureLost(lost) ? lost : 'failed' };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isAddress = (value: unknown): value is string => typeof value === 'string' && webAddress(value) !== undefined;
const countOf = (value: unknown): number => (isNumber(value) && value >= 0 ? value : 0);
