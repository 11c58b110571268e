/** How much of a feed is read. A hostile one ends here, in a bounded list or a problem. */

export const MAX_FEED_BYTES = 5 * 1024 * 1024; // the largest whole-archive feeds of essayists seen are near 3 MB
export const MAX_ITEMS = 500; // one poll's worth; blogs publish 10 to 50, whole archives a few hundred
export const MAX_DEPTH = 24; // open elements inside one item, text left out; real feeds stay under 6
export const MAX_ATTRIBUTES = 48; // of one tag
export const MAX_ENTITIES = 32; // declared in a DOCTYPE
export const MAX_ENTITY_CHARS = 64; // of one declared entity: names and short phrases
export const MAX_EXPANSIONS = 2_000; // declared entities replaced in one feed
export const MAX_ADDRESS_CHARS = 2_048;
export const MAX_ITEM_CHARS = 65_536; // of one item as the parser gets it, without what a person reads; real ones have about one thousand
export const MAX_LINE_CHARS = 16_384; // of a title, a name or an address as the feed writes it, markup and all
export const MAX_TAGS = 50; // of one entry
export const MAX_ENCLOSURES = 20; // of one entry
export const MAX_TITLE_CHARS = 500;
export const MAX_SUMMARY_CHARS = 1_000;
export const MAX_TEXT_CHARS = 400_000; // about 65,000 words: a short book
