/**
 * Looks at files from outside, holds what is in them against the library, and puts it where the background finds it. Keeps nothing itself: what it reads
 * is gone with the page that asked.
 */
import { foldedTitle } from '../../core/feed/identity';
import type { PageNames } from '../../core/library/saved-page';
import { isEqual } from '../../core/transfer/backup/canonical';
import type { Packing } from '../../core/transfer/backup/packing';
import type { KeptCopy, Thread } from '../../core/transfer/backup/units';
import { countImport } from '../../core/transfer/counts';
import { type ImportChoices, USUAL_CHOICES } from '../../core/transfer/import/choices';
import { fitted, underId } from '../../core/transfer/import/fit';
import { leftAsCsv } from '../../core/transfer/import/left';
import { placed, together } from '../../core/transfer/import/together';
import { type Arrival, unitsOf } from '../../core/transfer/import/units';
import { type Dropped, type DropReason, type Incoming, type IncomingItem, rowsIn } from '../../core/transfer/incoming';
import { readImport } from '../../core/transfer/recognise';
import type { Library } from '../../edge/store/library';
import { pagesByTitle, pagesHere } from '../../edge/store/pages-here';
import { onShelf, type Shelf } from '../../edge/store/shelf';
import { THREADS, threadIn } from '../../edge/store/threads';
import { makeBackup } from '../../flows/make-backup';
import type { FirstRow, GivenFile, Looked, LookedFile, ToWorkshop, Verdict, Weighed } from '../../messages/workshop';

