/** The library on disk: its stores, and what brings an old one up to date. The only file that creates object stores. */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { originPattern } from '../../core/address';
import type { Essay, EssayId, ListedEssay, Source, SourceId } from '../../core/essay';
import type { SourceState } from '../../core/follow/source-state';
import { type Asking, givesLittle, NEVER_ASKED } from '../../core/follow/text-asking';
import type { Copy } from '../../core/library/copy';
import type { BodyRow, EssayRow, OverlongRow } from '../../core/library/essay-row';
import { tagsOn } from '../../core/library/fold';
import type { Highlight, HighlightId } from '../../core/library/highlight';
import type { HistoryRow, Marks } from '../../core/library/marks';
import { readEssay, readMarks } from '../../core/library/readers';
import type { SourceMarks } from '../../core/library/source-marks';
import type { Stamp } from '../../core/library/stamp';
import type { Kind } from '../../core/transfer/backup/units';
import type { BroughtIn } from '../../messages/contract';

export const DATABASE_NAME = 'library';

/** The marks and what can be told from them alone, so that an index can find and count them. A key that does not apply is absent. */
export type MarksRow = {
  readonly id: EssayId;
  readonly marks: Marks;
  readonly firstSeenAt?: number; // the essay's, which never changes
  readonly savedStamp?: Stamp; // only while saved
  readonly laterStamp?: Stamp; // the same, only while not archived
  readonly archivedStamp?: Stamp; // only while saved and archived: when it was archived
  readonly onTags?: readonly string[]; // the tags it bears
  readonly readSeenAt?: number; // firstSeenAt, only while read by hand
  readonly unreadStamp?: Stamp; // only while unread by hand
};

/** What a reader wishes for a source. The row stays when the source is unfollowed: that too is a wish. */
type SourceMarksRow = { readonly id: SourceId; readonly marks: SourceMarks };

/** Names by which posts of a source are known again, hashed; oldest first. */
export type AliasesRow = { readonly id: SourceId; readonly aliases: readonly (readonly [name: string, essay: EssayId | 'shared'])[] };

/** An essay whose page may be asked for its text, and what became of that. The row stays when it was asked, so that it is not asked again. */
export type TextRow = {
  readonly id: EssayId;
  readonly wantedOf?: SourceId; // the essay's source, only while the text is wanted
  readonly datedAt: number; // the essay's
  readonly origin: string; // of its page, as permissions name it
  readonly asking: Asking;
};

/** What the publisher of a saved essay says there now: versions.ts. */
type VersionRow = { readonly id: EssayId; readonly essay: Essay; readonly at: number }; // at: ms since 1970, UTC, when it was seen

/**
 * That a source shows an essay, and as what: places.ts. There is none where an essay is in its own source alone, under the id that this source gave
 * it. The keys of the lists, `beside` and `owner`, are there while another source speaks for the essay.
 */
export type PlaceRow = {
  readonly essayId: EssayId;
  readonly sourceId: SourceId;
  readonly name: EssayId; // the id by which the polls of this source know it
  readonly said: ListedEssay; // under that id, as this source says it
  readonly beside?: SourceId; // this source
  readonly owner?: SourceId; // the one that speaks for it
  readonly datedAt: number; // the essay's, as is the next
  readonly firstSeenAt: number;
};

/** Copies as they are kept: copies.ts. `hashes`: of the pictures, so that an index can say who uses one. */
export type CopyRow = Copy & { readonly hashes: readonly string[] };

/** A picture, under the SHA-256 of its bytes in hex. */
export type BlobRow = { readonly hash: string; readonly type: string; readonly bytes: number; readonly blob: Blob };

/** A restore or an import, and how far it has got: it goes on from here after a worker's death. */
export type RestoreRow = {
  readonly id: number; // when it began, ms since 1970, UTC
  readonly state: 'going' | 'done' | 'undoing' | 'undone';
  readonly madeAt: number; // the backup, ms since 1970, UTC
  readonly device: string; // that made it
  readonly skipped: readonly string[]; // parts that are damaged, and that the reader knows of
  readonly part: number; // done so far, and of the next one `row`
  readonly row: number;
  readonly rowsDone: number;
  readonly rowsInAll: number;
  readonly changed: number; // lines that were new or changed something
  readonly stayed: readonly string[]; // when it was undone: what the reader has touched since
  readonly brought?: BroughtIn; // of an import
  readonly fresh?: number; // of an import: pages that were not here
};

