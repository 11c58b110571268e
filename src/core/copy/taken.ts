/** What the copier brings from a page: read as outside data, for a content script shares a process with the page. Pure; keeps nothing. */
import { webAddress } from '../address';

/** A page as it was seen. `html` is made of listed elements alone; a picture stands in it by `data-src`, an address of `pictures`. */
export type TakenCopy = {
  readonly address: string; // of the page as it was open
  readonly canonical?: string; // as the page itself calls it
  readonly title: string;
  readonly author?: string;
  readonly publishedAt?: number; // ms since 1970, UTC
  readonly siteName?: string;
  readonly language?: string; // BCP 47
  readonly direction?: 'rtl';
  readonly lead?: string; // address of the picture that stands for the page; not always one of `pictures`
  readonly isPartial?: boolean; // it looked cut: a pay wall, "continue reading"
  readonly next?: string; // address of the next part
  readonly html: string;
  readonly text: string; // plain; a blank line between paragraphs
  readonly pictures: readonly string[]; // http, https or data:, in the order of the page, each once
};

/** Why there is no copy: a page without anything to read, one that is too large, or a document that is no page. */
export type CopyRefusal = 'nothing-to-read' | 'too-large' | 'no-page';
const REFUSALS: ReadonlySet<unknown> = new Set<CopyRefusal>(['nothing-to-read', 'too-large', 'no-page']);

export const MAX_MARKUP_CHARS = 8_000_000; // ten books; a message of 64 MiB is the most that Chromium carries
export const MAX_COPY_CHARS = 2_000_000; // of text
export const MAX_PICTURES = 2_000; // that are named; far fewer are kept
const MAX_ADDRESS_CHARS = 8_192;
const MAX_TITLE_CHARS = 500;
const MAX_NAME_CHARS = 300;
const LATEST = 8.64e15; // ms: what a Date can say
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i;
const DATA_PICTURE = /^data:image\//i;

type Raw = Readonly<Record<string, unknown>>;

/** Undefined for what is no copy. What may be absent is left out where it cannot be read. */
export function readTakenCopy(raw: unknown): TakenCopy | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { address, html, text, title, pictures, publishedAt, language, direction, isPartial, ...rest } = raw as Raw; // as: every field is checked below
  const at = addressIn(address);
  if (at === undefined || typeof html !== 'string' || html.length > MAX_MARKUP_CHARS || typeof text !== 'string') return undefined;
  const { canonical, lead, next } = {
    canonical: addressIn(rest['canonical']),
    lead: addressIn(rest['lead']),
    next: addressIn(rest['next']),
  };
  const { author, siteName } = { author: lineIn(rest['author'], MAX_NAME_CHARS), siteName: lineIn(rest['siteName'], MAX_NAME_CHARS) };
  return {
    address: at,
    ...(canonical !== undefined && { canonical }),
    title: lineIn(title, MAX_TITLE_CHARS) ?? at,
    ...(author !== undefined && { author }),
    ...(isInstant(publishedAt) && { publishedAt }),
    ...(siteName !== undefined && { siteName }),
    ...(typeof language === 'string' && language.length <= 35 && LANGUAGE_TAG.test(language) && { language }),
    ...(direction === 'rtl' && { direction }),
    ...(lead !== undefined && { lead }),
    ...(isPartial === true && { isPartial }),
    ...(next !== undefined && { next }),
    html,
    text: text.slice(0, MAX_COPY_CHARS),
    pictures: Array.isArray(pictures) ? picturesIn(pictures) : [],
  };
}

/** Undefined where the page did not refuse. */
export function readRefusal(raw: unknown): CopyRefusal | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { refused } = raw as Raw; // as: checked next
  return REFUSALS.has(refused) ? (refused as CopyRefusal) : undefined; // as: the set holds exactly these
}

function picturesIn(raw: readonly unknown[]): readonly string[] {
  const kept = raw
    .slice(0, MAX_PICTURES)
    .filter((each) => typeof each === 'string' && (DATA_PICTURE.test(each) || addressIn(each) === each));
  return [...new Set(kept)] as string[]; // as: filtered just now
}

function addressIn(raw: unknown): string | undefined {
  return typeof raw === 'string' && raw.length <= MAX_ADDRESS_CHARS ? webAddress(raw) : undefined;
}

/** Undefined where nothing is left of it. */
function lineIn(raw: unknown, maxChars: number): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const line = raw
    .slice(0, maxChars * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxChars);
  return line === '' ? undefined : line;
}

const isInstant = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= LATEST;
