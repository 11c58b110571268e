/** Says how a source is doing: what a person has to know first, then what comes next. Decides nothing; core/follow/health.ts does. */
import type { SourceHealth } from '../core/follow/health';
import { ago, ahead } from './ago';
import { counted } from './counted';
import { faultSentence, sourceSentence } from './source-sentence';

const DAYS = { week: 7, month: 30, year: 365 };

/** A few sentences in the order in which they matter; never empty. */
export function healthWords(health: SourceHealth, now: number): readonly string[] {
  return [...whatIs(health, now), ...(health.faults ?? []).map(faultSentence)].filter((sentence) => sentence !== '');
}

function whatIs(health: SourceHealth, now: number): readonly string[] {
  const { condition, problem, lastSuccessAt, nextTryAt } = health;
  const wrong = problem === undefined ? '' : sourceSentence(problem);
  const next = nextTryAt === undefined ? '' : `${wrong === '' ? 'Next' : 'Tried again'} ${ahead(nextTryAt, now)}.`;
  switch (condition) {
    case 'new':
      return ['Not checked yet.'];
    case 'well':
      return [`Checked ${ago(lastSuccessAt, now)}.`, next];
    case 'failing':
      return [wrong, lastWorked(health, now), next];
    case 'held':
      return [wrong || 'The site asks to be left alone for a while.', lastWorked(health, now), next];
    case 'asleep':
      return [`Asleep after ${counted(health.failures, 'try', 'tries')} in a row. ${wrong}`.trim(), lastWorked(health, now)];
    case 'gone':
      return ['The site says that this address is gone for good. What came from it stays.'];
    case 'question':
      return [questionSentence(health)];
    case 'not-allowed':
      return ['Kept, but the browser does not let Sidelight read this site.'];
  }
}

function lastWorked({ lastSuccessAt }: SourceHealth, now: number): string {
  return lastSuccessAt === undefined ? 'It has never worked.' : `Last worked ${ago(lastSuccessAt, now)}.`;
}

/** One quiet question instead of a hundred new posts. */
export function questionSentence({ question }: Pick<SourceHealth, 'question'>): string {
  if (question === undefined) return '';
  return `None of its ${counted(question.strangers, 'post')} was ever seen here, so it may be in other hands. It now calls itself “${question.title}”.`;
}

/** "about 2 posts a week"; nothing where it is not known. */
export function rhythmWords(postsPerWeek: number | undefined): string {
  if (postsPerWeek === undefined || !(postsPerWeek > 0)) return '';
  const perDay = postsPerWeek / DAYS.week;
  if (perDay >= 1) return about(perDay, 'day');
  if (postsPerWeek >= 1) return about(postsPerWeek, 'week');
  if (perDay * DAYS.month >= 1) return about(perDay * DAYS.month, 'month');
  return perDay * DAYS.year >= 1 ? about(perDay * DAYS.year, 'year') : 'less than a post a year';
}

function about(count: number, unit: string): string {
  return `about ${counted(Math.round(count), 'post')} a ${unit}`;
}
