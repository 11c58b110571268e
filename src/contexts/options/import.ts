/** Bringing a list of subscriptions: read, shown with counts and reasons, followed in one go, and told as it came out. Opens no file itself. */
import { signal } from '@preact/signals';
import type { SourceId } from '../../core/essay';
import { type ImportPreview, previewImport } from '../../core/follow/import-preview';
import type { Problem } from '../../core/problem';
import { readOpml } from '../../core/transfer/opml';
import type { Progress } from '../../ui/checking';
import type { FollowedSource } from '../../ui/followed';
import { type ImportReport, reportOf, settledIn } from './import-report';
import type { Needs } from './needs';
import { entriesOf } from './subscriptions';

export type ImportState =
  | { readonly kind: 'closed' | 'open' | 'not-opml' }
  | { readonly kind: 'preview'; readonly preview: ImportPreview; readonly skipped: number; readonly passwordsDropped: number }
  | { readonly kind: 'following'; readonly total: number; readonly settled: number }
  | { readonly kind: 'report'; readonly report: ImportReport; readonly isAllowed: boolean };

type ImportNeeds = Pick<Needs, 'send' | 'permissions' | 'known' | 'now'>;

/** `read` reads the sources anew and gives them back. */
export function importModel(needs: ImportNeeds, read: () => Promise<readonly FollowedSource[]>, fail: (problem: Problem) => void) {
  const state = signal<ImportState>({ kind: 'closed' });
  let ids: ReadonlySet<SourceId> = new Set();
  let isAllowed = true;
  let startedAt = 0;
  let shownAt = 0; // how many of a walk were done when the rows were read last

  /** `text` is a whole file. */
  async function preview(text: string): Promise<void> {
    const reading = readOpml(text);
    if (!reading.ok) {
      state.value = { kind: 'not-opml' };
      return;
    }
    const { subscriptions, left, passwordsDropped } = reading;
    const skipped = left.filter(({ reason }) => reason !== 'duplicate').length;
    const known = await needs.known().catch(() => []);
    state.value = { kind: 'preview', preview: previewImport(entriesOf(subscriptions), known, needs.now()), skipped, passwordsDropped };
  }

  /** One question for all of them, asked as the first thing of the click; refused, they are kept and wait. */
  async function follow(origins: readonly string[]): Promise<void> {
    const asked = needs.permissions.request(origins).catch(() => false);
    const now = state.peek();
    if (now.kind !== 'preview') return;
    const { toAdd } = now.preview;
    ids = new Set(toAdd.map(({ source }) => source.id));
    startedAt = needs.now();
    shownAt = 0;
    state.value = { kind: 'following', total: toAdd.length, settled: 0 };
    await asked;
    isAllowed = await needs.permissions.has(origins).catch(() => false);
    const sources = toAdd.map(({ source, folder }) => ({ source, wishes: { followed: true, ...(folder !== undefined && { folder }) } }));
    const reply = await needs.send('follow', { sources });
    if (!reply.ok) {
      state.value = now;
      return fail(reply.problem);
    }
    await look(undefined);
  }

  /** Called with every step of a walk over the sources. Rows are read now and then, and at its end. */
  async function follows(progress: Progress): Promise<void> {
    if (state.peek().kind !== 'following') return;
    const isDue = progress.done - shownAt >= Math.max(10, progress.total / 10);
    if (progress.isRunning && !isDue) return;
    shownAt = progress.done;
    await look(!progress.isRunning && progress.startedAt >= startedAt ? progress.total : undefined); // an older walk says nothing of what came after it
  }

  /** `ended`: how many a walk had that has ended. One that looked at none of these was another's. */
  async function look(ended: number | undefined): Promise<void> {
    const report = reportOf(await read(), ids);
    if (state.peek().kind !== 'following') return;
    const isOurs = ended !== undefined && (ended >= ids.size || settledIn(report) > 0);
    const isDone = isOurs || (report.followed >= ids.size && report.waiting === 0);
    state.value = isDone ? { kind: 'report', report, isAllowed } : { kind: 'following', total: ids.size, settled: settledIn(report) };
  }

  const open = (): void => {
    state.value = { kind: 'open' };
  };
  const close = (): void => {
    state.value = { kind: 'closed' };
  };

  return { state, open, close, preview, follow, follows };
}
