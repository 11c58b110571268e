/** An index whose bytes lie in memory: for tests and for the terminal, which reads essays from a file. The same bytes as on disk. */
import { build } from './growth';
import { EMPTY, type Manifest } from './manifest';
import type { SegmentEssay } from './segment/builder';
import { SegmentedIndex } from './segmented-index';

/** Shapes  every essay once. */
export async function indexInMemory(essays: AsyncIterable<SegmentEssay> | Iterable<SegmentEssay>): Promise<SegmentedIndex> {
  const parts = new Map<string, Uint8Array>();
  let manifest: Manifest = EMPTY;
  for await (const change of build(essays)) {
    for (const { segment, part, bytes } of change.pieces) parts.set(`${segment}/${part}`, bytes); // a segment that is built has one piece a part
    manifest = change.manifest;
  }
  const nothing = new Uint8Array(0);
  return SegmentedIndex.open(
    manifest,
    (segment) => async (part, start, end) => (parts.get(`${segment}/${part}`) ?? nothing).subarray(start, end),
  );
}
