/** What came along is a welcome: it stands in the list and is asked for nothing, until it is followed or put away. */
import { computed, signal } from '@preact/signals';
import type { Source } from '../../core/essay';
import type { Problem } from '../../core/problem';
import type { Finding } from '../../ui/finding';
import { say } from '../../ui/words';
import type { Needs, Welcome } from './needs';
import type { sourcesModel } from './sources';

type Beside = { readonly sources: ReturnType<typeof sourcesModel>; readonly finding: Finding };
type Told = {
  readonly readAgain: () => Promise<void>;
  readonly tell: (words: string, undo?: () => Promise<void>) => void;
  readonly fail: (problem: Problem) => void;
};

export function welcomeModel(
  { reads, send }: Pick<Needs, 'reads' | 'send'>,
  { sources, finding }: Beside,
  { readAgain, tell, fail }: Told,
) {
  const cameAlong = signal<Welcome | undefined>(undefined); // once it is known
  const source = computed(() => {
    const { source: came, isAway = false } = cameAlong.value ?? {};
    return isAway || sources.rows.value.some((row) => row.source.id === came?.id) ? undefined : came;
  });

  /** As it stood when the first page was kept ready. */
  function expect(came: Source | undefined): void {
    cameAlong.value = came && { source: came, isAway: false };
  }

  async function read(): Promise<void> {
    cameAlong.value = await reads.welcome().catch(() => cameAlong.peek());
  }

  async function putAway(isAway: boolean): Promise<void> {
    const sourceId = cameAlong.peek()?.source.id;
    if (sourceId === undefined) return;
    const reply = await send('changeSource', { sourceId, change: { muted: isAway } });
    if (!reply.ok) return fail(reply.problem);
    await Promise.all([read(), readAgain()]);
    if (isAway) tell(say('wasPutAway'), () => putAway(false));
    else tell(say('undone'));
  }

  /** A person's click: from now on it is a source like any other. */
  async function follow(): Promise<void> {
    const came = source.peek();
    if (came === undefined) return;
    sources.expectNews();
    await finding.follow({ source: came, isFollowed: false, count: 0, newest: [] });
    const { value: problem } = finding.trouble;
    if (problem !== undefined) return fail(problem);
    await sources.read();
    if (finding.keeping.peek().get(came.id) === 'followed') tell(say('postsOnTheirWay'));
  }

  return { source, expect, read, putAway, follow };
}
