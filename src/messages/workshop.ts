/** What our pages ask of their workshop, a thread of its own for what takes long: files that come in, and files that go out. Types alone. */
import type { EssayId } from '../core/essay';
import type { Result } from '../core/problem';
import type { ImportCounts } from '../core/transfer/counts';
import type { FormatName } from '../core/transfer/formats/format';
import type { ImportChoices } from '../core/transfer/import/choices';
import type { ImportProblem } from '../core/transfer/import-problem';
import type { Dropped, DropReason, IncomingFeed } from '../core/transfer/incoming';
import type { ExportFormat } from '../core/transfer/out/formats';

export type ToWorkshop = {
  look(ask: { files: readonly GivenFile[]; favourite: string }): Looked; // at files from outside: nothing is kept
  weigh(ask: { choices: ImportChoices }): Weighed; // what was looked at, once more
  shelve(ask: { id: number; choices: ImportChoices }): Result<{ rowsInAll: number }>; // puts it where the background finds it
  letGo(ask: Record<never, never>): 'gone'; // of what was looked at: it takes memory
  left(ask: Record<never, never>): { csv: string }; // every row that is not taken, as a table
  take(ask: { format: ExportFormat; ids: readonly EssayId[] | undefined; title: string }): Result<Taken>; // undefined: everything that is saved
};

export type GivenFile = { readonly name: string; readonly blob: Blob };

export type LookedFile = { readonly name: string; readonly format?: FormatName; readonly problem?: ImportProblem };
export type Verdict = 'fresh' | 'changed' | 'same';

export type FirstRow = {
  readonly title: string;
  readonly url: string;
  readonly savedAt?: number; // ms since 1970, UTC
  readonly isArchived: boolean;
  readonly tags: readonly string[];
  readonly highlights: number;
  readonly hasText: boolean;
  readonly verdict: Verdict;
};

export type Weighed = { readonly verdicts: Readonly<Record<Verdict, number>>; readonly rows: readonly FirstRow[] };

/** backup: one of the files is a backup of ours, and the others were not looked at. */
export type Looked =
  | { readonly kind: 'backup'; readonly at: number }
  | { readonly kind: 'nothing'; readonly files: readonly LookedFile[] }
  | ({
      readonly kind: 'found';
      readonly files: readonly LookedFile[];
      readonly counts: ImportCounts;
      readonly dropped: readonly { readonly reason: DropReason; readonly count: number; readonly first: readonly Dropped[] }[];
      readonly feeds: readonly IncomingFeed[];
      readonly hasFolders: boolean;
    } & Weighed);

/** A file that goes out; `count`: how many essays are in it, or sources where that is what it holds. */
export type Taken = { readonly file: Blob; readonly name: string; readonly count: number };

export type AskWorkshop = <N extends keyof ToWorkshop>(
  name: N,
  ask: Parameters<ToWorkshop[N]>[0],
  said?: (share: number) => void,
) => Promise<ReturnType<ToWorkshop[N]>>;
