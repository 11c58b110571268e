/** Bringing files from other readers in, without its view: looked at, counted, kept by the background in steps, and taken back whole, each by itself. */
import { computed, signal } from '@preact/signals';
import { type ImportPreview, previewImport } from '../../core/follow/import-preview';
import type { Problem } from '../../core/problem';
import { type ImportChoices, USUAL_CHOICES } from '../../core/transfer/import/choices';
import type { RestoreRow } from '../../edge/store/database';
import type { Send } from '../../messages/contract';
import type { GivenFile, Looked, LookedFile, Weighed } from '../../messages/workshop';
import type { AskPermission } from '../../ui/finding';
import { say } from '../../ui/words';
import type { BringNeeds } from './bring-needs';
import type { Known } from './needs';
import { entriesOf } from './subscriptions';

type Found = Extract<Looked, { kind: 'found' }>;

export type Bringing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking'; readonly names: readonly string[]; readonly share: number }
  | { readonly kind: 'nothing'; readonly files: readonly LookedFile[] }
  | {
      readonly kind: 'found';
      readonly found: Found;
      readonly weighed: Weighed;
      readonly choices: ImportChoices;
      readonly sources: ImportPreview | undefined;
      readonly follows: boolean;
    }
  | { readonly kind: 'shelving'; readonly share: number };

type Needs = {
  readonly send: Send;
  readonly bring: BringNeeds;
  readonly permissions: AskPermission;
  readonly known: () => Promise<readonly Known[]>;
  readonly now: () => number;
};
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

const LOOK_AGAIN_MS = 400;

export type BringModel = ReturnType<typeof bringModel>;

