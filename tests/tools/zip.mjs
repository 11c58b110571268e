/** Packs files as browsers' stores take them: in the order they come in, as small as can be had, all with one date. */
import { crc32 } from 'node:zlib';
import { deflated } from './deflate.mjs';

const NEEDS = 20; // version 2.0: deflate
const IS_UTF8 = 0x800;

/**
 * @param {readonly (readonly [name: string, bytes: Buffer])[]} files
 * @param {Date} at
 */
export function zipOf(files, at) {
  const [time, day] = dosTime(at);
  const [bodies, directory] = [/** @type {Buffer[]} */ ([]), /** @type {Buffer[]} */ ([])];
  let offset = 0;
  for (const [name, bytes] of files) {
    const packed = Buffer.from(deflated(bytes));
    const [data, method] = packed.length < bytes.length ? [packed, 8] : [bytes, 0];
    const named = Buffer.from(name);
    const facts = [NEEDS, IS_UTF8, method, time, day];
    const sizes = [crc32(bytes), data.length, bytes.length];
    const local = record([[0x04034b50], facts, sizes, [named.length, 0]]);
    bodies.push(local, named, data);
    directory.push(record([[0x02014b50], [NEEDS, ...facts], sizes, [named.length, 0, 0, 0, 0], [0, offset]]), named);
    offset += local.length + named.length + data.length;
  }
  const length = directory.reduce((sum, each) => sum + each.length, 0);
  const end = record([[0x06054b50], [0, 0, files.length, files.length], [length, offset], [0]]);
  return Buffer.concat([...bodies, ...directory, end]);
}

/**
 * Numbers in groups: by turns of four bytes each and of two.
 * @param {readonly (readonly number[])[]} groups
 */
function record(groups) {
  return Buffer.concat(
    groups.flatMap((numbers, at) =>
      numbers.map((number) => {
        const bytes = Buffer.alloc(at % 2 === 0 ? 4 : 2);
        if (at % 2 === 0) bytes.writeUInt32LE(number);
        else bytes.writeUInt16LE(number);
        return bytes;
      }),
    ),
  );
}

/**
 * @param {Date} at
 * @returns {[time: number, day: number]}
 */
function dosTime(at) {
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  return [time, ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate()];
}
