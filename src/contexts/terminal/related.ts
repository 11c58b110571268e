/** `related`: which essays of an index speak to which pages of a file, and which are shown, by the modules that ship. */
import type { EssayId } from '../../core/essay';
import { choose, type Describe } from '../../core/related/choice';
import { pageTerms } from '../../core/related/page-terms';
import { LOOKED_AT, lookTwice } from '../../core/related/second-look';
import { languageOf } from '../../core/text/language';
import type { Command } from './command';
import { FIELD_HELP, INDEX_HELP, type OpenedIndex, openIndex, withoutOwn } from './opened-index';
import { readOptions, wholeNumber } from './options';
import { type QueryRow, readQuery, rounded } from './pack-rows';
import { pageOf } from './query-page';
import { relatedWithin, WITHIN_HELP, wantsLibraries } from './related-within';
import { RowReader } from './rows';

const HELP = `related --index FOLDER|ESSAYS --queries PAGES [--field summary|text] [--limit 50]
related --index ESSAYS --queries PAGES --within LIBRARIES --cases CASES

Which essays speak to a page, and which of them Sidelight would show.

${INDEX_HELP}
  --queries  JSON lines {id, title, text, url, language}; - reads standard input. A line of text is a block of the page
${FIELD_HELP}
  --limit    how many essays to print for a page
${WITHIN_HELP}

Prints one line a page, in order: {"qid", "results": [[essay id, score], ...], "shown": [essay id, ...]}. Results are best first, an essay with
the page's own id or address left out; "shown" are those that a reader would see beside it, at most three, mostly none.
With --cases it prints a line a case, in order: {"page", "library", "field", "shown", "passages": [{"essay", "here", "there"}, ...]}, the
passages being those that are marked at first.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

const OPTIONS = {
  index: { required: true },
  queries: { required: true },
  field: { optional: true },
  limit: { default: '50' },
  within: { optional: true },
  cases: { optional: true },
} as const;

export const related: Command = {
  name: 'related',
  about: 'which essays speak to a page, and which are shown',
  help: HELP,
  async run(args, output) {
    const options = readOptions(args, OPTIONS);
    const reader = new RowReader(output);
    if (wantsLibraries(options)) return relatedWithin(options, reader, output);
    const limit = wholeNumber('limit', options.limit);
    const opened = await openIndex(options.index, options.field, reader);
    for await (const query of reader.rows(options.queries, 'a page {id, title, text}', readQuery)) {
      output.print(JSON.stringify(await answerTo(query, opened, limit)));
    }
    return reader.exitCode;
  },
};

async function answerTo(query: QueryRow, { index, describe }: OpenedIndex, limit: number): Promise<object> {
  const page = pageOf(query);
  const terms = pageTerms(page);
  const others = withoutOwn(query.id, describe);
  const titlesOf = async (found: Parameters<Describe>[0]): Promise<ReadonlyMap<EssayId, string>> =>
    new Map([...(await others(found, 'listed'))].map(([id, { essay }]) => [id, essay.title]));
  const count = Math.max(limit, LOOKED_AT) + 1; // one more: the page's own
  const { looked } = await lookTwice(index, terms, titlesOf, { count, language: languageOf(page.text, page.language) });
  const { shown } = await choose(page, index, others, terms);
  const results = looked.slice(0, limit).map(({ id, score }) => [id, rounded(score)]);
  return { qid: query.id, results, shown: shown.map(({ looked: { id } }) => id) };
}