/** What a piece of a restore changed. `mine` and `words`: prints of what it left, by which a later change of it shows. */
export type JournalRow = { readonly entries: readonly JournalEntry[] };
export type JournalEntry = {
  readonly kind: Kind;
  readonly id: string;
  readonly before?: unknown; // absent: there was nothing
  readonly mine: string;
  readonly words?: string;
  readonly added?: readonly unknown[]; // to its history
  readonly removed?: readonly unknown[]; // from it
};

/** `turn`: another with each change. `gone`: a source was forgotten then, and of it this alone is told. */
export type UnsyncedRow = { readonly turn: number; readonly gone?: Stamp };

/** What is written. Everything that is read goes through a reader of core/library/readers.ts, whatever is promised here. */
interface LibrarySchema extends DBSchema {
  essays: {
    key: EssayId;
    value: EssayRow;
    indexes: {
      byDate: [datedAt: number, id: EssayId];
      byFirstSeen: number;
      bySource: SourceId;
      bySourceDate: [source: SourceId, datedAt: number, id: EssayId];
      bySourceSeen: [source: SourceId, firstSeenAt: number];
      byPage: string;
    };
  };
  sources: { key: SourceId; value: Source };
  marks: {
    key: EssayId;
    value: MarksRow;
    indexes: {
      bySaved: [savedStamp: Stamp, id: EssayId];
      byLater: [laterStamp: Stamp, id: EssayId];
      byArchived: [archivedStamp: Stamp, id: EssayId];
      byTag: string; // an entry for each tag
      byReadSeen: number;
      byUnread: Stamp;
    };
  };
  history: { key: number; value: HistoryRow; indexes: { byEssay: EssayId } };
  ledger: { key: string; value: unknown }; // single facts by name: ledger.ts
  sourceMarks: { key: SourceId; value: SourceMarksRow };
  sourceStates: { key: SourceId; value: SourceState }; // of followed sources
  aliases: { key: SourceId; value: AliasesRow }; // of followed sources
  segments: { key: string | [segment: string, piece: number]; value: unknown }; // the index, derived: segments.ts
  unindexed: { key: EssayId; value: number }; // essays that the index does not hold as they are now, and since which revision
  texts: { key: EssayId; value: TextRow; indexes: { byWanted: [source: SourceId, datedAt: number] } };
  done: { key: [ticket: string, step: number]; value: { readonly value: unknown } }; // what commands have done: done.ts
  bodies: { key: EssayId; value: BodyRow }; // full texts; rows from before these stood apart have their own (move-bodies.ts)
  overlong: { key: EssayId; value: OverlongRow; indexes: { byFirstSeen: number } }; // the fields that have no room in a row
  versions: { key: EssayId; value: VersionRow };
  copies: { key: EssayId; value: CopyRow; indexes: { byPicture: string } }; // byPicture: an entry for each hash
  copyMarkup: { key: EssayId; value: { readonly id: EssayId; readonly html: string } }; // clean when it was written, and cleaned again when it is shown
  blobs: { key: string; value: BlobRow }; // pictures of copies, each once
  highlights: { key: HighlightId; value: Highlight; indexes: { byEssay: EssayId } };
  restores: { key: number; value: RestoreRow }; // what came from backups and imports, by when it began: restores.ts
  journal: { key: [restore: number, part: number, row: number]; value: JournalRow }; // what stood here before a restore or an import: its way back
  unsynced: { key: string; value: UnsyncedRow }; // what other machines were not told of yet: unsynced.ts
  syncState: { key: string; value: unknown }; // what is known of the server that keeps them alike: sync-state.ts
  places: {
    key: [essay: EssayId, source: SourceId];
    value: PlaceRow;
    indexes: {
      byName: EssayId;
      bySource: SourceId;
      byBesideDate: [source: SourceId, datedAt: number, id: EssayId];
      byBesideSeen: [source: SourceId, firstSeenAt: number];
      byOwnerSeen: [owner: SourceId, firstSeenAt: number];
    };
  };
}

