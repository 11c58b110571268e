/** How bytes are locked before they leave, and opened when they come. Types only; edge/seal fills them in. */

export type Seal = {
  readonly keyId: string; // '' where nothing is locked
  /** `name`: the file's, which is locked in with it, so that a server cannot give one for another. */
  readonly close: (name: string, bytes: Uint8Array) => Promise<Uint8Array>;
  /** 'unknown-key': under one that this machine does not have; undefined: not as it was written. */
  readonly open: (name: string, bytes: Uint8Array) => Promise<Uint8Array | 'unknown-key' | undefined>;
  readonly namesOf: (print: string) => Promise<readonly [string, ...string[]]>; // of a blob, which tell nothing of what it holds: as it is written, then as it was under older keys
};

/** Packed and unpacked, and what bytes come to. */
export type Packer = {
  readonly pack: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly unpack: (bytes: Uint8Array, mostBytes: number) => Promise<Uint8Array | undefined>; // undefined: too much, or damaged
  readonly sha256: (bytes: Uint8Array) => Promise<string>; // hex
};
