/** Names essays: the keys by which one is known again, and the id it gets when it is first seen. Knows no store. */
import { canonicalAddress } from '../address';
import type { EssayId, SourceId } from '../essay';

/** What a post may be known again by, as texts to compare. Absent where a feed does not give it. */
export type Keys = {
  readonly guid?: string;
  readonly address?: string; // canonical, so that http, tracking and a slash make no difference
  readonly anchor?: string; // the address with its fragment: where posts stand below each other on one page, their only name
  readonly dated?: string; // title and instant
  readonly placed?: string; // title and path, for a site that moved to another host
  readonly titled: string; // the last resort
  readonly worded: string; // title and summary, where even titles repeat
  readonly whole: string; // title, summary and instant: all that a reader could tell posts apart by
};

type Named = {
  readonly guid?: string;
  readonly url: string;
  readonly hasOwnAddress?: boolean; // false: `url` is the site's, and only a fragment of it names anything
  readonly title: string;
  readonly summary: string;
  readonly publishedAt?: number;
};

const MIN_TITLE_CHARS = 4; // shorter titles ("", "…", "TIL") name nothing

export function keysOf({ guid, url, hasOwnAddress = true, title, summary, publishedAt }: Named): Keys {
  const canonical = canonicalAddress(url);
  const folded = foldedTitle(title);
  const isNamed = folded.length >= MIN_TITLE_CHARS;
  const path = hasOwnAddress ? (canonical?.replace(/^https:\/\/[^/?]*/, '') ?? '') : '';
  const fragment = fragmentOf(url);
  return {
    ...(guid !== undefined && { guid: `guid ${guidKey(guid)}` }),
    ...(canonical !== undefined && hasOwnAddress && { address: `address ${canonical}` }),
    ...(canonical !== undefined && fragment !== '' && { anchor: `anchor ${canonical}${fragment}` }),
    ...(isNamed && publishedAt !== undefined && { dated: `dated ${publishedAt} ${folded}` }),
    ...(isNamed && path.length > 2 && { placed: `placed ${path} ${folded}` }),
    titled: `titled ${folded}`,
    worded: `worded ${folded}\n${summary}`,
    whole: `whole ${publishedAt ?? ''} ${folded}\n${summary}`,
  };
}

/** Letter case and white space make no other title. */
export function foldedTitle(title: string): string {
  return title.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A guid that is an address is one: the same post keeps it through http and https. Its fragment may be all that tells posts apart. */
function guidKey(guid: string): string {
  const trimmed = guid.trim();
  const canonical = /^https?:\/\//i.test(trimmed) ? canonicalAddress(trimmed) : undefined;
  return canonical === undefined ? trimmed : canonical + fragmentOf(trimmed);
}

function fragmentOf(address: string): string {
  const at = address.indexOf('#');
  return at === -1 || at === address.length - 1 ? '' : address.slice(at);
}

/** The id of a post seen for the first time. The same source and key give the same id on every machine, for ever. */
export function essayIdFor(sourceId: SourceId, key: string): EssayId {
  return `${sourceId}.${hash(`${sourceId}\n${key}`)}` as EssayId; // as: this is where ids are made
}

/**
 * 106 bits in base 36, from two runs of cyrb53 with different seeds. Not for secrets.
 *
 * Cost    one pass over the text a run.
 * Source  cyrb53 by bryc, public domain; among 2^53 values alone, a million essays would meet by chance once in 18,000 libraries.
 */
export function hash(text: string): string {
  return cyrb53(text, 0).toString(36) + cyrb53(text, 0x9e3779b9).toString(36).padStart(11, '0');
}

function cyrb53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