const MOST_BYTES = 500_000_000; // of a file: what engines can hold
const FIRST_ROWS = 12;
const FIRST_LEFT = 50; // of each reason: the rest is in the table
const THREADS_AT_ONCE = 100;
const LINES_AT_ONCE = 50;
const OUR_PART = /^(?:sources|essays|copies|whole)-\d{4}\.jsonl/;
const OUR_DUMP = /^\s*\{\s*"database"\s*:\s*"library"/;

type Said = (share: number) => void;
type Edges = {
  readonly library: () => Promise<Library>;
  readonly shelf: Pick<Shelf, 'begin'>;
  readonly packing: Packing;
  readonly now: () => number; // ms since 1970, UTC
  readonly version: string; // of Sidelight
};
type Held = {
  readonly incoming: Incoming;
  readonly names: readonly string[];
  readonly favourite: string;
  readonly here: readonly (Thread['id'] | undefined)[]; // of the items, in their order
};

export function bringingWith({ library, shelf, packing, now, version }: Edges) {
  let held: Held | undefined;

  async function look({ files, favourite }: Parameters<ToWorkshop['look']>[0], said: Said): Promise<Looked> {
    held = undefined;
    const read: Incoming[] = [];
    const told: LookedFile[] = [];
    for (const [at, file] of files.entries()) {
      if (await isBackup(file)) return { kind: 'backup', at };
      const { incoming, ...looked } = await lookAt(file);
      told.push(looked);
      if (incoming) read.push(incoming);
      said((0.5 * (at + 1)) / files.length);
    }
    if (read.length === 0) return { kind: 'nothing', files: told };
    const here = await library();
    const incoming = await withTitlesPlaced(here, together(read));
    const pages = incoming.items.map(({ url, title }): PageNames => ({ address: url, title }));
    held = {
      ...{ incoming, favourite, names: told.filter(({ format }) => format !== undefined).map(({ name }) => name) },
      here: await pagesHere(here, pages, (share) => said(0.5 + share / 2)),
    };
    return {
      ...{ kind: 'found', files: told, feeds: incoming.feeds, counts: countImport(incoming), dropped: byReason(incoming.dropped) },
      hasFolders: incoming.items.some(({ folders }) => folders.length > 0),
      ...(await weigh({ choices: USUAL_CHOICES })),
    };
  }

  /** By the first file in it, which is there also where it is cut: restoring says what is wrong with it. */
  async function isBackup({ blob }: GivenFile): Promise<boolean> {
    const [start, name] = await Promise.all([blob.slice(0, 200).text(), blob.slice(30, 60).text()]);
    return OUR_DUMP.test(start) || (start.startsWith('PK') && OUR_PART.test(name));
  }

  async function lookAt({ name, blob }: GivenFile): Promise<LookedFile & { readonly incoming?: Incoming }> {
    if (blob.size > MOST_BYTES) return { name, problem: { kind: 'too-large' } };
    const read = readImport(new Uint8Array(await blob.arrayBuffer()));
    return read.ok ? { name, format: read.value.format, incoming: read.value.incoming } : { name, problem: read.problem };
  }

  function heldNow(): Held {
    if (held === undefined) throw new RangeError('nothing was looked at');
    return held;
  }

  const arrivalOf = ({ names, favourite }: Held, at: number): Arrival => ({ at, favourite, name: names.join(', ') });

  async function weigh({ choices }: { readonly choices: ImportChoices }): Promise<Weighed> {
    const looked = heldNow();
    const { items } = looked.incoming;
    const arrival = arrivalOf(looked, 0);
    const verdicts = { fresh: 0, changed: 0, same: 0 };
    const known = new Map<number, Verdict>();
    const there = looked.here.flatMap((id, at) => (id === undefined ? [] : [{ id, at }]));
    for (let from = 0; from < there.length; from += THREADS_AT_ONCE) {
      const some = there.slice(from, from + THREADS_AT_ONCE);
      const tx = await (await library()).begin([...THREADS, 'copies'], 'readonly');
      const threads = await Promise.all(some.map(({ id }) => threadIn(tx, id)));
      const copies = await Promise.all(some.map(({ id }) => tx.objectStore('copies').getKey(id)));
      for (const [index, { at }] of some.entries())
        known.set(at, verdictOn(items[at], threads[index], copies[index] !== undefined, choices, arrival));
    }
    for (let at = 0; at < items.length; at++) verdicts[known.get(at) ?? 'fresh'] += 1;
    return { verdicts, rows: items.slice(0, FIRST_ROWS).map((item, at) => rowOf(item, known.get(at) ?? 'fresh', choices)) };
  }

  async function shelve({ id, choices }: Parameters<ToWorkshop['shelve']>[0], said: Said): Promise<ReturnType<ToWorkshop['shelve']>> {
    const looked = heldNow();
    const { items } = looked.incoming;
    const arrival = arrivalOf(looked, id);
    async function* each<T>(of: readonly IncomingItem[], make: (item: IncomingItem) => T | undefined) {
      for (let from = 0; from < of.length; from += LINES_AT_ONCE)
        yield {
          lines: of.slice(from, from + LINES_AT_ONCE).flatMap((item): T[] => {
            const made = make(item);
            return made === undefined ? [] : [made];
          }),
        };
    }
    const texts = items.filter(({ text }) => text !== undefined);
    const none = async function* () {};
    return onShelf(async () => {
      const writer = await shelf.begin(`import-${id}`, id);
      const { manifest } = await makeBackup(
        {
          lines: {
            ...{ sources: none, pictures: none, whole: none },
            essays: () => each<Thread>(items, (item) => unitsOf(item, choices, arrival)?.thread),
            copies: () => each<KeptCopy>(texts, (item) => unitsOf(item, choices, arrival)?.copy),
          },
          ...{ packing, write: writer.write, picture: async () => undefined },
          said: (rows) => said(rows / Math.max(1, items.length + texts.length)),
        },
        { madeAt: now(), madeBy: version, device: 'import' },
      );
      await writer.finish();
      return { rowsInAll: manifest.parts.reduce((sum, { rows }) => sum + rows, 0) };
    });
  }

  function letGo(): 'gone' {
    held = undefined;
    return 'gone';
  }

  return { look, weigh, shelve, letGo, left: () => ({ csv: leftAsCsv(heldNow().incoming.dropped) }) };
}

/** Highlights that a file names by a title alone: with the page here that bears it, or with one that came in the same go. */
async function withTitlesPlaced(library: Library, incoming: Incoming): Promise<Incoming> {
  if (incoming.loose.length === 0) return incoming;
  const here = await pagesByTitle(library);
  const came = new Map<string, IncomingItem | undefined>();
  for (const item of incoming.items) came.set(foldedTitle(item.title), came.has(foldedTitle(item.title)) ? undefined : item);
  const { items, left } = placed(incoming.loose, (title) => came.get(foldedTitle(title)) ?? here.get(foldedTitle(title)));
  const dropped = left.map(
    ({ title, highlights }): Dropped => ({ address: '', title: titleWith(title, highlights.length), reason: 'no-page' }),
  );
  const all = together([
    { ...incoming, loose: [] },
    { items, feeds: [], loose: [], dropped: [], passwordsDropped: 0 },
  ]);
  return {
    ...all,
    loose: left,
    dropped: [...all.dropped.filter(({ reason, of }) => reason !== 'duplicate' || of !== undefined), ...dropped],
  };
}

const titleWith = (title: string, highlights: number): string => (highlights === 1 ? title : `${title} (${highlights})`);

function verdictOn(
  item: IncomingItem | undefined,
  here: Thread | undefined,
  hasCopy: boolean,
  choices: ImportChoices,
  arrival: Arrival,
): Verdict {
  const units = item && unitsOf(item, choices, arrival, false);
  if (item === undefined || units === undefined || here === undefined) return 'fresh';
  const isMore = item.text !== undefined && !hasCopy;
  return isMore || !isEqual(here, fitted(here, underId(units.thread, here.id))) ? 'changed' : 'same';
}

function rowOf({ title, url, addedAt, state, tags, highlights, text }: IncomingItem, verdict: Verdict, choices: ImportChoices): FirstRow {
  return {
    ...{ title: title || url, url, tags, highlights: highlights.length, hasText: text !== undefined, verdict },
    isArchived: state === 'archived' && choices.keepsArchived,
    ...(addedAt !== undefined && { savedAt: addedAt }),
  };
}

function byReason(dropped: readonly Dropped[]) {
  const reasons = new Map<DropReason, Dropped[]>();
  for (const each of dropped) {
    const some = reasons.get(each.reason) ?? [];
    some.push(each);
    reasons.set(each.reason, some);
  }
  return [...reasons].map(([reason, all]) => ({ reason, count: rowsIn(all), first: all.slice(0, FIRST_LEFT) }));
}
