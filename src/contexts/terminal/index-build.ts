/** `index build`: essays from a file into an index in a folder, a segment at a time. */
import { build } from '../../core/index/growth';
import type { SegmentEssay } from '../../core/index/segment/builder';
import { type Card, cardOf } from './cards';
import type { ExitCode, Output } from './command';
import { bytesInFolder, IndexWriter } from './index-folder';
import { ESSAYS } from './opened-index';
import { oneOf, readOptions } from './options';
import { type EssayRow, entryOf, essayReader, FIELDS } from './pack-rows';
import { RowReader } from './rows';

/** Cost: memory in proportion to one segment, however many essays the file has. */
export async function buildIndex(args: readonly string[], output: Output): Promise<ExitCode> {
  const options = readOptions(args, { essays: { required: true }, out: { required: true }, field: { default: 'summary' } });
  const field = oneOf('field', options.field, FIELDS);
  const reader = new RowReader(output);
  const startedAt = performance.now();
  const essays = await reader.open(options.essays, ESSAYS, essayReader(field)); // before anything is written
  const writer = new IndexWriter(options.out, field);
  const cards: Card[] = []; // of the segment at hand
  for await (const change of build(indexed(essays, cards), writer.start)) writer.add(change, cards.splice(0));
  const { segments } = writer.finish();
  const count = segments.reduce((sum, segment) => sum + segment.essays, 0);
  const ms = Math.round(performance.now() - startedAt);
  output.print(JSON.stringify({ essays: count, segments: segments.length, bytes: bytesInFolder(options.out), ms }));
  return reader.exitCode;
}

async function* indexed(rows: AsyncIterable<EssayRow>, cards: Card[]): AsyncGenerator<SegmentEssay> {
  for await (const row of rows) {
    cards.push(cardOf(row));
    yield entryOf(row);
  }
}
