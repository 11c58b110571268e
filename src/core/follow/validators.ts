/**
 * Which validators of an answer are sent back with the next request. An ETag is a name that a server chooses, and could be a number for one reader
 * who is then known wherever they go; so only those are sent back that the server could not have chosen freely.
 */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type AnswerHeaders, httpDate } from './freshness';

type Validators = { readonly etag?: string; readonly lastModified?: string };

const DAY = 24 * 60 * 60 * 1000;
const MAX_ETAG_CHARS = 200;
const MAX_HASHED_BYTES = 1_000_000; // a few milliseconds; larger bodies are rarely feeds
const LEAST_DIGEST_CHARS = 16; // a shorter match may be chance
/** What servers put behind an ETag when they compress. */
const COMPRESSED = /(?:-{1,2}|;)(?:gzip|br|zstd|deflate|df)$/;

/**
 * `etag` only where it says what anyone can see: the size and the time of the file (nginx, Apache and most servers of files), or a digest of the
 * body or of the date (Express, Rails, Django, object stores, WordPress). `lastModified` is a whole day, the midnight after, and is there only
 * when that midnight had passed at the time of the answer: nothing that changes later can be missed by it.
 */
export function impersonalValidators(headers: AnswerHeaders, body: Uint8Array, now: number): Validators {
  const answeredAt = httpDate(headers['date']) ?? now;
  const modifiedAt = httpDate(headers['last-modified']);
  const etag = headers['etag'];
  const midnight = modifiedAt === undefined ? undefined : Math.ceil(modifiedAt / DAY) * DAY;
  return {
    ...(etag !== undefined && isExplained(etag, body, headers['last-modified'], modifiedAt) && { etag }),
    ...(midnight !== undefined && midnight <= Math.min(answeredAt, now) && { lastModified: new Date(midnight).toUTCString() }),
  };
}

function isExplained(etag: string, body: Uint8Array, written: string | undefined, modifiedAt: number | undefined): boolean {
  const opaque = /^(?:W\/)?"([^"]*)"$/.exec(etag.trim())?.[1]?.replace(COMPRESSED, '');
  if (opaque === undefined || opaque === '' || opaque.length > MAX_ETAG_CHARS) return false;
  return isSizeAndTime(opaque, body.length, modifiedAt) || isDigest(opaque, body, written);
}

/** Every part in turn is the size or the time; a part of another meaning could hold a number. */
function isSizeAndTime(opaque: string, bytes: number, modifiedAt: number | undefined): boolean {
  const parts = opaque.split('-');
  const sizes = [bytes.toString(16), String(bytes)];
  return (
    parts.length === 2 &&
    modifiedAt !== undefined &&
    parts.some((part, at) => sizes.includes(part.toLowerCase()) && isTime(parts[1 - at] ?? '', modifiedAt))
  );
}

/** In seconds, milliseconds or microseconds, in either base; what is finer than a second is left to the server and must be nothing. */
function isTime(part: string, modifiedAt: number): boolean {
  const seconds = modifiedAt / 1000;
  return [1, 1e3, 1e6].some((unit) => [16, 10].some((base) => part.toLowerCase() === Math.round(seconds * unit).toString(base)));
}

/** Express writes the size before the digest. A digest may be cut, but not lengthened. */
function isDigest(opaque: string, body: Uint8Array, written: string | undefined): boolean {
  const sized = `${body.length.toString(16)}-`;
  const digest = opaque.startsWith(sized) ? opaque.slice(sized.length) : opaque;
  if (digest.length < LEAST_DIGEST_CHARS || body.length > MAX_HASHED_BYTES) return false;
  const texts = [body, ...(written === undefined ? [] : [new TextEncoder().encode(written)])];
  return texts.some((bytes) => [md5, sha1, sha256].some((hash) => spellings(hash(bytes)).some((whole) => whole.startsWith(digest))));
}

function spellings(digest: Uint8Array): string[] {
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = btoa(String.fromCharCode(...digest));
  return [hex, hex.toUpperCase(), base64, base64.replaceAll('+', '-').replaceAll('/', '_')];
}
