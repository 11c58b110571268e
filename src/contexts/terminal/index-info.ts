/** `index info`: what an index holds, what each of its parts costs an essay, and whether every byte of it is what was written. */
import { checkAll } from '../../core/index/growth';
import type { SegmentEntry } from '../../core/index/manifest';
import { intact } from '../../core/index/segment/damaged';
import { decodeHead, type Head, PARTS } from '../../core/index/segment/format';
import type { ExitCode, Output } from './command';
import { openIndexFolder, type StoredIndex } from './index-folder';
import { readOptions } from './options';

export async function printIndexInfo(args: readonly string[], output: Output): Promise<ExitCode> {
  const { index: folder } = readOptions(args, { index: { required: true } });
  const stored = openIndexFolder(folder);
  const { segments } = stored.manifest;
  const damage = await damageIn(stored);
  const heads = segments.flatMap(({ head, name }) => (damage.has(name) ? [] : decodeHead(head)));
  const cards = sum(segments.map(({ name }) => stored.cardBytes(name)));
  output.print(JSON.stringify({ field: stored.field, ...figures(segments, heads, cards), whole: damage.size === 0 }));
  for (const [segment, what] of damage) output.complain(`Segment ${segment} is damaged (${what}); build the index again.`);
  return damage.size === 0 ? 0 : 1;
}

/** By name the segments that are not whole. Cost: reads everything, a segment at a time. */
async function damageIn({ manifest, read, checkCards }: StoredIndex): Promise<ReadonlyMap<string, string>> {
  const damage = new Map<string, string>();
  for (const segment of manifest.segments) {
    const checked = await intact(checkAll({ ...manifest, segments: [segment] }, read).then(() => checkCards(segment.name)));
    if (!checked.ok) damage.set(segment.name, checked.damaged);
  }
  return damage;
}

/** A stem or pair that several segments hold counts in each. */
function figures(segments: readonly SegmentEntry[], heads: readonly Head[], cards: number): object {
  const essays = sum(segments.map((segment) => segment.essays));
  const headBytes = sum(segments.map(({ head }) => head.length));
  const parts = {
    heads: headBytes,
    ...Object.fromEntries(PARTS.map((part) => [part, sum(heads.map((head) => head.parts[part].bytes))])),
    cards,
  };
  const bytes = sum(Object.values(parts));
  const anEssay = (part: number): number => (essays === 0 ? 0 : Math.round((part / essays) * 10) / 10);
  return {
    essays,
    segments: segments.length,
    stems: sum(heads.map(({ stems }) => stems)),
    pairs: sum(heads.map(({ pairs }) => pairs)),
    bytes,
    parts,
    bytesAnEssay: { all: anEssay(bytes), ...Object.fromEntries(Object.entries(parts).map(([part, size]) => [part, anEssay(size)])) },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
