/** Says how a source is doing: what a person has to know first, then what comes next. Decides nothing; core/follow/health.ts does. */
import type { SourceHealth } from '../core/follow/health';
import { addressWords } from './address-words';
import { ago, ahead } from './ago';
import { faultSentence, sourceSentence } from './source-sentence';
import { type Counted, counted, say } from './words';

const DAYS = { week: 7, month: 30, year: 365 };

/** A few sentences in the order in which they matter; never empty. */
export function healthWords(health: SourceHealth, now: number): readonly string[] {
  return [...whatIs(health, now), offerWords(health), ...(health.faults ?? []).map(faultSentence)].filter((sentence) => sentence !== '');
}

function whatIs(health: SourceHealth, now: number): readonly string[] {
  const { condition, problem, lastSuccessAt, nextTryAt } = health;
  const wrong = problem === undefined ? '' : sourceSentence(problem);
  const next = nextTryAt === undefined ? '' : say(condition === 'well' ? 'healthNext' : 'healthAgain', { ahead: ahead(nextTryAt, now) });
  switch (condition) {
    case 'new':
      return [say('healthNotChecked')];
    case 'well':
      return [say('healthChecked', { ago: ago(lastSuccessAt, now) }), next];
    case 'failing':
      return [wrong, lastWorked(health, now), next];
    case 'held':
      return [wrong || say('healthHeld'), lastWorked(health, now), next];
    case 'asleep':
      return [counted('healthAsleep', health.failures, { why: wrong }).trim(), lastWorked(health, now)];
    case 'gone':
      return [say('healthGone')];
    case 'question':
      return [questionSentence(health)];
    case 'not-allowed':
      return [say('healthNotAllowed')];
  }
}

function offerWords({ offer }: SourceHealth): string {
  return offer === undefined ? '' : say('healthOffer', { address: addressWords(offer.url) });
}

function lastWorked({ lastSuccessAt }: SourceHealth, now: number): string {
  return lastSuccessAt === undefined ? say('healthNeverWorked') : say('healthLastWorked', { ago: ago(lastSuccessAt, now) });
}

/** One quiet question instead of a hundred new posts. */
export function questionSentence({ question }: Pick<SourceHealth, 'question'>): string {
  if (question === undefined) return '';
  return counted('sourceQuestion', question.strangers, { title: question.title });
}

/** "about 2 posts a week"; nothing where it is not known. */
export function rhythmWords(postsPerWeek: number | undefined): string {
  if (postsPerWeek === undefined || !(postsPerWeek > 0)) return '';
  const perDay = postsPerWeek / DAYS.week;
  if (perDay >= 1) return about('postsADay', perDay);
  if (postsPerWeek >= 1) return about('postsAWeek', postsPerWeek);
  if (perDay * DAYS.month >= 1) return about('postsAMonth', perDay * DAYS.month);
  return perDay * DAYS.year >= 1 ? about('postsAYear', perDay * DAYS.year) : say('postsRarely');
}

type Rhythm = Extract<Counted, `postsA${string}`>;

function about(rhythm: Rhythm, count: number): string {
  return counted(rhythm, Math.round(count));
}
