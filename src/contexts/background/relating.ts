/** Answers for a page from the library. */

import { isSaved } from '../../core/library/fold';
import type { PageNames } from '../../core/library/saved-page';
import type { PageText } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { Itself, Related } from '../../core/related/answer';
import type { Describe } from '../../core/related/choice';
import { commonIn } from '../../core/related/everyday';
import { demandsOf, type Leanings } from '../../core/related/leaning';
import { pageTerms } from '../../core/related/page-terms';
import { isOff, isQuiet } from '../../core/settings';
import { sentenceSpans } from '../../core/text/sentences';
import { wholeEssays } from '../../edge/store/essay-rows';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { standingAt } from '../../edge/store/save-page';
import { knownSources, sourcesAsWished } from '../../edge/store/source-rows';
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

const LESS = 1.5; // times the line of silence: for a source of which its reader wants less

export type Relating = { readonly index: KeptIndex; readonly settings: SettingsDoor; readonly shown: ShownEssays };

/** What is answered to a tab was shown there from then on. */
export async function relatePage(
  library: Library,
  page: PageText,
  { index, settings, shown }: Relating,
  { tabId, canonical, now }: { readonly tabId: number | undefined; readonly canonical: string | undefined; readonly now: number },
): Promise<Result<Related | 'off'>> {
  softly(() => index.getReady(library)); // the disk works while the page's terms are made
  if (tabId !== undefined) shown.expect(tabId);
  const wished = await settings.load();
  if (isOff(URL.parse(page.url)?.hostname ?? '', wished.offHosts) || isQuiet(wished, now)) return ok('off');
  const terms = pageTerms(page);
  const [related, itself] = await Promise.all([
    index.ask(library, (asked) => relate(page, asked, describing(library, wished.leanings), terms)),
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
function describing(library: Library, leanings: Leanings): Describe {
  let sources: ReturnType<typeof sourcesAsWished> | undefined;
  return async (found, how) => {
    const ids = found.map(({ id }) => id);
    sources ??= sourcesAsWished(library);
    const [{ entries }, whole, known] = await Promise.all([
      entriesOf(library, ids),
      how === 'whole' ? wholeEssays(library, ids) : undefined,
      sources,
    ]);
    return new Map(
      entries.map(({ essay, marks }) => {
        const { title = '', isLessShown } = known.get(essay.sourceId) ?? {};
        const demands =
          (isLessShown ? LESS : 1) * demandsOf(Object.hasOwn(leanings, essay.sourceId) ? leanings[essay.sourceId] : undefined);
        return [essay.id, { essay: whole?.get(essay.id) ?? essay, marks, sourceTitle: title, ...(demands > 1 && { demands }) }];
      }),
    );
  };
}
