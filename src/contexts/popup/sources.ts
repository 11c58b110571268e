/** What the popup knows of the followed sources: when they were looked at, looking now, and a question one of them waits with. */
import { computed, signal } from '@preact/signals';
import type { Source } from '../../core/essay';
import type { Problem } from '../../core/problem';
import { checkedWords, isChecking, type Progress } from '../../ui/checking';
import { type FollowedSource, siteOf } from '../../ui/followed';
import { say } from '../../ui/words';
import type { Needs } from './needs';

type SourcesNeeds = Pick<Needs, 'send' | 'progress' | 'onProgress' | 'isOnline' | 'onOnline' | 'now'> & {
  readonly read: Needs['reads']['sources'];
};
type Told = { readonly arrived: () => Promise<void>; readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

/** `arrived` is called when a look that was asked for here has ended. */
export function sourcesModel(needs: SourcesNeeds, { arrived, tell, fail }: Told) {
  const rows = signal<readonly FollowedSource[]>([]);
  const progress = signal<Progress | undefined>(undefined);
  const isAsked = signal(false); // a look was asked for here and has not ended
  const isOnline = signal(needs.isOnline());
  const checked = computed(() => checkedWords(rows.value, progress.value, needs.now(), isOnline.value));
  const isUnderWay = computed(() => isChecking(progress.value, needs.now()));
  const isBusy = computed(() => isAsked.value || isUnderWay.value);
  const asking = computed(() => rows.value.find(({ health }) => health.question !== undefined));
  let askedAt = 0;

  async function start(): Promise<void> {
    needs.onOnline(() => {
      isOnline.value = needs.isOnline();
    });
    needs.onProgress((now) => void follow(now));
    const [, kept] = await Promise.all([read(), needs.progress().catch(() => undefined)]);
    progress.value = kept;
  }

  async function read(): Promise<void> {
    rows.value = await needs.read().catch(() => rows.peek());
  }

  async function follow(now: Progress): Promise<void> {
    const wasRunning = progress.peek()?.isRunning ?? false;
    progress.value = now;
    if (now.isRunning) return;
    await read();
    if (!isAsked.peek() && !wasRunning) return;
    isAsked.value = false;
    if (askedAt > 0) await arrived();
    askedAt = 0;
  }

  /** Looks at every source now. */
  async function checkNow(): Promise<void> {
    if (isBusy.peek()) return;
    expectNews();
    isAsked.value = true;
    const reply = await needs.send('refresh', { sourceIds: undefined });
    if (reply.ok) return;
    isAsked.value = false;
    fail(reply.problem);
  }

  /** What is being asked now is waited for; the rest is left for later. */
  async function stopChecking(): Promise<void> {
    const reply = await needs.send('stopRefresh', {});
    if (reply.ok) tell(say('saidStopped'));
    else fail(reply.problem);
  }

  /** What the next look brings was asked for here. */
  function expectNews(): void {
    askedAt = needs.now();
  }

  async function answer(row: FollowedSource, isWelcome: boolean): Promise<void> {
    const { id } = row.source;
    if (isWelcome) expectNews();
    const reply = await needs.send('answerQuestion', { sourceId: id, isWelcome });
    if (!reply.ok) return fail(reply.problem);
    rows.value = rows.peek().flatMap((each) => (each.source.id === id ? answered(each, isWelcome) : each));
    tell(say(isWelcome ? 'postsOnTheirWay' : 'saidUnfollowed'));
    if (!isWelcome) await arrived();
  }

  const followedOn = (host: string): FollowedSource | undefined => rows.value.find(({ source }) => isOn(source, host));

  return {
    rows,
    progress,
    checked,
    isBusy,
    isChecking: isUnderWay,
    asking,
    stopChecking,
    start,
    read,
    checkNow,
    expectNews,
    answer,
    followedOn,
  };
}

function answered(row: FollowedSource, isWelcome: boolean): readonly FollowedSource[] {
  if (!isWelcome) return [];
  const { question: _, ...health } = row.health;
  return [{ ...row, health: { ...health, condition: 'new' } }];
}

const isOn = (source: Source, host: string): boolean => siteOf(source) === host.replace(/^www\./, '');
