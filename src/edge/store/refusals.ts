/** Every "no" that a reader said to an essay, for the place where each is taken back. Looks through all marks, a part at a time. */

import type { EssayId } from '../../core/essay';
import { isSilenced } from '../../core/library/fold';
import { readMarks } from '../../core/library/readers';
import { isLikeness } from '../../core/related/likeness';
import type { Library } from './library';
import { marksOf } from './marks';

const AT_ONCE = 2_000; // rows
const MOST = 500; // told of

export type Refusal = {
  readonly id: EssayId;
  readonly title: string;
  readonly isSilenced: boolean; // beside no page
  readonly pages: readonly { readonly page: string; readonly like?: string }[]; // not beside these
};

export async function refusals(library: Library): Promise<readonly Refusal[]> {
  const found: Omit<Refusal, 'title'>[] = [];
  let after: IDBKeyRange | null = null;
  while (found.length < MOST) {
    const tx = await library.begin(['marks'], 'readonly');
    const store = tx.objectStore('marks');
    const [keys, rows] = await Promise.all([store.getAllKeys(after, AT_ONCE), store.getAll(after, AT_ONCE)]);
    rows.forEach((row, at) => {
      const { marks } = readMarks(marksOf(row));
      const refused = Object.entries(marks.refused ?? {}).flatMap(([page, [isRefused, stamp]]) => (isRefused ? [{ page, stamp }] : []));
      const copies = refused.filter(({ page }) => isLikeness(page));
      const pages = refused
        .filter(({ page }) => !isLikeness(page))
        .map(({ page, stamp }) => {
          const like = copies.find((copy) => copy.stamp === stamp)?.page; // said in one breath
          return { page, ...(like !== undefined && { like }) };
        });
      const id = keys[at];
      if (id !== undefined && (pages.length > 0 || isSilenced(marks))) found.push({ id, isSilenced: isSilenced(marks), pages });
    });
    const last = keys.at(-1);
    if (keys.length < AT_ONCE || last === undefined) break;
    after = IDBKeyRange.lowerBound(last, true);
  }
  const tx = await library.begin(['essays'], 'readonly');
  const titled = await Promise.all(found.slice(0, MOST).map(async (one) => ({ one, row: await tx.objectStore('essays').get(one.id) })));
  return titled.flatMap(({ one, row }) => {
    const title = (row as { readonly title?: unknown } | undefined)?.title; // as: one field is looked at
    return typeof title === 'string' ? [{ ...one, title }] : [];
  });
}
