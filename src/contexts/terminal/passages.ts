/** `passages`: which sentences of a page speak most to an essay, by the modules that ship. */
import type { TermIndex } from '../../core/index/term-index';
import { pageTerms } from '../../core/related/page-terms';
import { rankSentences } from '../../core/related/passages';
import { rank } from '../../core/related/rank';
import { type Sentence, sentencesOf } from '../../core/related/sentence';
import type { Rarities } from '../../core/related/weights';
import { languageOf } from '../../core/text/language';
import { type Command, Unusable } from './command';
import { isFolder } from './index-folder';
import { ESSAYS, FIELD_HELP, INDEX_HELP, openIndex } from './opened-index';
import { readOptions } from './options';
import { type EssayRow, essayReader, type PageRow, type PairRow, readPage, readPair } from './pack-rows';
import { RowReader } from './rows';

const HELP = `passages --index ESSAYS --pages PAGES --pairs PAIRS [--field summary|text]
passages --index FOLDER --essays ESSAYS --pages PAGES --pairs PAIRS

Which sentences of a page speak most to an essay.

${INDEX_HELP}
  --essays   JSON lines as for --index; a folder has terms alone, and the essays' own words are read from here
  --pages    JSON lines {id, title, text, sentences: [[start, end], ...]}; UTF-16 offsets, used as they are
  --pairs    JSON lines {qid, did}: a page's id and an essay's; - reads standard input
${FIELD_HELP}

Prints one line a pair, in order: {"qid", "did", "ranked": [sentence, ...]}, every sentence of the page by its number from 0, best first.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

const OPTIONS = {
  index: { required: true },
  essays: { optional: true },
  pages: { required: true },
  pairs: { required: true },
  field: { optional: true },
} as const;

type Read = { readonly sentences: readonly Sentence[]; readonly rarities: Rarities };
type PlacedPair = PairRow & { readonly place: string };

export const passages: Command = {
  name: 'passages',
  about: 'which sentences of a page speak to an essay',
  help: HELP,
  async run(args, output) {
    const options = readOptions(args, OPTIONS);
    if (isFolder(options.index) !== (options.essays !== undefined))
      throw new Unusable('--essays goes with an --index that is a folder, and is needed there; --help says more.');
    const reader = new RowReader(output);
    const pairs: PlacedPair[] = [];
    for await (const pair of reader.rows(options.pairs, 'a pair {qid, did}', readPair)) pairs.push({ ...pair, place: reader.place });
    const essays = new WantedEssays(pairs);
    const { index, field } = await openIndex(options.index, options.field, reader, (essay) => essays.see(essay));
    if (options.essays !== undefined) for await (const essay of reader.rows(options.essays, ESSAYS, essayReader(field))) essays.see(essay);
    const pages = await pagesIn(reader, options.pages);
    const read = new Map<string, Read>();
    for (const { qid, did, place } of pairs) {
      const page = pages.get(qid);
      const essay = essays.get(did);
      if (page === undefined || essay === undefined) {
        reader.skip(page === undefined ? `no page "${qid}"` : `no essay "${did}"`, place);
        continue;
      }
      const { sentences, rarities } = read.get(qid) ?? (await readSentences(page, index));
      read.set(qid, { sentences, rarities });
      output.print(JSON.stringify({ qid, did, ranked: rankSentences(sentences, essay, rarities) }));
    }
    return reader.exitCode;
  },
};

/** Keeps the essays that are asked about, of a file that may have a million. Where an id comes twice, the later row stands. */
class WantedEssays {
  private readonly essays = new Map<string, EssayRow>();
  private readonly wanted: ReadonlySet<string>;

  constructor(pairs: readonly PairRow[]) {
    this.wanted = new Set(pairs.map(({ did }) => did));
  }

  see(essay: EssayRow): void {
    if (this.wanted.has(essay.id)) this.essays.set(essay.id, essay);
  }

  get(id: string): EssayRow | undefined {
    return this.essays.get(id);
  }
}

async function readSentences(page: PageRow, index: TermIndex): Promise<Read> {
  const language = languageOf(page.text, page.language);
  const { rarities } = await rank(index, pageTerms(page), 1, { language });
  return { sentences: sentencesOf(page.text, page.sentences, language), rarities };
}

/** Where an id comes twice, the later row stands. */
async function pagesIn(reader: RowReader, file: string): Promise<ReadonlyMap<string, PageRow>> {
  const pages = new Map<string, PageRow>();
  for await (const page of reader.rows(file, 'a page {id, title, text, sentences}', readPage)) pages.set(page.id, page);
  return pages;
}
