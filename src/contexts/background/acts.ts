/** A reader's act on an essay, and what follows from it outside the database. */
import type { EssayId } from '../../core/essay';
import type { Act, Place } from '../../core/library/marks';
import { ok, type Result } from '../../core/problem';
import type { Library } from '../../edge/store/library';
import { commitAct } from '../../edge/store/marks';
import { refreshBadge } from './badge';
import { keepSentinel } from './home';

export type ActAsk = { readonly essayId: EssayId; readonly act: Act; readonly from: Place };

export async function commit(library: Library, { essayId, act, from }: ActAsk): Promise<Result<'done'>> {
  const done = await commitAct(library, { essayId, act, from, now: Date.now() });
  if (!done.ok) return done;
  await Promise.all([refreshBadge(library), keepSentinel(library)]);
  return ok('done');
}
