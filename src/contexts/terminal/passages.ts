/** `passages`: which sentences of a page speak most to an essay, by the modules that ship. */
import { indexInMemory } from '../../core/index/in-memory';
import { indexedEssay, type TermIndex } from '../../core/index/term-index';
import { pageTerms } from '../../core/related/page-terms';
import { rankSentences } from '../../core/related/passages';
import { rank } from '../../core/related/rank';
import { type Sentence, sentencesOf } from '../../core/related/sentence';
import type { Rarities } from '../../core/related/weights';
import type { Command } from './command';
import { oneOf, readOptions } from './options';
import { type EssayRow, essayReader, FIELDS, type PageRow, readPage, readPair } from './pack-rows';
import { RowReader } from './rows';

const HELP = `passages --index ESSAYS --pages PAGES --pairs PAIRS [--field summary|text]

Which sentences of a page speak most to an essay.

  --index  JSON lines {id, title, summary, text}; fields other than id may be missing
  --pages  JSON lines {id, title, text, sentences: [[start, end], ...]}; UTF-16 offsets, used as they are
  --pairs  JSON lines {qid, did}: a page's id and an essay's; - reads standard input
  --field  what of an essay counts beside its title: its summary (the default), or summary and text

Prints one line a pair, in order: {"qid", "did", "ranked": [sentence, ...]}, every sentence of the page by its number from 0, best first.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

type Read = { readonly sentences: readonly Sentence[]; readonly rarities: Rarities };

export const passages: Command = {
  name: 'passages',
  about: 'which sentences of a page speak to an essay',
  help: HELP,
  async run(args, output) {
    const options = readOptions(args, {
      index: { required: true },
      pages: { required: true },
      pairs: { required: true },
      field: { default: 'summary' },
    });
    const field = oneOf('field', options.field, FIELDS);
    const reader = new RowReader(output);
    const essays = await byId(reader.rows(options.index, 'an essay {id, title, summary, text}', essayReader(field)));
    const pages = await byId(reader.rows(options.pages, 'a page {id, title, text, sentences}', readPage));
    const index = await indexInMemory([...essays.values()].map(indexedEssay));
    const read = new Map<string, Read>();
    for await (const { qid, did } of reader.rows(options.pairs, 'a pair {qid, did}', readPair)) {
      const page = pages.get(qid);
      const essay: EssayRow | undefined = essays.get(did);
      if (page === undefined || essay === undefined) {
        reader.skip(page === undefined ? `no page "${qid}"` : `no essay "${did}"`);
        continue;
      }
      const { sentences, rarities } = read.get(qid) ?? (await readSentences(page, index));
      read.set(qid, { sentences, rarities });
      output.print(JSON.stringify({ qid, did, ranked: rankSentences(sentences, essay, rarities) }));
    }
    return reader.exitCode;
  },
};

async function readSentences(page: PageRow, index: TermIndex): Promise<Read> {
  const { rarities } = await rank(index, pageTerms(page), 1);
  return { sentences: sentencesOf(page.text, page.sentences), rarities };
}

/** Where an id comes twice, the later row stands. */
async function byId<T extends { readonly id: string }>(rows: AsyncIterable<T>): Promise<Map<string, T>> {
  const map = new Map<string, T>();
  for await (const row of rows) map.set(row.id, row);
  return map;
}
