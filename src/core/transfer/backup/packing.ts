/** What a backup needs of its surroundings to be packed and unpacked, and how bytes are reached that are too many to hold. Types only. */

export type Packing = {
  readonly deflate: (bytes: Uint8Array) => Promise<Uint8Array>; // raw, without a header
  readonly inflate: (bytes: Uint8Array, size: number) => Promise<Uint8Array | undefined>; // undefined where it is not exactly `size` bytes; never unpacks more
  readonly sha256: (bytes: Uint8Array) => Promise<string>; // hex
};

/** A file on the disk. `read` gives what is there of a stretch. */
export type Bytes = { readonly size: number; readonly read: (from: number, to: number) => Promise<Uint8Array> };
