/**
 * What goes between one's machines, item by item: what was done to an essay, what is wished for a source, and what is one for the whole library. Never
 * the text of a page, nor what happened when. Whatever comes from a server is a stranger's, so every reader here is total.
 */
import type { Essay, EssayId } from '../essay';
import { isKept } from '../library/cap';
import { HASH } from '../library/copy';
import type { Highlight } from '../library/highlight';
import { readMarks } from '../library/readers';
import { idsOf } from '../library/saved-page';
import { firstStampAt } from '../library/stamp';
import { shortened } from '../text/shortened';
import { canonicalJson } from '../transfer/backup/canonical';
import { type KeptSource, readKeptSource, readThread, readWhole, type Thread, type Whole } from '../transfer/backup/units';

type Raw = Readonly<Record<string, unknown>>;

/** `also`: other ids of the same essay on the machine that sent it. Without `words` only what was done goes: who follows the source has them. */
export type EssayItem = {
  readonly kind: 'essay';
  readonly id: EssayId;
  readonly also?: readonly EssayId[];
  readonly words?: Essay;
  readonly marks?: Raw;
  readonly highlights?: readonly Highlight[];
  readonly copy?: CopyRef;
};

/** A saved copy that can be fetched: `print` is the SHA-256 of what it is as text, in hex. */
export type CopyRef = { readonly at: number; readonly print: string; readonly bytes: number };

export type SourceItem = Pick<KeptSource, 'id' | 'source' | 'marks'> & { readonly kind: 'source' };
export type WholeItem = Whole & { readonly kind: 'whole' };
export type Item = EssayItem | SourceItem | WholeItem;

/** What is set on each machine by itself: leave to save files is each browser's own. */
export const OWN_SETTINGS: readonly string[] = ['backupEvery'];

const MOST_SUMMARY_CHARS = 300; // a row of a list; the rest comes with the feed
const MOST_ALSO = 8;
const SEEN = /^[0-9a-f]{12}$/;
const stampTimeText = (at: number): string => firstStampAt(at).slice(0, 12);

/** The same item has the same name on every machine. */
export const WHOLE = 'w';
export const essayName = (id: EssayId): string => `e/${id}`;
export const sourceName = (id: string): string => `s/${id}`;

export function nameOf(item: Item): string {
  return item.kind === 'essay' ? essayName(item.id) : item.kind === 'source' ? sourceName(item.id) : WHOLE;
}

/** Undefined where the reader has done nothing to it. */
export function essayItem(thread: Thread, copy?: CopyRef): EssayItem | undefined {
  const { id, essay, marks, highlights, places = [] } = thread;
  if (marks === undefined && highlights === undefined) return undefined;
  const also = places.map(({ name }) => name).filter((name) => name !== id);
  const isWorded = essay !== undefined && (highlights !== undefined || isKept(readMarks(marks).marks));
  return {
    ...{ kind: 'essay', id },
    ...(also.length > 0 && { also: [...new Set(also)].sort().slice(0, MOST_ALSO) }),
    ...(isWorded && { words: wordsOf(essay) }),
    ...(marks && { marks }),
    ...(highlights && { highlights }),
    ...(copy && { copy }),
  };
}

/** Never its text, nor the beginning of the text of a page that was saved. */
function wordsOf({ text: _, ...essay }: Essay): Essay {
  return { ...essay, summary: isOfPage(essay) ? '' : shortened(essay.summary, MOST_SUMMARY_CHARS) };
}

const isOfPage = ({ sourceId }: Pick<Essay, 'sourceId'>): boolean => sourceId === 'page';

/** Undefined for a source that its reader has no wish for. */
export function sourceItem({ id, source, marks }: KeptSource): SourceItem | undefined {
  return marks === undefined ? undefined : { kind: 'source', id, ...(source && { source }), marks };
}

