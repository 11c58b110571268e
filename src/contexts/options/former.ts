/** Sources that were followed once: the library still has their names and addresses, until they are forgotten or followed again. */
import { signal } from '@preact/signals';
import { originsToAsk } from '../../core/follow/new-source';
import type { Problem } from '../../core/problem';
import { say } from '../../ui/words';
import type { Known, Needs } from './needs';

type Told = {
  readonly readFollowed: () => Promise<unknown>;
  readonly tell: (words: string) => void;
  readonly fail: (problem: Problem) => void;
};

export type FormerModel = ReturnType<typeof formerModel>;

export function formerModel(
  { send, known, permissions }: Pick<Needs, 'send' | 'known' | 'permissions'>,
  { readFollowed, tell, fail }: Told,
) {
  const rows = signal<readonly Known[]>([]);

  async function read(): Promise<void> {
    const all = await known().catch(() => undefined);
    if (all === undefined) return;
    const former = all.filter(({ isUnfollowed }) => isUnfollowed);
    rows.value = former.sort((a, b) => nameOf(a).localeCompare(nameOf(b)) || (a.source.id < b.source.id ? -1 : 1));
  }

  /** Straight from a click: the request is the first thing that happens. Refused, it is followed all the same, and says that it may not be asked. */
  async function followAgain(row: Known): Promise<void> {
    await permissions.request(originsToAsk(row.source.url)).catch(() => false);
    const reply = await send('follow', { sources: [{ source: row.source, wishes: { followed: true } }] });
    if (!reply.ok) return fail(reply.problem);
    await Promise.all([read(), readFollowed()]);
    tell(say('followedAgain', { title: nameOf(row) }));
  }

  async function forget(row: Known): Promise<void> {
    const reply = await send('unfollow', { sourceId: row.source.id, forget: true });
    if (!reply.ok) return fail(reply.problem);
    rows.value = rows.peek().filter(({ source }) => source.id !== row.source.id);
    tell(say('forgottenNamed', { title: nameOf(row) }));
  }

  return { rows, read, followAgain, forget };
}

export function nameOf({ title, source }: Known): string {
  return title ?? source.title;
}
