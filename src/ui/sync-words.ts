/** Says in words what is wrong with the server that keeps one's machines alike. The sentences stand in `_locales`. */
import type { SyncProblem } from '../core/sync/problem';
import { moment } from './moment';
import { counted, type Phrase, say } from './words';

/** Units  now in ms since 1970, UTC. */
export function syncSentence(problem: SyncProblem, now: number): string {
  switch (problem.kind) {
    case 'busy':
      return say('syncNoBusy', { moment: moment(problem.until, now) });
    case 'server':
      return say('syncNoServer', { status: problem.status });
    case 'asks':
      return counted('syncNoAsks', problem.taken, { kept: problem.kept });
    default:
      return say(SAID[problem.kind]);
  }
}

const SAID: Readonly<Record<Exclude<SyncProblem['kind'], 'busy' | 'server' | 'asks'>, Phrase>> = {
  offline: 'syncNoOffline',
  'not-allowed': 'syncNoLeave',
  unreachable: 'syncNoAnswer',
  'too-slow': 'syncNoSlow',
  refused: 'syncNoRefused',
  'not-found': 'syncNoFound',
  'no-folder': 'syncNoFolder',
  changed: 'syncNoChanged',
  locked: 'syncNoLocked',
  full: 'syncNoRoom',
  'too-large': 'syncNoLarge',
  'leads-away': 'syncNoAway',
  'page-instead': 'syncNoPage',
  lies: 'syncNoLies',
  'too-much': 'syncNoMuch',
  newer: 'syncNoNewer',
  'not-ours': 'syncNoOurs',
  'phrase-needed': 'syncNoPhrase',
  'phrase-wrong': 'syncNoWrong',
  'own-files-gone': 'syncNoFiles',
  'disk-full': 'syncNoDisk',
  library: 'syncNoLibrary',
};
