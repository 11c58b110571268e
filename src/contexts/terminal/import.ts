/** `import`: whose file it is and what it would bring. Keeps nothing. */
import { readFileSync, statSync } from 'node:fs';
import english from '../../../public/_locales/en/messages.json';
import { countImport } from '../../core/transfer/counts';
import { shut } from '../../core/transfer/import-problem';
import { type Recognised, readImport } from '../../core/transfer/recognise';
import { importSentence } from '../../ui/import-sentence';
import { voiceOf } from '../../ui/messages-voice';
import { speak } from '../../ui/words';
import { type Command, Unusable } from './command';

const MAX_DROPPED = 10_000;
const MAX_BYTES = 500_000_000; // as in the extension

export const importCommand: Command = {
  name: 'import',
  about: 'what a file from another reader would bring',
  help: `import --lines [--entries] FILE…

One JSON line a file: {file, format | null, counts, dropped: [{address, reason, title?, of?}], problem?}.
format    told by what is in the file, not by its name; null where it is none, and problem is one sentence that says why
counts    entries, unread, archived, noState, favourites, tags, taggedEntries, highlights, highlightsWithNote, notes, offlineTexts, datesKept,
          folders, feeds, listings, looseTitles, passwordsDropped, droppedNoAddress, droppedNotHttp, droppedDuplicate, droppedOther,
          highlightsWithoutDate, highlightTags, repliesDropped, sources (titles whose highlights have no address)
dropped   rows that are not taken, with the reason; "of" is the address of the page that a duplicate was joined to
--entries adds entries, feeds and loose: everything that would be kept, instants as ISO 8601`,
  run: (args, { print }) => {
    const files = args.filter((arg) => !arg.startsWith('--'));
    if (files.length === 0) throw new Unusable('Name at least one file; --help says more.');
    speak(voiceOf(english, 'en-GB'));
    for (const file of files) print(JSON.stringify(lineOf(file, args.includes('--entries'))));
    return 0;
  },
};

function lineOf(file: string, isWhole: boolean): object {
  const name = file.replace(/^.*[/\\]/, '');
  const read = statSync(file).size > MAX_BYTES ? shut({ kind: 'too-large' }) : readImport(readFileSync(file));
  if (!read.ok) return { file: name, format: null, counts: {}, dropped: [], problem: importSentence(read.problem) };
  const { format, incoming } = read.value;
  const dropped = incoming.dropped.slice(0, MAX_DROPPED);
  return {
    file: name,
    format,
    counts: { ...countImport(incoming), ...moreCounts(incoming) },
    dropped,
    ...(isWhole && wholeOf(read.value)),
  };
}

/** What only who checks a file wants to know. */
function moreCounts({ items, loose, dropped }: Recognised['incoming']): object {
  const highlights = [...items, ...loose].flatMap((each) => each.highlights);
  return {
    sources: loose.length,
    highlightsWithoutDate: highlights.filter(({ madeAt }) => madeAt === undefined).length,
    highlightTags: new Set(highlights.flatMap(({ tags }) => tags)).size,
    repliesDropped: dropped.filter(({ reason }) => reason === 'reply').length,
  };
}

function wholeOf({ incoming: { items, feeds, loose } }: Recognised): object {
  const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  return {
    entries: items.map(({ addedAt, publishedAt, archivedAt, highlights, ...item }) => ({
      ...item,
      added: iso(addedAt),
      published: iso(publishedAt),
      archived: iso(archivedAt),
      highlights: highlights.map(({ madeAt, ...highlight }) => ({ ...highlight, made: iso(madeAt) })),
    })),
    feeds,
    loose,
  };
}
