/** A disk in memory for indexes: changes are written whole or not at all, and bytes can be harmed. */

import type { Change } from '../../../../src/core/index/growth';
import { EMPTY, type Manifest } from '../../../../src/core/index/manifest';
import { type ReadSegment, SegmentedIndex } from '../../../../src/core/index/segmented-index';

export class Disk {
  manifest: Manifest = EMPTY;
  readonly parts = new Map<string, Uint8Array>(); // segment/part → bytes
  reads = 0;

  write({ base, manifest, pieces, drop }: Change): boolean {
    if (base !== this.manifest.version) return false;
    for (const { segment, part, number, bytes } of pieces) {
      const key = `${segment}/${part}`;
      const before = number === 0 ? undefined : this.parts.get(key);
      this.parts.set(key, before === undefined ? bytes : Uint8Array.from([...before, ...bytes]));
    }
    for (const key of [...this.parts.keys()]) if (drop.includes(key.split('/')[0] ?? '')) this.parts.delete(key);
    this.manifest = structuredClone(manifest);
    return true;
  }

  readonly read: ReadSegment = (segment) => async (part, start, end) => {
    this.reads++;
    return (this.parts.get(`${segment}/${part}`) ?? new Uint8Array(0)).slice(start, end);
  };

  open(before?: SegmentedIndex): SegmentedIndex {
    return SegmentedIndex.open(this.manifest, this.read, before);
  }

  get bytes(): number {
    return [...this.parts.values()].reduce((sum, part) => sum + part.length, 0);
  }
}