/** `lookAtBackup`: what is a backup of ours goes the way of restoring. `changed`: an import or its way back has ended. */
export function bringModel(
  { send, bring: needs, permissions, known, now }: Needs,
  { tell, fail }: Says,
  { lookAtBackup, changed }: { readonly lookAtBackup: (name: string, file: Blob) => Promise<void>; readonly changed: () => void },
) {
  const state = signal<Bringing>({ kind: 'idle' });
  const imports = signal<readonly RestoreRow[]>([]);
  const going = computed(() => imports.value.find(isUnderWay));
  let isFollowing = false;

  async function start(): Promise<void> {
    await read();
    if (going.peek() !== undefined) void follow();
  }

  async function read(): Promise<void> {
    imports.value = await needs.imports().catch(() => imports.peek());
  }

  /** Until it has ended; it goes on in the background whether or not anyone looks. */
  async function follow(): Promise<void> {
    if (isFollowing) return;
    isFollowing = true;
    while (going.peek() !== undefined) {
      await needs.wait(LOOK_AGAIN_MS);
      await read();
    }
    isFollowing = false;
    changed();
  }

  async function look(files: readonly GivenFile[]): Promise<void> {
    if (files.length === 0) return;
    const names = files.map(({ name }) => name);
    const own: Bringing = { kind: 'looking', names, share: 0 };
    state.value = own;
    const looked = await asked(() =>
      needs.workshop('look', { files, favourite: say('favouriteTag') }, (share) => {
        if (state.peek().kind === 'looking') state.value = { kind: 'looking', names, share };
      }),
    );
    if (looked === undefined) return close();
    if (looked.kind === 'backup') {
      const file = files[looked.at];
      close();
      if (file) await lookAtBackup(file.name, file.blob);
    } else if (looked.kind === 'nothing') state.value = { kind: 'nothing', files: looked.files };
    else {
      const sources = looked.feeds.length === 0 ? undefined : previewImport(entriesOf(looked.feeds), await known().catch(() => []), now());
      state.value = { kind: 'found', found: looked, weighed: looked, choices: USUAL_CHOICES, sources, follows: true };
    }
  }

  /** What throws there is a mistake of ours, or a library that does not open: said like any other problem. */
  async function asked<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return ask().catch((error: unknown) => {
      fail({ kind: 'bug', detail: String(error) });
      return undefined;
    });
  }

  async function choose(change: Partial<ImportChoices>): Promise<void> {
    const before = state.peek();
    if (before.kind !== 'found') return;
    const choices = { ...before.choices, ...change };
    state.value = { ...before, choices };
    const weighed = await asked(() => needs.workshop('weigh', { choices }));
    const after = state.peek();
    if (weighed !== undefined && after.kind === 'found' && after.choices === choices) state.value = { ...after, weighed };
  }

  function setFollows(follows: boolean): void {
    const before = state.peek();
    if (before.kind === 'found') state.value = { ...before, follows };
  }

  async function saveLeft(): Promise<void> {
    const left = await asked(() => needs.workshop('left', {}));
    if (left !== undefined) needs.saveFile(say('leftFileName'), new Blob([left.csv], { type: 'text/csv' }));
  }

  /** Leave for the sources is asked with the first thing of the click. Then the file is put where the background finds it, and that is told to begin. */
  async function begin(): Promise<void> {
    const before = state.peek();
    if (before.kind !== 'found') return;
    const sources = before.follows ? before.sources : undefined;
    const permitted =
      sources === undefined || sources.toAdd.length === 0 ? undefined : permissions.request(sources.origins).catch(() => false);
    const id = now();
    state.value = { kind: 'shelving', share: 0 };
    const [there] = await Promise.all([known().catch(() => []), permitted]);
    const shelved = await asked(() =>
      needs.workshop('shelve', { id, choices: before.choices }, (share) => {
        if (state.peek().kind === 'shelving') state.value = { kind: 'shelving', share };
      }),
    );
    if (shelved?.ok !== true) {
      state.value = before;
      if (shelved !== undefined) fail(shelved.problem);
      return;
    }
    const wasThere = new Set(there.map(({ source }) => source.id));
    const followed = sources?.toAdd.map(({ source }) => ({ id: source.id, isNew: !wasThere.has(source.id) })) ?? [];
    const begun = await send('bringIn', { id, rowsInAll: shelved.value.rowsInAll, brought: { ...broughtOf(before.found), followed } });
    if (!begun.ok || begun.value === 'busy') {
      state.value = before;
      if (!begun.ok) fail(begun.problem);
      else tell(say('bringBusy'));
      return;
    }
    if (sources !== undefined && sources.toAdd.length > 0) await followAll(sources);
    close();
    await start();
  }

  async function followAll({ toAdd }: ImportPreview): Promise<void> {
    const sources = toAdd.map(({ source, folder }) => ({ source, wishes: { followed: true, ...(folder !== undefined && { folder }) } }));
    const reply = await send('follow', { sources });
    if (!reply.ok) fail(reply.problem);
  }

  async function stop(): Promise<void> {
    const reply = await send('stopRestore', {});
    if (!reply.ok) fail(reply.problem);
    await read();
  }

  /** Sources that came with it go too: those that are followed still, by the way that any source goes. */
  async function undo({ id, brought }: Pick<RestoreRow, 'id' | 'brought'>): Promise<void> {
    const begun = await send('undoImport', { id });
    if (!begun.ok) return fail(begun.problem);
    if (begun.value === 'busy') return tell(say('bringBusy'));
    const followed = new Set((await known().catch(() => [])).filter(({ isFollowed }) => isFollowed).map(({ source }) => source.id));
    for (const each of brought?.followed ?? [])
      if (followed.has(each.id)) await send('unfollow', { sourceId: each.id, ...(each.isNew && { forget: true }) });
    await start();
  }

  async function forget(id: number): Promise<void> {
    const reply = await send('forgetImport', { id });
    if (!reply.ok) fail(reply.problem);
    await read();
  }

  function close(): void {
    const { kind } = state.peek();
    if (kind === 'found' || kind === 'shelving') void needs.workshop('letGo', {}).catch(() => undefined); // gone with its thread is gone too
    state.value = { kind: 'idle' };
  }

  return { state, imports, going, start, look, choose, setFollows, saveLeft, begin, stop, undo, forget, close };
}

const isUnderWay = ({ state }: RestoreRow): boolean => state === 'going' || state === 'undoing';

function broughtOf({ files, counts, dropped }: Found) {
  const known = files.filter(({ format }) => format !== undefined);
  return {
    names: known.map(({ name }) => name),
    formats: [...new Set(known.flatMap(({ format }) => format ?? []))],
    ...{ pages: counts.entries, highlights: counts.highlights, texts: counts.offlineTexts },
    left: dropped.reduce((sum, { reason, count }) => sum + (reason === 'duplicate' ? 0 : count), 0),
  };
}
