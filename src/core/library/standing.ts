/** Which version of an essay stands when its publisher says something else now: the publisher's, or the one that the reader saved. Pure. */
import { keepsText } from '../follow/text-asking';

/** The words of an essay, its text told by its print. */
export type Words = { readonly title: string; readonly summary: string; readonly textLetters?: number; readonly textPrint?: string };

/**
 * replaced: the publisher's word stands. beside: what was saved stays as it was saved, and the new version is kept beside it. Only what never was
 * there is filled in, under the same words; and where a publisher gives less than before, nothing is taken away and nothing is another version.
 */
export function standingAfter(stands: Words, brought: Words & { readonly text?: string }, isSaved: boolean): 'replaced' | 'beside' {
  if (!isSaved) return 'replaced';
  const isWorded = stands.title === brought.title && stands.summary === brought.summary;
  const isText = keepsText(stands, brought.text) || stands.textPrint === undefined || stands.textPrint === brought.textPrint;
  return isWorded && isText ? 'replaced' : 'beside';
}
