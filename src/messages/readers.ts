/** Makes the fields of a message into what was asked, or into nothing. A page's script may have written them. */
import { webAddress } from '../core/address';
import { MAX_MARKUP_CHARS } from '../core/copy/taken';
import type { EssayId, SourceId } from '../core/essay';
import { type HighlightId, INKS, type Ink } from '../core/library/highlight';
import type { Act, Place } from '../core/library/marks';
import { isQuote, readSource } from '../core/library/readers';
import type { PageNames } from '../core/library/saved-page';
import { readSourceChange } from '../core/library/source-marks';
import type { PageAsRead, Span } from '../core/page';
import { readLook } from '../core/reader-look';
import { readLeanings } from '../core/related/leaning';
import { isLikeness } from '../core/related/likeness';
import { isBackupEvery, isBadge, isCopyMegabytes, plainHost, type Settings } from '../core/settings';
import type { BroughtIn, FollowAsk, HighlightChange, Raw, SearchWithin, SyncLogin } from './contract';

/** A content script shares a process with the page, so what it sends is read as outside data: these pages may say this much and no more. */
export const MAX_PAGE_CHARS = 2_000_000;
const MAX_PARAGRAPHS = 50_000;
const MAX_MUTE_WORDS = 1_000;
export const MAX_ADDRESS_CHARS = 8_192; // as in core/copy/taken.ts

export const nothing = (): Record<never, never> => ({});

export function readWithin(raw: unknown): SearchWithin | undefined {
  const { sources, saved, any } = (typeof raw === 'object' && raw !== null ? raw : {}) as Raw; // as: the fields are looked at next
  const areSources = sources === undefined || (Array.isArray(sources) && sources.every(isSourceId));
  if (!areSources || !(saved === undefined || typeof saved === 'boolean') || !(any === undefined || typeof any === 'boolean'))
    return undefined;
  return { ...(sources !== undefined && { sources }), ...(saved !== undefined && { saved }), ...(any !== undefined && { any }) };
}

export const isEssayId = (value: unknown): value is EssayId => typeof value === 'string' && value !== '' && value.length <= 2048;
export const isTag = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= MOST_TAG_CHARS;
export const isSourceId = (value: unknown): value is SourceId => typeof value === 'string' && value !== '' && value.length <= 2048;
const PLACES_OF_ACTS: ReadonlySet<unknown> = new Set<Place>(['popup', 'page', 'options', 'start', 'reader', 'library', 'menu', 'key']);
export const isPlace = (value: unknown): value is Place => PLACES_OF_ACTS.has(value);
export const isShort = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200;
export const isPictureAddress = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_MARKUP_CHARS;
export const isFrame = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0; // as: isSafeInteger narrows nothing; 0 is the page itself
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0; // as: isSafeInteger narrows nothing
export const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isMuteWord = (value: string): boolean => value.trim() !== '' && value.length <= 200;
export const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

const PLAIN_ACTS: ReadonlySet<unknown> = new Set([
  'save',
  'unsave',
  'archive',
  'unarchive',
  'markRead',
  'markUnread',
  'open',
  'silence',
  'unsilence',
]);
export const MOST_TAG_CHARS = 200;
const MOST_NOTE_CHARS = 100_000;

export function readAct(raw: unknown): Act | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { kind, page, like, tag, text, share, place } = raw as Raw; // as: fields are checked below
  if (PLAIN_ACTS.has(kind)) return { kind } as Act; // as: the set holds exactly these kinds
  switch (kind) {
    case 'refuse':
    case 'unrefuse':
      if (typeof page !== 'string' || page === '' || page.length > 4096) return undefined;
      return { kind, page, ...(isLikeness(like) && { like }) };
    case 'tag':
    case 'untag':
      return typeof tag === 'string' && tag.trim() !== '' && tag.length <= MOST_TAG_CHARS ? { kind, tag: tag.trim() } : undefined;
    case 'note':
      return typeof text === 'string' && text.length <= MOST_NOTE_CHARS ? { kind, text } : undefined;
    case 'progress':
      if (typeof share !== 'number' || !(share >= 0 && share <= 1)) return undefined;
      return { kind, share, ...(isQuote(place) && { place }) };
    default:
      return undefined;
  }
}

export const isNote = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_NOTE_CHARS;
export const isInk = (value: unknown): value is Ink => INKS.some((ink) => ink === value);
export const isHighlightId = (value: unknown): value is HighlightId => typeof value === 'string' && value !== '' && value.length <= 200;

export function readHighlightChange(raw: unknown): HighlightChange | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { ink, note, isGone } = raw as Raw; // as: fields are checked below
  if (ink !== undefined && !isInk(ink)) return undefined;
  if (note !== undefined && !isNote(note)) return undefined;
  if (isGone !== undefined && typeof isGone !== 'boolean') return undefined;
  return { ...(ink !== undefined && { ink }), ...(note !== undefined && { note }), ...(isGone !== undefined && { isGone }) };
}

