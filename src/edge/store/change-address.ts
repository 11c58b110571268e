/** Gives a followed source another address. Its id stays, and with it its essays, what was done to them, and the names by which its posts are known. */
import { canonicalAddress } from '../../core/address';
import type { Source, SourceId } from '../../core/essay';
import { readSourceState } from '../../core/follow/read-state';
import { readdressed } from '../../core/follow/source-state';
import { readSource } from '../../core/library/readers';
import { failed, ok, type Result } from '../../core/problem';
import { changeMarks } from './follow';
import type { Library } from './library';
import { wishesIn } from './wishes';
import { type WriteTransaction, write } from './write';

type NewAddress = { readonly sourceId: SourceId; readonly typedHost?: string } & Pick<Source, 'url' | 'kind'>;

/**
 * It is due at once. One that is not followed is left alone.
 *
 * Units   now in ms since 1970, UTC.
 * Errors  followed-already where another followed source has that address; disk-full and the problems of opening.
 */
export function changeAddress(library: Library, { sourceId, url, kind, typedHost }: NewAddress, now: number): Promise<Result<undefined>> {
  return write(library, ['sources', 'sourceMarks', 'sourceStates', 'ledger'], 'lasting', async (tx) => {
    const [source, state] = [readSource(await tx.objectStore('sources').get(sourceId)), await tx.objectStore('sourceStates').get(sourceId)];
    if (source === undefined || state === undefined) return ok(undefined);
    const other = await followedAt(tx, url, sourceId);
    if (other !== undefined) return failed({ kind: 'followed-already', title: other });
    await tx.objectStore('sources').put({ ...source, url, kind });
    await tx.objectStore('sourceStates').put(readdressed(readSourceState(state, sourceId)));
    if (typedHost !== undefined) await changeMarks(tx, sourceId, { typedHost }, now);
    return ok(undefined);
  });
}

/** What the other source that is followed there is called. */
async function followedAt(tx: WriteTransaction, url: string, except: SourceId): Promise<string | undefined> {
  const [rows, wishes] = await Promise.all([tx.objectStore('sources').getAll(), wishesIn(tx)]);
  const sources = rows.flatMap((row) => readSource(row) ?? []);
  const there = sources.find(
    (each) => each.id !== except && wishes.get(each.id)?.isFollowed && canonicalAddress(each.url) === canonicalAddress(url),
  );
  return there && (wishes.get(there.id)?.title ?? there.title);
}
