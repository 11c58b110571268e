/** The postings of one term, as builders, writers and merges hand them on. Types only. */

/** Essays that hold a term, rising, and how often: the rows `from` to `to` of two columns. */
export type PostingRange = { readonly docIds: Uint32Array; readonly counts: Uint16Array; readonly from: number; readonly to: number };
