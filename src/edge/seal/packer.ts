/** Packs what is sent and unpacks what came, with what browsers have for it; never unpacks more than it may. */
import type { Packer } from '../../core/sync/seal';
import { unzipped } from '../net/unzip';
import { packing } from '../store/packing';

export const packer: Packer = {
  async pack(bytes) {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip')); // as: what is made here is never shared
    return new Uint8Array(await new Response(stream).arrayBuffer());
  },
  async unpack(bytes, mostBytes) {
    const inside = await unzipped(bytes, 'gzip', mostBytes);
    return inside === 'too-large' || !inside.isWhole ? undefined : inside.bytes;
  },
  sha256: packing.sha256,
};
