/**
 * What a backup is made of: a line for each essay with all that was done to it, for each source, each copy, and for what is one for the whole library.
 * The readers make a stranger's line into these, or into nothing; what is damaged in one costs nothing else of it.
 */
import { type Essay, type EssayId, type ListedEssay, SAVED_PAGES, type SourceId } from '../../essay';
import { readSourceState } from '../../follow/read-state';
import type { SourceState } from '../../follow/source-state';
import { type Copy, HASH, readCopy } from '../../library/copy';
import { type Highlight, readHighlight } from '../../library/highlight';
import type { HistoryRow, Stamped } from '../../library/marks';
import { readEssay, readHistoryRow, readSource, readStamped } from '../../library/readers';
import { readStamps, type SettingStamps } from '../../library/setting-stamps';
import { readSourceMarks, type SourceMarks } from '../../library/source-marks';
import { readStamp } from '../../library/stamp';
import type { Seen } from '../../library/unread';
import { canonicalJson } from './canonical';

type Raw = Readonly<Record<string, unknown>>;

/** The kinds of lines, in the order in which they stand in a backup and are restored. */
export const KINDS = ['sources', 'essays', 'copies', 'pictures', 'whole'] as const;
export type Kind = (typeof KINDS)[number];

/** All that is known of one essay. Marks may be there without it, and stay what they are: fields of a later version go along. */
export type Thread = {
  readonly id: EssayId;
  readonly essay?: Essay;
  readonly marks?: Raw;
  readonly version?: { readonly essay: Essay; readonly at: number }; // what its publisher says now, beside what was saved
  readonly places?: readonly KeptPlace[]; // the sources that show it, by source
  readonly highlights?: readonly Highlight[]; // by id; those that were taken off too
  readonly history?: readonly KeptEvent[]; // in the order of their moments
};

/** As a place is kept: without what follows from the essay. */
export type KeptPlace = { readonly sourceId: SourceId; readonly name: EssayId; readonly said: ListedEssay };
export type KeptEvent = Omit<HistoryRow, 'essayId'>;

export type KeptSource = {
  readonly id: SourceId;
  readonly source?: NonNullable<ReturnType<typeof readSource>>;
  readonly marks?: SourceMarks;
  readonly state?: SourceState;
  readonly aliases?: readonly KeptAlias[];
};
export type KeptAlias = readonly [name: string, essay: EssayId | 'shared'];

export type KeptCopy = { readonly copy: Copy; readonly html: string };

/** The picture itself is a file of its own, `pictures/` and its hash. */
export type KeptPicture = { readonly hash: string; readonly type: string };

/** What is one for the whole library. */
export type Whole = {
  readonly seen?: Stamped<Seen>;
  readonly settings?: Raw;
  readonly stamps?: SettingStamps;
};

export type UnitOf = {
  readonly sources: KeptSource;
  readonly essays: Thread;
  readonly copies: KeptCopy;
  readonly pictures: KeptPicture;
  readonly whole: Whole;
};

export const READERS: { readonly [K in Kind]: (raw: unknown) => UnitOf[K] | undefined } = {
  sources: readKeptSource,
  essays: readThread,
  copies: readKeptCopy,
  pictures: readKeptPicture,
  whole: readWhole,
};

export function readThread(raw: unknown): Thread | undefined {
  if (!isObject(raw) || !isName(raw['id'])) return undefined;
  const id = raw['id'] as EssayId; // as: read back from where it was written
  const { marks, version } = raw;
  const essay = readOwn(raw['essay'], id);
  const published = isObject(version) ? readOwn(version['essay'], id) : undefined;
  const at = isObject(version) && isInstant(version['at']) ? version['at'] : undefined;
  return threadOf(id, {
    ...(essay && { essay }),
    ...(isObject(marks) && { marks }),
    ...(published && at !== undefined && { version: { essay: published, at } }),
    places: listOf(raw['places'], readPlace),
    highlights: listOf(raw['highlights'], (each) => readHighlight(isObject(each) ? { ...each, essayId: id } : each)),
    history: listOf(raw['history'], (each) => readEvent(each, id)),
  });
}

