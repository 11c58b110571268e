/** The stems of everyday English words, commonest first. Kept apart because it is data; none are known yet. */
export const EVERYDAY_STEMS: readonly string[] = [];
