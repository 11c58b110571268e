/** What relating a page gives back: the essays, why, and where on the page. Plain data that survives messages. */
import type { EssayId } from '../essay';
import type { LeftAlone, Span } from '../page';
import type { Likeness } from './likeness';

/** A word or pair of words that page and essay share. */
export type SharedTerm = {
  readonly term: string; // as the index holds it: a stem, or two with a space between
  readonly words: string; // as the page writes it
  readonly isTogether?: boolean; // of a pair: the page has the two side by side, with nothing between them
  readonly weight: number; // its part of the score; all of an essay's terms sum to the score
};

/** A sentence of the page beside a sentence of the essay. */
export type Passage = {
  readonly essayId: EssayId;
  readonly span: Span; // into the page's text
  readonly strength: 1 | 2 | 3; // faint to strong
  readonly here?: string; // the page's sentence, word for word: what `span` cuts out; in a report, for the popup has no page text
  readonly hereLit: readonly Span[]; // shared words, into the page's text
  readonly there: string; // the essay's own best sentence, word for word
  readonly thereLit: readonly Span[]; // shared words, into `there`
};

export type RelatedEssay = {
  readonly id: EssayId;
  readonly url: string;
  readonly title: string;
  readonly sourceTitle: string;
  readonly author?: string;
  readonly publishedAt?: number; // ms since 1970, UTC
  readonly language?: string; // BCP 47: what its words are in
  readonly isSaved: boolean;
  readonly isRead: boolean;
  readonly score: number; // at or above the threshold; of use beside other scores for the same page only
  readonly shared: readonly SharedTerm[]; // heaviest first: what the score is made of
  readonly reasons: readonly string[]; // why, in a few of the page's words, the most telling first
};

/** The page is an essay of the library: nothing to learn from its own sentences, but how it stands is worth a line. */
export type Itself = Pick<RelatedEssay, 'id' | 'title' | 'sourceTitle' | 'isSaved' | 'isRead'> & { readonly isFollowed: boolean };

/** At most three essays for each part of a page that grows; `passages` holds what is marked at first (at most three), `more` the rest, at most three an essay in all. */
export type Related = {
  readonly likeness?: Likeness; // of the page: a refusal holds for its near copies
  readonly itself?: Itself;
  readonly language?: string; // BCP 47: what the page is in
  readonly essays: readonly RelatedEssay[]; // best first; empty is silence
  readonly passages: readonly Passage[]; // in page order
  readonly more: readonly Passage[]; // in page order
};

/** How things stand on one tab: what the popup's "This page" says. */
export type PageReport =
  | { readonly state: 'related'; readonly related: Related; readonly marked: number } // marked: passages found again on the page and painted
  | { readonly state: 'silent'; readonly itself?: Itself }
  | { readonly state: 'left-alone'; readonly why: LeftAlone }
  | { readonly state: 'not-asked' }; // no permission and no click yet