/** With its lists in order, and nothing that is empty. */
export function threadOf(id: EssayId, parts: Omit<Thread, 'id'>): Thread {
  const { places = [], highlights = [], history = [], marks, ...rest } = parts;
  return {
    id,
    ...rest,
    ...(marks && Object.keys(marks).length > 0 && { marks }),
    ...(places.length > 0 && { places: [...places].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)) }),
    ...(highlights.length > 0 && { highlights: [...highlights].sort((a, b) => (a.id < b.id ? -1 : 1)) }),
    ...(history.length > 0 && { history: inTime(history) }),
  };
}

/** Rows of one moment stand in the order of what they say, so that the same rows are the same list. */
export function inTime(history: readonly KeptEvent[]): readonly KeptEvent[] {
  const keyed = history.map((event) => ({ event, key: canonicalJson(event) }));
  return keyed.sort((a, b) => a.event.at - b.event.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ event }) => event);
}

function readOwn(raw: unknown, id: EssayId): Essay | undefined {
  const essay = readEssay(raw);
  return essay?.id === id ? essay : undefined;
}

function readPlace(raw: unknown): KeptPlace | undefined {
  if (!isObject(raw)) return undefined;
  const { sourceId, name, said } = raw;
  const readable = readEssay(said);
  if (!isName(sourceId) || !isName(name) || readable === undefined || !isObject(said)) return undefined;
  const { textLetters, textPrint } = said;
  const { text: _, ...words } = readable;
  const facts = typeof textLetters === 'number' && typeof textPrint === 'string' ? { textLetters, textPrint } : {};
  return { sourceId: sourceId as SourceId, name: name as EssayId, said: { ...words, ...facts } }; // as: read back from where they were written
}

function readEvent(raw: unknown, essayId: EssayId): KeptEvent | undefined {
  const row = readHistoryRow(isObject(raw) ? { ...raw, essayId } : raw);
  if (row === undefined) return undefined;
  const { essayId: _, ...event } = row;
  return event;
}

export function readKeptSource(raw: unknown): KeptSource | undefined {
  if (!isObject(raw) || !isName(raw['id'])) return undefined;
  const id = raw['id'] as SourceId; // as: read back from where it was written
  const source = readSource(raw['source']);
  const marks = readSourceMarks(raw['marks']);
  const aliases = listOf(raw['aliases'], readAlias);
  if (id === SAVED_PAGES && source !== undefined) return undefined; // it has no row
  return {
    id,
    ...(source?.id === id && { source }),
    ...(Object.keys(marks).length > 0 && { marks }),
    ...(isObject(raw['state']) && { state: readSourceState(raw['state'], id) }),
    ...(aliases.length > 0 && { aliases }),
  };
}

function readAlias(raw: unknown): KeptAlias | undefined {
  return Array.isArray(raw) && isName(raw[0]) && isName(raw[1]) ? [raw[0], raw[1] as EssayId] : undefined; // as: read back from where it was written
}

export function readKeptCopy(raw: unknown): KeptCopy | undefined {
  if (!isObject(raw)) return undefined;
  const copy = readCopy(raw['copy']);
  return copy !== undefined && typeof raw['html'] === 'string' ? { copy, html: raw['html'] } : undefined;
}

const TYPE = /^image\/[a-z0-9.+-]{1,60}$/;

export function readKeptPicture(raw: unknown): KeptPicture | undefined {
  if (!isObject(raw) || typeof raw['hash'] !== 'string' || !HASH.test(raw['hash'])) return undefined;
  const { type } = raw;
  return { hash: raw['hash'], type: typeof type === 'string' && TYPE.test(type) ? type : '' };
}

export function readWhole(raw: unknown): Whole | undefined {
  if (!isObject(raw)) return undefined;
  const seen = readStamped(raw['seen'], isSeen);
  return {
    ...(seen && { seen }),
    ...(isObject(raw['settings']) && { settings: raw['settings'], stamps: readStamps(raw['stamps']) }),
  };
}

function isSeen(raw: unknown): raw is Seen {
  return isObject(raw) && isInstant(raw['before']) && readStamp(raw['acts']) !== undefined;
}

function listOf<T>(raw: unknown, read: (each: unknown) => T | undefined): T[] {
  return Array.isArray(raw) ? raw.map(read).filter((each) => each !== undefined) : [];
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isInstant = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
