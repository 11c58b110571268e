/** The nouns of what is published: essays and the sources they come from. Imports nothing; everything may import it. */

/** Made once, when the essay is first seen; the same essay keeps it across refreshes, backups and machines. */
export type EssayId = string & { readonly __brand: 'EssayId' };
export type SourceId = string & { readonly __brand: 'SourceId' };

/** What a source publishes. Nothing a reader did stands here, so a refresh can replace it whole. */
export type Essay = {
  readonly id: EssayId;
  readonly sourceId: SourceId;
  readonly url: string; // http or https
  readonly title: string; // plain text, never empty
  readonly summary: string; // plain text, may be empty
  readonly text?: string; // plain text of the whole essay, where it is known
  readonly author?: string;
  readonly siteName?: string; // as the page calls its site: for pages that no source lists
  readonly language?: string; // BCP 47
  readonly tags: readonly string[];
  readonly publishedAt?: number; // ms since 1970, UTC; absent where the source does not say
  readonly firstSeenAt: number; // ms since 1970, UTC; kept for ever
};

/** What is told of a text that stands elsewhere. */
export type TextFacts = {
  readonly textLetters: number; // how long it is, as core/follow/text-asking.ts counts letters
  readonly textPrint: string; // two texts of one print are the same
};

/** An essay as lists read it: without its text, and its summary and tags may be cut short. Everything else is whole. */
export type ListedEssay = Omit<Essay, 'text'> &
  Partial<TextFacts> & {
    readonly alsoIn?: readonly SourceId[]; // the other followed sources that show it; absent where there are none
  };

export type Source = {
  readonly id: SourceId;
  readonly kind: 'feed' | 'listing'; // listing: an HTML page that lists posts
  readonly url: string; // what is fetched
  readonly siteUrl: string; // what a person opens
  readonly title: string;
  readonly addedAt: number; // ms since 1970, UTC
  readonly paths?: ListingPaths; // of a list that came from another reader: for the way back
};

/** Where the parts of a list stand on its page, as FreshRSS wants to hear it. All but the first from the item. */
export type ListingPaths = {
  readonly xPathItem: string;
  readonly xPathItemTitle?: string;
  readonly xPathItemContent?: string;
  readonly xPathItemUri?: string;
  readonly xPathItemAuthor?: string;
  readonly xPathItemTimestamp?: string;
  readonly xPathItemTimeFormat?: string;
  readonly xPathItemThumbnail?: string;
  readonly xPathItemCategories?: string;
  readonly xPathItemUid?: string;
};

/** Pages that their reader saved and no source lists. There is no row of this source, and nothing is ever polled for it. */
export const SAVED_PAGES = 'page' as SourceId; // as: this is the only one that is not made from an address

/** When the essay stands in a list: its date, but never later than it was first seen, so that a date in the future cannot stick to the top. */
export function datedAt(essay: Pick<Essay, 'publishedAt' | 'firstSeenAt'>): number {
  return Math.min(essay.publishedAt ?? essay.firstSeenAt, essay.firstSeenAt);
}
