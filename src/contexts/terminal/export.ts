/** `export`: what a backup of Sidelight, or any file that `import` reads, holds, in a form that others read. Opens no library: that is the browser's. */
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import english from '../../../public/_locales/en/messages.json';
import type { KeptCopy, KeptPicture, KeptSource, Thread } from '../../core/transfer/backup/units';
import { USUAL_CHOICES } from '../../core/transfer/import/choices';
import { unitsOf } from '../../core/transfer/import/units';
import { type Subscription, writeOpml } from '../../core/transfer/opml';
import { outEntry } from '../../core/transfer/out/entry';
import { EXPORT_FORMATS } from '../../core/transfer/out/formats';
import { keptSubscription } from '../../core/transfer/out/subscription';
import { readImport } from '../../core/transfer/recognise';
import { packing } from '../../edge/store/packing';
import { exportSaved } from '../../flows/export-saved';
import { type Backup, linesOf, openBackup, pictureOf } from '../../flows/open-backup';
import { importSentence } from '../../ui/import-sentence';
import { voiceOf } from '../../ui/messages-voice';
import { say, speak } from '../../ui/words';
import { type Command, Unusable } from './command';
import { oneOf, readOptions } from './options';

const OPTIONS = { from: { required: true }, as: { required: true }, out: { required: true }, tag: { optional: true } } as const;
const MAX_BYTES = 500_000_000; // as in the extension

export const exportCommand: Command = {
  name: 'export',
  about: 'a backup or another reader’s file, in a form that others read',
  help: `export --from FILE --as FORMAT --out FILE [--tag TAG]

Takes what is saved out of a backup of Sidelight, or out of any file that import reads, and prints {essays, file}, or {sources, file}.
--as    ${EXPORT_FORMATS.join(', ')}: as in Options, "Take things along"; opml holds the sources that are followed
--tag   only what has this tag`,
  run: async (args, { print }) => {
    const { from, as, out, tag } = readOptions(args, OPTIONS);
    const format = oneOf('as', as, EXPORT_FORMATS);
    speak(voiceOf(english, 'en-GB'));
    const held = await heldIn(from);
    const file = openSync(out, 'w');
    const write = async (bytes: Uint8Array): Promise<void> => void writeSync(file, bytes);
    try {
      if (format === 'opml') {
        await write(new TextEncoder().encode(writeOpml(held.sources, say('name'))));
        print(JSON.stringify({ sources: held.sources.length, file: out }));
      } else {
        const threads = held.threads.filter((thread) => isWanted(thread, tag));
        const copyOf = async ({ id }: Thread): Promise<KeptCopy | undefined> => held.copies.get(id);
        const edges = { threads: () => eachOf(threads), copyOf, picture: held.picture, packing, write };
        print(JSON.stringify({ essays: await exportSaved(format, edges, say('name')), file: out }));
      }
    } finally {
      closeSync(file);
    }
    return 0;
  },
};

type Held = {
  readonly threads: readonly Thread[];
  readonly copies: ReadonlyMap<string, KeptCopy>; // by the id of their essay
  readonly sources: readonly Subscription[];
  readonly picture: (hash: string) => Promise<{ readonly type: KeptPicture['type']; readonly bytes: Uint8Array } | undefined>;
};

async function* eachOf(threads: readonly Thread[]) {
  yield threads;
}

function isWanted(thread: Thread, tag: string | undefined): boolean {
  const entry = outEntry(thread);
  return entry?.savedAt !== undefined && (tag === undefined || entry.tags.includes(tag));
}

async function heldIn(path: string): Promise<Held> {
  const { size, mtimeMs } = statSync(path);
  if (size > MAX_BYTES) throw new Unusable(importSentence({ kind: 'too-large' }));
  const bytes = new Uint8Array(readFileSync(path));
  const backup = await openBackup({ size, read: async (from, to) => bytes.subarray(from, to) }, packing);
  return typeof backup === 'string' ? ofImport(bytes, Math.floor(mtimeMs)) : ofBackup(backup);
}

async function ofBackup(backup: Backup): Promise<Held> {
  const lines: { readonly [kind: string]: unknown[] } = { sources: [], essays: [], copies: [], pictures: [], whole: [] };
  for (const part of backup.manifest.parts) {
    const read = await linesOf(backup, part);
    if (read === undefined) throw new Unusable(`${part.name} of the backup is damaged.`);
    for (const line of read) if (line !== undefined) lines[part.kind]?.push(line);
  }
  const pictures = new Map((lines['pictures'] as KeptPicture[]).map((picture) => [picture.hash, picture])); // as: their readers made all of these
  return {
    threads: lines['essays'] as Thread[], // as: likewise, as the next two
    copies: new Map((lines['copies'] as KeptCopy[]).map((each) => [each.copy.id, each])),
    sources: (lines['sources'] as KeptSource[]).flatMap((source) => keptSubscription(source, true)),
    picture: async (hash) => {
      const picture = pictures.get(hash);
      const bytes = picture && (await pictureOf(backup, picture));
      return picture && bytes && { type: picture.type, bytes };
    },
  };
}

/** What has no date counts as saved when the file was written: the same file goes out as the same file. */
function ofImport(bytes: Uint8Array, at: number): Held {
  const read = readImport(bytes);
  if (!read.ok) throw new Unusable(importSentence(read.problem));
  const { items, feeds } = read.value.incoming;
  const units = items.flatMap((item) => unitsOf(item, USUAL_CHOICES, { at, name: '', favourite: say('favouriteTag') }) ?? []);
  return {
    threads: units.map(({ thread }) => thread),
    copies: new Map(units.flatMap(({ copy }) => (copy ? [[copy.copy.id, copy]] : []))),
    sources: feeds,
    picture: async () => undefined,
  };
}
