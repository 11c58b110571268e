/** `search`: what the search box finds, by the modules that ship. */
import type { SegmentedIndex } from '../../core/index/segmented-index';
import { searchWords } from '../../core/index/word-search';
import { type Command, Unusable } from './command';
import { FIELD_HELP, INDEX_HELP, openIndex } from './opened-index';
import { readOptionsAndWords, wholeNumber } from './options';
import { type QueryRow, readQuery, rounded } from './pack-rows';
import { RowReader } from './rows';

const HELP = `search --index FOLDER|ESSAYS WORDS... [--field summary|text] [--limit 50]
search --index FOLDER|ESSAYS --queries QUERIES [--field summary|text] [--limit 50]

Which essays hold the words one types, the last word perhaps half typed, any of them perhaps mistyped.

${INDEX_HELP}
  --queries  JSON lines {id, text}, and perhaps a title, which is then typed first; - reads standard input
${FIELD_HELP}
  --limit    how many essays to print for a question

Prints one line a question, in order: {"qid", "results": [[essay id, score], ...]}, best first; for WORDS the qid is what was typed.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

const OPTIONS = { index: { required: true }, queries: { optional: true }, field: { optional: true }, limit: { default: '50' } } as const;

export const search: Command = {
  name: 'search',
  about: 'which essays hold the words one types',
  help: HELP,
  async run(args, output) {
    const { words, ...options } = readOptionsAndWords(args, OPTIONS);
    const typed = words.join(' ');
    if ((typed === '') === (options.queries === undefined))
      throw new Unusable('Give words, or --queries with a file of them; --help says more.');
    const limit = wholeNumber('limit', options.limit);
    const reader = new RowReader(output);
    const { index } = await openIndex(options.index, options.field, reader);
    const answer = async (qid: string, text: string) => output.print(JSON.stringify({ qid, results: await found(index, text, limit) }));
    if (options.queries === undefined) await answer(typed, typed);
    else
      for await (const query of reader.rows(options.queries, 'a question {id, text}', readQuery)) await answer(query.id, typedFor(query));
    return reader.exitCode;
  },
};

async function found(index: SegmentedIndex, typed: string, limit: number): Promise<[string, number][]> {
  const hits = await searchWords(index, typed, limit);
  return hits.map(({ id, score }) => [id, rounded(score)]);
}

function typedFor({ title, text }: QueryRow): string {
  return title === '' ? text : `${title} ${text}`;
}
