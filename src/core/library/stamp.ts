/** Hybrid logical clock stamps: they order acts across devices, even where a clock is wrong. */

/** 12 hex digits of ms, 4 hex digits of counter, then the device id; compared as text. */
export type Stamp = string & { readonly __brand: 'Stamp' };
