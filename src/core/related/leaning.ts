/**
 * What is learnt of a source, slowly: who says "not related" to its essays again and again sees only those that speak to the page plainly, and who opens
 * them sees as many as before. Two numbers a source, which its reader can see and take back. Pure.
 */

/** Source → how often an essay of it was refused beside a page, and how often one was opened from there. */
export type Leanings = Readonly<Record<string, Leaning>>;
export type Leaning = readonly [refused: number, opened: number];

const ENOUGH = 3; // refusals more than openings: before, nothing is learnt
const STEP = 0.08; // of the line, for each further one
const MOST = 1.4; // times the line: no source is silenced by this alone
const OPENED_COUNTS = 2; // one opening weighs as much as two refusals
const MOST_COUNTED = 50; // of either: what was long ago gives way
const MOST_SOURCES = 1_000;

/** What a source's essays must stand above, in lines of silence. */
export function demandsOf([refused, opened]: Leaning = [0, 0]): number {
  const beyond = refused - OPENED_COUNTS * opened - ENOUGH + 1;
  return Math.min(MOST, 1 + STEP * Math.max(0, beyond));
}

export function learn(leanings: Leanings, source: string, what: 'refused' | 'opened' | 'taken-back'): Leanings {
  const [refused, opened] = Object.hasOwn(leanings, source) ? (leanings[source] ?? [0, 0]) : [0, 0];
  const next: Leaning =
    what === 'opened'
      ? [refused, Math.min(MOST_COUNTED, opened + 1)]
      : [Math.max(0, Math.min(MOST_COUNTED, refused + (what === 'refused' ? 1 : -1))), opened];
  return Object.fromEntries([...Object.entries(leanings).filter(([id]) => id !== source), [source, next] as const].slice(-MOST_SOURCES));
}

export function readLeanings(raw: unknown): Leanings {
  if (typeof raw !== 'object' || raw === null) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([source, leaning]: [string, unknown]) => {
      const [refused, opened] = Array.isArray(leaning) ? leaning : [];
      return isCount(refused) && isCount(opened) ? [[source, [refused, opened] as const]] : [];
    }),
  );
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST_COUNTED; // as: isSafeInteger narrows nothing
