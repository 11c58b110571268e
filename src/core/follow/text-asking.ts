/** When the page of an essay is asked for its text: which essays need it, how often, and when again. Pure; flows/fetch-texts.ts does it. */
import type { Essay, TextFacts } from '../essay';
import type { SourceProblem } from './problem';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

export const MOST_A_SOURCE = 20; // the newest: what a blog shows on its first page or two
const LITTLE = 1_200; // letters, some 200 words: the summary of a feed, seldom an essay
const AGAIN_AFTER_MS: readonly number[] = [2 * DAY, 5 * DAY]; // after the first and the second page without the text; there is no third wait
const UNFINISHED_MS = HOUR; // a page that was being read when the background ended
const BUSY_MS = DAY; // where a site has too much to do and says no time
const TROUBLE_MS = 6 * HOUR; // where it does not answer, or has trouble of its own: its other pages will fare no better now

/** What is remembered of asking for one essay. */
export type Asking = {
  readonly tries: number; // since it was wanted
  readonly askedAt?: number; // ms since 1970, UTC: the last time
  readonly dueAt?: number; // not before; absent: at once
  readonly isAgain?: true; // the essay was reworded since, and is asked for the second and last time
};

export const NEVER_ASKED: Asking = { tries: 0 };

/** Scripts without spaces say in one character what others say in three. */
export function lengthInLetters(text: string): number {
  const dense = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0;
  return text.length + 2 * dense;
}

const isLittle = (text: string): boolean => lengthInLetters(text.slice(0, LITTLE)) < LITTLE;

/** Whether what is known of an essay is hardly more than a teaser. Its text may be there, or told of. */
export function givesLittle({ text, textLetters, summary }: Pick<Essay, 'text' | 'summary'> & Partial<TextFacts>): boolean {
  return text === undefined && textLetters !== undefined ? textLetters < LITTLE : isLittle(text ?? summary);
}

/** Whether a write leaves the text that is known: one that brings none, or a teaser in its place, takes nothing away. */
export function keepsText({ textLetters = 0 }: Partial<TextFacts>, brought: string | undefined): boolean {
  return brought === undefined || (isLittle(brought) && textLetters >= LITTLE);
}

/** Written before the page is asked, so that one that ends the background is not asked for ever. */
export function begun(asking: Asking, now: number): Asking {
  return { ...asking, tries: asking.tries + 1, askedAt: now, dueAt: now + UNFINISHED_MS };
}

/** After a page that gave no text; undefined: it is not asked again. */
export function tryAgain(asking: Asking, now: number): Asking | undefined {
  const wait = AGAIN_AFTER_MS[asking.tries - 1];
  return wait === undefined ? undefined : { ...asking, dueAt: now + wait };
}

/** Asked for once more, because it is worded otherwise now, but no sooner than it was due; undefined: it was already. */
export function wantedAgain({ isAgain, ...asking }: Asking): Asking | undefined {
  return isAgain ? undefined : { ...asking, ...NEVER_ASKED, isAgain: true };
}

/** A clock that was set back by days must not keep an essay waiting for years. */
export function isDueNow({ dueAt = 0, askedAt = 0 }: Asking, now: number): boolean {
  return dueAt <= now || askedAt > now + DAY;
}

export const isUsedUp = ({ tries }: Asking): boolean => tries > AGAIN_AFTER_MS.length;

/** What may be otherwise in some days. A login, a missing page, a picture: the site has said no, and is not asked again. */
export function isPassing({ kind }: SourceProblem): boolean {
  return kind === 'unreachable' || kind === 'too-slow' || kind === 'busy' || kind === 'server-error';
}

/** How long no essay of the source is asked for; 0 where only this one went wrong. */
export function restMs(problem: SourceProblem, heldMs: number): number {
  if (heldMs > 0 || !isPassing(problem)) return heldMs;
  return problem.kind === 'busy' ? BUSY_MS : TROUBLE_MS;
}

/** Damaged values are forgotten; at worst a page is asked once too often. */
export function readAsking(raw: unknown): Asking {
  if (typeof raw !== 'object' || raw === null) return NEVER_ASKED;
  const { tries, askedAt, dueAt, isAgain } = raw as Record<string, unknown>; // as: every field is checked next
  return {
    tries: Number.isInteger(tries) && Number(tries) >= 0 ? Number(tries) : 0,
    ...(typeof askedAt === 'number' && Number.isFinite(askedAt) && { askedAt }),
    ...(typeof dueAt === 'number' && Number.isFinite(dueAt) && { dueAt }),
    ...(isAgain === true && { isAgain }),
  };
}
