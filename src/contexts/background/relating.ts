/** Answers for a page from the library: holds the index while the worker lives, and builds it anew when the essays have changed. */
import type { EssayId } from '../../core/essay';
import { buildMemoryIndex } from '../../core/index/memory-index';
import { type IndexedEssay, indexedEssay, type TermIndex } from '../../core/index/term-index';
import type { PageText } from '../../core/page';
import { ok, type Result } from '../../core/problem';
import type { Related } from '../../core/related/answer';
import { isOff } from '../../core/settings';
import { loadSettings } from '../../edge/browser/settings';
import { allEssays } from '../../edge/store/essays';
import { latestChange } from '../../edge/store/ledger';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { allSources } from '../../edge/store/sources';
import { relatePage as relate } from '../../flows/relate-page';

let held: { readonly change: number; readonly index: Promise<TermIndex> } | undefined;

export async function relatePage(library: Library, page: PageText): Promise<Result<Related | 'off'>> {
  const { offHosts } = await loadSettings();
  if (isOff(URL.parse(page.url)?.hostname ?? '', offHosts)) return ok('off');
  return ok(await relate(page, { index: () => currentIndex(library), describe: (ids) => describe(library, ids) }));
}

/** Two pages that ask at once share one building. */
async function currentIndex(library: Library): Promise<TermIndex> {
  const change = await latestChange(library);
  if (held?.change !== change) held = { change, index: build(library) };
  return held.index;
}

async function build(library: Library): Promise<TermIndex> {
  const essays: IndexedEssay[] = [];
  for await (const chunk of allEssays(library)) essays.push(...chunk.map(indexedEssay));
  return buildMemoryIndex(essays);
}

async function describe(library: Library, ids: readonly EssayId[]) {
  const [{ entries }, { sources }] = await Promise.all([entriesOf(library, ids), allSources(library)]);
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  return new Map(entries.map(({ essay, marks }) => [essay.id, { essay, marks, sourceTitle: titles.get(essay.sourceId) ?? '' }]));
}