export function readPageNames(raw: unknown): PageNames | undefined {
  const { address, canonical, title } = (typeof raw === 'object' && raw !== null ? raw : {}) as Raw; // as: every field is checked next
  if (typeof address !== 'string' || address.length > MAX_ADDRESS_CHARS || webAddress(address) === undefined) return undefined;
  return {
    address,
    ...(typeof canonical === 'string' && canonical.length <= MAX_ADDRESS_CHARS && { canonical }),
    ...(typeof title === 'string' && { title: title.slice(0, 2_000) }),
  };
}

export function readChange(raw: unknown): Partial<Settings> | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { badge, readsInFull, backupEvery, copyMegabytes, muteWords, offHosts, compactRows, readsHere, reader } = raw as Raw; // as: fields are checked below
  const { areMarksOff, pausedUntil, leanings } = raw as Raw; // as: likewise
  if (badge !== undefined && !isBadge(badge)) return undefined;
  if (readsInFull !== undefined && typeof readsInFull !== 'boolean') return undefined;
  if (readsHere !== undefined && typeof readsHere !== 'boolean') return undefined;
  if (compactRows !== undefined && typeof compactRows !== 'boolean') return undefined;
  if (backupEvery !== undefined && !isBackupEvery(backupEvery)) return undefined;
  if (copyMegabytes !== undefined && !isCopyMegabytes(copyMegabytes)) return undefined;
  if (muteWords !== undefined && !(isStrings(muteWords) && muteWords.length <= MAX_MUTE_WORDS && muteWords.every(isMuteWord)))
    return undefined;
  if (areMarksOff !== undefined && typeof areMarksOff !== 'boolean') return undefined;
  if (pausedUntil !== undefined && pausedUntil !== 0) return undefined; // it begins by a command of its own
  if (offHosts !== undefined && !(isStrings(offHosts) && offHosts.every((host) => plainHost(host) === host))) return undefined;
  return {
    ...(badge !== undefined && { badge }),
    ...(areMarksOff !== undefined && { areMarksOff }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(leanings !== undefined && { leanings: readLeanings(leanings) }),
    ...(readsInFull !== undefined && { readsInFull }),
    ...(backupEvery !== undefined && { backupEvery }),
    ...(copyMegabytes !== undefined && { copyMegabytes }),
    ...(muteWords !== undefined && { muteWords }),
    ...(offHosts !== undefined && { offHosts }),
    ...(readsHere !== undefined && { readsHere }),
    ...(compactRows !== undefined && { compactRows }),
    ...(reader !== undefined && { reader: readLook(reader) }),
  };
}

export function readFollowAsk(raw: unknown): FollowAsk | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const source = readSource((raw as Raw)['source']); // as: fields are checked by their readers
  const wishes = readSourceChange((raw as Raw)['wishes']); // as: likewise
  return source && wishes && { source, wishes };
}

export function readPageText(raw: unknown): PageAsRead | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { url, title, text, paragraphs, language } = raw as Raw; // as: fields are checked below
  if (typeof url !== 'string' || typeof title !== 'string' || typeof text !== 'string' || text.length > MAX_PAGE_CHARS) return undefined;
  if (!Array.isArray(paragraphs) || paragraphs.length > MAX_PARAGRAPHS || !areSpans(paragraphs, text.length)) return undefined;
  return { url, title, text, paragraphs, ...(typeof language === 'string' && { language }) };
}

function areSpans(raw: readonly unknown[], length: number): raw is Span[] {
  let last = 0;
  return raw.every((span) => {
    if (!Array.isArray(span) || span.length !== 2) return false;
    const [start, end] = span;
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < last || end <= start || end > length) return false;
    last = end;
    return true;
  });
}

/** What an import says that it brings: told by our own page, and shown again in the list of imports. */
export function readBrought(raw: unknown): BroughtIn | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { names, formats, pages, highlights, texts, left, followed } = raw as Raw; // as: fields are checked below
  if (!isStrings(names) || !isStrings(formats) || !Array.isArray(followed)) return undefined;
  if (!isInstant(pages) || !isInstant(highlights) || !isInstant(texts) || !isInstant(left)) return undefined; // none is a number too
  const sources = followed.flatMap((each: unknown) => {
    const { id, isNew } = (typeof each === 'object' && each !== null ? each : {}) as Raw; // as: likewise
    return isSourceId(id) ? [{ id, isNew: isNew === true }] : [];
  });
  return { names, formats, pages, highlights, texts, left, followed: sources };
}

const LEAST_PHRASE_CHARS = 8;
const MOST_LOGIN_CHARS = 1_000;
export const isPhrase = (value: unknown): value is string =>
  typeof value === 'string' && value.trim().length >= LEAST_PHRASE_CHARS && value.length <= MOST_LOGIN_CHARS;
const isLogin = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_LOGIN_CHARS;

/** A user or a password in the address would be sent along by nobody, and shown in the list. */
export function readSyncLogin({ address, user, password }: Raw): SyncLogin | undefined {
  const href = typeof address === 'string' && address.length <= MAX_ADDRESS_CHARS ? webAddress(address) : undefined;
  const url = href === undefined ? null : URL.parse(href);
  if (url === null || url.username !== '' || url.password !== '' || !isLogin(user) || !isLogin(password)) return undefined;
  return { address: `${url.origin}${url.pathname}`, user, password };
}
