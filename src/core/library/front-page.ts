/** The first page of Latest as data, kept ready for whoever opens the list. Derived: where there is none, the library is read. Knows no store. */
import type { Source, SourceId } from '../essay';
import { readRow } from './essay-row';
import type { Entry } from './marks';
import { readMarks, readSource } from './readers';

export type FrontPage = {
  readonly since: number; // ms since 1970, UTC: what arrived later is new and stands first
  readonly entries: readonly Entry[];
  readonly fresh: number; // so many rows of the list are new, of which these may be the first
  readonly isCut: boolean; // and more are, which stand by their dates
  readonly hidden: number; // by mute words, on the way to the last of the rows
  readonly names: readonly (readonly [SourceId, string])[]; // of the sources of these rows
  readonly welcome?: Source; // what came along, while nobody has said what is to become of it
  readonly isCompact: boolean; // rows of one line
};

/** As it was kept, which is as JSON has it. A row that does not read takes the page with it: a list with a hole would be worse than a late one. */
export function readFrontPage(raw: unknown): FrontPage | undefined {
  const { since, entries, fresh, isCut, hidden, names, welcome, isCompact } = (raw ?? {}) as Readonly<Record<string, unknown>>; // as: each is looked at next
  if (!isCount(since) || !isCount(fresh) || !isCount(hidden) || !Array.isArray(entries) || !Array.isArray(names)) return undefined;
  const rows = entries.map(readEntry);
  const read = rows.filter((row) => row !== undefined);
  if (read.length === 0 || read.length < rows.length) return undefined;
  const came = readSource(welcome);
  return {
    ...{ since, entries: read, fresh, isCut: isCut === true, hidden, isCompact: isCompact === true },
    names: names.filter(isNamed),
    ...(came && { welcome: came }),
  };
}

function readEntry(raw: unknown): Entry | undefined {
  const { essay, marks, isUnread, publishedNow } = (raw ?? {}) as Readonly<Record<string, unknown>>; // as: each is looked at next
  const listed = readRow(essay)?.essay;
  if (listed === undefined || typeof isUnread !== 'boolean') return undefined;
  const { title, summary } = (publishedNow ?? {}) as Readonly<Record<string, unknown>>; // as: both are looked at next
  const now = typeof title === 'string' && typeof summary === 'string' ? { publishedNow: { title, summary } } : {};
  return { essay: listed, marks: readMarks(marks).marks, isUnread, ...now };
}

const isNamed = (raw: unknown): raw is FrontPage['names'][number] =>
  Array.isArray(raw) && raw.length === 2 && raw.every((word) => typeof word === 'string');

/** Those of the names that rows show. */
export function namesOn(entries: readonly Entry[], names: ReadonlyMap<SourceId, string>): FrontPage['names'] {
  const shown = new Set(entries.flatMap(({ essay: { sourceId, alsoIn = [] } }) => [sourceId, ...alsoIn]));
  return [...names].filter(([id]) => shown.has(id));
}

const isCount = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw) && raw >= 0;
