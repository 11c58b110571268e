/** `related`: which essays of an index speak to which pages of a file, by the modules that ship. */
import { pageTerms } from '../../core/related/page-terms';
import { LOOKED_AT, lookTwice } from '../../core/related/second-look';
import { MAX_ESSAYS, threshold } from '../../core/related/silence';
import { languageOf } from '../../core/text/language';
import type { Command } from './command';
import { FIELD_HELP, INDEX_HELP, type OpenedIndex, openIndex } from './opened-index';
import { readOptions, wholeNumber } from './options';
import { type QueryRow, readQuery, rounded } from './pack-rows';
import { RowReader } from './rows';

const HELP = `related --index FOLDER|ESSAYS --queries PAGES [--field summary|text] [--limit 50]

Which essays speak to a page, and how many of them Sidelight would show.

${INDEX_HELP}
  --queries  JSON lines {id, title, text, language}; - reads standard input
${FIELD_HELP}
  --limit    how many essays to print for a page

Prints one line a page, in order: {"qid", "results": [[essay id, score], ...], "shown"}. Results are best first. Silence decides by
the score: "shown" says how many of the first results pass, at most three. An essay with the page's own id is left out first.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

const OPTIONS = { index: { required: true }, queries: { required: true }, field: { optional: true }, limit: { default: '50' } } as const;

export const related: Command = {
  name: 'related',
  about: 'which essays speak to a page',
  help: HELP,
  async run(args, output) {
    const options = readOptions(args, OPTIONS);
    const limit = wholeNumber('limit', options.limit);
    const reader = new RowReader(output);
    const opened = await openIndex(options.index, options.field, reader);
    for await (const query of reader.rows(options.queries, 'a page {id, title, text}', readQuery)) {
      output.print(JSON.stringify(await answerTo(query, opened, limit)));
    }
    return reader.exitCode;
  },
};

async function answerTo(query: QueryRow, { index, titlesOf }: OpenedIndex, limit: number): Promise<object> {
  const language = languageOf(query.text, query.language);
  const { looked } = await lookTwice(index, pageTerms(query), titlesOf, { count: Math.max(limit, LOOKED_AT) + 1, language }); // one more: the page's own
  const others = looked.filter(({ id }) => id !== query.id);
  const shown = others.slice(0, MAX_ESSAYS).filter(({ score }) => score >= threshold(index.live, language)).length;
  return { qid: query.id, results: others.slice(0, limit).map(({ id, score }) => [id, rounded(score)]), shown };
}
