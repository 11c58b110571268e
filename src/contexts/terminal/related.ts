/** `related`: which essays of a file speak to which pages of another, by the modules that ship. */
import type { EssayId } from '../../core/essay';
import { indexInMemory } from '../../core/index/in-memory';
import { type IndexedEssay, indexedEssay, type TermIndex } from '../../core/index/term-index';
import { pageTerms } from '../../core/related/page-terms';
import { LOOKED_AT, lookTwice, type TitlesOf } from '../../core/related/second-look';
import { MAX_ESSAYS, threshold } from '../../core/related/silence';
import type { Command } from './command';
import { oneOf, readOptions, wholeNumber } from './options';
import { essayReader, FIELDS, type QueryRow, readQuery } from './pack-rows';
import { RowReader } from './rows';

const HELP = `related --index ESSAYS --queries PAGES [--field summary|text] [--limit 50]

Which essays speak to a page, and how many of them Sidelight would show.

  --index    JSON lines {id, title, summary, text}; fields other than id may be missing
  --queries  JSON lines {id, title, text}; - reads standard input
  --field    what of an essay counts beside its title: its summary (the default), or summary and text
  --limit    how many essays to print for a page

Prints one line a page, in order: {"qid", "results": [[essay id, score], ...], "shown"}. Results are best first. Silence decides by
the score: "shown" says how many of the first results pass, at most three. An essay with the page's own id is left out first.
A line that cannot be read is named on standard error and skipped; the exit code is then 1, and 2 if nothing could be done.`;

export const related: Command = {
  name: 'related',
  about: 'which essays speak to a page',
  help: HELP,
  async run(args, output) {
    const options = readOptions(args, {
      index: { required: true },
      queries: { required: true },
      field: { default: 'summary' },
      limit: { default: '50' },
    });
    const field = oneOf('field', options.field, FIELDS);
    const limit = wholeNumber('limit', options.limit);
    const reader = new RowReader(output);
    const essays: IndexedEssay[] = [];
    const titles = new Map<EssayId, string>();
    for await (const essay of reader.rows(options.index, 'an essay {id, title, summary, text}', essayReader(field))) {
      essays.push(indexedEssay(essay));
      titles.set(essay.id, essay.title);
    }
    const index = await indexInMemory(essays);
    for await (const query of reader.rows(options.queries, 'a page {id, title, text}', readQuery)) {
      output.print(JSON.stringify(await answerTo(query, index, async () => titles, limit)));
    }
    return reader.exitCode;
  },
};

async function answerTo(query: QueryRow, index: TermIndex, titlesOf: TitlesOf, limit: number): Promise<object> {
  const { looked } = await lookTwice(index, pageTerms(query), titlesOf, { count: Math.max(limit, LOOKED_AT) + 1 }); // one more: the page's own
  const others = looked.filter(({ id }) => id !== query.id);
  const shown = others.slice(0, MAX_ESSAYS).filter(({ score }) => score >= threshold(index.live)).length;
  return { qid: query.id, results: others.slice(0, limit).map(({ id, score }) => [id, rounded(score)]), shown };
}

function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}