export function wholeItem({ seen, settings = {}, stamps = {} }: Whole): WholeItem {
  const isShared = (name: string): boolean => !OWN_SETTINGS.includes(name);
  return {
    kind: 'whole',
    ...(seen && { seen }),
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => isShared(name))),
    stamps: Object.fromEntries(Object.entries(stamps).filter(([name]) => isShared(name))),
  };
}

/** As it goes. Equal items are equal lines. */
export function lineOf(item: Item): string {
  if (item.kind !== 'essay') return canonicalJson(item);
  const { words, highlights, id, ...rest } = item;
  const told = words && withoutId(words);
  return canonicalJson({
    ...rest,
    ...(idOfPage(words?.url) !== id && { id }),
    ...(told && { words: told }),
    ...(highlights && { highlights: highlights.map(withoutEssay) }),
  });
}

/** The id that a saved page has by its address, on every machine and for ever: most need not be told. */
function idOfPage(url: unknown): EssayId | undefined {
  return typeof url === 'string' ? idsOf({ address: url })[0] : undefined;
}

/** The moment as stamps write it: it mostly is that of one, and then costs nothing more once it is packed. */
function withoutId({ id, sourceId, tags, summary, firstSeenAt, ...words }: Essay): object {
  const seen = Number.isInteger(firstSeenAt) && firstSeenAt >= 0 ? stampTimeText(firstSeenAt) : firstSeenAt;
  return {
    ...{ ...words, seen },
    ...(!id.startsWith(`${sourceId}.`) && { sourceId }),
    ...(tags.length > 0 && { tags }),
    ...(summary !== '' && { summary }),
  };
}

function withoutEssay({ essayId: _, ...highlight }: Highlight): object {
  return highlight;
}

/** Undefined for what is no item. Parts that do not read are left out, one by one. */
export function readItem(line: string): Item | undefined {
  const raw = parsed(line);
  if (!isObject(raw)) return undefined;
  switch (raw['kind']) {
    case 'essay':
      return readEssayItem(raw);
    case 'source': {
      const { id, source, marks } = readKeptSource({ id: raw['id'], source: raw['source'], marks: raw['marks'] }) ?? {};
      return id === undefined || marks === undefined ? undefined : { kind: 'source', id, ...(source && { source }), marks };
    }
    case 'whole': {
      const whole = readWhole(raw);
      return whole && wholeItem(whole);
    }
    default:
      return undefined;
  }
}

function readEssayItem(raw: Raw): EssayItem | undefined {
  const { words, marks, highlights, also, copy } = raw;
  const id = raw['id'] ?? (isObject(words) ? idOfPage(words['url']) : undefined);
  const essay = isObject(words) && typeof id === 'string' ? essayOf(id, words) : undefined;
  const thread = readThread({ id, essay, marks, highlights });
  if (thread === undefined || (thread.marks === undefined && thread.highlights === undefined)) return undefined;
  const ref = readCopyRef(copy);
  const others = Array.isArray(also) ? also.filter((each): each is EssayId => typeof each === 'string' && each !== '') : [];
  return {
    ...{ kind: 'essay', id: thread.id },
    ...(others.length > 0 && { also: others.slice(0, MOST_ALSO) }),
    ...(thread.essay && { words: thread.essay }),
    ...(thread.marks && { marks: thread.marks }),
    ...(thread.highlights && { highlights: thread.highlights }),
    ...(ref && { copy: ref }),
  };
}

function essayOf(id: string, { seen, sourceId = id.slice(0, id.lastIndexOf('.')), ...words }: Raw): Raw {
  const firstSeenAt = typeof seen === 'string' && SEEN.test(seen) ? Number.parseInt(seen, 16) : seen;
  return { ...words, id, sourceId, firstSeenAt, text: undefined };
}

export function readCopyRef(raw: unknown): CopyRef | undefined {
  if (!isObject(raw)) return undefined;
  const { at, print, bytes } = raw;
  const isReadable = isNumber(at) && isNumber(bytes) && bytes >= 0 && typeof print === 'string' && HASH.test(print);
  return isReadable ? { at, print, bytes } : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