export type Database = IDBPDatabase<LibrarySchema>;
export type Store = StoreNames<LibrarySchema>;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<LibrarySchema, Store[], Mode>;
export type Migration = (db: Database, tx: Transaction<'versionchange'>) => Promise<void>;

/** One entry per version; add at the end, never edit one that shipped. Await only requests of `tx`, or it closes half done. */
export const MIGRATIONS: readonly Migration[] = [
  async (db) => {
    const essays = db.createObjectStore('essays', { keyPath: 'id' });
    essays.createIndex('byDate', ['datedAt', 'id']);
    essays.createIndex('byFirstSeen', 'firstSeenAt');
    essays.createIndex('bySource', 'sourceId');
    db.createObjectStore('sources', { keyPath: 'id' });
    const marks = db.createObjectStore('marks', { keyPath: 'id' });
    marks.createIndex('bySaved', ['savedStamp', 'id']);
    marks.createIndex('byReadSeen', 'readSeenAt');
    marks.createIndex('byUnread', 'unreadStamp');
    db.createObjectStore('history', { autoIncrement: true }).createIndex('byEssay', 'essayId');
    db.createObjectStore('ledger');
  },
  async (db) => {
    db.createObjectStore('sourceMarks', { keyPath: 'id' });
    db.createObjectStore('sourceStates', { keyPath: 'sourceId' });
    db.createObjectStore('aliases', { keyPath: 'id' });
  },
  async (db) => {
    db.createObjectStore('segments');
  },
  async (_db, tx) => {
    const essays = tx.objectStore('essays');
    essays.createIndex('bySourceDate', ['sourceId', 'datedAt', 'id']);
    essays.createIndex('bySourceSeen', ['sourceId', 'firstSeenAt']);
  },
  async (db, tx) => {
    await tx.objectStore('segments').clear(); // none was in use yet
    db.createObjectStore('unindexed');
  },
  async (db, tx) => {
    db.createObjectStore('texts', { keyPath: 'id' }).createIndex('byWanted', ['wantedOf', 'datedAt']);
    for (const source of await tx.objectStore('sources').getAllKeys()) await wantNewestOf(tx, source);
  },
  async (db) => {
    db.createObjectStore('done');
  },
  async (db) => {
    for (const store of ['bodies', 'overlong', 'versions'] as const) db.createObjectStore(store, { keyPath: 'id' });
  },
  async (_db, tx) => {
    tx.objectStore('overlong').createIndex('byFirstSeen', 'firstSeenAt');
  },
  async (db, tx) => {
    tx.objectStore('essays').createIndex('byPage', 'page'); // older rows get theirs piece by piece: join-pages.ts
    const places = db.createObjectStore('places', { keyPath: ['essayId', 'sourceId'] });
    places.createIndex('byName', 'name');
    places.createIndex('bySource', 'sourceId');
    places.createIndex('byBesideDate', ['beside', 'datedAt', 'essayId']);
    places.createIndex('byBesideSeen', ['beside', 'firstSeenAt']);
    places.createIndex('byOwnerSeen', ['owner', 'firstSeenAt']);
  },
  async (db, tx) => {
    db.createObjectStore('copies', { keyPath: 'id' }).createIndex('byPicture', 'hashes', { multiEntry: true });
    db.createObjectStore('copyMarkup', { keyPath: 'id' });
    db.createObjectStore('blobs', { keyPath: 'hash' });
    db.createObjectStore('highlights', { keyPath: 'id' }).createIndex('byEssay', 'essayId');
    const marks = tx.objectStore('marks');
    marks.createIndex('byLater', ['laterStamp', 'id']);
    marks.createIndex('byArchived', ['archivedStamp', 'id']);
    marks.createIndex('byTag', 'onTags', { multiEntry: true });
    for await (const row of marks) await row.update({ ...row.value, ...orderKeys(readMarks(row.value.marks).marks) });
  },
  async (db) => {
    db.createObjectStore('restores', { keyPath: 'id' });
    db.createObjectStore('journal');
  },
  async (db) => {
    db.createObjectStore('unsynced');
    db.createObjectStore('syncState');
  },
];

