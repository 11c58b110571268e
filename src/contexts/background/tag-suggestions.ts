/** Tags that an essay may want: those of the essays that share most with it. Nothing leaves the library. */
import type { EssayId } from '../../core/essay';
import { tagsOn } from '../../core/library/fold';
import { pageTerms } from '../../core/related/page-terms';
import { rank } from '../../core/related/rank';
import { wholeEssays } from '../../edge/store/essay-rows';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { idsOfTags } from '../../edge/store/states';
import type { KeptIndex } from './index-keeper';

const MOST_NEAR = 20; // essays that are asked for theirs
const MOST_SUGGESTED = 5;

/** The nearest essays' tags first; one that several bear stands before one of a single essay. */
export async function suggestTags(library: Library, index: KeptIndex, id: EssayId): Promise<readonly string[]> {
  const essay = (await wholeEssays(library, [id])).get(id);
  if (essay === undefined) return [];
  const terms = pageTerms({ title: essay.title, text: `${essay.summary}\n${essay.text ?? ''}` });
  const tagged = await idsOfTags(library);
  const near = await index.ask(library, async (asked) => {
    const docIds = new Set((await asked.docIds(tagged)).values());
    return (await rank(asked, terms, MOST_NEAR, { accepts: (docId) => docIds.has(docId) })).ranked;
  });
  const { entries } = await entriesOf(library, [id, ...near.map((one) => one.id)]);
  const own = new Set(entries.filter((entry) => entry.essay.id === id).flatMap(({ marks }) => tagsOn(marks)));
  const scores = new Map(near.map((one) => [one.id, one.score]));
  const weights = new Map<string, number>();
  for (const { essay: other, marks } of entries) {
    if (other.id === id) continue;
    for (const tag of tagsOn(marks)) weights.set(tag, (weights.get(tag) ?? 0) + (scores.get(other.id) ?? 0));
  }
  return [...weights]
    .filter(([tag]) => !own.has(tag))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MOST_SUGGESTED)
    .map(([tag]) => tag);
}
