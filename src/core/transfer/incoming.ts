/** What a file of another reader brings, in one form for all formats. Knows no file and no library. */
import type { ListingPaths } from '../essay';

export type Incoming = {
  readonly items: readonly IncomingItem[]; // each page once
  readonly feeds: readonly IncomingFeed[];
  readonly loose: readonly LooseHighlights[]; // highlights of something that the file names without an address
  readonly dropped: readonly Dropped[];
  readonly passwordsDropped: number; // addresses from which a password was taken out
};

export type IncomingItem = {
  readonly url: string; // http or https, as the file has it
  readonly title: string; // may be empty
  readonly author?: string;
  readonly language?: string; // BCP 47
  readonly excerpt?: string; // what the page or the service said of it
  readonly addedAt?: number; // ms since 1970, UTC; absent where the file does not say
  readonly publishedAt?: number;
  readonly archivedAt?: number;
  readonly state?: ReadingState; // absent where the format or the row does not say
  readonly progress?: number; // 0 to 1
  readonly isFavourite: boolean;
  readonly tags: readonly string[];
  readonly folders: readonly FolderPath[]; // outermost first
  readonly notes: readonly string[]; // the reader's own words
  readonly highlights: readonly IncomingHighlight[];
  readonly text?: OfflineText;
};
export type ReadingState = 'unread' | 'archived';
export type FolderPath = readonly string[];

/** A stranger's text: markup is cleaned before it is kept and again before it is shown. */
type OfflineText = { readonly kind: 'html' | 'markdown'; readonly source: string };

export type IncomingHighlight = {
  readonly text: string;
  readonly note?: string;
  readonly madeAt?: number; // ms since 1970, UTC
  readonly colour?: string; // as the file names it
  readonly tags: readonly string[];
  readonly place?: Place; // where the file says that the words stand
};
export type Place = { readonly start?: number; readonly end?: number; readonly prefix?: string; readonly suffix?: string };

export type LooseHighlights = { readonly title: string; readonly author?: string; readonly highlights: readonly IncomingHighlight[] };

export type IncomingFeed = {
  readonly kind: 'feed' | 'listing';
  readonly url: string;
  readonly siteUrl?: string;
  readonly title: string;
  readonly folder: FolderPath;
  readonly paths?: ListingPaths;
};

/** A row that is not taken, and why. `of` is the address of the one that it is the same page as. */
export type Dropped = {
  readonly address: string;
  readonly title: string;
  readonly reason: DropReason;
  readonly of?: string;
  readonly rows?: number; // where so many are left out that they are not named one by one
};
export const rowsIn = (dropped: readonly Dropped[]): number => dropped.reduce((sum, { rows = 1 }) => sum + rows, 0);
export type DropReason =
  | 'no-address'
  | 'not-http'
  | 'duplicate' // joined with an earlier row: nothing of it is lost
  | 'feed-row' // what a feed had brought there, not what was saved
  | 'reply' // somebody's answer to an annotation
  | 'no-page' // highlights of a title, and no page here bears it
  | 'unsafe-name' // a file in a zip whose name leads out of it
  | 'unreadable';

/** A row as an adapter gives it: everything but the address may be left out. */
export type Row = Partial<Omit<IncomingItem, 'url' | 'title'>> & { readonly address: string; readonly title?: string | undefined };

/** What an adapter reads out of a file. */
export type Reading = {
  readonly rows: Iterable<Row>; // gone through once: of a hundred thousand not two forms need be held
  readonly feeds?: readonly IncomingFeed[];
  readonly loose?: readonly LooseHighlights[];
  readonly dropped?: readonly Dropped[];
  readonly passwordsDropped?: number;
};
