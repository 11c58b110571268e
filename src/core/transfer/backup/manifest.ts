/** What a backup says of itself, in its `manifest.json`: what it holds, and of every part how it was written, so that a change anywhere shows. */
import { canonicalJson } from './canonical';
import { KINDS, type Kind } from './units';

export const MANIFEST_NAME = 'manifest.json';
export const FORMAT = 'sidelight-backup';
export const VERSION = 1;
/** A part is closed as soon as it has this much, so that whoever reads holds little at a time. */
export const PART_BYTES = 1024 * 1024;
/** Of a part unpacked, and of a picture: what no machine of today fails to hold. A line that is longer is left out and counted. */
export const MOST_PART_BYTES = 64 * 1024 * 1024;
export const MOST_PICTURE_BYTES = 256 * 1024 * 1024;

export type PartFacts = {
  readonly name: string;
  readonly kind: Kind;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
};

export type BackupManifest = {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly madeAt: number; // ms since 1970, UTC
  readonly madeBy: string; // the version of Sidelight
  readonly device: string; // whose library it is of
  readonly counts: Readonly<Record<Kind, number>>;
  readonly leftOut: number; // rows that could not be read, or that no backup holds
  readonly parts: readonly PartFacts[]; // in the order in which they are restored
};

export const partName = (kind: Kind, number: number): string => `${kind}-${String(number).padStart(4, '0')}.jsonl`;
export const pictureName = (hash: string): string => `pictures/${hash}`;

export function manifestText(manifest: BackupManifest): string {
  return `${canonicalJson(manifest)}\n`;
}

/** Why a manifest is none that can be followed. */
export type NoManifest = 'not-a-backup' | 'newer' | 'damaged';

export function readManifest(text: string): BackupManifest | NoManifest {
  const raw = parsed(text);
  if (raw === undefined) return 'damaged';
  if (raw['format'] !== FORMAT) return 'not-a-backup';
  const { version, madeAt, madeBy, device, counts, leftOut, parts } = raw;
  if (!isCount(version)) return 'damaged';
  if (version > VERSION) return 'newer';
  if (!isCount(madeAt) || typeof madeBy !== 'string' || typeof device !== 'string' || !Array.isArray(parts)) return 'damaged';
  const readable = parts.map(readPart);
  const names = new Set(readable.map((part) => part?.name));
  if (!readable.every((part) => part !== undefined) || names.size < readable.length) return 'damaged';
  const counted = (typeof counts === 'object' && counts !== null ? counts : {}) as Readonly<Record<string, unknown>>; // as: each is checked next
  return {
    ...{ format: FORMAT, version, madeAt, madeBy, device, leftOut: isCount(leftOut) ? leftOut : 0, parts: readable },
    counts: Object.fromEntries(KINDS.map((kind) => [kind, isCount(counted[kind]) ? counted[kind] : 0])) as Record<Kind, number>, // as: a count for each kind
  };
}

function readPart(raw: unknown): PartFacts | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { name, kind, rows, bytes, sha256 } = raw as Readonly<Record<string, unknown>>; // as: every field is checked next
  if (typeof name !== 'string' || !KINDS.some((each) => each === kind) || !isCount(rows) || !isCount(bytes)) return undefined;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { name, kind: kind as Kind, rows, bytes, sha256 }; // as: it is one of them
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : undefined; // as: an object's fields are unknown
  } catch {
    return undefined;
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
