/** Who an essay is from, in a few words, and the day it stands for. */
import { datedAt, type Essay, type ListedEssay } from '../core/essay';
import { givesLittle } from '../core/follow/text-asking';

/** The author where the source names one, else the site it stands on. */
export function bylineOf({ author, url }: Pick<Essay, 'author' | 'url'>): string {
  return author ?? URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
}

/** Undefined where the source does not say: the day it was first seen would pass for the day it was written. */
export function writtenAt(essay: Pick<Essay, 'publishedAt' | 'firstSeenAt'>): number | undefined {
  return essay.publishedAt === undefined ? undefined : datedAt(essay);
}

const LETTERS_A_MINUTE = 1_400; // some 230 words

/** How long it takes to read. Undefined where hardly more than a teaser of it is known: its length would pass for the essay's. */
export function minutesOf(essay: ListedEssay): number | undefined {
  const { textLetters } = essay;
  return textLetters === undefined || givesLittle(essay) ? undefined : minutesFor(textLetters);
}

export function minutesFor(letters: number): number {
  return Math.max(1, Math.round(letters / LETTERS_A_MINUTE));
}
