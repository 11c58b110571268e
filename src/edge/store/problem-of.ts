/** What a store that throws means for the reader. */
import { bug, type Problem } from '../../core/problem';
import { Unopened } from './library';

export function problemOf(error: unknown): Problem {
  if (error instanceof Unopened) return error.problem;
  return error instanceof Error && error.name === 'QuotaExceededError' ? { kind: 'disk-full' } : bug(error).problem;
}
