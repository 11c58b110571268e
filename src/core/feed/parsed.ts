/** What a feed or a listing says, before it becomes essays. Imports nothing. */

/** HTML of a stranger, as data: addresses resolved, nothing removed. It never goes on a page without the sanitizer. */
export type Markup = string;

export type Enclosure = { readonly url: string; readonly type?: string };

export type ParsedEntry = {
  readonly id?: string; // guid, atom:id, JSON Feed id: as the feed writes it
  readonly link?: string; // http or https
  readonly title?: Markup;
  readonly summary?: Markup; // what stands in for it where a feed gives only the whole text: that text
  readonly content?: Markup;
  readonly author?: string; // as the feed writes it, address and all
  readonly authorName?: string;
  readonly published?: number; // ms since 1970, UTC
  readonly updated?: number; // ms since 1970, UTC
  readonly language?: string; // BCP 47
  readonly comments?: string; // http or https
  readonly tags: readonly string[];
  readonly enclosures: readonly Enclosure[];
};

export type ParsedFeed = {
  readonly id?: string;
  readonly link?: string; // the site, http or https
  readonly title?: Markup;
  readonly description?: Markup;
  readonly author?: string;
  readonly authorName?: string;
  readonly language?: string; // BCP 47
  readonly published?: number; // ms since 1970, UTC
  readonly updated?: number; // ms since 1970, UTC
  readonly image?: string; // http or https
  readonly icon?: string; // http or https
  readonly entries: readonly ParsedEntry[];
};

/** Leaves out what is not known, so that an absent field is absent and never `undefined`. */
export type Known<T> = { [K in keyof T]: Exclude<T[K], undefined> };
export function known<T extends object>(fields: T): Known<T> {
  const found: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined && fields[name] !== '') found[name] = fields[name];
  return found as Known<T>; // as: what is missing was undefined or empty
}
