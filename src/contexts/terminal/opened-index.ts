/** The index that a command is asked about: a folder that `index build` made, or JSON lines, which are indexed in memory first. */
import type { EssayId, SourceId } from '../../core/essay';
import { indexInMemory } from '../../core/index/in-memory';
import { SegmentedIndex } from '../../core/index/segmented-index';
import type { Describe, Described } from '../../core/related/choice';
import { Unusable } from './command';
import { isFolder, openIndexFolder, type StoredIndex } from './index-folder';
import { oneOf } from './options';
import { type CardRow, type EssayRow, entryOf, essayReader, FIELDS, type Field } from './pack-rows';
import type { RowReader } from './rows';

export const ESSAYS = 'an essay {id, title, summary, text}';
export const INDEX_HELP = `  --index    a folder that \`index build\` made, or JSON lines {id, title, summary, text, language}; fields other than id may be
             missing`;
export const FIELD_HELP = `  --field    what of an essay counts beside its title: its summary (the default), or summary and text; a folder knows it already`;

export type OpenedIndex = { readonly index: SegmentedIndex; readonly field: Field; readonly describe: Describe };

/**
 * Shapes  `see` is shown every essay of JSON lines as it passes; a folder holds no essays to show.
 * Errors  Unusable where there is no index, or one of another field than asked for. Damaged where its heads are.
 */
export async function openIndex(
  path: string,
  asked: string | undefined,
  reader: RowReader,
  see: (essay: EssayRow) => void = () => {},
): Promise<OpenedIndex> {
  const field = asked === undefined ? undefined : oneOf('field', asked, FIELDS);
  if (isFolder(path)) {
    const stored = openIndexFolder(path);
    if (field !== undefined && field !== stored.field)
      throw new Unusable(`${path} was built with --field ${stored.field}, not ${field}; build another for that.`);
    const index = SegmentedIndex.open(stored.manifest, stored.read);
    return { index, field: stored.field, describe: describeStored(index, stored) };
  }
  const read = field ?? 'summary';
  const known = new Map<EssayId, Described>();
  const rows = indexed(reader.rows(path, ESSAYS, essayReader(read)), (essay) => {
    known.set(essay.id, described(essay));
    see(essay);
  });
  return { index: await indexInMemory(rows), field: read, describe: describeKnown(known) };
}

export function describeKnown(known: ReadonlyMap<EssayId, Described>): Describe {
  return async (found) =>
    new Map(
      found.flatMap(({ id }) => {
        const described = known.get(id);
        return described === undefined ? [] : [[id, described] as const];
      }),
    );
}

/** A card is all that is known of an essay, so those that were listed are not read again to be seen whole. Errors: Damaged. */
export function describeStored(index: SegmentedIndex, { cardAt }: StoredIndex): Describe {
  let listed: ReadonlyMap<EssayId, Described> = new Map();
  const read = ({ id, docId }: Parameters<Describe>[0][number]): Described | undefined => {
    const segment = index.segments().findLast(({ base }) => base <= docId);
    return segment && described({ id, ...cardAt(segment.name, docId - segment.base, segment.reader.essays) });
  };
  return async (found, how) => {
    const known = new Map<EssayId, Described>();
    for (const one of found) {
      const essay = listed.get(one.id) ?? read(one);
      if (essay !== undefined) known.set(one.id, essay);
    }
    if (how === 'listed') listed = known;
    return known;
  };
}

/** As `describe`, but that the page's own essay is not there. */
export function withoutOwn(own: string, describe: Describe): Describe {
  return (found, how) =>
    describe(
      found.filter(({ id }) => id !== own),
      how,
    ).then((known) => new Map([...known].filter(([id]) => id !== own)));
}

/** An essay of a file as a library would hold it: nobody has marked it. */
export function described(row: Omit<EssayRow, 'at'> & Pick<CardRow, 'textLetters'>): Described {
  const { source = '', url, id, ...rest } = row;
  const sourceId = source as SourceId; // as: the file's sources stand for the library's
  return { essay: { ...rest, id, sourceId, url: url ?? madeUpAddress(id), tags: [], firstSeenAt: 0 }, marks: {}, sourceTitle: source };
}

/** Of a page or an essay that names no address: the same for the same id, so that an essay is not shown beside itself. */
export function madeUpAddress(id: string): string {
  return `https://sidelight.invalid/${encodeURIComponent(id)}`;
}

async function* indexed(rows: AsyncIterable<EssayRow>, see: (essay: EssayRow) => void) {
  for await (const row of rows) {
    see(row);
    yield entryOf(row);
  }
}
