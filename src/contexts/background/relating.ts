/** Answers for a page from the library. */

import { isSaved } from '../../core/library/fold';
import type { PageNames } from '../../core/library/saved-page';
import type { PageText } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { Itself, Related } from '../../core/related/answer';
import type { Describe } from '../../core/related/choice';
import { commonIn } from '../../core/related/everyday';
import { pageTerms } from '../../core/related/page-terms';
import { isOff } from '../../core/settings';
import { sentenceSpans } from '../../core/text/sentences';
import { wholeEssays } from '../../edge/store/essay-rows';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { standingAt } from '../../edge/store/save-page';
import { knownSources } from '../../edge/store/source-rows';
import { allSources } from '../../edge/store/sources';
import { relatePage as relate } from '../../flows/relate-page';
import type { KeptIndex } from './index-keeper';
import { softly } from './limits';
import type { SettingsDoor } from './settings';
import type { ShownEssays } from './shown';

/** Makes what every page takes while this one is still being read: the index, and while the disk works for it, the tables of words. */
export async function getReady(opening: Promise<Result<Library>>, index: KeptIndex): Promise<void> {
  pageTerms({ title: '', text: 'the' });
  sentenceSpans('the');
  const opened = await opening;
  const reading = opened.ok ? index.getReady(opened.value) : undefined;
  commonIn('en');
  await reading;
}

export type Relating = { readonly index: KeptIndex; readonly settings: SettingsDoor; readonly shown: ShownEssays };

/** What is answered to a tab was shown there from then on. */
export async function relatePage(
  library: Library,
  page: PageText,
  { index, settings, shown }: Relating,
  { tabId, canonical }: { readonly tabId: number | undefined; readonly canonical: string | undefined },
): Promise<Result<Related | 'off'>> {
  softly(() => index.getReady(library)); // the disk works while the page's terms are made
  if (tabId !== undefined) shown.expect(tabId);
  const { offHosts } = await settings.load();
  if (isOff(URL.parse(page.url)?.hostname ?? '', offHosts)) return ok('off');
  const terms = pageTerms(page);
  const [related, itself] = await Promise.all([
    index.ask(library, (asked) => relate(page, asked, describing(library), terms)),
    itselfAt(library, { address: page.url, canonical, title: page.title }),
  ]);
  if (tabId !== undefined && related.essays.length > 0) {
    await shown.remember(
      tabId,
      related.essays.map(({ id }) => id),
    );
  }
  return ok({ ...related, ...(itself && { itself }) });
}

/** The essay that the page is, where the library has it. */
async function itselfAt(library: Library, names: PageNames): Promise<Itself | undefined> {
  const standing = await standingAt(library, names);
  if (standing === undefined) return undefined;
  const [{ entries }, sources] = await Promise.all([entriesOf(library, [standing.essayId]), knownSources(library)]);
  const [entry] = entries;
  if (entry === undefined) return undefined;
  const { essay, marks } = entry;
  const { id, title, sourceId } = essay;
  const known = sources.find(({ source }) => source.id === sourceId);
  const sourceTitle = known?.title ?? known?.source.title ?? '';
  return { id, title, sourceTitle, isFollowed: known?.isFollowed ?? false, isSaved: isSaved(marks), isRead: marks.read?.[0] === true };
}

/** The same sources and marks for all that is asked about one page. */
function describing(library: Library): Describe {
  let titles: Promise<ReadonlyMap<string, string>> | undefined;
  return async (found, how) => {
    const ids = found.map(({ id }) => id);
    titles ??= titlesOfSources(library);
    const [{ entries }, whole, known] = await Promise.all([
      entriesOf(library, ids),
      how === 'whole' ? wholeEssays(library, ids) : undefined,
      titles,
    ]);
    return new Map(
      entries.map(({ essay, marks }) => [
        essay.id,
        { essay: whole?.get(essay.id) ?? essay, marks, sourceTitle: known.get(essay.sourceId) ?? '' },
      ]),
    );
  };
}

async function titlesOfSources(library: Library): Promise<ReadonlyMap<string, string>> {
  const { sources } = await allSources(library);
  return new Map(sources.map(({ id, title }) => [id, title]));
}
