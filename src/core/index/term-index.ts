/** What an index of essays can be asked when a page is related. Where it lives, and what its terms are worth, is for others to know. */
import type { Essay, EssayId } from '../essay';
import { type Spoken, spokenIn } from '../text/language';

/**
 * What each term of a question is worth, by its place in it, from how many essays hold it: an essay's score is the sum of this times how much
 * it uses the term (`usage` of weigh.ts), over the essay's length (`pivoted`). `stuffed`: the source that says all words of the question, if one does.
 */
export type Weigh = (holders: ArrayLike<number>, essays: number, stuffed?: string) => Float64Array;

export type Accepts = (docId: number) => boolean;

/** A term that a page and an essay share. */
export type SharedPart = { readonly term: number; readonly part: number }; // term: its place in the question; parts sum to the score

export type Near = {
  readonly docId: number; // its place in this version of the index
  readonly id: EssayId;
  readonly score: number;
  readonly shared: readonly SharedPart[]; // why: the terms in the question's order
};

export type NearOptions = {
  readonly count: number;
  readonly least?: number; // a score below which nobody cares: what cannot reach it is not looked at
  readonly accepts?: Accepts;
};

/** Every answer is that of one whole version. */
export type TermIndex = {
  readonly live: number; // essays that are there
  /** Best first; equal scores by id. */
  nearest(terms: readonly string[], weigh: Weigh, options: NearOptions): Promise<readonly Near[]>;
  /** Says of a doc id whether its essay is from another source; undefined where none is. Absent where sources are not known. */
  besides?(source: string): Promise<Accepts | undefined>;
  /** The same essays but those of one source, as though it had never been there. Absent where sources are not known. */
  without?(source: string): Promise<TermIndex>;
};

/** What of an essay goes into an index. */
export type IndexedEssay = {
  readonly id: EssayId;
  readonly title: string;
  readonly body: string;
  readonly language?: string; // BCP 47, as declared: a hint
};

/** A summary mostly repeats how the text begins. That stays: beginnings say what essays are about (nDCG@5 +.006 on the pack). */
export function indexedEssay(essay: Pick<Essay, 'id' | 'title' | 'summary' | 'text' | 'language'>): IndexedEssay {
  const { id, title, summary, text, language } = essay;
  return { id, title, body: text === undefined ? summary : `${summary}\n${text}`, ...(language !== undefined && { language }) };
}

/** The script and language of an essay: everyone who stems its words asks here, so that all stem alike. */
export function spokenBy({ title, body, language }: Pick<IndexedEssay, 'title' | 'body' | 'language'>): Spoken {
  return spokenIn(`${title}\n${body}`, language);
}
