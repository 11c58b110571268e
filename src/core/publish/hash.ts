/** The hash by which a reader knows that a shard is the one that the index names. Pure. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 in hex. */
export const hashOfBytes = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
export const hashOfText = (text: string): string => hashOfBytes(new TextEncoder().encode(text));