/** By which lists find what is saved: for later, in the archive, under a tag. */
export function orderKeys(marks: Marks): Pick<MarksRow, 'laterStamp' | 'archivedStamp' | 'onTags'> {
  const [saved, archived, tags] = [marks.saved, marks.archived, tagsOn(marks)];
  return {
    ...(saved?.[0] === true && (archived?.[0] === true ? { archivedStamp: archived[1] } : { laterStamp: saved[1] })),
    ...(tags.length > 0 && { onTags: tags }),
  };
}

/** The essays that a library has already are wanted like those to come, as far as a source would be asked for them. */
async function wantNewestOf(tx: Transaction<'versionchange'>, source: SourceId): Promise<void> {
  const essays = tx.objectStore('essays');
  const ids = await essays.index('bySourceDate').getAllKeys(IDBKeyRange.bound([source], [source, []])); // oldest first
  const rows = await Promise.all(ids.slice(-20).map((id) => essays.get(id)));
  for (const row of rows) {
    const essay = readEssay(row);
    const origin = essay && originPattern(essay.url);
    if (row === undefined || essay === undefined || origin === undefined || !givesLittle(essay)) continue;
    await tx.objectStore('texts').put({ id: essay.id, wantedOf: source, datedAt: row.datedAt, origin, asking: NEVER_ASKED });
  }
}

/** What every open connection does: it makes way for an upgrade or a deletion at once, and says when it is gone. */
const yielding = (gone: () => void) => ({
  blocking: (_from: number, _to: number | null, event: IDBVersionChangeEvent) => {
    (event.target as IDBDatabase).close(); // as: idb types it EventTarget
    gone();
  },
  terminated: gone,
});

/** An older page keeps the library open and does not make way, as all of ours do. */
export class Blocked extends Error {}

/**
 * Opens the library, creating or upgrading it first. `patience`: for how long a page is waited for that does not make way.
 *
 * Errors  `Blocked` after that; rejects with the cause if an upgrade fails, and the database is then exactly as it was; with a VersionError if it is newer than `steps`.
 */
export async function openUpgrading(
  name: string,
  steps: readonly Migration[],
  gone: () => void,
  patience: () => Promise<void> = () => new Promise(() => {}),
): Promise<Database> {
  let cause: unknown;
  let isOpen = false;
  let giveUp = (_why: Blocked): void => {};
  const blocked = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const opening = openDB<LibrarySchema>(name, steps.length, {
    async upgrade(db, from, _to, tx) {
      tx.done.catch(() => {}); // an abort is reported once, by `opening`
      try {
        for (const migrate of steps.slice(from)) await migrate(db, tx);
      } catch (error) {
        cause = error; // idb does not await this callback: a throw here would commit half an upgrade
        tx.abort();
      }
    },
    blocked: () => {
      void patience().then(() => {
        if (isOpen) return; // it made way in time
        giveUp(new Blocked('an older page keeps it open'));
        opening.then((db) => db.close()).catch(() => {}); // it may open yet, for whoever asks again
      });
    },
    ...yielding(gone),
  });
  opening.then(
    () => {
      isOpen = true;
    },
    () => {},
  );
  return Promise.race([opening, blocked]).catch((error: unknown) => Promise.reject(cause ?? error));
}

/** Opens the library at whatever version it has. Gives undefined where there is none, and leaves none behind. */
export async function openExisting(name: string, gone: () => void): Promise<Database | undefined> {
  let isMissing = false;
  const opening = openDB<LibrarySchema>(name, undefined, {
    upgrade(_db, _from, _to, tx) {
      tx.done.catch(() => {}); // the abort is ours
      isMissing = true; // asked for without a version, only a database that does not exist is upgraded
      tx.abort();
    },
    ...yielding(gone),
  });
  return opening.catch((error: unknown) => (isMissing ? undefined : Promise.reject(error)));
}
