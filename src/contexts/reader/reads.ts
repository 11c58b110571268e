/** What the reader page reads of the library, straight from the store. Rejects while there is none to read; the background is then woken, which makes it. */
import type { Essay, EssayId } from '../../core/essay';
import { givesLittle } from '../../core/follow/text-asking';
import { loadSettings } from '../../edge/browser/settings';
import { blobsOf, wholeCopyOf } from '../../edge/store/copies';
import { wholeEssays } from '../../edge/store/essay-rows';
import { highlightsOf } from '../../edge/store/highlights';
import { threadOf } from '../../edge/store/history';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import { neighboursOf } from '../../edge/store/neighbours';
import { openedOnce } from '../../edge/store/open';
import { sourceNames } from '../../edge/store/source-rows';
import { readPublishersVersion } from '../../edge/store/versions';
import type { Body, Reads, Whole } from './needs';

export function storeReads(): Reads {
  const library = openedOnce();
  return {
    entry: async (id) => (await entriesOf(await library(), [id], true)).entries[0],
    whole: async (id) => wholeOf(await library(), id),
    pictures: async (hashes) => blobsOf(await library(), hashes),
    highlights: async (id) => (await highlightsOf(await library(), id)).highlights,
    thread: async (id) => (await threadOf(await library(), id)).rows,
    look: async () => (await loadSettings()).reader,
  };
}

async function wholeOf(library: Library, id: EssayId): Promise<Whole | undefined> {
  const [copied, texts, version, names, neighbours] = await Promise.all([
    wholeCopyOf(library, id),
    wholeEssays(library, [id]),
    readPublishersVersion(library, id),
    sourceNames(library),
    neighboursOf(library, id),
  ]);
  const essay = texts.get(id);
  if (essay === undefined) return undefined;
  const { text } = essay;
  const source = names.get(essay.sourceId);
  const [before, after] = [text ?? essay.summary, version?.essay.text ?? version?.essay.summary];
  return {
    body: copied === undefined ? textBody(essay, text) : { kind: 'copy', ...copied },
    ...(source !== undefined && { source }),
    ...(version && after !== undefined && { published: { at: version.at, title: version.essay.title, before, after } }),
    ...neighbours,
  };
}

/** A teaser is no text to read. */
function textBody(essay: Essay, text: string | undefined): Body {
  return text === undefined || givesLittle({ ...essay, text })
    ? { kind: 'address', summary: text ?? essay.summary }
    : { kind: 'text', text };
}
