/** What a reader did to an essay, as stamped fields. Two copies of a library merge field by field (merge.ts). */
import type { EssayId, ListedEssay } from '../essay';
import type { Quote } from '../highlight/quote';
import type { Stamp } from './stamp';

export type Stamped<T> = readonly [value: T, stamp: Stamp];

export type Marks = {
  readonly saved?: Stamped<boolean>;
  readonly read?: Stamped<boolean>;
  readonly archived?: Stamped<boolean>;
  readonly note?: Stamped<string>;
  readonly otherNotes?: Readonly<Record<string, Stamped<string>>>; // device → a note written there that `note` did not know of (note.ts)
  readonly notesReplaced?: Readonly<Record<string, Stamp>>; // device → its last note that has been written over since
  readonly progress?: Stamped<number>; // 0 to 1
  readonly place?: Stamped<Quote>; // the words to go on from; stamped with the progress it belongs to
  readonly tags?: Readonly<Record<string, Stamped<boolean>>>; // false: taken off again
  readonly refused?: Readonly<Record<string, Stamped<boolean>>>; // page address, or the likeness of its text → "not related" was said there
  readonly silenced?: Stamped<boolean>; // never beside any page
};

/** What a reader can do to one essay. `at` and the device come from the stamp. */
export type Act =
  | { readonly kind: 'save' | 'unsave' | 'archive' | 'unarchive' | 'markRead' | 'markUnread' | 'open' }
  | { readonly kind: 'refuse' | 'unrefuse'; readonly page: string; readonly like?: string } // like: its near copies too (core/related/likeness.ts)
  | { readonly kind: 'silence' | 'unsilence' }
  | { readonly kind: 'tag' | 'untag'; readonly tag: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'progress'; readonly share: number; readonly place?: Quote }; // how far one has read, 0 to 1: no row of its history

export type Place =
  | 'popup'
  | 'panel'
  | 'page'
  | 'options'
  | 'start'
  | 'poll'
  | 'reader'
  | 'library'
  | 'menu'
  | 'key'
  | 'bar'
  | 'import'
  | 'restore';

/** What is told of an essay beside the acts: by sources, by highlights, by Sidelight itself, by what comes in and goes out. */
export type Event =
  | 'firstSeen'
  | 'revised'
  | 'copied'
  | 'highlight'
  | 'unhighlight'
  | 'highlightNote'
  | 'related'
  | 'imported'
  | 'exported'
  | 'restored';

/** One row of an essay's thread, from the day it was first seen. Never changed once written. */
export type HistoryRow = {
  readonly essayId: EssayId;
  readonly at: number; // ms since 1970, UTC
  readonly what: Act['kind'] | Event;
  readonly from: Place;
  readonly detail?: string; // the tag, the address of the page it was related on, the name of the file: in words that were true then
};

/** An essay with what its reader did: what every list shows. */
export type Entry = {
  readonly essay: ListedEssay;
  readonly marks: Marks;
  readonly isUnread: boolean;
  readonly publishedNow?: { readonly title: string; readonly summary: string }; // its publisher says something else now; what stands here is what was saved
};
