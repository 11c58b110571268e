/** Answers for a page from the library. */
import type { EssayId } from '../../core/essay';
import type { PageText } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import { learnEverydayWords } from '../../core/related/everyday';
import { pageTerms } from '../../core/related/page-terms';
import { isOff } from '../../core/settings';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { allSources } from '../../edge/store/sources';
import { relatePage as relate } from '../../flows/relate-page';
import type { KeptIndex } from './index-keeper';
import { softly } from './limits';
import type { SettingsDoor } from './settings';
import type { ShownEssays } from './shown';

/** Makes what every page takes while this one is still being read: the tables of words, and the index. */
export async function getReady(library: Library, index: KeptIndex): Promise<void> {
  pageTerms({ title: '', text: 'the' });
  learnEverydayWords();
  await index.getReady(library);
}

export type Relating = { readonly index: KeptIndex; readonly settings: SettingsDoor; readonly shown: ShownEssays };

/** What is answered to a tab was shown there from then on. */
export async function relatePage(
  library: Library,
  page: PageText,
  { index, settings, shown }: Relating,
  tabId: number | undefined,
): Promise<Result<Related | 'off'>> {
  softly(() => index.getReady(library)); // the disk works while the page's terms are made
  const { offHosts } = await settings.load();
  if (isOff(URL.parse(page.url)?.hostname ?? '', offHosts)) return ok('off');
  const terms = pageTerms(page);
  const describeAll = (found: readonly { readonly id: EssayId }[]) =>
    describe(
      library,
      found.map(({ id }) => id),
    );
  const related = await index.ask(library, (asked) => relate(page, asked, describeAll, terms));
  if (tabId !== undefined && related.essays.length > 0) {
    await shown.remember(
      tabId,
      related.essays.map(({ id }) => id),
    );
  }
  return ok(related);
}

async function describe(library: Library, ids: readonly EssayId[]) {
  const [{ entries }, { sources }] = await Promise.all([entriesOf(library, ids), allSources(library)]);
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  return new Map(entries.map(({ essay, marks }) => [essay.id, { essay, marks, sourceTitle: titles.get(essay.sourceId) ?? '' }]));
}
