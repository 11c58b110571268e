/** Says why a file brings nothing, and what to do. Chooses the sentence; it stands in `_locales`. */
import { WRITERS } from '../core/transfer/formats/format';
import type { ImportProblem } from '../core/transfer/import-problem';
import { language, type Phrase, say } from './words';

const PLAIN = {
  empty: 'importEmpty',
  'zip-locked': 'importLocked',
  'zip-method': 'importMethod',
  'too-large': 'importTooLarge',
  passwords: 'importPasswords',
  'no-addresses': 'importNoAddresses',
  'unknown-json': 'importUnknownJson',
  'broken-json': 'importBrokenJson',
  'web-page': 'importWebPage',
  feed: 'importFeed',
  'unknown-text': 'importUnknownText',
} as const satisfies Readonly<Record<string, Phrase>>;

const BINARIES = {
  picture: 'importPicture',
  pdf: 'importPdf',
  database: 'importDatabase',
  program: 'importProgram',
} as const satisfies Readonly<Record<string, Phrase>>;

export function importSentence(problem: ImportProblem): string {
  switch (problem.kind) {
    case 'cut-short':
      return problem.looksLike === undefined ? say('importCut') : say('importCutLooks', { format: WRITERS[problem.looksLike] });
    case 'zip-lies':
      return say('importZipLies', { name: problem.name });
    case 'zip-of-others': {
      const kinds = problem.holds.slice(0, 4).map(({ extension, count }) => `${language().number(count)} ${extension}`);
      return kinds.length === 0 ? say('importZipEmpty') : say('importZipOfOthers', { kinds: language().list(kinds) });
    }
    case 'binary':
      return say(problem.looksLike === undefined ? 'importBinary' : BINARIES[problem.looksLike]);
    default:
      return say(PLAIN[problem.kind]);
  }
}
