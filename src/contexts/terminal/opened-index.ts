/** The index that a command is asked about: a folder that `index build` made, or JSON lines, which are indexed in memory first. */
import type { EssayId } from '../../core/essay';
import { indexInMemory } from '../../core/index/in-memory';
import { SegmentedIndex } from '../../core/index/segmented-index';
import { indexedEssay } from '../../core/index/term-index';
import type { TitlesOf } from '../../core/related/second-look';
import { Unusable } from './command';
import { isFolder, openIndexFolder, type StoredIndex } from './index-folder';
import { oneOf } from './options';
import { type EssayRow, essayReader, FIELDS, type Field } from './pack-rows';
import type { RowReader } from './rows';

export const ESSAYS = 'an essay {id, title, summary, text}';
export const INDEX_HELP = `  --index    a folder that \`index build\` made, or JSON lines {id, title, summary, text, language}; fields other than id may be
             missing`;
export const FIELD_HELP = `  --field    what of an essay counts beside its title: its summary (the default), or summary and text; a folder knows it already`;

export type OpenedIndex = { readonly index: SegmentedIndex; readonly field: Field; readonly titlesOf: TitlesOf };

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
    return { index, field: stored.field, titlesOf: storedTitles(index, stored) };
  }
  const read = field ?? 'summary';
  const titles = new Map<EssayId, string>();
  const rows = indexed(reader.rows(path, ESSAYS, essayReader(read)), (essay) => {
    titles.set(essay.id, essay.title);
    see(essay);
  });
  return { index: await indexInMemory(rows), field: read, titlesOf: async () => titles };
}

/** Errors: Damaged. */
export function storedTitles(index: SegmentedIndex, { titleAt }: StoredIndex): TitlesOf {
  return async (essays) => {
    const titles = new Map<EssayId, string>();
    for (const { id, ordinal } of essays) {
      const segment = index.segments().findLast(({ base }) => base <= ordinal);
      if (segment !== undefined) titles.set(id, titleAt(segment.name, ordinal - segment.base, segment.reader.essays));
    }
    return titles;
  };
}

async function* indexed(rows: AsyncIterable<EssayRow>, see: (essay: EssayRow) => void) {
  for await (const row of rows) {
    see(row);
    yield indexedEssay(row);
  }
}
