/**
 * What a folder keeps of a segment's essays beside their terms, as bytes: where each card starts, uint32, and where the last ends, then all of
 * them as JSON in UTF-8. So much of an essay is looked at before it is shown.
 */
import { Damaged } from '../../core/index/segment/damaged';
import { type CardRow, type EssayRow, readCard } from './pack-rows';

const START_BYTES = 4;
const MAX_CARD_BYTES = 4e6;
const MAX_SUMMARY_CHARS = 1_500; // what a library's row keeps

/** Gives exactly the bytes asked for, fewer only if they are gone. */
type ReadBytes = (start: number, end: number) => Uint8Array;

/** What an index does not know of an essay by itself. */
export type Card = CardRow;

export function cardOf({ title, summary, text, url, source, language }: Omit<EssayRow, 'id'>): Card {
  return {
    title,
    summary: summary.slice(0, MAX_SUMMARY_CHARS),
    ...(text !== undefined && { textLetters: text.length }),
    ...(url !== undefined && { url }),
    ...(source !== undefined && { source }),
    ...(language !== undefined && { language }),
  };
}

export function encodeCards(cards: readonly Card[]): Uint8Array {
  const encoded = cards.map((card) => Buffer.from(JSON.stringify(card), 'utf8'));
  const starts = Buffer.alloc((cards.length + 1) * START_BYTES);
  let end = 0;
  for (const [at, { length }] of encoded.entries()) {
    end += length;
    starts.writeUInt32LE(end, (at + 1) * START_BYTES);
  }
  return Buffer.concat([starts, ...encoded]);
}

/** The card of the essay at this place of `count`. Cost: two short reads. Errors: Damaged. */
export function cardAt(read: ReadBytes, place: number, count: number): Card {
  const around = exactly(read, place * START_BYTES, (place + 2) * START_BYTES);
  const [start, end] = [around.readUInt32LE(0), around.readUInt32LE(START_BYTES)];
  if (end < start) throw new Damaged('a card ends before it starts');
  const texts = (count + 1) * START_BYTES;
  return decoded(exactly(read, texts + start, texts + end).toString('utf8'));
}

function decoded(json: string): Card {
  try {
    const card = readCard(JSON.parse(json));
    if (card !== undefined) return card;
  } catch {
    // no JSON: as damaged as a card that is none
  }
  throw new Damaged('a card cannot be read');
}

function exactly(read: ReadBytes, start: number, end: number): Buffer {
  if (end - start > MAX_CARD_BYTES) throw new Damaged('a card of millions of letters');
  const bytes = read(start, end);
  if (bytes.length !== end - start) throw new Damaged('cards are cut short');
  return Buffer.from(bytes);
}
