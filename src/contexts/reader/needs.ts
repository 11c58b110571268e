/** What the reader page is handed: reads, messages and the window. Types only; main.tsx fills them in. */
import type { EssayId } from '../../core/essay';
import type { Quote } from '../../core/highlight/quote';
import type { Copy } from '../../core/library/copy';
import type { Highlight } from '../../core/library/highlight';
import type { Entry, HistoryRow } from '../../core/library/marks';
import type { ReaderLook } from '../../core/reader-look';
import type { Send } from '../../messages/contract';

export type Neighbour = { readonly id: EssayId; readonly title: string };

/** What can be shown of an essay: the saved page, the text its source gave, or hardly more than its address. */
export type Body =
  | { readonly kind: 'copy'; readonly copy: Copy; readonly html: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'address'; readonly summary: string };

/** What its publisher says now, where that is something else. */
export type Published = { readonly at: number; readonly title: string; readonly before: string; readonly after: string };

export type Whole = {
  readonly body: Body;
  readonly source?: string; // as its reader calls it
  readonly published?: Published;
  readonly previous?: Neighbour;
  readonly next?: Neighbour;
};

export type Reads = {
  entry(id: EssayId): Promise<Entry | undefined>; // what stands at once
  whole(id: EssayId): Promise<Whole | undefined>; // undefined where no essay has this id, or another has taken it in
  pictures(hashes: readonly string[]): Promise<ReadonlyMap<string, Blob>>;
  highlights(id: EssayId): Promise<readonly Highlight[]>; // those that stand
  thread(id: EssayId): Promise<readonly HistoryRow[]>; // what happened to it
  look(): Promise<ReaderLook>;
};

export type Asked = { readonly essayId: EssayId; readonly at?: Quote };

export type Needs = {
  readonly reads: Reads;
  readonly send: Send;
  readonly asked: () => Asked | undefined; // by the page's own address, now
  readonly go: (id: EssayId) => void; // changes the address, without leaving the page
  readonly back: () => void; // to where one came from
  readonly copy: (text: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => number; // ms since 1970, UTC
};
