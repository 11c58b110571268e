/** Answers for a page from the library. */
import type { PageText } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import type { Describe } from '../../core/related/choice';
import { commonIn } from '../../core/related/everyday';
import { pageTerms } from '../../core/related/page-terms';
import { isOff } from '../../core/settings';
import { loadSettings } from '../../edge/browser/settings';
import { wholeEssays } from '../../edge/store/essay-rows';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { allSources } from '../../edge/store/sources';
import { relatePage as relate } from '../../flows/relate-page';
import { askIndex, getIndexReady } from './index-keeper';

/** Makes what every page takes while this one is still being read: the tables of words, and the index. */
export async function getReady(library: Library): Promise<void> {
  pageTerms({ title: '', text: 'the' });
  commonIn('en');
  await getIndexReady(library);
}

export async function relatePage(library: Library, page: PageText): Promise<Result<Related | 'off'>> {
  void getIndexReady(library); // the disk works while the page's terms are made
  const { offHosts } = await loadSettings();
  if (isOff(URL.parse(page.url)?.hostname ?? '', offHosts)) return ok('off');
  const terms = pageTerms(page);
  return ok(await askIndex(library, (index) => relate(page, index, describing(library), terms)));
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
