/** What a reader saved stays as they saved it: which version of an essay stands, and which is kept beside it. Pure; edge/store keeps both. */
import type { Essay } from '../essay';

export type Standing = {
  readonly stands: Essay; // what the reader sees
  readonly beside?: Essay; // what the publisher says there now
};

/**
 * `stands` is the essay as it is kept, `brought` what a poll makes of it. Until it is saved, the publisher's word stands. After that only what
 * was never there is filled in: a text, where title and summary are the saved ones.
 */
export function afterRevision(stands: Essay, brought: Essay, isSaved: boolean): Standing {
  if (!isSaved) return { stands: brought };
  const isWorded = stands.title === brought.title && stands.summary === brought.summary;
  const isFilled = stands.text === undefined && brought.text !== undefined && isWorded;
  const kept = isFilled ? { ...stands, text: brought.text } : stands;
  const isBeside = !isWorded || kept.text !== (brought.text ?? kept.text);
  return isBeside ? { stands: kept, beside: brought } : { stands: kept };
}
