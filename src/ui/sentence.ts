/** Says a problem to a person: what happened, what is safe, what to do. The only place with such words. */
import type { LeftAlone } from '../core/page';
import type { Problem } from '../core/problem';
import { dayOf } from './ago';
import { counted } from './counted';
import { originWords } from './origin-words';

export function sentenceFor(problem: Problem): string {
  switch (problem.kind) {
    case 'bundle-damaged':
      return bundleDamaged(problem.kept, problem.skipped);
    case 'rows-unreadable':
      return `${counted(problem.count, 'entry', 'entries')} of your library could not be read and ${
        problem.count === 1 ? 'is' : 'are'
      } not shown. Nothing was deleted. Export everything in Options, so that you have a copy of the rest.`;
    case 'library-unopened':
      return 'Your library could not be opened. Nothing in it was changed. Close and reopen the browser; if that does not help, Options shows what else can be done.';
    case 'library-newer':
      return 'Your library was written by a later version of Sidelight, so this one leaves it alone. Nothing in it was changed. Update Sidelight to open it.';
    case 'library-lost':
      return `The browser no longer has your library, which held ${counted(problem.saved, 'saved essay')} on ${dayOf(
        problem.lastSeenAt,
      )}. Files you exported are not affected. Saving works again from now on.`;
    case 'disk-full':
      return 'There is no room left on the disk, so the last change was not kept. What was saved before is safe. Make some room, then do it again.';
    case 'essay-unknown':
      return 'This essay is no longer in your library. Nothing else was changed. Open the list again to see what is there.';
    case 'permission-refused':
      return `The browser gave no access to ${originWords(problem.origin)}. Nothing was changed. You can ask again at any time.`;
    case 'page-gone':
      return 'The page was closed or left before it was read. Nothing was changed. Go back to it and try again.';
    case 'worker-silent':
      return 'Sidelight did not answer in the background. What was saved before is safe. Try again; if it stays silent, restart the browser.';
    case 'bug':
      return 'Something in Sidelight is broken. Your library is safe. The details are in Options, under “Report a problem”.';
  }
}

/** What a page of Options can help with; the words of the one link beside the sentence. */
export function nextStepFor(problem: Problem): string | undefined {
  switch (problem.kind) {
    case 'library-unopened':
      return 'See what can be done';
    case 'rows-unreadable':
      return 'Export in Options';
    case 'bug':
      return 'See the details';
    default:
      return undefined;
  }
}

export function leftAloneSentence(why: LeftAlone): string {
  switch (why) {
    case 'off':
      return 'Sidelight is turned off for this site, so nothing here was read.';
    case 'password':
      return 'This page asks for a password, so nothing here was read.';
    case 'editor':
      return 'This page is for writing, so nothing here was read.';
    case 'not-prose':
      return 'This page has too little running text to compare. Open an article to see what speaks to it.';
    case 'private':
      return 'Sidelight reads nothing in private windows.';
    case 'restricted':
      return 'The browser lets no extension read this page.';
  }
}

function bundleDamaged(kept: number, skipped: number): string {
  const safe = 'What you saved is safe. Install Sidelight again to get them back.';
  if (kept === 0) return `The essays that come with Sidelight could not be read. ${safe}`;
  return `${counted(skipped, 'essay')} of the ${kept + skipped} that come with Sidelight could not be read. ${safe}`;
}
