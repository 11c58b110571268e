/** Answers for a page from the library. */
import type { EssayId } from '../../core/essay';
import type { PageText } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import { learnEverydayWords } from '../../core/related/everyday';
import { pageTerms } from '../../core/related/page-terms';
import { isOff } from '../../core/settings';
import { loadSettings } from '../../edge/browser/settings';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { allSources } from '../../edge/store/sources';
import { relatePage as relate } from '../../flows/relate-page';
import { askIndex, getIndexReady } from './index-keeper';

/** Makes what every page takes while this one is still being read: the tables of words, and the index. */
export async function getReady(library: Library): Promise<void> {
  pageTerms({ title: '', text: 'the' });
  learnEverydayWords();
  await getIndexReady(library);
}

export async function relatePage(library: Library, page: PageText): Promise<Result<Related | 'off'>> {
  void getIndexReady(library); // the disk works while the page's terms are made
  const { offHosts } = await loadSettings();
  if (isOff(URL.parse(page.url)?.hostname ?? '', offHosts)) return ok('off');
  const terms = pageTerms(page);
  return ok(
    await askIndex(library, (index) =>
      relate(
        page,
        index,
        (found) =>
          describe(
            library,
            found.map(({ id }) => id),
          ),
        terms,
      ),
    ),
  );
}

async function describe(library: Library, ids: readonly EssayId[]) {
  const [{ entries }, { sources }] = await Promise.all([entriesOf(library, ids), allSources(library)]);
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  return new Map(entries.map(({ essay, marks }) => [essay.id, { essay, marks, sourceTitle: titles.get(essay.sourceId) ?? '' }]));
}
