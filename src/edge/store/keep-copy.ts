/** Puts a copy that was taken with everything that follows from it: pictures, the essay's text, its thread. All of it in one transaction, or nothing. */
import type { TakenCopy } from '../../core/copy/taken';
import type { EssayId } from '../../core/essay';
import { lengthInLetters } from '../../core/follow/text-asking';
import type { Picture } from '../../core/library/copy';
import { textFacts } from '../../core/library/essay-row';
import { isSaved } from '../../core/library/fold';
import type { Place } from '../../core/library/marks';
import { readMarks } from '../../core/library/readers';
import { essayWithCopy, isPartialCopy } from '../../core/library/with-copy';
import { ok, type Result } from '../../core/problem';
import { putBlobsIn, putCopyIn } from './copies';
import type { BlobRow } from './database';
import { putWholeIn, wholeIn } from './essay-rows';
import { noteChanged, WITH_ESSAYS } from './essays';
import { fact, putFact } from './ledger';
import type { Library } from './library';
import { marksOf } from './marks';
import { standsAs } from './place-rows';
import { write } from './write';

export type CopyToKeep = {
  readonly essayId: EssayId;
  readonly taken: TakenCopy;
  readonly version: number; // of the copier
  readonly pictures: readonly Picture[];
  readonly blobs: readonly BlobRow[]; // of the pictures that have a hash
  readonly from: Place;
};

/** unwanted: it is saved no longer, and nothing was written. */
export type KeptCopy = { readonly state: 'kept'; readonly isPartial: boolean } | { readonly state: 'unwanted' };

/**
 * Units   now in ms since 1970, UTC.
 * Errors  disk-full, and the problems of opening; nothing of the copy is there then.
 */
export function keepCopy(library: Library, copy: CopyToKeep, now: number): Promise<Result<KeptCopy>> {
  const { taken, version, pictures, blobs, from } = copy;
  return write<KeptCopy>(library, WITH_ESSAYS, 'lasting', async (tx) => {
    const id = await standsAs(tx, copy.essayId); // it may have been joined to another meanwhile
    const [[essay], row] = await Promise.all([wholeIn(tx, [id]), tx.objectStore('marks').get(id)]);
    if (essay === undefined || !isSaved(readMarks(marksOf(row)).marks)) return ok({ state: 'unwanted' });
    const { html, text, canonical: _, pictures: __, ...facts } = taken;
    const isPartial = isPartialCopy(essay, taken);
    const next = essayWithCopy(essay, taken);
    const hasFeedsText = next.text !== essay.text && essay.text !== undefined;
    await putBlobsIn(tx, blobs);
    await putCopyIn(
      tx,
      {
        ...facts,
        ...{ id, at: now, version, pictures, letters: lengthInLetters(text), markupBytes: new TextEncoder().encode(html).length },
        ...(isPartial && { isPartial }),
        ...(hasFeedsText && { feedPrint: textFacts(essay.text ?? '').textPrint }),
      },
      html,
    );
    if (next !== essay) {
      const revision = ((await fact(tx, 'revision')) ?? 0) + 1;
      await putWholeIn(tx, next);
      await noteChanged(tx, id, revision);
      await putFact(tx, 'revision', revision);
    }
    await tx.objectStore('history').add({ essayId: id, at: now, what: 'copied', from });
    return ok({ state: 'kept', isPartial });
  });
}
