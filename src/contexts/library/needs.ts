/** What the library page is handed: reads, messages and the window. Types only; main.tsx fills them in. */
import type { EssayId, SourceId } from '../../core/essay';
import type { Entry, HistoryRow } from '../../core/library/marks';
import type * as Snippets from '../../core/library/snippet';
import type { Shelf, ShelfCounts } from '../../edge/store/shelves';
import type { Send } from '../../messages/contract';

export type Row = { readonly entry: Entry; readonly highlights: number; readonly hasText: boolean };

/** What a search may have found an essay by, beside its title. */
export type Said = { readonly text: string; readonly own: readonly string[] }; // own: its reader's notes and highlights

export type Reads = {
  first(shelf: Shelf, limit: number): Promise<readonly Row[] | undefined>; // undefined: only the whole order tells
  order(shelf: Shelf): Promise<readonly EssayId[]>;
  rows(ids: readonly EssayId[]): Promise<readonly Row[]>; // in any order; one that is gone is missing
  day(id: EssayId, shelf: Shelf): Promise<number | undefined>; // ms since 1970, UTC: by which it stands where it stands
  counts(): Promise<ShelfCounts>;
  names(): Promise<ReadonlyMap<SourceId, string>>;
  said(ids: readonly EssayId[]): Promise<ReadonlyMap<EssayId, Said>>;
  thread(id: EssayId): Promise<readonly HistoryRow[]>;
};

export type Lighting = Pick<typeof Snippets, 'lightOf' | 'litIn' | 'snippetIn'>;

/** Where the page was opened, as its address says it. */
export type Place = { readonly shelf: Shelf; readonly typed: string };

export type Needs = {
  readonly reads: Reads;
  readonly send: Send;
  readonly place: Place;
  readonly keepPlace: (place: Place) => void; // in the page's address, so that it is there when one comes back
  readonly wait: (ms: number) => Promise<void>;
  readonly drawn: () => Promise<void>; // what was shown by now is on the screen
  readonly lighting: () => Promise<Lighting>; // comes with the first search: it knows the stems of every language, and no list waits for those
  readonly openImport: () => void; // where Options takes in what was saved elsewhere
  readonly onExport?: (essayIds: readonly EssayId[]) => void; // what is selected is to leave as a file; absent: nothing offers it
  readonly now: () => number; // ms since 1970, UTC
};
