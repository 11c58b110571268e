/** Locks what leaves and opens what comes: AES-GCM by the browser, a key of 256 bits made by dice, kept on the server under the reader's phrase (scrypt). */
import { hmac } from '@noble/hashes/hmac.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Box, COST, type Cost, type Keys, MOST_BOXES } from '../../core/sync/keys';
import type { Seal } from '../../core/sync/seal';

/** As this machine keeps it. `key`: base64. */
export type HeldKey = { readonly id: string; readonly key: string };

const MAGIC = [0x53, 0x4c, 0x31]; // SL1
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const HEAD_BYTES = MAGIC.length + ID_BYTES + NONCE_BYTES;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

export const plainSeal: Seal = {
  keyId: '',
  close: async (_name, bytes) => bytes,
  open: async (_name, bytes) => (isSealed(bytes) ? 'unknown-key' : bytes),
  namesOf: async (print) => [print],
};

/** Writes under the first key; reads under all of them. */
export function sealWith(held: readonly HeldKey[]): Seal {
  const [newest] = held;
  if (newest === undefined) return plainSeal;
  const keys = new Map<string, Promise<CryptoKey>>();
  const keyOf = (id: string): Promise<CryptoKey> | undefined => {
    const its = held.find((each) => each.id === id);
    if (its !== undefined && !keys.has(id)) keys.set(id, imported(bytesOf(its.key)));
    return keys.get(id);
  };
  return {
    keyId: newest.id,
    async close(name, bytes) {
      const key = await keyOf(newest.id);
      if (key === undefined) throw new RangeError('a key that is held has no key');
      const nonce = dice(NONCE_BYTES);
      const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: utf8(name) }, key, own(bytes));
      return concat([Uint8Array.from(MAGIC), fromHex(newest.id), nonce, new Uint8Array(locked)]);
    },
    async open(name, bytes) {
      if (!isSealed(bytes)) return undefined; // nobody who has the key wrote this
      const id = hex(bytes.slice(MAGIC.length, MAGIC.length + ID_BYTES));
      const key = await keyOf(id);
      if (key === undefined) return 'unknown-key';
      const nonce = bytes.slice(MAGIC.length + ID_BYTES, HEAD_BYTES);
      return opened(key, nonce, utf8(name), bytes.slice(HEAD_BYTES));
    },
    async namesOf(print) {
      const nameUnder = ({ key }: HeldKey): string => hex(hmac(sha256, bytesOf(key), utf8(print)));
      return [nameUnder(newest), ...held.slice(1).map(nameUnder)];
    },
  };
}

const isSealed = (bytes: Uint8Array): boolean => bytes.length > HEAD_BYTES && MAGIC.every((byte, at) => bytes[at] === byte);

/** A new key in front of those that are held, all of them under the phrase. Of more than any reader of the file takes, the oldest is no more. */
export async function lock(
  phrase: string,
  held: readonly HeldKey[],
  cost: Cost = COST,
): Promise<{ readonly keys: Extract<Keys, { mode: 'phrase' }>; readonly held: readonly HeldKey[] }> {
  const all = [{ id: hex(dice(ID_BYTES)), key: base64(dice(KEY_BYTES)) }, ...held].slice(0, MOST_BOXES);
  const salt = dice(SALT_BYTES);
  const lid = await lidOf(phrase, salt, cost);
  const boxes: Box[] = [];
  for (const { id, key } of all) {
    const nonce = dice(NONCE_BYTES);
    const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: utf8(id) }, lid, own(bytesOf(key)));
    boxes.push({ id, box: base64(concat([nonce, new Uint8Array(locked)])) });
  }
  return { keys: { mode: 'phrase', salt: base64(salt), cost, boxes }, held: all };
}

/** Undefined where the phrase is another. */
export async function unlock(
  phrase: string,
  { salt, cost, boxes }: Extract<Keys, { mode: 'phrase' }>,
): Promise<readonly HeldKey[] | undefined> {
  const lid = await lidOf(phrase, bytesOf(salt), cost);
  const held: HeldKey[] = [];
  for (const { id, box } of boxes) {
    const bytes = bytesOf(box);
    const key = await opened(lid, bytes.slice(0, NONCE_BYTES), utf8(id), bytes.slice(NONCE_BYTES));
    if (key === undefined || key.length !== KEY_BYTES) return undefined;
    held.push({ id, key: base64(key) });
  }
  return held;
}

/** The same phrase, however its spaces and letters' forms were typed. */
async function lidOf(phrase: string, salt: Uint8Array, cost: Cost): Promise<CryptoKey> {
  const typed = phrase.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return imported(await scryptAsync(utf8(typed), salt, { ...cost, dkLen: KEY_BYTES }));
}

async function opened(key: CryptoKey, nonce: Uint8Array, name: Uint8Array, locked: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: own(nonce), additionalData: own(name) }, key, own(locked)));
  } catch {
    return undefined; // another key, or other bytes
  }
}

const imported = (bytes: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', own(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
const dice = (count: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(count));
const utf8 = (text: string): Uint8Array<ArrayBuffer> => own(new TextEncoder().encode(text));
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>; // as: what is made here is never shared
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
