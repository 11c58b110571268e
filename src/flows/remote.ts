/** A server that keeps files for one's machines, whatever it speaks. Each machine writes only files of its own. Types and the names of files. */
import type { Heard } from '../core/sync/answer';
import type { Answer } from '../core/sync/problem';
import type { Tags } from '../core/sync/round';

/** One request to the one address that its reader gave. Never throws. */
export type Ask = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly mostBytes?: number; // of the answer
}) => Promise<Answer<Heard>>;

/** `text`: of its head; absent where it is as it was. */
export type SeenHead = { readonly device: string; readonly tag: string; readonly text?: string };

/** `mark`: whatever the next look is to be given. Of a server that tells what is new, since when; of one that does not, when its machines were listed. */
export type Look = { readonly heads: readonly SeenHead[]; readonly mark?: string };

export type Remote = {
  /** The folders, or whatever a machine needs before it writes. Those that are there stay. */
  readonly prepare: (device: string) => Promise<Answer<undefined>>;
  /** `isThorough`: also for machines that are new, where to ask for those costs a request more. */
  readonly look: (tags: Tags, mark: string | undefined, me: string, isThorough?: boolean) => Promise<Answer<Look>>;
  readonly get: (file: string, mostBytes?: number) => Promise<Answer<Uint8Array | undefined>>; // undefined: it is not there
  readonly put: (file: string, bytes: Uint8Array) => Promise<Answer<undefined>>;
  readonly remove: (file: string) => Promise<Answer<undefined>>; // what is not there is removed
};

export const KEYS_FILE = 'keys';
export const headFile = (device: string): string => `devices/${device}/head`;
export const segmentFile = (device: string, name: string): string => `devices/${device}/${name}`;
export const blobFile = (name: string): string => `blobs/${name}`;

/** By which a segment is locked: whose it is and its number, so that a server cannot give one for another. */
export const sealName = (device: string, segment: string): string => `${device}/${segment.replace(/-.*$/, '')}`;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
