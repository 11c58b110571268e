/** Today's "Export everything" as lines of a backup: every row that reads, as the store would have read it. Pictures never were in it. */
import type { ListedEssay } from '../../essay';
import { readCopy } from '../../library/copy';
import { madeWhole, readRow, withTextOf } from '../../library/essay-row';
import { readStamped } from '../../library/readers';
import {
  type KeptCopy,
  type KeptSource,
  readKeptCopy,
  readKeptSource,
  readThread,
  readWhole,
  type Thread,
  type UnitOf,
  type Whole,
} from './units';

type Raw = Readonly<Record<string, unknown>>;
type Row = { readonly key: unknown; readonly value: Raw };

export type OldDump = {
  readonly madeAt: number; // ms since 1970, UTC
  readonly device: string;
  readonly sources: readonly KeptSource[];
  readonly essays: readonly Thread[];
  readonly copies: readonly KeptCopy[];
  readonly whole: UnitOf['whole'];
  readonly leftOut: number; // rows that the browser could not read back, or that say nothing
};

/** Undefined where it is no such dump. `raw`: a whole file, parsed. */
export function readOldDump(raw: unknown): OldDump | undefined {
  if (!isObject(raw) || raw['database'] !== 'library' || !isObject(raw['stores'])) return undefined;
  const stores = raw['stores'];
  let leftOut = 0;
  const rowsOf = (store: string): Row[] => {
    const rows: unknown[] = Array.isArray(stores[store]) ? stores[store] : [];
    const readable = rows.filter((row): row is Row => isObject(row) && (isObject(row['value']) || store === 'ledger'));
    leftOut += rows.length - readable.length;
    return readable;
  };
  const ledger = new Map(rowsOf('ledger').map(({ key, value }) => [key, value as unknown]));
  const sources = sourcesIn(rowsOf);
  const essays = threadsIn(rowsOf);
  const copies = copiesIn(rowsOf);
  const device = ledger.get('device');
  const madeAt = raw['exportedAt'];
  return {
    ...{ sources, essays, copies, whole: wholeIn(ledger), leftOut },
    madeAt: typeof madeAt === 'number' && Number.isFinite(madeAt) && madeAt >= 0 ? madeAt : 0,
    device: typeof device === 'string' ? device : '',
  };
}

type RowsOf = (store: string) => readonly Row[];

function sourcesIn(rowsOf: RowsOf): KeptSource[] {
  const [sources, marks, states, aliases] = ['sources', 'sourceMarks', 'sourceStates', 'aliases'].map((store) => byKey(rowsOf(store))) as [
    Map<string, Raw>,
    Map<string, Raw>,
    Map<string, Raw>,
    Map<string, Raw>,
  ]; // as: four of four
  return [...new Set([...sources.keys(), ...marks.keys()])].sort().flatMap((id) => {
    const source = {
      id,
      source: sources.get(id),
      marks: marks.get(id)?.['marks'],
      state: states.get(id),
      aliases: aliases.get(id)?.['aliases'],
    };
    const kept = readKeptSource(source);
    return kept === undefined || Object.keys(kept).length === 1 ? [] : [kept];
  });
}

function threadsIn(rowsOf: RowsOf): Thread[] {
  const [essays, bodies, overlong, marks, versions] = ['essays', 'bodies', 'overlong', 'marks', 'versions'].map((store) =>
    byKey(rowsOf(store)),
  ) as [Map<string, Raw>, Map<string, Raw>, Map<string, Raw>, Map<string, Raw>, Map<string, Raw>]; // as: five of five
  const [places, highlights, history] = ['places', 'highlights', 'history'].map((store) => byEssay(rowsOf(store))) as [
    Map<string, Raw[]>,
    Map<string, Raw[]>,
    Map<string, Raw[]>,
  ]; // as: three of three
  const ids = new Set([essays, marks, versions, places, highlights, history].flatMap((map) => [...map.keys()]));
  return [...ids].sort().flatMap((id) => {
    const thread = readThread({
      id,
      essay: essayIn(essays.get(id), overlong.get(id), bodies.get(id)),
      marks: marks.get(id)?.['marks'],
      version: versions.get(id),
      places: places.get(id),
      highlights: highlights.get(id),
      history: history.get(id),
    });
    return thread === undefined || Object.keys(thread).length === 1 ? [] : [thread];
  });
}

/** As edge/store/essay-rows.ts puts one together. */
function essayIn(row: Raw | undefined, overlong: Raw | undefined, body: Raw | undefined): object | undefined {
  const read = readRow(row);
  if (read === undefined) return undefined;
  const essay: ListedEssay = withTextOf(madeWhole(read, overlong), {});
  const text = read.text ?? body?.['text'];
  return typeof text === 'string' ? { ...essay, text } : essay;
}

/** JSON holds no picture: a copy has its words, and says of its pictures that they are not there. */
function copiesIn(rowsOf: RowsOf): KeptCopy[] {
  const markup = byKey(rowsOf('copyMarkup'));
  return [...byKey(rowsOf('copies'))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, row]) => {
      const copy = readCopy(row);
      return copy === undefined ? [] : (readKeptCopy({ copy, html: markup.get(id)?.['html'] }) ?? []);
    });
}

function wholeIn(ledger: ReadonlyMap<unknown, unknown>): Whole {
  const seen = readStamped(ledger.get('seenBefore'), isObject);
  return readWhole({ ...(seen && { seen }) }) ?? {};
}

function byKey(rows: readonly Row[]): Map<string, Raw> {
  return new Map(rows.flatMap(({ key, value }) => (typeof key === 'string' ? [[key, value] as const] : [])));
}

function byEssay(rows: readonly Row[]): Map<string, Raw[]> {
  const grouped = new Map<string, Raw[]>();
  for (const { value } of rows) {
    const id = value['essayId'];
    if (typeof id === 'string') grouped.set(id, [...(grouped.get(id) ?? []), value]);
  }
  return grouped;
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
