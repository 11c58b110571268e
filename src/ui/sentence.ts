/** Says a problem to a person: what happened, what is safe, what to do. Chooses the sentence; it stands in `_locales`. */
import type { LeftAlone } from '../core/page';
import type { Problem } from '../core/problem';
import { dayOf } from './ago';
import { originWords } from './origin-words';
import { sizeWords } from './size-words';
import { counted, type Phrase, say } from './words';

export function sentenceFor(problem: Problem): string {
  switch (problem.kind) {
    case 'bundle-damaged':
      return bundleDamaged(problem.kept, problem.skipped);
    case 'rows-unreadable':
      return counted('problemRows', problem.count);
    case 'library-unopened':
      return say('problemUnopened');
    case 'library-blocked':
      return say('problemBlocked');
    case 'library-newer':
      return say('problemNewer');
    case 'library-lost':
      return libraryLost(problem);
    case 'disk-full':
      return say('problemDiskFull');
    case 'copy-full':
      return say('problemCopyFull', { title: problem.title });
    case 'nearly-full':
      return say('problemNearlyFull', { size: sizeWords(problem.left) });
    case 'backup-unmade':
      return say(UNMADE[problem.why]);
    case 'restore-stopped':
      return say('problemRestoreStopped');
    case 'import-stopped':
      return say('problemImportStopped');
    case 'pictures-full':
      return say('problemPicturesFull', { title: problem.title });
    case 'index-full':
      return say('problemIndexFull');
    case 'followed-already':
      return say('problemFollowedAlready', { title: problem.title });
    case 'essay-unknown':
      return say('problemUnknownEssay');
    case 'permission-refused':
      return say('problemRefused', { site: originWords(problem.origin) });
    case 'page-gone':
      return say('problemPageGone');
    case 'page-busy':
      return say('problemPageBusy');
    case 'worker-silent':
      return say('problemSilent');
    case 'bug':
      return say('problemBug');
  }
}

/** What a page of Options can help with; the words of the one link beside the sentence. */
export function nextStepFor(problem: Problem): string | undefined {
  switch (problem.kind) {
    case 'library-unopened':
      return say('stepSeeRecovery');
    case 'rows-unreadable':
      return say('stepExport');
    case 'bug':
      return say('stepSeeDetails');
    case 'nearly-full':
    case 'backup-unmade':
    case 'restore-stopped':
    case 'import-stopped':
      return say('stepSeeOptions');
    default:
      return undefined;
  }
}

const UNMADE: Readonly<Record<Extract<Problem, { kind: 'backup-unmade' }>['why'], Phrase>> = {
  'disk-full': 'problemBackupFull',
  'not-allowed': 'problemBackupNotAllowed',
  other: 'problemBackupOther',
};

const LEFT_ALONE: Readonly<Record<LeftAlone, Phrase>> = {
  off: 'leftAloneOff',
  paused: 'leftAlonePaused',
  nowhere: 'leftAloneNowhere',
  password: 'leftAlonePassword',
  editor: 'leftAloneEditor',
  chore: 'leftAloneChore',
  'not-prose': 'leftAloneNotProse',
  framed: 'leftAloneFramed',
  private: 'leftAlonePrivate',
  restricted: 'leftAloneRestricted',
};

export function leftAloneSentence(why: LeftAlone): string {
  return say(LEFT_ALONE[why]);
}

function libraryLost({ saved, refollowed, lastSeenAt }: Extract<Problem, { kind: 'library-lost' }>): string {
  const day = dayOf(lastSeenAt);
  const lost = saved > 0 ? say('problemLost', { essays: counted('savedEssays', saved), day }) : say('problemLostUnsaved', { day });
  return refollowed > 0 ? `${lost} ${counted('problemLostRefetched', refollowed)}` : lost;
}

function bundleDamaged(kept: number, skipped: number): string {
  return kept === 0 ? say('problemBundleAll') : counted('problemBundleSome', skipped, { total: kept + skipped });
}
