/** `index`: makes an index of many essays once, so that the other commands need not, and says what one is made of. */
import { type Command, Unusable } from './command';
import { buildIndex } from './index-build';
import { printIndexInfo } from './index-info';

const HELP = `index build --essays ESSAYS --out FOLDER [--field summary|text]
index info --index FOLDER

Makes an index of essays, which related, passages and search then read instead of the essays; or says what one holds.

  --essays  JSON lines {id, title, summary, text, language, url, date, blog}, each id once; fields other than id may be missing; - reads standard input
  --out     where to write: a folder that is new, empty, or holds an index, which is replaced when the new one is whole. Nothing else is written
  --field   what of an essay counts beside its title: its summary (the default), or summary and text
  --index   a folder that \`index build\` made

build reads the essays one after the other and writes a segment at a time: a million essays take no more memory than a hundred thousand.
It prints {"essays", "segments", "bytes", "ms"}.
info reads every byte and checks it. It prints {"field", "essays", "segments", "stems", "pairs", "bytes", "parts": {part: bytes},
"bytesAnEssay": {"all", part: bytes}, "whole"}; a stem or pair in several segments counts in each. The parts:
  heads           sizes and checksums            lengths, dates, sources, keys   a number or two for each essay
  stems, blocks   the dictionary of word stems   ids                             the essays' ids
  lists, commons, shares                         which essays hold a stem, how often
  pairs, spots    pairs of neighbouring stems, and which essays hold them
  words, stops    words as they are written, for search
  cards           titles, beginnings and addresses: related looks at those of the nearest
A line that cannot be read is named on standard error and skipped; the exit code is then 1, as it is where info finds damage, and 2 if nothing
could be done.`;

export const indexCommand: Command = {
  name: 'index',
  about: 'makes an index of essays in a folder, or says what one holds',
  help: HELP,
  run([what, ...args], output) {
    if (what === 'build') return buildIndex(args, output);
    if (what === 'info') return printIndexInfo(args, output);
    throw new Unusable('Say index build or index info; --help says more.');
  },
};
