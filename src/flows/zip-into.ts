/** Writes a zip a file at a time, so that nobody holds it whole. What was written is no zip until its end is. */
import { crc32 } from '../core/transfer/backup/crc32';
import type { Packing } from '../core/transfer/backup/packing';
import { DEFLATED, directory, localHeader, STORED, type ZipEntry } from '../core/transfer/backup/zip-records';

export type ZipInto = ReturnType<typeof zipInto>;

export function zipInto({
  packing,
  write,
}: {
  readonly packing: Pick<Packing, 'deflate'>;
  readonly write: (bytes: Uint8Array) => Promise<void>;
}) {
  const entries: ZipEntry[] = [];
  let at = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    await write(bytes);
    at += bytes.length;
  };
  return {
    /** Pictures are packed already. */
    async put(name: string, bytes: Uint8Array, isText: boolean): Promise<void> {
      const data = isText ? await packing.deflate(bytes) : bytes;
      const entry: ZipEntry = {
        ...{ name, method: isText ? DEFLATED : STORED, crc: crc32(bytes), packed: data.length, size: bytes.length, offset: at },
      };
      entries.push(entry);
      await put(localHeader(entry));
      await put(data);
    },
    /** Gives how many bytes there are. */
    async end(): Promise<number> {
      await put(directory(entries, at));
      return at;
    },
  };
}
