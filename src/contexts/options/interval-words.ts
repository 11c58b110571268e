/** How often a source is looked at, in words: for the menu, and for what was done. */
import { type Counted, counted, say } from '../../ui/words';

const MINUTE = 60_000; // ms
const UNITS: readonly (readonly [
  ms: number,
  every: Extract<Counted, `every${string}`>,
  said: Extract<Counted, `checkedEvery${string}`>,
])[] = [
  [7 * 24 * 60 * MINUTE, 'everyWeeks', 'checkedEveryWeeks'],
  [24 * 60 * MINUTE, 'everyDays', 'checkedEveryDays'],
  [60 * MINUTE, 'everyHours', 'checkedEveryHours'],
  [MINUTE, 'everyMinutes', 'checkedEveryMinutes'],
];

/** "Every 6 hours"; 0 is "By how often it posts". */
export function intervalWords(ms: number): string {
  if (ms === 0) return say('byRhythm');
  const { every, count } = inUnits(ms);
  return counted(every, count);
}

/** "Field notes is checked every 6 hours." */
export function intervalSaid(ms: number, title: string): string {
  if (ms === 0) return say('checkedByRhythm', { title });
  const { said, count } = inUnits(ms);
  return counted(said, count, { title });
}

/** In the largest unit that leaves nothing over; what is no whole number of minutes is rounded to one. */
function inUnits(ms: number) {
  const minutes = Math.max(MINUTE, Math.round(ms / MINUTE) * MINUTE);
  const [unit, every, said] =
    UNITS.find(([length]) => minutes % length === 0) ?? ([MINUTE, 'everyMinutes', 'checkedEveryMinutes'] as const);
  return { every, said, count: minutes / unit };
}
